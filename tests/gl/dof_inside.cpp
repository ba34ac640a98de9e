#include "dof_inside.h"

#include <doctest/doctest.h>

#include "gl/compute_pass.h"
#include "tapestry/table_file.h"

namespace tapestry::test {

const TapTable& DofInside::table() {
    const auto known = tables_.find(table_name);
    if (known != tables_.end()) return known->second;
    auto read = read_table(TAPESTRY_ASSETS "/tables/" + table_name + ".tap");
    if (!read) FAIL(read.error().message);
    return tables_.emplace(table_name, std::move(*read)).first->second;
}

const DofAperture& DofInside::aperture() {
    const auto known = apertures_.find(table_name);
    if (known != apertures_.end()) return known->second;
    const EffectScope scope(*device.state());
    auto made = create_dof_aperture(device.state(), {table(), {}});
    if (!made) FAIL(made.error().message);
    return apertures_.emplace(table_name, std::move(*made)).first->second;
}

DepthOfFieldOptions DofInside::plain_options() {
    DepthOfFieldOptions options;
    options.near_limit = options.far_limit = 0.2f;
    options.highlights.on = false;
    return options;
}

void DofInside::run(const DepthOfFieldFrame& asked, const DepthOfFieldOptions& options) {
    aperture();
    DeviceState& state = *device.state();
    const auto checked = check_dof_frame(state, asked, options);
    if (!checked) FAIL(checked.error().message);
    frame = *checked;
    const EffectScope scope(state);
    passes_.clear();
    DofRun dof_run(state, apertures_.at(table_name), nullptr, frame, passes_);
    REQUIRE(dof_run.declare());
    if (const Result<void> status = passes_.prepare(); !status) FAIL(status.error().message);
    passes_.run();
    textures = dof_run.textures();
}

void DofInside::run(const Image& light, const ParameterMap& coc_px, const DepthOfFieldOptions& options) {
    run(coc_frame(*this, GL_RGBA32F, light, coc_px), options);
}

Image DofInside::read(PassTexture texture, int width, int height) {
    return download(*this, passes_.name(texture), width, height, Row0::top);
}

Image DofInside::read_tiles(PassTexture texture) {
    return read(texture, (frame.width + TAPESTRY_TILE - 1) / TAPESTRY_TILE,
                (frame.height + TAPESTRY_TILE - 1) / TAPESTRY_TILE);
}

Image DofInside::read_level(std::size_t level, PassTexture texture) {
    return read(texture, textures.levels[level].width, textures.levels[level].height);
}

Image DofInside::read_second(std::size_t level, PassTexture texture) {
    const int width = textures.levels[level].width, height = textures.levels[level].height;
    const Image both = read(texture, width, 2 * height);
    Image second(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) second.at(x, y) = both.at(x, height + y);
    return second;
}

Image flat_picture(int width, int height, glm::dvec3 light) {
    return Image(width, height, glm::dvec4(light, 1.0));
}

double sum_of(const Image& image, int channel) {
    double sum = 0.0;
    for (const glm::dvec4& pixel : image.pixels) sum += pixel[channel];
    return sum;
}

}  // namespace tapestry::test
