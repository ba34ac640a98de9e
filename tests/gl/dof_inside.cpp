#include "dof_inside.h"

#include <doctest/doctest.h>

#include "gl/tile_lists.h"
#include "tapestry/table_file.h"

namespace tapestry::test {

const TapTable& DofInside::table() {
    const auto known = tables_.find(table_name);
    if (known != tables_.end()) return known->second;
    auto read = read_table(TAPESTRY_ASSETS "/tables/" + table_name + ".tap");
    if (!read) FAIL(read.error().message);
    return tables_.emplace(table_name, std::move(*read)).first->second;
}

DepthOfFieldOptions DofInside::plain_options() {
    DepthOfFieldOptions options;
    options.near_limit = options.far_limit = 0.2f;
    options.highlights.on = false;
    return options;
}

void DofInside::run(const DepthOfFieldFrame& asked, const DepthOfFieldOptions& options) {
    auto made = DofPassRun::create(device, {table(), {}}, asked, options);
    if (!made) FAIL(made.error().message);
    run_ = std::move(*made);
    run_->run([&](const PassList::Pass& pass) {
        if (pass.shader() == "tiles_classify.comp") to_blur_ = run_->read(run_->textures().slices);
    });
    frame = run_->frame();
    textures = run_->textures();
}

void DofInside::run(const Image& light, const ParameterMap& coc_px, const DepthOfFieldOptions& options) {
    run(coc_frame(*this, GL_RGBA32F, light, coc_px), options);
}

Image DofInside::read(PassTexture texture, int width, int height) {
    return read_texture(run_->passes().name(texture), {width, height});
}

Image DofInside::read_tiles(PassTexture texture) {
    const glm::ivec2 tiles = tiles_along({frame.width, frame.height});
    return read(texture, tiles.x, tiles.y);
}

Image DofInside::slice_of_atlas(const Image& all, int slice) const {
    const Area& area = run_->atlas().pictures[static_cast<std::size_t>(slice)].area;
    Image picture(area.end.x - area.first.x, area.end.y - area.first.y);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) picture.at(x, y) = all.at(area.first.x + x, area.first.y + y);
    return picture;
}

Image DofInside::read_level(std::size_t level, PassTexture texture, int index) {
    const glm::ivec2 size(textures.levels[level].width, textures.levels[level].height);
    const glm::ivec2 first = size * glm::ivec2(index % 2, index / 2);
    const Image all = read(texture, first.x + size.x, first.y + size.y);
    Image picture(size.x, size.y);
    for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x) picture.at(x, y) = all.at(first.x + x, first.y + y);
    return picture;
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
