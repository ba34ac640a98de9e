/// What each pass of a draw takes, on the device's own timers.
#pragma once

#include <functional>
#include <string>

#include "glad/gl.h"
#include "tapestry/device.h"

namespace tapestry::bench {

/// Draws once and prints on stderr the milliseconds of all dispatches of each pass and how many they are.
/// Waits for the GPU. Prints nothing where the driver times nothing.
void print_pass_times(Device& device, const GladGLContext& gl, const std::string& name,
                      const std::function<void()>& draw);

}  // namespace tapestry::bench
