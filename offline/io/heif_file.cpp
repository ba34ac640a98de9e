#include "offline/io/heif_file.h"

#include "offline/io/picture_format.h"

#ifdef TAPESTRY_HAS_HEIF

#include <libheif/heif.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

namespace tapestry::offline {
namespace {

template <class Object, void (*release)(Object*)>
struct Release {
    void operator()(Object* object) const { release(object); }
};
using Context = std::unique_ptr<heif_context, Release<heif_context, heif_context_free>>;
using Decoded =
    std::unique_ptr<heif_image, Release<heif_image, [](heif_image* i) { heif_image_release(i); }>>;
using Handle =
    std::unique_ptr<heif_image_handle,
                    Release<heif_image_handle, [](heif_image_handle* h) { heif_image_handle_release(h); }>>;

/// Why something did not work; empty: it did.
std::string why(const heif_error& error) {
    if (error.code == heif_error_Ok) return {};
    if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature ||
        error.code == heif_error_Decoder_plugin_error || error.code == heif_error_Plugin_loading_error)
        return std::string("holds what libheif here cannot decode (") + error.message + ")";
    return std::string("is damaged (") + error.message + ")";
}

struct Opened {
    Context context;
    Handle primary;
};

/// `file` must outlive it.
Result<Opened> open(std::span<const std::uint8_t> file) {
    Opened opened;
    opened.context.reset(heif_context_alloc());
    if (!opened.context) return Error{"no memory"};
    if (const auto error = why(heif_context_read_from_memory_without_copy(opened.context.get(), file.data(),
                                                                          file.size(), nullptr));
        !error.empty())
        return Error{error};
    heif_image_handle* primary = nullptr;
    if (const auto error = why(heif_context_get_primary_image_handle(opened.context.get(), &primary));
        !error.empty())
        return Error{error};
    opened.primary.reset(primary);
    return opened;
}

/// Its declared size holds: what libheif decodes is checked again.
bool is_within(int width, int height, std::int64_t max_pixels) {
    return width > 0 && height > 0 && std::int64_t{width} * height <= max_pixels;
}

std::int64_t pixels_of(const heif_image_handle* handle) {
    return std::int64_t{heif_image_handle_get_width(handle)} * heif_image_handle_get_height(handle);
}

Result<Decoded> decode(const heif_image_handle* handle, heif_colorspace space, heif_chroma chroma) {
    heif_image* image = nullptr;
    if (const auto error = why(heif_decode_image(handle, &image, space, chroma, nullptr)); !error.empty())
        return Error{error};
    return Decoded(image);
}

PictureTags tags_of(const heif_image_handle* handle) {
    PictureTags tags;
    tags.orientation = 1;  // turned by libheif
    if (const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle); size > 0) {
        tags.profile.resize(size);
        heif_image_handle_get_raw_color_profile(handle, tags.profile.data());
    }
    heif_color_profile_nclx* nclx = nullptr;
    const bool has_nclx =
        heif_image_handle_get_nclx_color_profile(handle, &nclx).code == heif_error_Ok && nclx;
    // The ICC profile is the better description, of all but HDR.
    if (has_nclx && (tags.profile.empty() || nclx->transfer_characteristics == 16 ||
                     nclx->transfer_characteristics == 18))
        tags.code_points = CodePoints{nclx->color_primaries, nclx->transfer_characteristics};
    if (nclx) heif_nclx_color_profile_free(nclx);
    heif_item_id id = 0;
    if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) == 1) {
        std::vector<std::uint8_t> block(heif_image_handle_get_metadata_size(handle, id));
        // Four bytes say how far behind them the TIFF header is.
        if (block.size() > 8 &&
            heif_image_handle_get_metadata(handle, id, block.data()).code == heif_error_Ok) {
            const std::size_t offset = std::size_t{block[0]} << 24 | std::size_t{block[1]} << 16 |
                                       std::size_t{block[2]} << 8 | block[3];
            if (offset < block.size() - 4)
                tags.exif.assign(block.begin() + 4 + static_cast<std::ptrdiff_t>(offset), block.end());
        }
    }
    return tags;
}

std::vector<std::uint8_t> bytes_of(const std::uint8_t* plane, int stride, int width, int height) {
    std::vector<std::uint8_t> rgba;
    rgba.reserve(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = plane + std::ptrdiff_t{y} * stride;
        rgba.insert(rgba.end(), row, row + 4 * width);
    }
    return rgba;
}

/// Samples of `bits` spread over all 16.
std::vector<std::uint16_t> words_of(const std::uint8_t* plane, int stride, int width, int height, int bits) {
    std::vector<std::uint16_t> rgba;
    rgba.reserve(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const unsigned most = (1u << bits) - 1u;
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = plane + std::ptrdiff_t{y} * stride;
        for (int i = 0; i < 4 * width; ++i) {
            const unsigned value = static_cast<unsigned>(row[2 * i]) | static_cast<unsigned>(row[2 * i + 1])
                                                                           << 8;
            rgba.push_back(static_cast<std::uint16_t>((std::min(value, most) * 65535u + most / 2) / most));
        }
    }
    return rgba;
}

