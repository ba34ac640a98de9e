/// What is around every call of the C interface: a status in place of a Result, a message that waits to be
/// asked for, and no exception that gets out.
#pragma once

#include <exception>
#include <filesystem>
#include <initializer_list>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "tapestry/result.h"
#include "tapestry/tapestry.h"

namespace tapestry::c {

/// What has come of a call.
struct Outcome {
    Outcome() = default;
    Outcome(Error error) : status(TAPESTRY_ERROR), message(std::move(error.message)) {}
    Outcome(Result<void> result) {
        if (!result) *this = Outcome(result.error());
    }
    Outcome(tapestry_status failed, std::string why) : status(failed), message(std::move(why)) {}

    explicit operator bool() const { return status == TAPESTRY_OK; }

    tapestry_status status = TAPESTRY_OK;
    std::string message;
};

/// An argument that cannot be what it is.
inline Outcome refused(const Error& error) {
    return {TAPESTRY_ERROR_ARGUMENT, error.message};
}

inline Outcome argument(const Result<void>& checked) {
    return checked ? Outcome() : refused(checked.error());
}

/// Keeps the message for tapestry_last_error; those of arguments with the function's name before them.
tapestry_status report(const char* function, const Outcome& outcome);
tapestry_status report_out_of_memory(const char* function) noexcept;
tapestry_status report_exception(const char* function, const char* what) noexcept;

void forget_last_error() noexcept;

/// Calls `body`, which returns an Outcome or what becomes one. Hosts may compile us without exceptions.
template <class Body>
tapestry_status guarded(const char* function, const Body& body) noexcept {
#ifdef __cpp_exceptions
    try {
        return report(function, body());
    } catch (const std::bad_alloc&) {
        return report_out_of_memory(function);
    } catch (const std::exception& exception) {
        return report_exception(function, exception.what());
    } catch (...) {
        return report_exception(function, "an exception of no known type");
    }
#else
    return report(function, body());
#endif
}

struct Argument {
    const char* name;
    const void* value;
};

/// Error: the first that is NULL.
inline Outcome all_given(std::initializer_list<Argument> arguments) {
    for (const Argument& given : arguments)
        if (!given.value) return refused({std::string(given.name) + " is NULL"});
    return {};
}

/// C's text is UTF-8, whatever the system's own is.
inline std::filesystem::path path_of(std::string_view text) {
    return std::filesystem::path(std::u8string(text.begin(), text.end()));
}

/// Gives what was made to the host. A handle's first member is the object of C++.
template <class Handle, class Made>
Outcome hand_over(Result<Made> made, Handle** handle) {
    if (!made) return made.error();
    *handle = new Handle{std::move(*made)};
    return {};
}

}  // namespace tapestry::c
