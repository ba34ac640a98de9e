#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host.h"

extern "C" tapestry_status readme_example_in_c(tapestry_get_proc_address get_proc_address,
                                               std::uint32_t color, std::uint32_t result);

namespace {

constexpr int size = 64;

/// Stripes of 4 columns.
std::vector<float> stripes() {
    std::vector<float> numbers;
    for (int i = 0; i < 4 * size * size; ++i) numbers.push_back(i % 4 == 3 || i / 16 % 2 == 0 ? 1.0f : 0.0f);
    return numbers;
}

std::vector<float> row(const std::vector<float>& picture, int y) {
    return {picture.begin() + std::ptrdiff_t{4} * size * y,
            picture.begin() + std::ptrdiff_t{4} * size * (y + 1)};
}

}  // namespace

TEST_CASE("the README's C compiles, runs, and blurs outside of the band") {
    REQUIRE(host_start());
    const std::vector<float> before = stripes();
    const std::uint32_t color = host_texture(4, size, size, before.data());
    const std::uint32_t result = host_texture(4, size, size, nullptr);
    const tapestry_status status = readme_example_in_c(host_look_up, color, result);
    REQUIRE_MESSAGE(status == TAPESTRY_OK, tapestry_last_error());
    std::vector<float> after(before.size());
    host_read(result, after.data());
    // Row 0 is the bottom, as GL renders.
    CHECK(row(after, size * 4 / 10) == row(before, size * 4 / 10));
    CHECK(row(after, size - 2) != row(before, size - 2));
    host_delete_texture(color);
    host_delete_texture(result);
}
