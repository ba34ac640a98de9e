#include "offline/io/tiff_file.h"

#include "offline/io/picture_format.h"

#ifdef TAPESTRY_HAS_TIFF

#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>

#include "offline/io/exif.h"

namespace tapestry::offline {
namespace {

/// libtiff tells errors to a function without an object; readers run on threads of their own.
thread_local std::string last_error;

void note_error(const char*, const char* format, std::va_list arguments) {
    if (!last_error.empty()) return;  // the first says what is wrong
    char text[256];
    std::vsnprintf(text, sizeof text, format, arguments);
    last_error = text;
}

/// A file in memory, read or written.
struct Memory {
    std::span<const std::uint8_t> file;
    std::vector<std::byte> out;
    std::size_t at = 0;
    bool writes = false;

    std::size_t size() const { return writes ? out.size() : file.size(); }
    const void* data() const { return writes ? static_cast<const void*>(out.data()) : file.data(); }
};

Memory& memory_of(thandle_t handle) {
    return *static_cast<Memory*>(handle);
}

tmsize_t read_some(thandle_t handle, void* to, tmsize_t count) {
    Memory& memory = memory_of(handle);
    const std::size_t left = memory.size() - std::min(memory.at, memory.size());
    const std::size_t size = std::min(left, static_cast<std::size_t>(std::max<tmsize_t>(0, count)));
    if (size > 0) std::memcpy(to, static_cast<const std::byte*>(memory.data()) + memory.at, size);
    memory.at += size;
    return static_cast<tmsize_t>(size);
}

tmsize_t write_some(thandle_t handle, void* from, tmsize_t count) {
    Memory& memory = memory_of(handle);
    if (!memory.writes || count < 0) return -1;
    const auto size = static_cast<std::size_t>(count);
    memory.out.resize(std::max(memory.out.size(), memory.at + size));
    std::memcpy(memory.out.data() + memory.at, from, size);
    memory.at += size;
    return count;
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    Memory& memory = memory_of(handle);
    const toff_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.at : memory.size();
    memory.at = static_cast<std::size_t>(base + offset);
    return memory.at;
}

int close_nothing(thandle_t) {
    return 0;
}

toff_t size_of(thandle_t handle) {
    return memory_of(handle).size();
}

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

Tiff open(Memory& memory, const char* mode) {
    TIFFSetErrorHandler(note_error);
    TIFFSetWarningHandler(nullptr);
    last_error.clear();
    return Tiff(TIFFClientOpen("memory", mode, &memory, read_some, write_some, seek, close_nothing, size_of,
                               nullptr, nullptr));
}

Error damaged() {
    return Error{"is damaged (" + (last_error.empty() ? "its data make no sense" : last_error) + ")"};
}

struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISBLACK, format = SAMPLEFORMAT_UINT;
    std::uint16_t planar = PLANARCONFIG_CONTIG, extra_samples = 0, extra_kind = EXTRASAMPLE_UNSPECIFIED;

    int colors() const {
        return photometric == PHOTOMETRIC_RGB ? 3 : photometric == PHOTOMETRIC_SEPARATED ? 4 : 1;
    }
    bool has_alpha() const {
        return extra_samples > 0 && samples > colors() && photometric != PHOTOMETRIC_SEPARATED;
    }
    /// Its samples are the colours themselves, of a size that we hand on.
    bool is_direct() const {
        const bool has_colors = photometric == PHOTOMETRIC_RGB || photometric == PHOTOMETRIC_SEPARATED ||
                                photometric == PHOTOMETRIC_MINISBLACK ||
                                photometric == PHOTOMETRIC_MINISWHITE;
        const bool has_size = (format == SAMPLEFORMAT_UINT && (bits == 8 || bits == 16)) ||
                              (format == SAMPLEFORMAT_IEEEFP && bits == 32);
        return has_colors && has_size && samples >= colors() && samples <= 16;
    }
};

Layout layout_of(TIFF* tiff) {
    Layout layout;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &layout.format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout.planar);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout.photometric);
    std::uint16_t* kinds = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &layout.extra_samples, &kinds) && layout.extra_samples > 0)
        layout.extra_kind = kinds[0];
    if (layout.format == SAMPLEFORMAT_VOID) layout.format = SAMPLEFORMAT_UINT;
    return layout;
}

