/// A frame of DepthOfField whose textures can be looked at after it is drawn, for tests of single passes.
#pragma once

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>
#include <map>
#include <memory>
#include <string>

#include "dof_subject.h"
#include "passes/dof_pass_run.h"

namespace tapestry::test {

struct DofInside : GlFixture {
    /// The aperture of frames from now on: a shipped table's.
    std::string table_name = "disk_0-24_16x3_flat";
    /// Of the last frame.
    DofFrame frame;
    DofTextures textures;

    /// Draws a frame.
    void run(const DepthOfFieldFrame& asked, const DepthOfFieldOptions& options);
    /// The same of a picture whose CoCs are given, to a fresh target.
    void run(const Image& light, const ParameterMap& coc_px, const DepthOfFieldOptions& options);

    /// The picture in a texture, which may be larger.
    Image read(PassTexture texture, int width, int height);
    Image read_whole(PassTexture texture) { return read(texture, frame.width, frame.height); }
    Image read_blocks(PassTexture texture) {
        return read(texture, halved(frame.width), halved(frame.height));
    }
    Image read_tiles(PassTexture texture);
    Image read_target() {
        return download(*this, frame.textures.target.name, frame.width, frame.height, Row0::top);
    }
    /// A blurred slice's part of a texture of all of them, near outer 0.
    Image read_slice(PassTexture texture, int slice) { return slice_of_atlas(run_->read(texture), slice); }
    /// The same before it is blurred.
    Image slice_to_blur(int slice) const { return slice_of_atlas(to_blur_, slice); }
    /// A picture of a level of the pyramid: one of those in its texture, see shaders/include/sheet.glsl.
    Image read_level(std::size_t level, PassTexture texture, int index = 0);

    const TapTable& table();
    const DofAperture& aperture() const { return run_->aperture(); }

    /// No highlights, and the largest limits: 0.2 of the height.
    static DepthOfFieldOptions plain_options();

  private:
    Image slice_of_atlas(const Image& all, int slice) const;
    static int halved(int pixels) { return (pixels + 1) / 2; }

    std::map<std::string, TapTable> tables_;
    std::unique_ptr<DofPassRun> run_;
    Image to_blur_;  ///< all slices: blurring them writes where they were
};

/// An opaque picture of one colour.
Image flat_picture(int width, int height, glm::dvec3 light);

/// `light_at(x, y)` gives the red, green and blue of each pixel.
template <class LightAt>
Image picture_of(int width, int height, const LightAt& light_at) {
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.at(x, y) = glm::dvec4(glm::dvec3(light_at(x, y)), 1.0);
    return image;
}

/// `number_at(x, y)` gives each pixel's number.
template <class NumberAt>
ParameterMap map_of(int width, int height, const NumberAt& number_at) {
    ParameterMap map(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) map.at(x, y).x = number_at(x, y);
    return map;
}

/// Sum of a channel over a picture.
double sum_of(const Image& image, int channel);

}  // namespace tapestry::test
