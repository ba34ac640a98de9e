#include <doctest/doctest.h>

#include <array>

#include "offline/kernels/disk.h"
#include "offline/report/contact_sheet.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::offline::report;

namespace {

ContactSheet sample_sheet(int entries) {
    ContactSheet sheet;
    sheet.title = "disk";
    sheet.target = *disk_kernel(10.0);
    for (int i = 0; i < entries; ++i) sheet.entries.push_back({"method", {"96 taps", "20 dB"}, sheet.target});
    return sheet;
}

std::array<int, 3> pixel(const Picture8& picture, int x, int y) {
    const std::uint8_t* p = &picture.rgba[4 * (static_cast<std::size_t>(y) * picture.width + x)];
    return {p[0], p[1], p[2]};
}

// The middle of the kernel's cell (dx, dy) from the origin.
std::array<int, 3> cell(const Picture8& picture, const SheetLayout& layout, SheetLayout::Corner corner,
                        int dx, int dy) {
    const int middle = layout.tile / 2;
    return pixel(picture, corner.x + middle + dx * layout.scale, corner.y + middle + dy * layout.scale);
}

TextPainter font() {
    auto painter = TextPainter::load(caption_font);
    REQUIRE(painter);
    return std::move(*painter);
}

}  // namespace

TEST_CASE("tiles are whole cells, apart from each other and inside the sheet") {
    ContactSheet sheet = sample_sheet(7);
    sheet.columns = 3;
    const SheetLayout layout = lay_out(sheet);
    CHECK(layout.tile == layout.scale * (sheet.target.width + 2 * layout.margin));
    REQUIRE(layout.kernels.size() == 7);
    std::vector<SheetLayout::Corner> corners = layout.kernels;
    corners.insert(corners.end(), layout.errors.begin(), layout.errors.end());
    corners.push_back(layout.target);
    for (const auto& a : corners) {
        CHECK(a.x >= 0);
        CHECK(a.y >= layout.caption_height);
        CHECK(a.x + layout.tile <= layout.width);
        CHECK(a.y + layout.tile <= layout.height);
        for (const auto& b : corners) {
            const bool same = a.x == b.x && a.y == b.y;
            const bool apart = std::abs(a.x - b.x) >= layout.tile || std::abs(a.y - b.y) >= layout.tile;
            CHECK((same || apart));
        }
    }
    CHECK(layout.kernels[3].x == layout.kernels[0].x);
    CHECK(layout.kernels[3].y > layout.errors[0].y + layout.tile);
}

TEST_CASE("kernels are shown upright, errors by their sign") {
    ContactSheet sheet = sample_sheet(2);
    sheet.error_range = 0.5;
    const double peak = sheet.target.at(10, 10);
    const int size = sheet.target.width, middle = size / 2;
    sheet.entries[0].kernel.values[static_cast<std::size_t>(middle - 4) * size + middle] +=
        0.5 * peak;  // above
    sheet.entries[0].kernel.values[static_cast<std::size_t>(middle) * size + middle + 3] -=
        0.5 * peak;  // right
    const SheetLayout layout = lay_out(sheet);
    const Picture8 picture = draw(sheet, font());
    CHECK(picture.width == layout.width);
    CHECK(picture.height == layout.height);
    const auto error = [&](std::size_t entry, int dx, int dy) {
        return cell(picture, layout, layout.errors[entry], dx, dy);
    };
    CHECK(error(0, 0, -4) == std::array<int, 3>{103, 0, 31});  // too bright: the red end
    CHECK(error(0, 3, 0) == std::array<int, 3>{5, 48, 97});    // too dark: the blue end
    CHECK(error(0, 0, 4) == std::array<int, 3>{247, 247, 247});
    CHECK(error(1, 0, -4) == std::array<int, 3>{247, 247, 247});
    // Kernels: black outside, 1 / 1.25 of white inside, white where it is brighter.
    CHECK(cell(picture, layout, layout.target, 13, 13) == std::array<int, 3>{0, 0, 0});
    CHECK(cell(picture, layout, layout.target, 0, 0) == std::array<int, 3>{231, 231, 231});
    CHECK(cell(picture, layout, layout.kernels[0], 0, -4) == std::array<int, 3>{255, 255, 255});
}

TEST_CASE("kernels smaller or larger than the target lie on it by their origins") {
    ContactSheet sheet = sample_sheet(1);
    sheet.entries[0].kernel = *disk_kernel(0.4);  // one cell
    const SheetLayout layout = lay_out(sheet);
    const Picture8 picture = draw(sheet, font());
    CHECK(cell(picture, layout, layout.kernels[0], 0, 0) == std::array<int, 3>{255, 255, 255});
    CHECK(cell(picture, layout, layout.kernels[0], 1, 0) == std::array<int, 3>{0, 0, 0});
    sheet.entries[0].kernel = *disk_kernel(40.0);
    CHECK(draw(sheet, font()).width == layout.width);
}

TEST_CASE("the errors' range is a round number near the middle method's errors") {
    ContactSheet sheet = sample_sheet(3);
    for (int i = 0; i < 3; ++i)
        for (double& value : sheet.entries[i].kernel.values) value += 0.03 * i * sheet.target.at(10, 10);
    CHECK(fitting_error_range(sheet) == doctest::Approx(0.05));
    CHECK(fitting_error_range(sample_sheet(2)) > 0.0);  // no error anywhere
}

TEST_CASE("captions are written, and a missing font is an error with its path") {
    const TextPainter painter = font();
    Picture8 picture{60, 20, std::vector<std::uint8_t>(60 * 20 * 4, 255)};
    painter.draw(picture, 2.0, 15.0, "\u03c3 = 5", 14.0, palette::ink);
    long long ink = 0;
    for (const std::uint8_t value : picture.rgba) ink += 255 - value;
    CHECK(ink > 5000);
    CHECK(painter.width("mm", 14.0) > painter.width("ii", 14.0));
    painter.draw(picture, -500.0, 400.0, "outside", 14.0, palette::ink);
    const auto missing = TextPainter::load("/nowhere/font.ttf");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message.find("/nowhere/font.ttf") != std::string::npos);
}
