#include "render/photo_input.h"

#include <algorithm>
#include <string>

#include "offline/io/exr_file.h"

namespace tapestry::demo {
namespace {

Result<PictureTexture> upload(const GladGLContext& gl, const Image& image) {
    auto texture = PictureTexture::create(gl, image.width, image.height, GL_RGBA16F);
    if (!texture) return texture;
    std::vector<float> texels;
    texels.reserve(image.pixels.size() * 4);
    for (int y = image.height - 1; y >= 0; --y)
        for (int x = 0; x < image.width; ++x)
            for (int c = 0; c < 4; ++c)
                texels.push_back(c < 3 ? static_cast<float>(std::min(image.at(x, y)[c], 65504.0)) : 1.0f);
    gl.BindTexture(GL_TEXTURE_2D, texture->name());
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, image.width, image.height, GL_RGBA, GL_FLOAT, texels.data());
    texture->make_mip_levels();
    return texture;
}

std::string size_text(int width, int height) {
    return std::to_string(width) + " x " + std::to_string(height);
}

}  // namespace

Result<PhotoInput> PhotoInput::open(const GladGLContext& gl, const std::filesystem::path& path,
                                    const DepthChoice& depth) {
    auto image = read_linear_picture(path);
    if (!image) return image.error();
    PhotoInput input;
    input.gl_ = &gl;
    input.is_hdr_ = offline::is_exr_name(path);
    if (!depth.file.empty()) {
        if (auto status = check(depth.options()); !status)
            return Error{depth.file + ": " + status.error().message};
        const auto numbers = read_depth_numbers(depth.file);
        if (!numbers) return numbers.error();
        if (numbers->width != image->width || numbers->height != image->height)
            return Error{depth.file + ": " + size_text(numbers->width, numbers->height) + " pixels, but " +
                         path.string() + " has " + size_text(image->width, image->height)};
        input.choice_ = depth;
        input.numbers_.assign(numbers->values.begin(), numbers->values.end());
    }
    auto color = upload(gl, *image);
    if (!color) return Error{path.string() + ": " + color.error().message};
    input.color_ = std::move(*color);
    return input;
}

Result<void> PhotoInput::set_depth(const DepthChoice& depth) {
    DepthChoice chosen = depth;
    chosen.file = choice_.file;
    if (chosen == choice_) return {};
    if (auto status = check(chosen.options()); !status) return status;
    choice_ = chosen;
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
