#include "offline/io/jpeg_file.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>
// jpeglib.h wants stdio.h first; jerror.h wants jpeglib.h.
#include <jpeglib.h>

#include <jerror.h>

#include "offline/io/picture_format.h"

namespace tapestry::offline {
namespace {

constexpr int exif_marker = JPEG_APP0 + 1;
constexpr int profile_marker = JPEG_APP0 + 2;

// Every 8 x 8 block of some channel takes a bit at least, and channels have no less than a quarter of the
// picture's size: a short file that claims a large picture is found out before its memory is taken.
constexpr std::int64_t most_pixels_of_byte = 64 * 8 * 4;
// Each scan goes over the whole picture again, though it may be a few bytes long. Pictures have a dozen.
constexpr int most_scans = 256;

// libjpeg leaves by longjmp, which runs no destructors: everything that owns memory lives here, outside the
// functions that are jumped out of.
struct JpegWork {
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr progress{};
    std::jmp_buf leave;
    std::string failure;
    std::vector<std::uint8_t> row, rgba;

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

void count_scans(j_common_ptr jpeg) {
    if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number <= most_scans) return;
    JpegWork& work = *static_cast<JpegWork*>(jpeg->client_data);
    work.failure = "is damaged (more scans than any picture has)";
    std::longjmp(work.leave, 1);
}

bool is_cmyk(const JpegWork& work) {
    return work.jpeg.num_components == 4;
}

bool read_jpeg_header(JpegWork& work, std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    if (setjmp(work.leave)) return false;
    jpeg_create_decompress(&work.jpeg);
    work.progress.progress_monitor = count_scans;
    work.jpeg.progress = &work.progress;
    jpeg_mem_src(&work.jpeg, file.data(), static_cast<unsigned long>(file.size()));
    jpeg_save_markers(&work.jpeg, exif_marker, 0xffff);
    jpeg_save_markers(&work.jpeg, profile_marker, 0xffff);
    jpeg_read_header(&work.jpeg, TRUE);
    const std::int64_t pixels = std::int64_t{work.jpeg.image_width} * work.jpeg.image_height;
    if (pixels > max_pixels) {
        work.failure = too_large(max_pixels);
        return false;
    }
    if (pixels / most_pixels_of_byte > static_cast<std::int64_t>(file.size())) {
        work.failure = "is damaged (not enough image data)";
        return false;
    }
    work.jpeg.out_color_space = is_cmyk(work) ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(&work.jpeg);
    return true;
}

bool read_rows(JpegWork& work) {
    if (setjmp(work.leave)) return false;
    std::uint8_t* row = work.row.data();
    std::uint8_t* out = work.rgba.data();
    const int channels = work.jpeg.output_components;
    // Adobe's inks are stored as what they leave of the light.
    const int flip = channels == 4 && work.jpeg.saw_Adobe_marker ? 255 : 0;
    while (work.jpeg.output_scanline < work.jpeg.output_height) {
        jpeg_read_scanlines(&work.jpeg, &row, 1);
        for (JDIMENSION x = 0; x < work.jpeg.output_width; ++x, out += 4) {
            out[3] = 255;
            for (int c = 0; c < channels; ++c)
                out[c] = static_cast<std::uint8_t>(row[channels * x + c] ^ flip);
        }
    }
    jpeg_finish_decompress(&work.jpeg);
    return true;
}

bool read_profile(JpegWork& work, std::vector<std::uint8_t>& profile) {
    if (setjmp(work.leave)) return false;
    JOCTET* bytes = nullptr;
    unsigned int size = 0;
    if (jpeg_read_icc_profile(&work.jpeg, &bytes, &size)) {
        profile.assign(bytes, bytes + size);
        std::free(bytes);
    }
    return true;
}

std::vector<std::uint8_t> exif_of(const JpegWork& work) {
    constexpr std::string_view introduction("Exif\0\0", 6);
    for (const jpeg_marker_struct* marker = work.jpeg.marker_list; marker; marker = marker->next) {
        const std::string_view data(reinterpret_cast<const char*>(marker->data), marker->data_length);
        if (marker->marker != exif_marker || !data.starts_with(introduction)) continue;
        return {marker->data + introduction.size(), marker->data + marker->data_length};
    }
    return {};
}

/// What libjpeg compresses with; see JpegWork.
struct JpegSink {
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    std::jmp_buf leave;
    std::string failure;
    unsigned char* bytes = nullptr;
    unsigned long size = 0;

