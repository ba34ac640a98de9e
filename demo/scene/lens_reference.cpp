#include "scene/lens_reference.h"

#include <bit>
#include <chrono>
#include <cstring>
#include <span>

#include "offline/files/file_bytes.h"
#include "scene/lens_samples.h"
#include "scene/picture_sum.h"
#include "tapestry/atomic_file.h"

namespace tapestry::demo {
namespace {

constexpr std::chrono::seconds between_checkpoints(10);

/// What a checkpoint begins with; of each aperture a count and the sum's floats follow.
struct CheckpointHead {
    char magic[8] = {'T', 'A', 'P', 'L', 'E', 'N', 'S', '2'};
    std::uint64_t fingerprint = 0;
    std::int32_t width = 0, height = 0;
    std::int64_t done = 0;
};
static_assert(sizeof(CheckpointHead) == 32);

class Fingerprint {
  public:
    void mix(double value) { mix_bits(std::bit_cast<std::uint64_t>(value)); }
    void mix_bits(std::uint64_t bits) {
        hash_ = (hash_ ^ bits) * 1099511628211ull;
        hash_ ^= hash_ >> 32;
    }
    template <class Value>
    void mix_all(const std::vector<Value>& values) {
        static_assert(sizeof(Value) % 4 == 0);
        const auto bytes = std::as_bytes(std::span(values));
        for (std::size_t at = 0; at < bytes.size(); at += 4) {
            std::uint32_t word;
            std::memcpy(&word, bytes.data() + at, 4);
            mix_bits(word);
        }
    }
    std::uint64_t value() const { return hash_; }

