#include "offline/io/png_file.h"

#include <png.h>

#include <algorithm>
#include <bit>
#include <csetjmp>
#include <cstring>
#include <string>

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
    bool reading = false;

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
        work.failure = "is too large";
        return false;
    }
    if (!file_can_hold_picture(file_bytes, png_get_rowbytes(work.png, work.info),
                               static_cast<std::size_t>(height)))
        png_error(work.png, "not enough image data");
    return true;
}

void ask_for_rgba(PngWork& work, int bits) {
    const bool has_alpha = (png_get_color_type(work.png, work.info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                           png_get_valid(work.png, work.info, PNG_INFO_tRNS) != 0;
    png_set_expand(work.png);
    png_set_gray_to_rgb(work.png);
    if (bits == 16) {
        png_set_expand_16(work.png);
        if constexpr (std::endian::native == std::endian::little) png_set_swap(work.png);
    } else {
        png_set_scale_16(work.png);
    }
    if (!has_alpha) png_set_add_alpha(work.png, bits == 16 ? 0xffff : 0xff, PNG_FILLER_AFTER);
    png_set_interlace_handling(work.png);
    png_read_update_info(work.png, work.info);
}

bool read_pixels(PngWork& work) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    png_read_image(work.png, work.rows.data());
    png_read_end(work.png, nullptr);
    return true;
}

template <class Sample>
void point_rows_at(PngWork& work, std::vector<Sample>& samples, int height) {
    const std::size_t row = samples.size() / static_cast<std::size_t>(height);
    for (int y = 0; y < height; ++y)
        work.rows.push_back(reinterpret_cast<png_bytep>(samples.data() + static_cast<std::size_t>(y) * row));
}

bool set_up_transforms(PngWork& work, int bits) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    ask_for_rgba(work, bits);
    return true;
}

template <class Sample>
Result<PngPicture<Sample>> decode(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    PngWork work;
    work.reading = true;
    work.file = file;
    const auto damaged = [&] { return Error{"is damaged (" + work.failure + ")"}; };
    work.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &work, on_error, on_warning);
    if (work.png) work.info = png_create_info_struct(work.png);
    if (!work.info) return damaged();
    png_set_read_fn(work.png, &work, read_some);
    if (!read_png_header(work, max_pixels))
        return work.failure == "is too large" ? Error{work.failure} : damaged();
    if (!set_up_transforms(work, 8 * static_cast<int>(sizeof(Sample)))) return damaged();
    PngPicture<Sample> picture;
    picture.width = static_cast<int>(png_get_image_width(work.png, work.info));
    picture.height = static_cast<int>(png_get_image_height(work.png, work.info));
    picture.samples.resize(static_cast<std::size_t>(picture.width) * picture.height * 4);
    point_rows_at(work, picture.samples, picture.height);
    if (!read_pixels(work)) return damaged();
    return picture;
}

bool write_all(PngWork& work, int width, int height, int bits, int channels) {
    if (setjmp(png_jmpbuf(work.png))) return false;
    const int type = channels == 1   ? PNG_COLOR_TYPE_GRAY
                     : channels == 3 ? PNG_COLOR_TYPE_RGB
                                     : PNG_COLOR_TYPE_RGB_ALPHA;
    png_set_IHDR(work.png, work.info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), bits,
                 type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(work.png, work.info);
    if (bits == 16 && std::endian::native == std::endian::little) png_set_swap(work.png);
    png_write_image(work.png, work.rows.data());
    png_write_end(work.png, nullptr);
    return true;
}

template <class Sample>
Result<std::vector<std::byte>> encode(const PngPicture<Sample>& picture) {
    PngWork work;
    const auto failed = [&] { return Error{"cannot be encoded as PNG (" + work.failure + ")"}; };
    work.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &work, on_error, on_warning);
    if (work.png) work.info = png_create_info_struct(work.png);
    if (!work.info) return failed();
    png_set_write_fn(work.png, &work, write_some, flush_nothing);
    // libpng's rows are not const, but it only reads them.
    if (picture.height > 0)
        point_rows_at(work, const_cast<std::vector<Sample>&>(picture.samples), picture.height);
    if (!write_all(work, picture.width, picture.height, 8 * static_cast<int>(sizeof(Sample)),
                   picture.channels))
        return failed();
    return std::move(work.out);
}

}  // namespace

bool is_png(std::span<const std::uint8_t> file) {
    return file.size() >= 8 && png_sig_cmp(file.data(), 0, 8) == 0;
}

Result<PngPicture<std::uint8_t>> decode_png8(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    return decode<std::uint8_t>(file, max_pixels);
}

Result<PngPicture<std::uint16_t>> decode_png16(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    return decode<std::uint16_t>(file, max_pixels);
}

Result<std::vector<std::byte>> encode_png(const PngPicture<std::uint8_t>& picture) {
    return encode(picture);
}

Result<std::vector<std::byte>> encode_png(const PngPicture<std::uint16_t>& picture) {
    return encode(picture);
}

}  // namespace tapestry::offline
