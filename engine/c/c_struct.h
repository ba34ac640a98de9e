/// Structs of C read into structs of C++ and written from them.
///
/// Which field is which is said once for both ways, in functions `fields(c, cpp, copy)` that take the C++
/// struct apart into names: where C++ has got another field they do not compile.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <type_traits>

#include "c/c_enums.h"
#include "core/error_of.h"
#include "tapestry/result.h"
#include "tapestry/tapestry.h"

namespace tapestry::c {

/// Of each struct that begins with its size: `name`; `required`, the bytes up to its last field that has no
/// default; and `Cpp`, where one is made of it.
template <class C>
struct Form;

/// Copies a field from C to C++, and remembers the first thing that C++ has no place for.
class ToCpp {
  public:
    static constexpr bool to_cpp = true;

    explicit ToCpp(std::string& wrong) : wrong_(wrong) {}

    template <class C, class Cpp>
    void operator()(const C& c, Cpp& cpp) const {
        if constexpr (std::is_array_v<C>) {
            for (std::size_t i = 0; i < std::extent_v<C>; ++i) (*this)(c[i], cpp[i]);
        } else if constexpr (std::is_class_v<Cpp>) {
            fields(c, cpp, *this);
        } else if constexpr (std::is_enum_v<Cpp>) {
            static_assert(has_numbers_of_c<Cpp>());
            cpp = static_cast<Cpp>(c);
            if (c_of(cpp) == no_enumerator) wrong(c, " is no ", c_name<Cpp>);
        } else if constexpr (std::is_same_v<Cpp, bool>) {
            cpp = c != 0;
        } else {
            cpp = static_cast<Cpp>(c);
        }
    }

    /// Room for later versions.
    template <std::size_t count>
    void reserved(const std::uint32_t (&numbers)[count]) const {
        for (const std::uint32_t number : numbers)
            if (number != 0) wrong("a reserved number is ", number, ", not 0");
    }

  private:
    template <class... Parts>
    void wrong(const Parts&... parts) const {
        if (wrong_.empty()) wrong_ = error_of(parts...).message;
    }

    std::string& wrong_;
};

/// Copies a field from C++ to C.
struct ToC {
    static constexpr bool to_cpp = false;

    template <class C, class Cpp>
    void operator()(C& c, Cpp& cpp) const {
        if constexpr (std::is_array_v<C>) {
            for (std::size_t i = 0; i < std::extent_v<C>; ++i) (*this)(c[i], cpp[i]);
        } else if constexpr (std::is_class_v<Cpp>) {
            fields(c, cpp, *this);
        } else if constexpr (std::is_enum_v<Cpp>) {
            static_assert(has_numbers_of_c<Cpp>());
            c = c_of(cpp);
        } else {
            c = static_cast<C>(cpp);
        }
    }

    template <std::size_t count>
    void reserved(std::uint32_t (&numbers)[count]) const {
        std::fill_n(numbers, count, 0u);
    }
};

/// What C++ holds, as C sees it.
template <class C>
C to_c(typename Form<C>::Cpp cpp) {
    C c{};
    c.size = sizeof(C);
    fields(c, cpp, ToC{});
    return c;
}

/// What a struct holds before the host has set anything.
template <class C>
C defaults() {
    if constexpr (requires { typename Form<C>::Cpp; }) {
        return to_c<C>({});
    } else {
        C c{};
        c.size = sizeof(C);
        return c;
    }
}

/// No struct is as large: such sizes are what memory had in it, and nothing is looked at by them.
inline constexpr std::size_t no_size = 4096;

/// Error: a size that no version of the struct has.
template <class C>
Result<void> check_size(std::size_t size, std::size_t least) {
    // Structs have no padding (tests/headers), so their sizes are multiples of their alignment.
    if (size >= least && size < no_size && size % alignof(C) == 0) return {};
    return error_of("size is ", size, ", which no ", Form<C>::name, " has: call ", Form<C>::name, "_init");
}

/// Fills as much of a struct as the host has, with 0 past what the library knows.
template <class C>
Result<void> initialise(C* out, std::size_t size) {
    if (!out) return error_of("the struct is NULL");
    if (Result<void> sized = check_size<C>(size, sizeof out->size); !sized) return sized;
    C filled = defaults<C>();
    filled.size = size;
    std::memset(static_cast<void*>(out), 0, size);
    std::memcpy(static_cast<void*>(out), &filled, std::min(size, sizeof(C)));
    return {};
}

/// That the host has set nothing which the library does not know.
template <class C>
bool is_zero_past_known(const C& given) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(&given);
    return std::all_of(bytes + std::min(given.size, sizeof(C)), bytes + given.size,
                       [](unsigned char byte) { return byte == 0; });
}

/// The host's struct, with defaults for what it does not have. Error, with the argument's name: NULL, not
/// initialised, or with fields set that the library does not know.
template <class C>
Result<C> complete(const C* given, const char* argument) {
    if (!given) return error_of(argument, " is NULL");
    if (Result<void> sized = check_size<C>(given->size, Form<C>::required); !sized)
        return error_of(argument, ": ", sized.error().message);
    if (!is_zero_past_known(*given))
        return error_of(argument, ": the host has set what a ", Form<C>::name, " of ", sizeof(C),
                        " bytes has not: the library is older than the host's header");
    C whole = defaults<C>();
    std::memcpy(static_cast<void*>(&whole), given, std::min(given->size, sizeof(C)));
    whole.size = sizeof(C);
    return whole;
}

/// Any struct or part of one as C++ has it. Error: an enumerator or a reserved number that means nothing.
template <class Cpp, class C>
Result<Cpp> converted(C& c, const char* argument) {
    std::string wrong;
    Cpp cpp{};
    fields(c, cpp, ToCpp(wrong));
    if (!wrong.empty()) return error_of(argument, ": ", wrong);
    return cpp;
}

/// The host's struct as C++ has it. Error: as complete and converted.
template <class C>
Result<typename Form<C>::Cpp> read(const C* given, const char* argument) {
    Result<C> whole = complete(given, argument);
    if (!whole) return whole.error();
    return converted<typename Form<C>::Cpp>(*whole, argument);
}

/// Writes into the host's struct what it has room for. Error: as complete, of the struct as it is.
template <class C>
Result<void> write(const C& from, C* to, const char* argument) {
    const Result<C> whole = complete(to, argument);
    if (!whole) return whole.error();
    C written = from;
    written.size = to->size;
    std::memcpy(static_cast<void*>(to), &written, std::min(to->size, sizeof(C)));
    return {};
}

}  // namespace tapestry::c
