#include "c/c_effect.h"
#include "tapestry/sparse_filter.h"

struct tapestry_sparse_filter {
    tapestry::SparseFilter effect;
};

namespace tapestry::c {

template <>
struct Form<tapestry_sparse_filter_frame> {
    using Cpp = SparseFilterFrame;
    static constexpr const char* name = "tapestry_sparse_filter_frame";
    static constexpr std::size_t required = offsetof(tapestry_sparse_filter_frame, row0);
};

template <class Copy>
void fields(tapestry_sparse_filter_frame& c, SparseFilterFrame& cpp, const Copy& copy) {
    auto& [source, target, row0, precision, resolution, region, size_unit, parameter, parameter_texture,
           parameter_scale, turn_deg, turn_texture, aspect, mask_texture, tiles] = cpp;
    copy(c.source, source);
    copy(c.target, target);
    copy(c.row0, row0);
    copy(c.precision, precision);
    copy(c.resolution, resolution);
    copy(c.region, region);
    copy(c.size_unit, size_unit);
    copy(c.parameter, parameter);
    copy(c.parameter_texture, parameter_texture);
    copy(c.parameter_scale, parameter_scale);
    copy(c.turn_deg, turn_deg);
    copy(c.turn_texture, turn_texture);
    copy(c.aspect, aspect);
    copy(c.mask_texture, mask_texture);
    copy(c.tiles, tiles);
    copy.reserved(c.reserved);
}

}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_sparse_filter_frame_init(tapestry_sparse_filter_frame* frame, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(frame, size)); });
}

tapestry_status tapestry_sparse_filter_create(const tapestry_device* device, const tapestry_table* table,
                                              tapestry_sparse_filter** filter) {
    return guarded(__func__,
                   [&] { return create_effect<tapestry::SparseFilter>(device, table, filter, "filter"); });
}

void tapestry_sparse_filter_destroy(tapestry_sparse_filter* filter) {
    delete filter;
}

tapestry_status tapestry_sparse_filter_apply(tapestry_sparse_filter* filter,
                                             const tapestry_sparse_filter_frame* frame) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"filter", filter}}); !given) return given;
        const auto read_frame = read(frame, "frame");
        if (!read_frame) return refused(read_frame.error());
        return filter->effect.apply(*read_frame);
    });
}
