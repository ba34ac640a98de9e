#include "offline/io/pfm_file.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

#include "offline/io/picture_format.h"

namespace tapestry::offline {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Takes the next word of the header and one space behind it.
std::string_view take_word(std::string_view& text) {
    constexpr std::size_t longest = 32;
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    std::size_t length = 0;
    while (length < text.size() && length < longest && !is_space(text[length])) ++length;
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(std::min(text.size(), length + 1));
    return word;
}

template <class Number>
std::optional<Number> number_in(std::string_view word) {
    Number value{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) return {};
    return value;
}

float float_at(const char* bytes, std::endian order) {
    std::uint32_t word = 0;
    for (int i = 0; i < 4; ++i) {
        const int place = order == std::endian::little ? 3 - i : i;
        word = word << 8 | static_cast<unsigned char>(bytes[place]);
    }
    return std::bit_cast<float>(word);
}

}  // namespace

Result<GreyPicture> decode_pfm(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    std::string_view rest(reinterpret_cast<const char*>(file.data()), file.size());
    const int channels = take_word(rest) == "PF" ? 3 : 1;
    const auto width = number_in<int>(take_word(rest)), height = number_in<int>(take_word(rest));
    const auto scale = number_in<double>(take_word(rest));
    if (!width || !height || !scale || *width < 1 || *height < 1 || !std::isfinite(*scale) || *scale == 0.0)
        return Error{"is damaged (its header is not a PFM's)"};
    if (std::int64_t{*width} * *height > max_pixels) return Error{too_large(max_pixels)};
    const std::size_t count = static_cast<std::size_t>(*width) * *height;
    if (rest.size() < 4 * channels * count) return Error{"is damaged (the file ends early)"};
    const std::endian order = *scale < 0.0 ? std::endian::little : std::endian::big;
    GreyPicture picture{*width, *height, std::vector<double>(count)};
    const char* from = rest.data();
    // Rows run from the bottom up.
    for (int y = *height - 1; y >= 0; --y)
        for (int x = 0; x < *width; ++x) {
            double sum = 0.0;
            for (int c = 0; c < channels; ++c, from += 4) sum += float_at(from, order);
            picture.values[static_cast<std::size_t>(y) * *width + x] = sum / channels;
        }
    return picture;
}

std::vector<std::byte> encode_pfm(const GreyPicture& picture) {
    char header[64];
    const int length =
        std::snprintf(header, sizeof header, "Pf\n%d %d\n-1.0\n", picture.width, picture.height);
    std::vector<std::byte> file(static_cast<std::size_t>(length) + 4 * picture.values.size());
    std::memcpy(file.data(), header, static_cast<std::size_t>(length));
    std::byte* to = file.data() + length;
    for (int y = picture.height - 1; y >= 0; --y)
        for (int x = 0; x < picture.width; ++x) {
            const auto word = std::bit_cast<std::uint32_t>(
                static_cast<float>(picture.values[static_cast<std::size_t>(y) * picture.width + x]));
            for (int i = 0; i < 4; ++i) *to++ = static_cast<std::byte>(word >> (8 * i) & 0xffu);
        }
    return file;
}

}  // namespace tapestry::offline
