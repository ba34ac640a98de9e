/// What the calls of all effects have in common.
#pragma once

#include "c/c_call.h"
#include "c/c_frames.h"
#include "c/c_handles.h"

namespace tapestry::c {

/// Handle has the effect as its member `effect`.
template <class Effect, class Handle>
Outcome create_effect(const tapestry_device* device, const tapestry_table* table, Handle** handle,
                      const char* name = "effect") {
    if (Outcome given = all_given({{name, handle}}); !given) return given;
    *handle = nullptr;
    if (Outcome given = all_given({{"device", device}, {"table", table}}); !given) return given;
    return hand_over(Effect::create(device->device, table->table), handle);
}

/// `draw` is given the frame and the options of C++.
template <class Frame, class Options, class Draw>
Outcome apply_effect(const void* effect, const Frame* frame, const Options* options, const Draw& draw) {
    if (Outcome given = all_given({{"effect", effect}}); !given) return given;
    const auto read_frame = read(frame, "frame");
    if (!read_frame) return refused(read_frame.error());
    const auto read_options = read(options, "options");
    if (!read_options) return refused(read_options.error());
    return draw(*read_frame, *read_options);
}

/// Puts options into their ranges where they stand. `clamp` is given those of C++, and returns them.
template <class Options, class Clamp>
Outcome clamp_options(Options* options, const Clamp& clamp) {
    const auto given = read(static_cast<const Options*>(options), "options");
    if (!given) return refused(given.error());
    const auto within = clamp(*given);
    if (!within) return within.error();
    return argument(write(to_c<Options>(*within), options, "options"));
}

}  // namespace tapestry::c
