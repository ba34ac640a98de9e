#include "c/c_frames.h"

#include "c/c_call.h"

using namespace tapestry::c;

tapestry_status tapestry_effect_frame_init(tapestry_effect_frame* frame, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(frame, size)); });
}