    JpegSink() = default;
    JpegSink(const JpegSink&) = delete;
    JpegSink& operator=(const JpegSink&) = delete;
    ~JpegSink() {
        jpeg_destroy_compress(&jpeg);
        std::free(bytes);
    }
};

[[noreturn]] void leave_sink(j_common_ptr jpeg) {
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    JpegSink& sink = *static_cast<JpegSink*>(jpeg->client_data);
    sink.failure = text;
    std::longjmp(sink.leave, 1);
}

void write_tags(j_compress_ptr jpeg, std::span<const std::uint8_t> exif_segment, const ResultTags& tags) {
    if (!exif_segment.empty())
        jpeg_write_marker(jpeg, exif_marker, exif_segment.data(),
                          static_cast<unsigned int>(exif_segment.size()));
    if (!tags.profile.empty())
        jpeg_write_icc_profile(jpeg, tags.profile.data(), static_cast<unsigned int>(tags.profile.size()));
}

bool compress(JpegSink& sink, const std::uint8_t* rgb, int width, int height, int quality,
              std::span<const std::uint8_t> exif_segment, const ResultTags& tags) {
    if (setjmp(sink.leave)) return false;
    jpeg_create_compress(&sink.jpeg);
    jpeg_mem_dest(&sink.jpeg, &sink.bytes, &sink.size);
    sink.jpeg.image_width = static_cast<JDIMENSION>(width);
    sink.jpeg.image_height = static_cast<JDIMENSION>(height);
    sink.jpeg.input_components = 3;
    sink.jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&sink.jpeg);
    jpeg_set_quality(&sink.jpeg, quality, TRUE);
    // Colours at full resolution: halved ones show at the rims of bokeh.
    for (int c = 0; c < 3; ++c)
        sink.jpeg.comp_info[c].h_samp_factor = sink.jpeg.comp_info[c].v_samp_factor = 1;
    jpeg_start_compress(&sink.jpeg, TRUE);
    write_tags(&sink.jpeg, exif_segment, tags);
    const auto row_size = 3 * static_cast<std::size_t>(width);
    while (sink.jpeg.next_scanline < sink.jpeg.image_height) {
        // libjpeg's rows are not const, but it only reads them.
        JSAMPROW row = const_cast<JSAMPROW>(rgb + row_size * sink.jpeg.next_scanline);
        jpeg_write_scanlines(&sink.jpeg, &row, 1);
    }
    jpeg_finish_compress(&sink.jpeg);
    return true;
}

}  // namespace

Result<DecodedPicture> decode_jpeg(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    JpegWork work;
    work.jpeg.err = jpeg_std_error(&work.errors);
    work.jpeg.client_data = &work;
    work.errors.error_exit = leave;
    work.errors.emit_message = on_message;
    work.errors.output_message = print_nothing;
    if (!read_jpeg_header(work, file, max_pixels)) return Error{work.failure};
    DecodedPicture picture;
    picture.width = static_cast<int>(work.jpeg.output_width);
    picture.height = static_cast<int>(work.jpeg.output_height);
    picture.is_cmyk = is_cmyk(work);
    picture.is_grey = work.jpeg.num_components == 1;
    const std::size_t pixels = static_cast<std::size_t>(picture.width) * picture.height;
    work.rgba.resize(4 * pixels);
    work.row.resize(static_cast<std::size_t>(work.jpeg.output_components) *
                    static_cast<std::size_t>(picture.width));
    // Before the end of the picture, with which libjpeg forgets them.
    if (!read_profile(work, picture.tags.profile)) return Error{work.failure};
    picture.tags.exif = exif_of(work);
    if (!read_rows(work)) return Error{work.failure};
    picture.samples = std::move(work.rgba);
    return picture;
}

Result<std::vector<std::byte>> encode_jpeg(std::span<const std::uint8_t> rgb, int width, int height,
                                           int quality, const ResultTags& tags) {
    if (width > JPEG_MAX_DIMENSION || height > JPEG_MAX_DIMENSION)
        return Error{"a JPEG has at most 65500 pixels a side: save it as PNG or EXR"};
    std::vector<std::uint8_t> exif_segment;
    if (!tags.exif.empty() && tags.exif.size() + 6 <= 65533) {
        exif_segment = {'E', 'x', 'i', 'f', 0, 0};
        exif_segment.insert(exif_segment.end(), tags.exif.begin(), tags.exif.end());
    }
    JpegSink sink;
    sink.jpeg.err = jpeg_std_error(&sink.errors);
    sink.jpeg.client_data = &sink;
    sink.errors.error_exit = leave_sink;
    sink.errors.output_message = print_nothing;
    if (!compress(sink, rgb.data(), width, height, quality, exif_segment, tags))
        return Error{"cannot be encoded as JPEG (" + sink.failure + ")"};
    const auto* bytes = reinterpret_cast<const std::byte*>(sink.bytes);
    return std::vector<std::byte>(bytes, bytes + sink.size);
}

}  // namespace tapestry::offline
