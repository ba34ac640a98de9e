/// What every host makes once, and draws of ours in each frame. A host that is not under test needs no more
/// of Tapestry than stands here and in its own file.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "host_check.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/device.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::hosts {

[[noreturn]] inline void fail(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

template <class T>
T value_of(Result<T> result) {
    if (!result) fail(result.error().message);
    return std::move(*result);
}

/// With the host's context current, from the first to the last.
struct Effects {
    HostCheck check;
    Device device = value_of(Device::create({.get_proc_address = HostCheck::counted}));
    TapTable disk = value_of(read_table(TAPESTRY_ASSETS "/tables/disk_0-24_8x3_flat.tap"));
    DepthOfField depth_of_field = value_of(DepthOfField::create(device, {.bokeh = disk}));
    TiltShift tilt_shift = value_of(TiltShift::create(device, disk));
    std::vector<View> views = {};  ///< of this frame
    int frame = 0;

    Effects(std::string host, ProcLookup lookup) : check(std::move(host), lookup) {}

    DepthOfFieldHistory make_history() { return value_of(DepthOfFieldHistory::create(device)); }

    /// When a view is drawn: depth of field, and over it tilt-shift where the view has a target for it.
    void apply(const View& view) {
        check.apply("depth of field", [&] { return depth_of_field.apply(view.focus, view.lens); });
        if (view.miniature.target.texture != 0)
            check.apply("tilt-shift", [&] { return tilt_shift.apply(view.miniature, view.band); });
        check.judge(frame, view, depth_of_field, tilt_shift);
        views.push_back(view);
    }

    /// When the window is drawn, before it is shown.
    void end_frame(glm::ivec2 window) {
        check.judge_window(frame, window, views);
        device.end_frame();
        check.end_frame(frame);
        views.clear();
        ++frame;
    }
};

}  // namespace tapestry::hosts