/// Hands rows or tiles of samples on: visit(plane, x, y, width, height, samples of `samples` channels a
/// pixel). False: damaged.
template <class Sample, class Visit>
bool each_block(TIFF* tiff, const Layout& layout, Visit visit) {
    const int planes = layout.planar == PLANARCONFIG_SEPARATE ? layout.samples : 1;
    const auto channels = static_cast<std::size_t>(planes > 1 ? 1 : layout.samples);
    const bool is_tiled = TIFFIsTiled(tiff) != 0;
    std::uint32_t block_width = layout.width, block_height = 1;
    if (is_tiled) {
        TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &block_width);
        TIFFGetField(tiff, TIFFTAG_TILELENGTH, &block_height);
    }
    const std::uint64_t size = is_tiled ? TIFFTileSize64(tiff) : TIFFScanlineSize64(tiff);
    const std::uint64_t expected = std::uint64_t{block_width} * block_height * channels * sizeof(Sample);
    constexpr std::uint64_t largest = std::uint64_t{1} << 28;
    if (size != expected || size == 0 || size > largest) return false;
    std::vector<Sample> block(static_cast<std::size_t>(size / sizeof(Sample)));
    for (int plane = 0; plane < planes; ++plane)
        for (std::uint32_t y = 0; y < layout.height; y += block_height)
            for (std::uint32_t x = 0; x < layout.width; x += block_width) {
                const auto which = static_cast<std::uint16_t>(plane);
                const bool is_read = is_tiled ? TIFFReadTile(tiff, block.data(), x, y, 0, which) >= 0
                                              : TIFFReadScanline(tiff, block.data(), y, which) >= 0;
                if (!is_read) return false;
                visit(plane, x, y, std::min(block_width, layout.width - x),
                      std::min(block_height, layout.height - y), block.data(), block_width * channels);
            }
    return true;
}

template <class Sample>
bool read_direct(TIFF* tiff, const Layout& layout, DecodedPicture& picture) {
    constexpr Sample full = std::is_floating_point_v<Sample> ? Sample(1) : std::numeric_limits<Sample>::max();
    const std::size_t width = layout.width;
    std::vector<Sample> out(4 * width * layout.height, full);
    const int colors = layout.colors(), wanted = layout.has_alpha() ? colors + 1 : colors;
    const bool is_flipped = layout.photometric == PHOTOMETRIC_MINISWHITE;
    const auto put = [&](Sample* pixel, int channel, Sample value) {
        if (channel >= wanted) return;
        if (channel == colors && colors < 4) {
            pixel[3] = value;
        } else if (colors == 1) {
            pixel[0] = pixel[1] = pixel[2] = is_flipped ? static_cast<Sample>(full - value) : value;
        } else {
            pixel[channel] = value;
        }
    };
    const bool is_read = each_block<Sample>(
        tiff, layout,
        [&](int plane, std::uint32_t x0, std::uint32_t y0, std::uint32_t columns, std::uint32_t rows,
            const Sample* block, std::size_t row_size) {
            const bool is_separate = layout.planar == PLANARCONFIG_SEPARATE;
            const int channels = is_separate ? 1 : layout.samples;
            for (std::uint32_t y = 0; y < rows; ++y)
                for (std::uint32_t x = 0; x < columns; ++x) {
                    Sample* pixel = &out[4 * ((y0 + y) * width + x0 + x)];
                    const Sample* from = block + y * row_size + x * static_cast<std::size_t>(channels);
                    for (int c = 0; c < channels; ++c) put(pixel, is_separate ? plane : c, from[c]);
                }
        });
    if (is_read) picture.samples = std::move(out);
    return is_read;
}

