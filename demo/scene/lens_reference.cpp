#include "scene/lens_reference.h"

#include <bit>
#include <chrono>
#include <cstring>
#include <span>

#include "offline/io/file_bytes.h"
#include "scene/lens_samples.h"
#include "scene/picture_sum.h"
#include "tapestry/atomic_file.h"

namespace tapestry::demo {
namespace {

constexpr std::chrono::seconds between_checkpoints(10);

/// What a checkpoint begins with; the sum's floats follow.
struct CheckpointHead {
    char magic[8] = {'T', 'A', 'P', 'L', 'E', 'N', 'S', '1'};
    std::uint64_t fingerprint = 0;
    std::int32_t width = 0, height = 0;
    std::int64_t count = 0;
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
std::uint64_t fingerprint(const Scene& scene, const ApertureShape& aperture) {
    Fingerprint print;
    print.mix_bits(aperture.fingerprint());
    const LensCamera& camera = scene.camera;
    for (const glm::dvec3& v : {camera.pose.eye_m, camera.pose.target_m, camera.pose.up})
        for (int c = 0; c < 3; ++c) print.mix(v[c]);
    for (const double v : {camera.planes.near_m, camera.planes.far_m}) print.mix(v);
    const Lens& lens = camera.lens;
    for (const float v : {lens.focus_distance_m, lens.f_number, lens.focal_length_mm, lens.sensor_height_mm})
        print.mix(static_cast<double>(v));
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

/// Nothing happens when there is no file, or it is of something else.
void go_on_from(const ReferenceRequest& request, std::uint64_t print, PictureSum& sum) {
    const std::size_t body = float_count(request.size) * sizeof(float);
    const auto bytes = offline::read_file_bytes(request.checkpoint, sizeof(CheckpointHead) + body);
    if (!bytes || bytes->size() != sizeof(CheckpointHead) + body) return;
    CheckpointHead head;
    std::memcpy(&head, bytes->data(), sizeof head);
    if (std::memcmp(head.magic, CheckpointHead().magic, sizeof head.magic) != 0 ||
        head.fingerprint != print || head.width != request.size.width || head.height != request.size.height ||
        head.count < 0 || head.count > request.samples)
        return;
    std::vector<float> values(float_count(request.size));
    std::memcpy(values.data(), bytes->data() + sizeof head, body);
    sum.set(values, static_cast<int>(head.count));
}

Status keep(const ReferenceRequest& request, std::uint64_t print, const PictureSum& sum) {
    if (request.checkpoint.empty()) return {};
    CheckpointHead head;
    head.fingerprint = print;
    head.width = request.size.width;
    head.height = request.size.height;
    head.count = sum.count();
    const std::vector<float> values = sum.sum();
    std::vector<std::byte> bytes(sizeof head + values.size() * sizeof(float));
    std::memcpy(bytes.data(), &head, sizeof head);
    std::memcpy(bytes.data() + sizeof head, values.data(), values.size() * sizeof(float));
    return write_file_atomically(request.checkpoint, bytes);
}

}  // namespace

Result<Image> draw_reference(const GladGLContext& gl, const Scene& scene, const SceneRenderer& renderer,
                             const ApertureShape& aperture, const ReferenceRequest& request) {
    auto sum = PictureSum::create(gl, request.size);
    if (!sum) return sum.error();
    const std::uint64_t print = request.checkpoint.empty() ? 0 : fingerprint(scene, aperture);
    if (!request.checkpoint.empty()) go_on_from(request, print, *sum);
    const int found = sum->count();
    auto kept_at = std::chrono::steady_clock::now();
    while (sum->count() < request.samples) {
        sum->add(renderer, scene.camera, lens_sample(aperture, sum->count()));
        // Without this the driver queues pinholes without end, and progress tells of what is not drawn yet.
        gl.Finish();
        if (request.progress && !request.progress(sum->count())) break;
        const auto now = std::chrono::steady_clock::now();
        if (now - kept_at < between_checkpoints) continue;
        if (Status status = keep(request, print, *sum); !status) return status.error();
        kept_at = now;
    }
    if (sum->count() > found)
        if (Status status = keep(request, print, *sum); !status) return status.error();
    return sum->mean();
}

}  // namespace tapestry::demo
