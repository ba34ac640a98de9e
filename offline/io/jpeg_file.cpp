#include "offline/io/jpeg_file.h"

#include <csetjmp>
#include <cstdio>
#include <string>
#include <vector>
// jpeglib.h wants stdio.h first; jerror.h wants jpeglib.h.
#include <jpeglib.h>

#include <jerror.h>

namespace tapestry::offline {
namespace {

// libjpeg leaves by longjmp, which runs no destructors: everything that owns memory lives here, outside the
// functions that are jumped out of.
struct JpegWork {
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    std::jmp_buf leave;
    std::string failure;
    std::vector<std::uint8_t> row;
    Picture8 picture;

    JpegWork() = default;
    JpegWork(const JpegWork&) = delete;
    JpegWork& operator=(const JpegWork&) = delete;
    ~JpegWork() { jpeg_destroy_decompress(&jpeg); }
};

[[noreturn]] void leave(j_common_ptr jpeg) {
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    JpegWork& work = *static_cast<JpegWork*>(jpeg->client_data);
    work.failure = std::string("is damaged (") + text + ")";
    std::longjmp(work.leave, 1);
}

// libjpeg only warns where data is missing or nonsense, and goes on with grey. Its other warnings are about
// harmless habits of some cameras.
void on_message(j_common_ptr jpeg, int level) {
    if (level >= 0) return;
    switch (jpeg->err->msg_code) {
        case JWRN_HIT_MARKER:
        case JWRN_HUFF_BAD_CODE:
        case JWRN_ARITH_BAD_CODE:
        case JWRN_JPEG_EOF:
        case JWRN_MUST_RESYNC:
            leave(jpeg);
        default:
            break;
    }
}

void print_nothing(j_common_ptr) {}

bool read_jpeg_header(JpegWork& work, std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    if (setjmp(work.leave)) return false;
    jpeg_create_decompress(&work.jpeg);
    jpeg_mem_src(&work.jpeg, file.data(), static_cast<unsigned long>(file.size()));
    jpeg_read_header(&work.jpeg, TRUE);
    if (std::int64_t{work.jpeg.image_width} * work.jpeg.image_height > max_pixels) {
        work.failure = "is too large";
        return false;
    }
    if (work.jpeg.num_components == 4) {
        work.failure = "is a CMYK picture; save it as RGB";
        return false;
    }
    work.jpeg.out_color_space = JCS_RGB;
    jpeg_start_decompress(&work.jpeg);
    return true;
}

bool read_rows(JpegWork& work) {
    if (setjmp(work.leave)) return false;
    std::uint8_t* row = work.row.data();
    std::uint8_t* out = work.picture.rgba.data();
    while (work.jpeg.output_scanline < work.jpeg.output_height) {
        jpeg_read_scanlines(&work.jpeg, &row, 1);
        for (JDIMENSION x = 0; x < work.jpeg.output_width; ++x, out += 4) {
            for (int c = 0; c < 3; ++c) out[c] = row[3 * x + c];
            out[3] = 255;
        }
    }
    jpeg_finish_decompress(&work.jpeg);
    return true;
}

}  // namespace

bool is_jpeg(std::span<const std::uint8_t> file) {
    return file.size() >= 3 && file[0] == 0xff && file[1] == 0xd8 && file[2] == 0xff;
}

Result<Picture8> decode_jpeg(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    JpegWork work;
    work.jpeg.err = jpeg_std_error(&work.errors);
    work.jpeg.client_data = &work;
    work.errors.error_exit = leave;
    work.errors.emit_message = on_message;
    work.errors.output_message = print_nothing;
    if (!read_jpeg_header(work, file, max_pixels)) return Error{work.failure};
    work.picture.width = static_cast<int>(work.jpeg.output_width);
    work.picture.height = static_cast<int>(work.jpeg.output_height);
    const std::size_t pixels = static_cast<std::size_t>(work.picture.width) * work.picture.height;
    work.picture.rgba.resize(4 * pixels);
    work.row.resize(3 * static_cast<std::size_t>(work.picture.width));
    if (!read_rows(work)) return Error{work.failure};
    return std::move(work.picture);
}

}  // namespace tapestry::offline