/// Near and far of numbers that stand for them, in metres.
void take_range(const heif_depth_representation_info& info, EmbeddedDepth& depth) {
    switch (info.depth_representation_type) {
        case heif_depth_representation_type_uniform_Z:
            depth.is_inverse = false;
            depth.is_near_zero = true;
            break;
        default:
            depth.is_inverse = true;
            depth.is_near_zero = false;
    }
    if (info.has_z_near && info.z_near > 0.0) depth.near_m = info.z_near;
    if (info.has_z_far && info.z_far > 0.0) depth.far_m = info.z_far;
    // Apple's disparities are 1 / metres.
    if (!depth.near_m && info.has_d_max && info.d_max > 0.0) depth.near_m = 1.0 / info.d_max;
    if (!depth.far_m && info.has_d_min && info.d_min > 0.0) depth.far_m = 1.0 / info.d_min;
}

}  // namespace

Result<DecodedPicture> decode_heif(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    const auto opened = open(file);
    if (!opened) return opened.error();
    const heif_image_handle* handle = opened->primary.get();
    if (!is_within(heif_image_handle_get_width(handle), heif_image_handle_get_height(handle), max_pixels))
        return Error{too_large(max_pixels)};
    if (!is_likely_size(pixels_of(handle), file.size()))
        return Error{"is damaged (too few bytes for so large a picture)"};
    const int bits = heif_image_handle_get_luma_bits_per_pixel(handle);
    const bool is_wide = bits > 8;
    const auto image = decode(handle, heif_colorspace_RGB,
                              is_wide ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RGBA);
    if (!image) return image.error();
    DecodedPicture picture;
    picture.width = heif_image_get_width(image->get(), heif_channel_interleaved);
    picture.height = heif_image_get_height(image->get(), heif_channel_interleaved);
    int stride = 0;
    const std::uint8_t* plane =
        heif_image_get_plane_readonly(image->get(), heif_channel_interleaved, &stride);
    if (!plane || !is_within(picture.width, picture.height, max_pixels)) return Error{"is damaged"};
    const int range = heif_image_get_bits_per_pixel_range(image->get(), heif_channel_interleaved);
    if (is_wide && (range < 1 || range > 16)) return Error{"is damaged"};
    if (is_wide)
        picture.samples = words_of(plane, stride, picture.width, picture.height, range);
    else
        picture.samples = bytes_of(plane, stride, picture.width, picture.height);
    picture.is_premultiplied = heif_image_handle_is_premultiplied_alpha(handle) != 0;
    picture.tags = tags_of(handle);
    return picture;
}

bool has_heif_depth(std::span<const std::uint8_t> file) {
    const auto opened = open(file);
    return opened && heif_image_handle_has_depth_image(opened->primary.get());
}

Result<std::optional<EmbeddedDepth>> decode_heif_depth(std::span<const std::uint8_t> file,
                                                       std::int64_t max_pixels) {
    const std::optional<EmbeddedDepth> none;
    const auto opened = open(file);
    if (!opened) return opened.error();
    heif_item_id id = 0;
    if (heif_image_handle_get_list_of_depth_image_IDs(opened->primary.get(), &id, 1) != 1) return none;
    heif_image_handle* found = nullptr;
    if (const auto error = why(heif_image_handle_get_depth_image_handle(opened->primary.get(), id, &found));
        !error.empty())
        return Error{error};
    const Handle handle(found);
    if (!is_within(heif_image_handle_get_width(found), heif_image_handle_get_height(found), max_pixels) ||
        !is_likely_size(pixels_of(found), file.size()))
        return Error{"holds a depth that " + too_large(max_pixels)};
    // As it is stored: numbers in Y, with or without chroma beside them.
    const auto image = decode(found, heif_colorspace_undefined, heif_chroma_undefined);
    if (!image) return image.error();
    EmbeddedDepth depth;
    depth.is_turned = true;
    depth.is_near_zero = false;
    // Encoders that know no grey make three equal channels.
    const heif_channel channel =
        heif_image_has_channel(image->get(), heif_channel_Y) ? heif_channel_Y : heif_channel_R;
    const int width = heif_image_get_width(image->get(), channel);
    const int height = heif_image_get_height(image->get(), channel);
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(image->get(), channel, &stride);
    if (!plane || !is_within(width, height, max_pixels)) return Error{"holds a damaged depth"};
    const int bits = heif_image_get_bits_per_pixel_range(image->get(), channel);
    if (bits < 1 || bits > 16) return Error{"holds a damaged depth"};
    const double most = static_cast<double>((1u << bits) - 1u);
    depth.numbers = {width, height, {}};
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = plane + std::ptrdiff_t{y} * stride;
        for (int x = 0; x < width; ++x)
            depth.numbers.values.push_back((bits > 8 ? row[2 * x] + 256.0 * row[2 * x + 1] : double(row[x])) /
                                           most);
    }
    const heif_depth_representation_info* info = nullptr;
    if (heif_image_handle_get_depth_image_representation_info(found, id, &info) && info) {
        take_range(*info, depth);
        heif_depth_representation_info_free(info);
    }
    return std::optional(std::move(depth));
}

}  // namespace tapestry::offline

#else

namespace tapestry::offline {

Result<DecodedPicture> decode_heif(std::span<const std::uint8_t>, std::int64_t) {
    return Error{why_unreadable(PictureFormat::heif)};
}

Result<std::optional<EmbeddedDepth>> decode_heif_depth(std::span<const std::uint8_t>, std::int64_t) {
    return std::optional<EmbeddedDepth>();
}

bool has_heif_depth(std::span<const std::uint8_t>) {
    return false;
}

}  // namespace tapestry::offline

#endif