  private:
    std::uint64_t hash_ = 14695981039346656037ull;
};

/// Of all that the picture depends on.
std::uint64_t fingerprint(const Scene& scene, std::span<const ApertureShape> apertures) {
    Fingerprint print;
    for (const ApertureShape& aperture : apertures) print.mix_bits(aperture.fingerprint());
    const LensCamera& camera = scene.camera;
    for (const glm::dvec3& v : {camera.pose.eye_m, camera.pose.target_m, camera.pose.up})
        for (int c = 0; c < 3; ++c) print.mix(v[c]);
    for (const double v : {camera.planes.near_m, camera.planes.far_m}) print.mix(v);
    const Lens& lens = camera.lens;
    for (const float v : {lens.focus_distance_m, lens.f_number, lens.focal_length_mm, lens.sensor_height_mm})
        print.mix(static_cast<double>(v));
    // Sums that were begun before planes could be tilted go on.
    if (camera.focus_slope != glm::dvec2(0.0))
        for (int c = 0; c < 2; ++c) print.mix(camera.focus_slope[c]);
    const SceneLook& look = scene.look;
    for (const float v :
         {look.exposure, look.panorama_turn_deg, look.background_level, look.background_strength})
        print.mix(static_cast<double>(v));
    for (const SceneBatch& batch : scene.model.batches) {
        print.mix_all(batch.vertices);
        print.mix_all(batch.indices);
    }
    for (const SceneMaterial& material : scene.model.materials) {
        for (int c = 0; c < 3; ++c) print.mix(static_cast<double>(material.emission[c]));
        for (int c = 0; c < 4; ++c) print.mix(static_cast<double>(material.base_color[c]));
        print.mix(static_cast<double>(material.roughness + 16.0f * material.metallic));
    }
    if (scene.model.sun)
        for (int c = 0; c < 3; ++c) {
            print.mix(static_cast<double>(scene.model.sun->direction[c]));
            print.mix(static_cast<double>(scene.model.sun->irradiance[c]));
        }
    for (const offline::Picture8& picture : scene.model.pictures)
        for (const std::uint8_t byte : picture.rgba) print.mix_bits(byte);
    print.mix_all(scene.panorama.levels[0].texels);
    return print.value();
}

std::size_t float_count(PictureSize size) {
    return 4 * static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

/// A sum for each aperture, and how many pinholes were drawn for them.
class Progress {
  public:
    static Result<Progress> create(const GladGLContext& gl, PictureSize size, std::size_t apertures) {
        Progress progress;
        for (std::size_t i = 0; i < apertures; ++i) {
            auto sum = PictureSum::create(gl, size);
            if (!sum) return sum.error();
            progress.sums.push_back(std::move(*sum));
        }
        return progress;
    }

    void draw(const Scene& scene, const SceneRenderer& renderer, std::span<const ApertureShape> apertures) {
        const LensSample sample = lens_sample(apertures[0], done);
        sums[0].add(renderer, scene.camera, sample);
        for (std::size_t i = 1; i < sums.size(); ++i)
            if (apertures[i].is_open(sample.aperture_point)) sums[i].add_picture_of(sums[0]);
        ++done;
    }

    std::vector<PictureSum> sums;
    int done = 0;
};

/// Nothing happens when there is no file, or it is of something else.
void go_on_from(const ReferenceRequest& request, std::uint64_t print, Progress& progress) {
    const std::size_t floats = float_count(request.size);
    const std::size_t part = sizeof(std::int64_t) + floats * sizeof(float);
    const std::size_t whole = sizeof(CheckpointHead) + progress.sums.size() * part;
    const auto bytes = offline::read_file_bytes(request.checkpoint, whole);
    if (!bytes || bytes->size() != whole) return;
    CheckpointHead head;
    std::memcpy(&head, bytes->data(), sizeof head);
    if (std::memcmp(head.magic, CheckpointHead().magic, sizeof head.magic) != 0 ||
        head.fingerprint != print || head.width != request.size.width || head.height != request.size.height ||
        head.done < 0 || head.done > request.samples)
        return;
    const std::uint8_t* at = bytes->data() + sizeof head;
    std::vector<float> values(floats);
    for (PictureSum& sum : progress.sums) {
        std::int64_t count = 0;
        std::memcpy(&count, at, sizeof count);
        std::memcpy(values.data(), at + sizeof count, floats * sizeof(float));
        sum.set(values, static_cast<int>(count));
        at += part;
    }
    progress.done = static_cast<int>(head.done);
}

Result<void> keep(const ReferenceRequest& request, std::uint64_t print, const Progress& progress) {
    if (request.checkpoint.empty()) return {};
    CheckpointHead head;
    head.fingerprint = print;
    head.width = request.size.width;
    head.height = request.size.height;
    head.done = progress.done;
    std::vector<std::byte> bytes;
    const auto append = [&bytes](const void* from, std::size_t size) {
        const auto* const start = static_cast<const std::byte*>(from);
        bytes.insert(bytes.end(), start, start + size);
    };
    append(&head, sizeof head);
    for (const PictureSum& sum : progress.sums) {
        const std::int64_t count = sum.count();
        const std::vector<float> values = sum.sum();
        append(&count, sizeof count);
        append(values.data(), values.size() * sizeof(float));
    }
    return write_file_atomically(request.checkpoint, bytes);
}

}  // namespace

Result<std::vector<Image>> draw_references(const GladGLContext& gl, const Scene& scene,
                                           const SceneRenderer& renderer,
                                           std::span<const ApertureShape> apertures,
                                           const ReferenceRequest& request) {
    auto progress = Progress::create(gl, request.size, apertures.size());
    if (!progress) return progress.error();
    const std::uint64_t print = request.checkpoint.empty() ? 0 : fingerprint(scene, apertures);
    if (!request.checkpoint.empty()) go_on_from(request, print, *progress);
    const int found = progress->done;
    auto kept_at = std::chrono::steady_clock::now();
    while (progress->done < request.samples) {
        progress->draw(scene, renderer, apertures);
        // Without this the driver queues pinholes without end, and progress tells of what is not drawn yet.
        gl.Finish();
        if (request.progress && !request.progress(progress->done)) break;
        const auto now = std::chrono::steady_clock::now();
        if (now - kept_at < between_checkpoints) continue;
        if (Result<void> status = keep(request, print, *progress); !status) return status.error();
        kept_at = now;
    }
    if (progress->done > found)
        if (Result<void> status = keep(request, print, *progress); !status) return status.error();
    std::vector<Image> images;
    for (const PictureSum& sum : progress->sums) images.push_back(sum.mean());
    return images;
}

Result<Image> draw_reference(const GladGLContext& gl, const Scene& scene, const SceneRenderer& renderer,
                             const ApertureShape& aperture, const ReferenceRequest& request) {
    auto images = draw_references(gl, scene, renderer, std::span(&aperture, 1), request);
    if (!images) return images.error();
    return std::move(images->front());
}

}  // namespace tapestry::demo
