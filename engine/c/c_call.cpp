#include "c/c_call.h"

namespace tapestry::c {
namespace {

/// What is said when there is no memory for words.
constexpr const char* no_memory = "out of memory";

thread_local std::string last_message;
thread_local const char* last_error = "";

tapestry_status keep(tapestry_status status, const char* before, const char* message) {
    last_message.assign(before).append(*before ? ": " : "").append(message);
    last_error = last_message.c_str();
    return status;
}

}  // namespace

tapestry_status report(const char* function, const Outcome& outcome) {
    if (outcome.status == TAPESTRY_OK) return TAPESTRY_OK;
    return keep(outcome.status, outcome.status == TAPESTRY_ERROR_ARGUMENT ? function : "",
                outcome.message.c_str());
}

tapestry_status report_out_of_memory(const char* /*function*/) noexcept {
    last_error = no_memory;
    return TAPESTRY_ERROR_MEMORY;
}

tapestry_status report_exception(const char* function, const char* what) noexcept {
#ifdef __cpp_exceptions
    try {
        return keep(TAPESTRY_ERROR, function, what);
    } catch (...) {
        return report_out_of_memory(function);
    }
#else
    return keep(TAPESTRY_ERROR, function, what);
#endif
}

void forget_last_error() noexcept {
    last_error = "";
}

}  // namespace tapestry::c

const char* tapestry_last_error(void) {
    return tapestry::c::last_error;
}

int32_t tapestry_version(void) {
    return TAPESTRY_VERSION;
}

const char* tapestry_version_string(void) {
    return TAPESTRY_VERSION_STRING;
}
