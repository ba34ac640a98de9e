#include "dof_subject.h"

#include <doctest/doctest.h>

#include "tapestry/table_file.h"

namespace tapestry::test {

DepthOfField make_depth_of_field(GlFixture& fixture) {
    auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_16x3_flat.tap");
    if (!table) FAIL(table.error().message);
    auto effect = DepthOfField::create(fixture.device, {.bokeh = std::move(*table)});
    if (!effect) FAIL(effect.error().message);
    return std::move(*effect);
}

GLuint upload_coc(GlFixture& fixture, const ParameterMap& coc_px) {
    ParameterMap heights = coc_px;
    for (glm::dvec2& value : heights.values) value /= coc_px.height;
    return upload(fixture, GL_R32F, heights, Row0::top);
}

DepthOfFieldFrame coc_frame(GlFixture& fixture, GLenum format, const Image& source,
                            const ParameterMap& coc_px) {
    DepthOfFieldFrame frame;
    frame.source = {upload(fixture, format, source, Row0::top), Encoding::linear, Alpha::opaque};
    frame.target = {make_texture(fixture, format, source.width, source.height), Encoding::linear,
                    Alpha::opaque};
    frame.row0 = Row0::top;
    frame.depth_texture = upload_coc(fixture, coc_px);
    frame.depth.kind = DepthKind::signed_coc;
    return frame;
}

Image draw_frame(GlFixture& fixture, DepthOfField& effect, const DepthOfFieldFrame& frame,
                 const DepthOfFieldOptions& options, int width, int height) {
    if (const Result<void> status = effect.apply(frame, options); !status) FAIL(status.error().message);
    return download(fixture, frame.target.texture, width, height, Row0::top);
}

}  // namespace tapestry::test
