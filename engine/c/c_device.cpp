#include <algorithm>
#include <functional>
#include <string_view>

#include "c/c_call.h"
#include "c/c_handles.h"
#include "c/c_progress.h"
#include "c/c_struct.h"
#include "tapestry/device.h"

namespace tapestry::c {

template <>
struct Form<tapestry_device_description> {
    using Cpp = DeviceDescription;
    static constexpr const char* name = "tapestry_device_description";
    static constexpr std::size_t required = offsetof(tapestry_device_description, get_proc_address_user);
};

template <>
struct Form<tapestry_tile_counts> {
    using Cpp = TileCounts;
    static constexpr const char* name = "tapestry_tile_counts";
    static constexpr std::size_t required = sizeof(std::size_t);
};

namespace {

std::function<void(LogLevel, std::string_view)> log_of(tapestry_log log, void* user) {
    if (!log) return {};
    return [=](LogLevel level, std::string_view message) {
        log(user, c_of(level), std::string(message).c_str());
    };
}

/// One that is missing is an error of Device::create.
TextureAllocator allocator_of(tapestry_create_texture create, tapestry_destroy_texture destroy, void* user) {
    TextureAllocator allocator;
    if (create)
        allocator.create = [=](std::uint32_t format, int width, int height) {
            return create(user, format, width, height);
        };
    if (destroy) allocator.destroy = [=](std::uint32_t texture) { destroy(user, texture); };
    return allocator;
}

}  // namespace

template <class Copy>
void fields(tapestry_device_description& c, DeviceDescription& cpp, const Copy& copy) {
    auto& [get_proc_address, log, host_state, debug_groups, shader_dir, max_transient_bytes,
           texture_allocator, program_binaries, keeps_program_binaries] = cpp;
    copy(c.host_state, host_state);
    copy(c.debug_groups, debug_groups);
    copy(c.max_transient_bytes, max_transient_bytes);
    copy(c.keeps_program_binaries, keeps_program_binaries);
    copy.reserved(c.reserved);
    if constexpr (Copy::to_cpp) {
        get_proc_address = ProcLookup(c.get_proc_address, c.get_proc_address_user);
        log = log_of(c.log, c.log_user);
        texture_allocator = allocator_of(c.create_texture, c.destroy_texture, c.texture_user);
        if (c.shader_dir) shader_dir = path_of(c.shader_dir);
        if (c.program_binaries)
            program_binaries = {static_cast<const std::byte*>(c.program_binaries),
                                c.program_binaries_byte_count};
    }
}

template <class Copy>
void fields(tapestry_tile_counts& c, TileCounts& cpp, const Copy& copy) {
    auto& [copied, common, interval, varying] = cpp;
    copy(c.copied, copied);
    copy(c.common, common);
    copy(c.interval, interval);
    copy(c.varying, varying);
}

namespace {

/// A frame that the host draws, as Device::prepare calls it.
class HostDraw {
  public:
    HostDraw(tapestry_draw draw, void* user) : draw_(draw), user_(user) {}

    Result<void> operator()() {
        forget_last_error();
        status_ = draw_(user_);
        if (status_ == TAPESTRY_OK) return {};
        const std::string_view why = tapestry_last_error();
        if (!why.empty()) return Error{std::string(why)};
        return error_of("draw has returned ", status_);
    }

    tapestry_status status() const { return status_; }

  private:
    tapestry_draw draw_;
    void* user_;
    tapestry_status status_ = TAPESTRY_OK;
};

Outcome prepare(Device& device, HostDraw draw, HostProgress progress) {
    Outcome outcome = device.prepare(std::ref(draw), progress.function());
    if (draw.status() != TAPESTRY_OK) outcome.status = draw.status();
    return progress.of(std::move(outcome));
}

/// The device's own copy of a pass' name.
const char* kept_name(std::deque<std::string>& names, std::string_view name) {
    auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) found = names.insert(found, std::string(name));
    return found->c_str();
}

}  // namespace
}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_device_description_init(tapestry_device_description* description, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(description, size)); });
}

tapestry_status tapestry_tile_counts_init(tapestry_tile_counts* counts, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(counts, size)); });
}

tapestry_status tapestry_device_create(const tapestry_device_description* description,
                                       tapestry_device** device) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        *device = nullptr;
        const auto described = read(description, "description");
        if (!described) return refused(described.error());
        return hand_over(tapestry::Device::create(*described), device);
    });
}

void tapestry_device_destroy(tapestry_device* device) {
    delete device;
}

tapestry_status tapestry_device_renderer(const tapestry_device* device, const char** renderer) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}, {"renderer", renderer}}); !given) return given;
        *renderer = device->device.renderer().c_str();
        return {};
    });
}

tapestry_status tapestry_device_version(const tapestry_device* device, const char** version) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}, {"version", version}}); !given) return given;
        *version = device->device.version().c_str();
        return {};
    });
}

tapestry_status tapestry_device_prepare(tapestry_device* device, tapestry_draw draw, void* draw_user,
                                        tapestry_progress progress, void* progress_user) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        if (!draw) return refused({"draw is NULL"});
        return prepare(device->device, {draw, draw_user}, {progress, progress_user});
    });
}

tapestry_status tapestry_device_program_binaries(tapestry_device* device, const void** bytes,
                                                 size_t* byte_count) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}, {"bytes", bytes}, {"byte_count", byte_count}});
            !given)
            return given;
        device->program_binaries = device->device.program_binaries();
        *bytes = device->program_binaries.data();
        *byte_count = device->program_binaries.size();
        return {};
    });
}

tapestry_status tapestry_device_transient_bytes(const tapestry_device* device, size_t* bytes) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}, {"bytes", bytes}}); !given) return given;
        *bytes = device->device.transient_bytes();
        return {};
    });
}

tapestry_status tapestry_device_release_transient(tapestry_device* device) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        device->device.release_transient();
        return {};
    });
}

tapestry_status tapestry_device_set_transient_limit(tapestry_device* device, size_t bytes) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        device->device.set_transient_limit(bytes);
        return {};
    });
}

tapestry_status tapestry_device_end_frame(tapestry_device* device) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        device->device.end_frame();
        return {};
    });
}

tapestry_status tapestry_device_time_passes(tapestry_device* device, tapestry_bool on, tapestry_bool* can) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        const bool measures = device->device.time_passes(on != 0);
        if (can) *can = measures;
        return {};
    });
}

tapestry_status tapestry_device_take_pass_times(tapestry_device* device, const tapestry_pass_time** times,
                                                size_t* count) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}, {"times", times}, {"count", count}}); !given)
            return given;
        device->pass_times.clear();
        for (const auto& [name, milliseconds] : device->device.take_pass_times())
            device->pass_times.push_back({kept_name(device->pass_names, name), milliseconds});
        *times = device->pass_times.data();
        *count = device->pass_times.size();
        return {};
    });
}

tapestry_status tapestry_device_tile_counts(const tapestry_device* device, tapestry_tile_counts* counts) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        return argument(write(to_c<tapestry_tile_counts>(device->device.tile_counts()), counts, "counts"));
    });
}

tapestry_status tapestry_device_reload_shaders(tapestry_device* device) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        return device->device.reload_shaders();
    });
}
