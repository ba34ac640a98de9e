#include "effects/dof_trial_frames.h"

#include <algorithm>
#include <array>

#include "core/error_of.h"

namespace tapestry {
namespace {

// The largest limits make CoCs of 0.2 * 270 = 54 px, from 48 on of which a slice is halved. Small, since
// drivers make code by formats, not by sizes. Software GL does by sizes: it has other code for textures with
// sides that are powers of two, which memory that passes share has here and not there, so that the first
// frame of 640 x 360 takes 6.3 s after 7.1 s without a preparation; 0.59 s after a preparation with itself
// (Device::prepare), where later ones take 0.55 s.
constexpr int trial_width = 38, trial_height = 270;

std::array<DataView*, 5> data_of(DepthOfFieldFrame& frame) {
    return {&frame.depth_texture, &frame.mask_texture, &frame.motion_texture, &frame.layer.depth_texture,
            &frame.hidden.depth_texture};
}

}  // namespace

Result<TextureView> DofTrialFrames::view(const GladGLContext& gl, const TextureFormat& format,
                                         const char* role, int columns_more) {
    const int width = trial_width + columns_more;
    Result<Texture> texture = create_texture(gl, format.format, width, trial_height, "tapestry trial frame");
    if (!texture)
        return error_of("prepare: ", role, ": the driver has no textures of format ", format.format);
    textures_.push_back(std::move(*texture));
    return TextureView{.texture = textures_.back().name(),
                       .encoding = format.encoding,
                       .alpha = format.alpha,
                       .width = width,
                       .height = trial_height,
                       .format = format.format};
}

Result<void> DofTrialFrames::make_textures(const GladGLContext& gl, const DepthOfFieldPreparation& wanted) {
    Result<void> status;
    const auto make = [&](const TextureFormat& format, const char* role, int columns_more = 0) {
        if (!status || format.format == 0) return TextureView();
        Result<TextureView> made = view(gl, format, role, columns_more);
        if (!made) status = made.error();
        return made ? *made : TextureView();
    };
    DepthOfFieldFrame& frame = full_.frame;
    frame.source = make(wanted.source, "source");
    frame.target = make(wanted.target, "target");
    frame.depth_texture = make({.format = wanted.depth_format}, "depth", 1).texture;
    frame.depth_texture.width = trial_width + 1;
    frame.depth_texture.height = trial_height;
    frame.depth_texture.region = {0, 0, trial_width, trial_height};
    frame.layer.color = make(wanted.layer, "layer");
    frame.hidden.color = make(wanted.hidden, "hidden");
    frame.layer.depth_texture = frame.hidden.depth_texture = frame.depth_texture;
    if (wanted.masks) frame.mask_texture = make({.format = GL_R8}, "mask").texture;
    if (!wanted.data_of_other_sizes) return status;
    frame.motion_texture = make({.format = GL_RG16F}, "motion").texture;
    for (DataView* const data : data_of(frame)) data->region = {0, 0, trial_width / 2, trial_height / 2};
    return status;
}

/// Puts back its binding, of which state guards know nothing.
Result<void> DofTrialFrames::make_multisample_depth(const GladGLContext& gl,
                                                    const DepthOfFieldPreparation& wanted) {
    if (wanted.depth_samples == 1) return {};
    constexpr GLenum target = GL_TEXTURE_2D_MULTISAMPLE;
    GLint most = 0, before = 0, columns = 0;
    gl.GetIntegerv(GL_MAX_SAMPLES, &most);
    if (wanted.depth_samples < 1 || wanted.depth_samples > std::min(most, TAPESTRY_MOST_SAMPLES))
        return error_of("prepare: depth_samples: ", wanted.depth_samples, " are not within 1 and ",
                        std::min(most, TAPESTRY_MOST_SAMPLES));
    gl.GetIntegerv(GL_TEXTURE_BINDING_2D_MULTISAMPLE, &before);
    GLuint name = 0;
    gl.GenTextures(1, &name);
    textures_.emplace_back(gl, name);
    gl.BindTexture(target, name);
    gl.TexStorage2DMultisample(target, wanted.depth_samples, wanted.depth_format, trial_width, trial_height,
                               GL_TRUE);
    gl.GetTexLevelParameteriv(target, 0, GL_TEXTURE_WIDTH, &columns);
    gl.BindTexture(target, static_cast<GLuint>(before));
    if (columns == 0) {
        gl.GetError();  // ours
        return error_of("prepare: depth: the driver has no textures of format ", wanted.depth_format, " and ",
                        wanted.depth_samples, " samples a pixel");
    }
    multisample_depth_ = name;
    multisample_depth_.width = trial_width;
    multisample_depth_.height = trial_height;
    multisample_depth_.samples = wanted.depth_samples;
    return {};
}

void DofTrialFrames::find_parts(const DepthOfFieldPreparation& wanted) {
    const auto add_if = [&](bool is_wanted, Part part) {
        if (is_wanted) parts_.push_back(part);
    };
    add_if(wanted.highlights, Part::highlights);
    add_if(wanted.hidden.format != 0, Part::hidden);
    add_if(wanted.layer.format != 0, Part::layer);
    add_if(wanted.masks, Part::mask);
    add_if(wanted.autofocus, Part::autofocus);
    add_if(wanted.steadiness, Part::steadiness);
    add_if(wanted.estimated_depth, Part::estimated);
    add_if(wanted.views, Part::view);
    add_if(wanted.data_of_other_sizes, Part::sparse);
    add_if(wanted.data_of_other_sizes, Part::aligned);
}

Result<DofTrialFrames> DofTrialFrames::create(const std::shared_ptr<DeviceState>& device,
                                              const DepthOfFieldPreparation& wanted) {
    DofTrialFrames frames;
    if (wanted.source.format == 0 || wanted.target.format == 0)
        return error_of("prepare: the formats of source and target are required");
    if (Result<void> status = frames.make_textures(device->gl, wanted); !status) return status.error();
    if (Result<void> status = frames.make_multisample_depth(device->gl, wanted); !status)
        return status.error();
    Result<std::unique_ptr<DofHistory>> history = DofHistory::create(device);
    if (!history) return history.error();
    frames.history_ = std::move(*history);
    frames.find_parts(wanted);
    DofTrial& full = frames.full_;
    full.frame.depth.kind = DepthKind::metres;
    full.options.defocus = Defocus::ranges;  // whose radii are the limits
    full.options.near_limit = full.options.far_limit = 0.2f;
    full.options.highlights.on = wanted.highlights;
    full.options.autofocus.on = wanted.autofocus;
    full.options.steadiness = wanted.steadiness ? 0.5f : 0.0f;
    if (wanted.steadiness) full.history = frames.history_.get();
    if (wanted.estimated_depth) full.options.depth_quality = DepthQuality::estimated;
    return frames;
}

void DofTrialFrames::leave_out(Part part, DofTrial& trial) const {
    switch (part) {
        case Part::highlights:
            trial.options.highlights.on = false;
            break;
        case Part::hidden:
            trial.frame.hidden = {};
            break;
        case Part::layer:
            trial.frame.layer = {};
            break;
        case Part::mask:
            trial.frame.mask_texture = 0;
            break;
        case Part::autofocus:
            trial.options.autofocus.on = false;
            break;
        case Part::steadiness:
            trial.options.steadiness = 0.0f;
            trial.history = nullptr;
            break;
        case Part::estimated:
            trial.options.depth_quality = DepthQuality::rendered;
            break;
        case Part::view:
            trial.options.view = DepthOfFieldView::coc;
            break;
        case Part::sparse:
            trial.frame.depth_texture.region = {1, 0, trial_width, trial_height};
            break;
        case Part::aligned:
            for (DataView* const data : data_of(trial.frame))
                data->region = {0, 0, trial_width, trial_height};
            break;
    }
}

DofTrial DofTrialFrames::trial(int index) const {
    DofTrial trial = full_;
    if (index == 1 << parts_.size()) {
        trial.frame.depth_texture = multisample_depth_;
        return trial;
    }
    for (std::size_t bit = 0; bit < parts_.size(); ++bit)
        if ((index >> bit & 1) != 0) leave_out(parts_[bit], trial);
    return trial;
}

}  // namespace tapestry