/// By libtiff's own conversion: 8 bits, alpha premultiplied.
bool read_shown(TIFF* tiff, const Layout& layout, DecodedPicture& picture) {
    std::vector<std::uint32_t> pixels(std::size_t{layout.width} * layout.height);
    char why[1024] = "";
    if (!TIFFRGBAImageOK(tiff, why)) {
        last_error = why;
        return false;
    }
    // The stored rows as they are: turning comes later, for all formats alike.
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    const int is_read =
        TIFFReadRGBAImageOriented(tiff, layout.width, layout.height, pixels.data(), ORIENTATION_TOPLEFT, 1);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, orientation);
    if (!is_read) return false;
    std::vector<std::uint8_t> rgba;
    rgba.reserve(4 * pixels.size());
    for (const std::uint32_t pixel : pixels)
        for (const std::uint32_t value : {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel), TIFFGetA(pixel)})
            rgba.push_back(static_cast<std::uint8_t>(value));
    picture.samples = std::move(rgba);
    picture.is_premultiplied = true;
    return true;
}

std::string text_field(TIFF* tiff, std::uint32_t tag) {
    const char* text = nullptr;
    return TIFFGetField(tiff, tag, &text) && text ? text : "";
}

PictureTags tags_of(TIFF* tiff) {
    PictureTags tags;
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    tags.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    std::uint32_t size = 0;
    const std::uint8_t* profile = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &size, &profile) && size > 0)
        tags.profile.assign(profile, profile + size);
    ExifTimes times{text_field(tiff, TIFFTAG_DATETIME), ""};
    toff_t exif = 0;
    if (TIFFGetField(tiff, TIFFTAG_EXIFIFD, &exif) && TIFFReadEXIFDirectory(tiff, exif))
        times.taken = text_field(tiff, EXIFTAG_DATETIMEORIGINAL);
    tags.exif = exif_of_times(times);
    return tags;
}

/// Fewer bytes than these hold no such picture, whatever the compression.
bool file_can_hold(const Layout& layout, std::size_t file_size) {
    const double size = double(layout.width) * layout.height * layout.samples * layout.bits / 8.0;
    return size <= 4096.0 * static_cast<double>(file_size);
}

template <class Sample>
bool write_picture(TIFF* tiff, const PackedPicture<Sample>& picture, const ResultTags& tags) {
    const auto set = [&](auto tag, auto... values) { return TIFFSetField(tiff, tag, values...) == 1; };
    bool is_set =
        set(TIFFTAG_IMAGEWIDTH, picture.width) && set(TIFFTAG_IMAGELENGTH, picture.height) &&
        set(TIFFTAG_BITSPERSAMPLE, 8 * sizeof(Sample)) && set(TIFFTAG_SAMPLESPERPIXEL, picture.channels) &&
        set(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB) && set(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
        set(TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE) && set(TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL) &&
        set(TIFFTAG_ROWSPERSTRIP, 64);
    if (picture.channels == 4) {
        const std::uint16_t alpha = EXTRASAMPLE_UNASSALPHA;
        is_set = is_set && TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &alpha) == 1;
    }
    if (!tags.profile.empty())
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(tags.profile.size()),
                     tags.profile.data());
    const ExifTimes times = exif_times(tags.exif);
    if (!times.changed.empty()) TIFFSetField(tiff, TIFFTAG_DATETIME, times.changed.c_str());
    if (!times.taken.empty()) TIFFSetField(tiff, TIFFTAG_EXIFIFD, toff_t{0});  // filled in below
    const std::size_t row =
        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.channels);
    for (int y = 0; is_set && y < picture.height; ++y) {
        std::vector<Sample> samples(picture.samples.begin() + static_cast<std::ptrdiff_t>(row * y),
                                    picture.samples.begin() + static_cast<std::ptrdiff_t>(row * (y + 1)));
        is_set = TIFFWriteScanline(tiff, samples.data(), static_cast<std::uint32_t>(y), 0) == 1;
    }
    if (!is_set || times.taken.empty()) return is_set;
    toff_t exif = 0;
    return TIFFWriteDirectory(tiff) && TIFFCreateEXIFDirectory(tiff) == 0 &&
           TIFFSetField(tiff, EXIFTAG_DATETIMEORIGINAL, times.taken.c_str()) &&
           TIFFWriteCustomDirectory(tiff, &exif) && TIFFSetDirectory(tiff, 0) &&
           TIFFSetField(tiff, TIFFTAG_EXIFIFD, exif) && TIFFRewriteDirectory(tiff);
}

