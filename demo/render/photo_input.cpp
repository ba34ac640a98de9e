#include "render/photo_input.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "offline/io/exr_file.h"

namespace tapestry::demo {
namespace {

/// Row by row, so that no second copy is made of what may be a gigabyte.
Result<PictureTexture> upload(const GladGLContext& gl, const offline::LinearPicture& picture) {
    auto texture = PictureTexture::create(gl, picture.width, picture.height, GL_RGBA16F);
    if (!texture) return texture;
    gl.BindTexture(GL_TEXTURE_2D, texture->name());
    const std::size_t row_size = 4 * static_cast<std::size_t>(picture.width);
    std::vector<float> row(row_size);
    for (int y = 0; y < picture.height; ++y) {
        const float* from = &picture.rgba[row_size * static_cast<std::size_t>(picture.height - 1 - y)];
        // What is no number would spread over all that it is blurred with.
        std::transform(from, from + row_size, row.begin(), [](float value) {
            return std::isnan(value) ? 0.0f : std::clamp(value, -65504.0f, 65504.0f);
        });
        gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, y, picture.width, 1, GL_RGBA, GL_FLOAT, row.data());
    }
    texture->make_mip_levels();
    return texture;
}

std::string size_text(int width, int height) {
    return std::to_string(width) + " x " + std::to_string(height);
}

/// Half a pixel of a small depth may be missing at each side.
bool has_shape_of(const GreyPicture& depth, const offline::Photograph& photograph) {
    const double across = static_cast<double>(photograph.width()) / depth.width;
    const double down = static_cast<double>(photograph.height()) / depth.height;
    const double slack = std::min(0.1, 0.02 + 0.5 / std::min(depth.width, depth.height));
    return std::abs(across / down - 1.0) <= slack;
}

}  // namespace

Result<PhotoInput> PhotoInput::open(const GladGLContext& gl, const std::filesystem::path& path,
                                    const offline::Photograph& photograph, const DepthChoice& depth,
                                    std::optional<DepthNumbers> given_numbers) {
    PhotoInput input;
    input.gl_ = &gl;
    input.is_hdr_ = photograph.is_hdr;
    input.has_alpha_ = photograph.has_alpha;
    const auto* const given = std::get_if<offline::LinearPicture>(&photograph.pixels);
    const offline::LinearPicture made = given ? offline::LinearPicture() : to_linear_picture(photograph);
    const offline::LinearPicture& light = given ? *given : made;
    if (!depth.file.empty()) {
        if (auto status = check(depth.options()); !status)
            return Error{depth.file + ": " + status.error().message};
        auto numbers = given_numbers ? Result<DepthNumbers>(std::move(*given_numbers))
                                     : read_depth_numbers(depth.file, depth.layer);
        if (!numbers) return numbers.error();
        turn_with_photo(*numbers, photograph.orientation, light.width, light.height);
        if (!has_shape_of(numbers->picture, photograph))
            return Error{depth.file + ": " + size_text(numbers->picture.width, numbers->picture.height) +
                         " pixels are of another shape than the " + size_text(light.width, light.height) +
                         " of " + path.string() + ", so it cannot be the depth of all of it"};
        input.choice_ = depth;
        input.stored_ = std::move(*numbers);
        const bool fits =
            input.stored_.picture.width == light.width && input.stored_.picture.height == light.height;
        input.guide_ = fits ? GuidePicture{light.width, light.height, {}} : guide_of(light);
        input.take_numbers();
    }
    auto color = upload(gl, light);
    if (!color) return Error{path.string() + ": " + color.error().message};
    input.color_ = std::move(*color);
    return input;
}

void PhotoInput::take_numbers() {
    numbers_ = enlarged(usable_numbers(stored_, choice_.options()), guide_);
}

std::string PhotoInput::warning() const {
    if (!has_depth()) return {};
    const std::string warning = depth_warning(stored_, choice_.options());
    return warning.empty() ? warning : choice_.file + ": " + warning;
}

Result<void> PhotoInput::set_depth(const DepthChoice& depth) {
    DepthChoice chosen = depth;
    chosen.file = choice_.file;
    chosen.layer = choice_.layer;
    if (chosen == choice_) return {};
    if (auto status = check(chosen.options()); !status) return status;
    const bool is_read_anew = chosen.kind != choice_.kind || chosen.flipped != choice_.flipped;
    choice_ = chosen;
    if (is_read_anew) take_numbers();
    level_.reset();
    return {};
}

double PhotoInput::distance_at(int x, int y) const {
    const auto number = numbers_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width()) +
                                 static_cast<std::size_t>(x)];
    return depth_distance_m(static_cast<double>(number), choice_.options());
}

Result<void> PhotoInput::prepare(int level) {
    if (level_ == level) return {};
    level_.reset();
    reduced_color_ = {};
    depth_ = {};
    if (level > 0) {
        auto reduced = color_.copy_of_level(level);
        if (!reduced) return reduced.error();
        reduced_color_ = std::move(*reduced);
    }
    if (has_depth()) {
        const PictureTexture& color = level > 0 ? reduced_color_ : color_;
        auto texture = create_texture(*gl_, GL_R32F, color.width(), color.height(), "depth of a photograph");
        if (!texture) return texture.error();
        // The nearest pixel's: a mean of two distances belongs to nothing in the picture.
        std::vector<float> distances;
        for (int y = color.height() - 1; y >= 0; --y)
            for (int x = 0; x < color.width(); ++x) {
                const auto inside = [level](int at, int size) {
                    return std::min((at << level) + (1 << level) / 2, size - 1);
                };
                distances.push_back(static_cast<float>(distance_at(inside(x, width()), inside(y, height()))));
            }
        gl_->BindTexture(GL_TEXTURE_2D, texture->name());
        gl_->TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, color.width(), color.height(), GL_RED, GL_FLOAT,
                           distances.data());
        depth_ = std::move(*texture);
    }
    level_ = level;
    return {};
}

GLuint PhotoInput::color_texture() const {
    return reduced_color_ ? reduced_color_.name() : color_.name();
}

PictureDepth PhotoInput::depth() const {
    PictureDepth depth;
    if (!has_depth()) return depth;
    depth.texture = depth_.name();
    depth.convention.kind = DepthKind::metres;
    // Renderers write EXRs; phones, networks and sensors write the others.
    depth.is_estimated = !offline::is_exr_name(choice_.file);
    return depth;
}

double PhotoInput::distance_m(double x, double y) const {
    const auto inside = [](double at, int size) {
        return std::clamp(static_cast<int>(at * size), 0, size - 1);
    };
    return distance_at(inside(x, width()), inside(y, height()));
}

}  // namespace tapestry::demo
