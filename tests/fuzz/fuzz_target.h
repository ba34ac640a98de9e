/// A target is one function in one file, NAME_fuzzer.cpp:
///
///     TAPESTRY_FUZZ_TARGET(name) { ... of `bytes`, a std::span<const std::uint8_t> ... }
///
/// libFuzzer calls it with what it thinks of; tapestry-fuzz-replay, which has all targets, with the files of
/// corpus/NAME/.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace tapestry::fuzz {

using Target = void (*)(std::span<const std::uint8_t>);

struct NamedTarget {
    std::string name;
    Target target;
};

inline std::vector<NamedTarget>& targets() {
    static std::vector<NamedTarget> all;
    return all;
}

/// What must hold whatever the bytes are.
inline void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "tapestry-fuzz: does not hold: %s\n", what);
    std::abort();
}

}  // namespace tapestry::fuzz

#ifdef TAPESTRY_LIBFUZZER
#define TAPESTRY_FUZZ_ENTRY(name)                                                       \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
        fuzz_##name(std::span(data, size));                                             \
        return 0;                                                                       \
    }
#else
#define TAPESTRY_FUZZ_ENTRY(name)                         \
    [[maybe_unused]] static const bool is_listed_##name = \
        (tapestry::fuzz::targets().push_back({#name, fuzz_##name}), true);
#endif

#define TAPESTRY_FUZZ_TARGET(name)                                \
    static void fuzz_##name(std::span<const std::uint8_t> bytes); \
    TAPESTRY_FUZZ_ENTRY(name)                                     \
    static void fuzz_##name(std::span<const std::uint8_t> bytes)
