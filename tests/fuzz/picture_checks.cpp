#include "picture_checks.h"

#include <unistd.h>
#include <array>

#include "fuzz_target.h"
#include "scratch_file.h"

namespace tapestry::fuzz {
namespace {

using namespace tapestry::offline;

constexpr std::int64_t few_pixels = 4096;

std::size_t samples_of(const Photograph& photograph) {
    return std::visit([](const auto& picture) { return picture.rgba.size(); }, photograph.pixels);
}

void judge(const Photograph& photograph) {
    const int width = photograph.width(), height = photograph.height();
    require(width > 0 && height > 0, "a picture has pixels");
    require(samples_of(photograph) == 4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
            "a picture has all of its pixels");
    require(photograph.orientation >= 1 && photograph.orientation <= 8, "orientations go from 1 to 8");
}

std::uint32_t checksum(std::span<const std::uint8_t> bytes) {
    std::uint32_t value = 0xffffffffu;
    for (const std::uint8_t byte : bytes) {
        value ^= byte;
        for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1u ? 0xedb88320u : 0u);
    }
    return ~value;
}

}  // namespace

void decode_and_judge(std::span<const std::uint8_t> file) {
    const auto photograph = decode_photograph(file);
    if (!photograph) return require(!photograph.error().message.empty(), "an error says why");
    judge(*photograph);
    if (std::int64_t{photograph->width()} * photograph->height() > few_pixels) return;
    PhotographOptions options;
    options.largest_side = 5;
    const auto reduced = decode_photograph(file, options);
    require(static_cast<bool>(reduced), "what was read once is read again");
    judge(*reduced);
    require(reduced->width() <= 5 && reduced->height() <= 5, "a reduced picture is small");
    encode_and_judge(*reduced);
}

void encode_and_judge(const Photograph& photograph) {
    for (const char* name : {"a.png", "a.jpg", "a.webp", "a.tif", "a.exr"}) {
        const std::filesystem::path path = scratch_folder() / name;
        const auto* bytes = std::get_if<Picture8>(&photograph.pixels);
        const auto written =
            bytes ? write_picture(path, *bytes, photograph.origin.tags)
                  : write_picture(path, std::get<LinearPicture>(photograph.pixels), photograph.origin);
        if (!written) {
            require(!written.error().message.empty(), "an error says why");
            continue;
        }
        const auto read = read_photograph(path);
        if (!read) std::fprintf(stderr, "%s\n", read.error().message.c_str());
        require(read && read->width() == photograph.width() && read->height() == photograph.height(),
                "what was written is read");
    }
}

void judge(const GreyPicture& picture) {
    require(picture.width > 0 && picture.height > 0 &&
                picture.values.size() ==
                    static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height),
            "a grey picture has all of its pixels");
}

std::vector<std::uint8_t> with_right_checksums(std::span<const std::uint8_t> png) {
    std::vector<std::uint8_t> fixed(png.begin(), png.end());
    std::size_t at = 8;
    while (at + 12 <= fixed.size()) {
        const std::size_t length = std::size_t{fixed[at]} << 24 | std::size_t{fixed[at + 1]} << 16 |
                                   std::size_t{fixed[at + 2]} << 8 | fixed[at + 3];
        if (length > fixed.size() - at - 12) break;
        const std::uint32_t sum = checksum(std::span(fixed).subspan(at + 4, length + 4));
        for (std::size_t i = 0; i < 4; ++i)
            fixed[at + 8 + length + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
        at += 12 + length;
    }
    return fixed;
}

}  // namespace tapestry::fuzz
