#include "offline/io/png_file.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <csetjmp>
#include <cstring>
#include <string>

#include "offline/io/color_profile.h"
#include "offline/io/picture_format.h"

namespace tapestry::offline {
namespace {

// What libpng works on. libpng leaves by longjmp, which runs no destructors: everything that owns memory
// lives here, outside the functions that are jumped out of.
struct PngWork {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::span<const std::uint8_t> file;  // what is left to read
    std::vector<std::byte> out;
    std::vector<png_bytep> rows;
    std::string failure = "libpng could not start";
    bool reading = false, is_too_large = false;

    PngWork() = default;
    PngWork(const PngWork&) = delete;
    PngWork& operator=(const PngWork&) = delete;
    ~PngWork() {
        if (reading)
            png_destroy_read_struct(&png, &info, nullptr);
        else
            png_destroy_write_struct(&png, &info);
    }
};

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
    static_cast<PngWork*>(png_get_error_ptr(png))->failure = message;
    png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void read_some(png_structp png, png_bytep to, std::size_t count) {
    PngWork& work = *static_cast<PngWork*>(png_get_io_ptr(png));
    if (count > work.file.size()) png_error(png, "the file ends early");
    std::memcpy(to, work.file.data(), count);
    work.file = work.file.subspan(count);
}

void write_some(png_structp png, png_bytep from, std::size_t count) {
    PngWork& work = *static_cast<PngWork*>(png_get_io_ptr(png));
    const auto* bytes = reinterpret_cast<const std::byte*>(from);
    work.out.insert(work.out.end(), bytes, bytes + count);
}

void flush_nothing(png_structp) {}

// Deflate cannot shrink data to less than a 1032nd (zlib's technical notes, "Maximum compression factor"), so
// a short file that claims a large picture is found out before its memory is taken.
bool file_can_hold_picture(std::size_t file_bytes, std::size_t row_bytes, std::size_t rows) {
    return row_bytes / 1032 <= file_bytes && row_bytes * rows / 1032 <= file_bytes;
}

bool read_png_header(PngWork& work, std::int64_t max_pixels) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    const std::size_t file_bytes = work.file.size();
    png_set_crc_action(work.png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_read_info(work.png, work.info);
    const std::int64_t width = png_get_image_width(work.png, work.info);
    const std::int64_t height = png_get_image_height(work.png, work.info);
    if (width * height > max_pixels) {
        work.is_too_large = true;
        return false;
    }
    if (!file_can_hold_picture(file_bytes, png_get_rowbytes(work.png, work.info),
                               static_cast<std::size_t>(height)))
        png_error(work.png, "not enough image data");
    return true;
}

void ask_for_rgba(PngWork& work, bool is_wide) {
    const bool has_alpha = (png_get_color_type(work.png, work.info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                           png_get_valid(work.png, work.info, PNG_INFO_tRNS) != 0;
    png_set_expand(work.png);
    png_set_gray_to_rgb(work.png);
    if (is_wide && std::endian::native == std::endian::little) png_set_swap(work.png);
    if (!has_alpha) png_set_add_alpha(work.png, is_wide ? 0xffff : 0xff, PNG_FILLER_AFTER);
    png_set_interlace_handling(work.png);
    png_read_update_info(work.png, work.info);
}

bool read_pixels(PngWork& work) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    png_read_image(work.png, work.rows.data());
    png_read_end(work.png, work.info);  // what stands behind the pixels counts, too
    return true;
}

template <class Sample>
void point_rows_at(PngWork& work, std::vector<Sample>& samples, int height) {
    const std::size_t row = samples.size() / static_cast<std::size_t>(height);
    for (int y = 0; y < height; ++y)
        work.rows.push_back(reinterpret_cast<png_bytep>(samples.data() + static_cast<std::size_t>(y) * row));
}

bool set_up_transforms(PngWork& work, bool is_wide) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    ask_for_rgba(work, is_wide);
    return true;
}

/// Chunks that this libpng may not know by itself are handed on as they are.
bool keep_chunks(PngWork& work) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    constexpr png_byte names[] = {'c', 'I', 'C', 'P', 0, 'e', 'X', 'I', 'f', 0};
    png_set_keep_unknown_chunks(work.png, PNG_HANDLE_CHUNK_ALWAYS, names, 2);
    // Words and suggestions that nobody here asks for: compressed, each grows to 8 MB, and a thousand are
    // kept.
    constexpr png_byte words[] = {'t', 'E', 'X', 't', 0, 'z', 'T', 'X', 't', 0, 'i', 'T', 'X', 't', 0,
                                  's', 'P', 'L', 'T', 0, 'h', 'I', 'S', 'T', 0, 'p', 'C', 'A', 'L', 0};
    png_set_keep_unknown_chunks(work.png, PNG_HANDLE_CHUNK_NEVER, words, sizeof words / 5);
    // Chunks may claim 2 GB, for which memory is taken before it is known whether the file has as much.
    // Pixels have a bound of their own.
    png_set_chunk_malloc_max(work.png, png_alloc_size_t{1} << 24);
    // Profiles that libpng finds fault with are for the colour library to judge.
    png_set_option(work.png, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
    return true;
}

struct PngColors {
    double gamma = 0.0;  ///< that light was raised to; 0: as sRGB's
    bool has_chromaticities = false;
    std::array<double, 8> chromaticities = {};  ///< x and y of white, red, green and blue
};

// gAMA as most programs write it beside sRGB colours: 1 / 2.2, which stands for sRGB's curve.
bool is_usual_gamma(double gamma) {
    return std::abs(gamma - 0.45455) < 0.0005;
}

PngColors colors_of(const PngWork& work) {
    PngColors colors;
    png_get_gAMA(work.png, work.info, &colors.gamma);
    if (is_usual_gamma(colors.gamma)) colors.gamma = 0.0;
    auto& c = colors.chromaticities;
    colors.has_chromaticities = png_get_cHRM(work.png, work.info, &c[0], &c[1], &c[2], &c[3], &c[4], &c[5],
                                             &c[6], &c[7]) == PNG_INFO_cHRM;
    return colors;
}

/// Empty where they say what is taken for granted.
std::vector<std::uint8_t> profile_of(const PngColors& colors) {
    if (colors.gamma <= 0.0 && !colors.has_chromaticities) return {};
    RgbSpace space;
    if (colors.has_chromaticities) {
        const auto& c = colors.chromaticities;
        space.white = {c[0], c[1]};
        space.red = {c[2], c[3]};
        space.green = {c[4], c[5]};
        space.blue = {c[6], c[7]};
    }
    if (colors.gamma > 0.0) space.gamma = 1.0 / colors.gamma;
    return profile_of_space(space);
}

/// After all chunks were read.
PictureTags tags_of(PngWork& work) {
    PictureTags tags;
    png_unknown_chunkp chunks = nullptr;
    const int count = png_get_unknown_chunks(work.png, work.info, &chunks);
    for (int i = 0; i < count; ++i) {
        const std::span<const png_byte> data(chunks[i].data, chunks[i].size);
        const std::string name(reinterpret_cast<const char*>(chunks[i].name));
        if (name == "eXIf") tags.exif.assign(data.begin(), data.end());
        // Three-colour pictures of the full range; others have no meaning in PNG.
        if (name == "cICP" && data.size() == 4 && data[2] == 0 && data[3] == 1)
            tags.code_points = CodePoints{data[0], data[1]};
    }
    png_charp profile_name = nullptr;
    png_bytep profile = nullptr;
    png_uint_32 size = 0;
    int compression = 0;
    if (png_get_iCCP(work.png, work.info, &profile_name, &compression, &profile, &size) == PNG_INFO_iCCP)
        tags.profile.assign(profile, profile + size);
    return tags;
}

template <class Sample>
bool read_samples(PngWork& work, DecodedPicture& picture) {
    std::vector<Sample> samples(static_cast<std::size_t>(picture.width) * picture.height * 4);
    point_rows_at(work, samples, picture.height);
    if (!read_pixels(work)) return false;
    picture.samples = std::move(samples);
    return true;
}

bool write_all(PngWork& work, int width, int height, int bits, int channels, const ResultTags& tags) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    const int type = channels == 1   ? PNG_COLOR_TYPE_GRAY
                     : channels == 3 ? PNG_COLOR_TYPE_RGB
                                     : PNG_COLOR_TYPE_RGB_ALPHA;
    png_set_IHDR(work.png, work.info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), bits,
                 type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (!tags.profile.empty())
        png_set_iCCP(work.png, work.info, "ICC profile", PNG_COMPRESSION_TYPE_BASE, tags.profile.data(),
                     static_cast<png_uint_32>(tags.profile.size()));
    png_write_info(work.png, work.info);
    constexpr png_byte exif_name[] = {'e', 'X', 'I', 'f'};
    if (!tags.exif.empty()) png_write_chunk(work.png, exif_name, tags.exif.data(), tags.exif.size());
    if (bits == 16 && std::endian::native == std::endian::little) png_set_swap(work.png);
    png_write_image(work.png, work.rows.data());
    png_write_end(work.png, nullptr);
    return true;
}

/// Profiles are the source's own, and for the colour library to judge: libpng refuses HP's sRGB of 1998,
/// which half of all photographs have.
bool take_profiles(PngWork& work) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    png_set_option(work.png, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
    png_set_benign_errors(work.png, 1);
    return true;
}

template <class Sample>
Result<std::vector<std::byte>> encode(const PackedPicture<Sample>& picture, const ResultTags& tags) {
    PngWork work;
    const auto failed = [&] { return Error{"cannot be encoded as PNG (" + work.failure + ")"}; };
    work.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &work, on_error, on_warning);
    if (work.png) work.info = png_create_info_struct(work.png);
    if (!work.info) return failed();
    png_set_write_fn(work.png, &work, write_some, flush_nothing);
    if (!take_profiles(work)) return failed();
    // libpng's rows are not const, but it only reads them.
    if (picture.height > 0)
        point_rows_at(work, const_cast<std::vector<Sample>&>(picture.samples), picture.height);
    if (!write_all(work, picture.width, picture.height, 8 * static_cast<int>(sizeof(Sample)),
                   picture.channels, tags))
        return failed();
    return std::move(work.out);
}

}  // namespace

