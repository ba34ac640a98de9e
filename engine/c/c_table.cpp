#include "c/c_call.h"
#include "c/c_handles.h"
#include "c/c_struct.h"
#include "tapestry/table_file.h"

namespace tapestry::c {

template <>
struct Form<tapestry_table_info> {
    static constexpr const char* name = "tapestry_table_info";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <>
struct Form<tapestry_axis_info> {
    static constexpr const char* name = "tapestry_axis_info";
    static constexpr std::size_t required = sizeof(std::size_t);
};

namespace {

static_assert(sizeof(Tap) == 4 * sizeof(float), "taps are handed out as numbers");

tapestry_table_info info_of(const TapTable& table) {
    const auto& [layer_taps, is_signed, turnable, axes, payload, kernel, metadata] = table;
    auto info = defaults<tapestry_table_info>();
    info.kernel = kernel.c_str();
    info.layer_taps = layer_taps.data();
    info.layer_count = layer_taps.size();
    info.taps = &payload.front().dx;
    info.tap_count = payload.size();
    info.entry_count = table.entry_count();
    info.axis_count = axes.size();
    info.metadata_count = metadata.size();
    info.is_signed = is_signed;
    info.turnable = turnable;
    return info;
}

tapestry_axis_info info_of(const Axis& axis) {
    const auto& [name, unit, knots, period, beyond] = axis;
    auto info = defaults<tapestry_axis_info>();
    info.name = name.c_str();
    info.unit = unit.c_str();
    info.knots = knots.data();
    info.knot_count = knots.size();
    info.period = period;
    ToC{}(info.beyond, beyond);
    return info;
}

Outcome none_of(std::size_t index, std::size_t count, const char* what) {
    return refused(error_of("index ", index, ": the table has ", count, " ", what));
}

}  // namespace
}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_table_info_init(tapestry_table_info* info, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(info, size)); });
}

tapestry_status tapestry_axis_info_init(tapestry_axis_info* info, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(info, size)); });
}

tapestry_status tapestry_table_create_from_memory(const void* bytes, size_t byte_count,
                                                  tapestry_table** table) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"bytes", bytes}, {"table", table}}); !given) return given;
        *table = nullptr;
        return hand_over(tapestry::decode_table({static_cast<const std::byte*>(bytes), byte_count}), table);
    });
}

tapestry_status tapestry_table_create_from_file(const char* path, tapestry_table** table) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"path", path}, {"table", table}}); !given) return given;
        *table = nullptr;
        return hand_over(tapestry::read_table(path_of(path)), table);
    });
}

void tapestry_table_destroy(tapestry_table* table) {
    delete table;
}

tapestry_status tapestry_table_get_info(const tapestry_table* table, tapestry_table_info* info) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"table", table}}); !given) return given;
        return argument(write(info_of(table->table), info, "info"));
    });
}

tapestry_status tapestry_table_get_axis(const tapestry_table* table, size_t index, tapestry_axis_info* info) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"table", table}}); !given) return given;
        const auto& axes = table->table.axes;
        if (index >= axes.size()) return none_of(index, axes.size(), "axes");
        return argument(write(info_of(axes[index]), info, "info"));
    });
}

tapestry_status tapestry_table_get_metadata(const tapestry_table* table, size_t index, const char** key,
                                            const char** value) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"table", table}, {"key", key}, {"value", value}}); !given)
            return given;
        const auto& pairs = table->table.metadata;
        if (index >= pairs.size()) return none_of(index, pairs.size(), "pairs of metadata");
        *key = pairs[index].first.c_str();
        *value = pairs[index].second.c_str();
        return {};
    });
}
