#include "filter_runs.h"

#include <doctest/doctest.h>

#include "gl_pictures.h"

namespace tapestry::test {
namespace {

Image run_filter(GlFixture& fixture, SparseFilter& filter, const Run& run, SparseFilterFrame frame) {
    const int width = run.source.width;
    const int height = run.source.height;
    frame.source = {upload(fixture, run.source_format, run.source, run.row0), Encoding::linear,
                    Alpha::premultiplied};
    frame.target = {make_texture(fixture, run.target_format, width, height), Encoding::linear,
                    Alpha::premultiplied};
    frame.row0 = run.row0;
    frame.precision = run.precision;
    if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);
    return download(fixture, frame.target.texture, width, height, run.row0);
}

}  // namespace

SparseFilter make_filter(const Device& device, const TapTable& table) {
    auto filter = SparseFilter::create(device, table);
    if (!filter) FAIL(filter.error().message);
    return std::move(*filter);
}

Image run_uniform(GlFixture& fixture, SparseFilter& filter, const Run& run, std::array<float, 2> parameter) {
    SparseFilterFrame frame;
    frame.parameter[0] = parameter[0];
    frame.parameter[1] = parameter[1];
    return run_filter(fixture, filter, run, frame);
}

Image run_varying(GlFixture& fixture, SparseFilter& filter, const Run& run, const ParameterMap& map,
                  float factor, GLenum map_format) {
    SparseFilterFrame frame;
    frame.parameter_texture = upload(fixture, map_format, map, run.row0);
    frame.parameter_scale[0] = factor;
    return run_filter(fixture, filter, run, frame);
}

}  // namespace tapestry::test
