/// How the viewer's window was left.
#include "fuzz_target.h"
#include "scratch_file.h"
#include "window/window_settings.h"

using namespace tapestry;

TAPESTRY_FUZZ_TARGET(settings) {
    const auto path = fuzz::scratch_file("viewer.json", bytes);
    const auto settings = demo::read_settings(path);
    if (!settings) return;
    fuzz::require(static_cast<bool>(demo::write_settings(path, *settings)), "settings can be written");
    const auto again = demo::read_settings(path);
    fuzz::require(again && *again == *settings, "what was written is read");
}
