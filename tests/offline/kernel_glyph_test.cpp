#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "offline/kernels/glyph_outline.h"
#include "offline/kernels/kernels.h"
#include "tests/core/temporary_folder.h"
#include "tests/offline/kernel_checks.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::test;

namespace {

DenseKernel glyph(const std::string& character) {
    return *make_kernel("glyph", {{}, {{"glyph", character}}});
}

std::string message(const std::string& font, const std::string& character = "A") {
    return glyph_outline(font, character).error().message;
}

}  // namespace

TEST_CASE("glyphs are upright, and counters are holes") {
    const DenseKernel l = glyph("L");
    // Its foot lies at the bottom right, nothing at the top right.
    const auto light = [&](int from_x, int to_x, int from_y, int to_y) {
        double total = 0.0;
        for (int y = from_y; y <= to_y; ++y)
            for (int x = from_x; x <= to_x; ++x) total += value_at(l, x, y);
        return total;
    };
    CHECK(light(3, 24, 0, 24) > 0.1);
    CHECK(light(3, 24, -24, -2) == 0.0);
    const DenseKernel o = glyph("O");
    CHECK(value_at(o, 0, 0) == 0.0);
    CHECK(moments(o).variance_y > 0.0);
    // Beyond ASCII: two, three bytes of UTF-8.
    CHECK(sum(glyph("\xc3\x98")) == doctest::Approx(1.0));
    CHECK(sum(glyph("\xe2\x99\xa5")) == doctest::Approx(1.0));
    CHECK(largest_difference(glyph("&"), *make_kernel("ampersand")) == 0.0);
}

TEST_CASE("a glyph is one character that the font draws") {
    const std::string font = standard_font;
    for (const char* text : {"", "AB", "\xc3", "\xc3\x28", "\xff", "\xe2\x99"})
        CHECK(message(font, text).starts_with("the glyph must be one character"));
    CHECK(message(font, " ") == font + ": draws nothing for ' '");
    CHECK(message(font, "\xe5\xa5\xbd") == font + ": has no glyph for '\xe5\xa5\xbd'");
}

TEST_CASE("what is not a whole font is refused with its path") {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "font.ttf";
    CHECK(message(path) == path + ": No such file or directory");
    CHECK(message(folder.path()) == folder.path().string() + ": is a folder, not a file");
    const auto write = [&](const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; };
    for (const char* bytes : {"", "short", "these are not the bytes of a font, but they are many"}) {
        write(bytes);
        CHECK(message(path) == path + ": is not a TrueType or OpenType font");
    }
    std::ifstream file(standard_font, std::ios::binary);
    const std::string whole(std::istreambuf_iterator<char>(file), {});
    for (const double part : {0.00003, 0.0001, 0.1, 0.5, 0.999}) {
        write(whole.substr(0, static_cast<std::size_t>(part * static_cast<double>(whole.size()))));
        CAPTURE(part);
        CHECK(message(path) == path + ": is damaged");
    }
    for (std::size_t at = 40; at < whole.size(); at += whole.size() / 50) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        write(changed);
        CAPTURE(at);
        CHECK(message(path) == path + ": is damaged");
    }
    const auto kernel = make_kernel("ampersand", {{}, {{"font", path + ".none"}}});
    CHECK(kernel.error().message == "ampersand: " + path + ".none: No such file or directory");
}
