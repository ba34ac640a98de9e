#include "compare/lens_truth.h"

#include <chrono>

#include "effects/kinds.h"
#include "scene/lens_samples.h"

namespace tapestry::demo {
namespace {

constexpr auto slice = std::chrono::milliseconds(40);
/// Fine enough that the aperture's edge shows no cells.
constexpr double aperture_radius_px = 64.0;

const EffectEntry* depth_of_field_of(const Document& document) {
    for (const EffectEntry& effect : document.effects)
        if (effect.on && effect.kind == depth_of_field_name) return &effect;
    return nullptr;
}

Result<ApertureShape> aperture_of(const EffectEntry& effect, const Document& document, TableShelf& shelf) {
    const auto table = shelf.find(effect.bokeh);
    if (!table) return table.error();
    Result<offline::KernelField> field = Error{};
    if (effect.bokeh == lab_bokeh) {
        field = recipe_field(document.kernel);
    } else {
        const auto spec = offline::spec_from_metadata((*table)->metadata);
        if (!spec) return Error{effect.bokeh + ": " + spec.error().message};
        field = offline::make_field(*spec);
    }
    if (!field) return field.error();
    const auto& axes = (*table)->axes;
    const double second = axes.size() > 1 ? static_cast<double>(axes[1].knots.front()) : 0.0;
    const auto kernel = field->at({aperture_radius_px, second});
    if (!kernel) return kernel.error();
    return ApertureShape::create(effect.bokeh, *kernel, aperture_radius_px);
}

}  // namespace

Status LensTruth::begin(const Subject& subject, const Document& document, DocumentRenderer& renderer) {
    auto aperture = aperture_of(subject.lens, document, renderer.shelf());
    if (!aperture) return aperture.error();
    const PictureSize size{renderer.width(), renderer.height()};
    if (!sum_ || !(sum_->size() == size)) {
        auto sum = PictureSum::create(renderer.gl(), size);
        if (!sum) return sum.error();
        auto linear = create_texture(renderer.gl(), GL_RGBA16F, size.width, size.height, "lens truth");
        if (!linear) return linear.error();
        auto texture = PictureTexture::create(renderer.gl(), size.width, size.height);
        if (!texture) return texture.error();
        sum_ = std::move(*sum);
        linear_ = std::move(*linear);
        texture_ = std::move(*texture);
    }
    sum_->clear();
    aperture_ = std::move(*aperture);
    camera_ = renderer.scene()->camera_at(subject.camera);
    std::vector<float> values = subject.lens.values;
    camera_.lens.focus_distance_m = focus_distance_of(values);
    camera_.lens.f_number = f_number_of(values);
    return {};
}

Status LensTruth::follow(const Document& document, DocumentRenderer& renderer) {
    const EffectEntry* effect = depth_of_field_of(document);
    if (!effect) return Error{"there is no depth of field that a lens could show"};
    const std::uint64_t lab = effect->bokeh == lab_bokeh ? renderer.shelf().lab_revision() : 0;
    const Subject subject{renderer.photo_path(), document.camera, *effect, document.exposure_stops, lab};
    if (subject_ != subject) {
        subject_ = subject;
        if (auto status = begin(subject, document, renderer); !status) {
            sum_.reset();
            return status;
        }
    }
    if (!sum_ || is_done()) return {};
    const auto start = std::chrono::steady_clock::now();
    do {
        sum_->add(renderer.scene()->renderer(), camera_, lens_sample(*aperture_, sum_->count()));
        renderer.gl().Finish();
    } while (!is_done() && std::chrono::steady_clock::now() - start < slice);
    sum_->write_mean(linear_.name());
    renderer.gl().BindFramebuffer(GL_FRAMEBUFFER, 0);
    auto status = renderer.develop(linear_.name(), texture_, document.exposure_stops);
    if (status) texture_.make_mip_levels();
    return status;
}

}  // namespace tapestry::demo
