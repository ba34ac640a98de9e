#include "offline/io/webp_file.h"

#include "offline/io/picture_format.h"

#ifdef TAPESTRY_HAS_WEBP

#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <cstring>
#include <memory>

namespace tapestry::offline {
namespace {

struct DeleteDemuxer {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};

std::vector<std::uint8_t> chunk_of(const WebPDemuxer* demuxer, const char* name) {
    WebPChunkIterator chunk;
    std::vector<std::uint8_t> bytes;
    if (WebPDemuxGetChunk(demuxer, name, 1, &chunk))
        bytes.assign(chunk.chunk.bytes, chunk.chunk.bytes + chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
    return bytes;
}

/// Some writers leave JPEG's introduction before the TIFF header.
std::vector<std::uint8_t> without_introduction(std::vector<std::uint8_t> exif) {
    if (exif.size() > 6 && std::memcmp(exif.data(), "Exif\0\0", 6) == 0)
        exif.erase(exif.begin(), exif.begin() + 6);
    return exif;
}

WebPData data_of(std::span<const std::uint8_t> bytes) {
    return {bytes.data(), bytes.size()};
}

struct FreeMux {
    void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
};

struct Written {
    WebPMemoryWriter writer;
    Written() { WebPMemoryWriterInit(&writer); }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;
    ~Written() { WebPMemoryWriterClear(&writer); }
};

Result<std::vector<std::byte>> with_tags(std::span<const std::uint8_t> picture, const ResultTags& tags) {
    const std::unique_ptr<WebPMux, FreeMux> mux(WebPMuxNew());
    const WebPData image = data_of(picture), profile = data_of(tags.profile), exif = data_of(tags.exif);
    bool is_set = mux && WebPMuxSetImage(mux.get(), &image, 0) == WEBP_MUX_OK;
    if (is_set && profile.size > 0) is_set = WebPMuxSetChunk(mux.get(), "ICCP", &profile, 0) == WEBP_MUX_OK;
    if (is_set && exif.size > 0) is_set = WebPMuxSetChunk(mux.get(), "EXIF", &exif, 0) == WEBP_MUX_OK;
    WebPData file;
    WebPDataInit(&file);
    if (!is_set || WebPMuxAssemble(mux.get(), &file) != WEBP_MUX_OK)
        return Error{"cannot be encoded as WebP (no memory)"};
    const auto* bytes = reinterpret_cast<const std::byte*>(file.bytes);
    std::vector<std::byte> result(bytes, bytes + file.size);
    WebPDataClear(&file);
    return result;
}

}  // namespace

Result<DecodedPicture> decode_webp(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    const WebPData data = data_of(file);
    const std::unique_ptr<WebPDemuxer, DeleteDemuxer> demuxer(WebPDemux(&data));
    WebPIterator frame;
    if (!demuxer || !WebPDemuxGetFrame(demuxer.get(), 1, &frame)) return Error{"is damaged"};
    const std::unique_ptr<WebPIterator, void (*)(WebPIterator*)> release(&frame, WebPDemuxReleaseIterator);
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(frame.fragment.bytes, frame.fragment.size, &features) != VP8_STATUS_OK)
        return Error{"is damaged"};
    if (std::int64_t{features.width} * features.height > max_pixels) return Error{too_large(max_pixels)};
    if (!is_likely_size(std::int64_t{features.width} * features.height, file.size()))
        return Error{"is damaged (too few bytes for so large a picture)"};
    DecodedPicture picture;
    picture.width = features.width;
    picture.height = features.height;
    std::vector<std::uint8_t> rgba(4 * static_cast<std::size_t>(features.width) *
                                   static_cast<std::size_t>(features.height));
    if (!WebPDecodeRGBAInto(frame.fragment.bytes, frame.fragment.size, rgba.data(), rgba.size(),
                            4 * features.width))
        return Error{"is damaged (its data end early, or make no sense)"};
    picture.samples = std::move(rgba);
    picture.tags.profile = chunk_of(demuxer.get(), "ICCP");
    picture.tags.exif = without_introduction(chunk_of(demuxer.get(), "EXIF"));
    return picture;
}

Result<std::vector<std::byte>> encode_webp(std::span<const std::uint8_t> rgba, int width, int height,
                                           int quality, const ResultTags& tags) {
    if (width > WEBP_MAX_DIMENSION || height > WEBP_MAX_DIMENSION)
        return Error{"a WebP picture has at most 16383 pixels a side: save it as PNG or EXR"};
    WebPConfig config;
    WebPPicture picture;
    if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) return Error{"libwebp is of another version"};
    const std::unique_ptr<WebPPicture, void (*)(WebPPicture*)> release(&picture, WebPPictureFree);
    config.lossless = quality >= 100;
    config.exact = 1;  // colours where alpha is 0, too
    config.quality = static_cast<float>(quality >= 100 ? 75 : quality);
    picture.use_argb = config.lossless;
    picture.width = width;
    picture.height = height;
    Written written;
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &written.writer;
    if (!WebPPictureImportRGBA(&picture, rgba.data(), 4 * width) || !WebPEncode(&config, &picture))
        return Error{"cannot be encoded as WebP (error " + std::to_string(picture.error_code) + ")"};
    return with_tags({written.writer.mem, written.writer.size}, tags);
}

}  // namespace tapestry::offline

#else

namespace tapestry::offline {

Result<DecodedPicture> decode_webp(std::span<const std::uint8_t>, std::int64_t) {
    return Error{why_unreadable(PictureFormat::webp)};
}

Result<std::vector<std::byte>> encode_webp(std::span<const std::uint8_t>, int, int, int, const ResultTags&) {
    return Error{why_unwritable("result.webp")};
}

}  // namespace tapestry::offline

#endif
