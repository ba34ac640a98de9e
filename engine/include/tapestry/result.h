/// Values or errors without exceptions: what files, drivers and shaders can do to us is returned, not thrown.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace tapestry {

/// Why something did not work, in one line that names the thing and the cause.
struct Error {
    std::string message;
};

/// Either a value or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::move(value)) {}
    Result(Error error) : state_(std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    T& value() {
        assert(*this && "Result::value: there is an error instead");
        return *std::get_if<0>(&state_);
    }
    const T& value() const {
        assert(*this && "Result::value: there is an error instead");
        return *std::get_if<0>(&state_);
    }
    const Error& error() const {
        assert(!*this && "Result::error: there is a value instead");
        return *std::get_if<1>(&state_);
    }

  private:
    std::variant<T, Error> state_;
};

/// Done, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    explicit operator bool() const { return !error_; }
    const Error& error() const {
        assert(error_ && "Result::error: there is none");
        return *error_;
    }

  private:
    std::optional<Error> error_;
};

// The name that hosts know from before; X11's headers make a macro of it, so nothing here depends on it.
#ifndef Status
using Status = Result<void>;
#endif

}  // namespace tapestry