template <class Sample>
Result<std::vector<std::byte>> encode(const PackedPicture<Sample>& picture, const ResultTags& tags) {
    Memory memory;
    memory.writes = true;
    Tiff tiff = open(memory, "w");
    const bool is_written = tiff && write_picture(tiff.get(), picture, tags);
    tiff.reset();  // writes what is left
    if (!is_written) return Error{"cannot be encoded as TIFF (" + last_error + ")"};
    return std::move(memory.out);
}

}  // namespace

Result<DecodedPicture> decode_tiff(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    Memory memory;
    memory.file = file;
    const Tiff tiff = open(memory, "rm");
    if (!tiff) return damaged();
    const Layout layout = layout_of(tiff.get());
    if (layout.width == 0 || layout.height == 0) return damaged();
    if (std::int64_t{layout.width} > max_pixels / std::int64_t{layout.height})
        return Error{too_large(max_pixels)};
    if (!file_can_hold(layout, file.size())) return Error{"is damaged (not enough image data)"};
    DecodedPicture picture;
    picture.width = static_cast<int>(layout.width);
    picture.height = static_cast<int>(layout.height);
    picture.is_grey = layout.colors() == 1 && layout.photometric <= PHOTOMETRIC_MINISBLACK;
    bool is_read = false;
    if (!layout.is_direct()) {
        is_read = read_shown(tiff.get(), layout, picture);
    } else {
        picture.is_cmyk = layout.photometric == PHOTOMETRIC_SEPARATED;
        picture.is_premultiplied = layout.has_alpha() && layout.extra_kind == EXTRASAMPLE_ASSOCALPHA;
        picture.is_linear = layout.bits == 32;
        is_read = layout.bits == 8    ? read_direct<std::uint8_t>(tiff.get(), layout, picture)
                  : layout.bits == 16 ? read_direct<std::uint16_t>(tiff.get(), layout, picture)
                                      : read_direct<float>(tiff.get(), layout, picture);
    }
    if (!is_read) return damaged();
    picture.tags = tags_of(tiff.get());
    return picture;
}

Result<std::vector<std::byte>> encode_tiff(const PackedPicture<std::uint8_t>& picture,
                                           const ResultTags& tags) {
    return encode(picture, tags);
}

Result<std::vector<std::byte>> encode_tiff(const PackedPicture<std::uint16_t>& picture,
                                           const ResultTags& tags) {
    return encode(picture, tags);
}

}  // namespace tapestry::offline

#else

namespace tapestry::offline {

Result<DecodedPicture> decode_tiff(std::span<const std::uint8_t>, std::int64_t) {
    return Error{why_unreadable(PictureFormat::tiff)};
}

Result<std::vector<std::byte>> encode_tiff(const PackedPicture<std::uint8_t>&, const ResultTags&) {
    return Error{why_unwritable("result.tif")};
}

Result<std::vector<std::byte>> encode_tiff(const PackedPicture<std::uint16_t>&, const ResultTags&) {
    return Error{why_unwritable("result.tif")};
}

}  // namespace tapestry::offline

#endif
