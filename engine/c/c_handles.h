/// What the handles of C are that several files know.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "tapestry/device.h"
#include "tapestry/tap_table.h"
#include "tapestry/tapestry.h"

struct tapestry_table {
    tapestry::TapTable table;
};

struct tapestry_device {
    tapestry::Device device;
    // What was handed out last.
    std::vector<std::byte> program_binaries = {};
    std::vector<tapestry_pass_time> pass_times = {};
    /// Names of passes that end in a zero, and stay where they are.
    std::deque<std::string> pass_names = {};
};