Result<DecodedPicture> decode_png(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    PngWork work;
    work.reading = true;
    work.file = file;
    const auto damaged = [&] { return Error{"is damaged (" + work.failure + ")"}; };
    work.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &work, on_error, on_warning);
    if (work.png) work.info = png_create_info_struct(work.png);
    if (!work.info) return damaged();
    png_set_read_fn(work.png, &work, read_some);
    if (!keep_chunks(work)) return damaged();
    if (!read_png_header(work, max_pixels))
        return work.is_too_large ? Error{too_large(max_pixels)} : damaged();
    const bool is_wide = png_get_bit_depth(work.png, work.info) == 16;
    DecodedPicture picture;
    picture.width = static_cast<int>(png_get_image_width(work.png, work.info));
    picture.height = static_cast<int>(png_get_image_height(work.png, work.info));
    picture.is_grey = (png_get_color_type(work.png, work.info) & PNG_COLOR_MASK_COLOR) == 0;
    const PngColors colors = colors_of(work);
    const bool is_srgb = png_get_valid(work.png, work.info, PNG_INFO_sRGB) != 0;
    if (!set_up_transforms(work, is_wide)) return damaged();
    const bool is_read =
        is_wide ? read_samples<std::uint16_t>(work, picture) : read_samples<std::uint8_t>(work, picture);
    if (!is_read) return damaged();
    picture.tags = tags_of(work);
    if (picture.tags.profile.empty() && !is_srgb) picture.tags.profile = profile_of(colors);
    return picture;
}

Result<std::vector<std::byte>> encode_png(const PackedPicture<std::uint8_t>& picture,
                                          const ResultTags& tags) {
    return encode(picture, tags);
}

Result<std::vector<std::byte>> encode_png(const PackedPicture<std::uint16_t>& picture,
                                          const ResultTags& tags) {
    return encode(picture, tags);
}

}  // namespace tapestry::offline
