#include "pass_times.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

namespace tapestry::bench {

void print_pass_times(Device& device, const GladGLContext& gl, const std::string& name,
                      const std::function<void()>& draw) {
    if (!device.time_passes(true)) return;
    device.take_pass_times();
    draw();
    gl.Finish();
    struct Sum {
        std::string_view name;
        double milliseconds = 0.0;
        int dispatches = 0;
    };
    std::vector<Sum> sums;
    for (const PassTime& pass : device.take_pass_times()) {
        auto sum =
            std::find_if(sums.begin(), sums.end(), [&](const Sum& one) { return one.name == pass.name; });
        if (sum == sums.end()) sum = sums.insert(sums.end(), Sum{pass.name});
        sum->milliseconds += pass.milliseconds;
        ++sum->dispatches;
    }
    std::fprintf(stderr, "%s\n", name.c_str());
    for (const Sum& sum : sums)
        std::fprintf(stderr, "    %9.3f ms  %3d x %.*s\n", sum.milliseconds, sum.dispatches,
                     static_cast<int>(sum.name.size()), sum.name.data());
    device.time_passes(false);
}

}  // namespace tapestry::bench
