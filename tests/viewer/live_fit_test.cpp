#include <doctest/doctest.h>

#include <cstdio>

#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"

namespace tapestry::test {
namespace {

TEST_CASE("a painted shape is seen before its fit is done, and the picture keeps moving meanwhile") {
    const VirtualDisplay display;
    const Desk desk;
    const auto result = run_viewer(desk.arguments({"--measure-fit"}));
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    double seen = 0.0, fitted = 0.0, first_db = 0.0, last_db = 0.0;
    REQUIRE_MESSAGE(std::sscanf(result.out.c_str(), "seen after %lf s (%lf dB), fitted after %lf s (%lf dB)",
                                &seen, &first_db, &fitted, &last_db) == 4,
                    result.out);
    CHECK(seen > 0.0);
    CHECK(seen < fitted);
    CHECK(first_db > 15.0);
    CHECK(last_db >= first_db);
    const auto share_at = result.out.find("meanwhile: ");
    REQUIRE(share_at != std::string::npos);
    double share = 0.0;
    REQUIRE(std::sscanf(result.out.c_str() + share_at, "meanwhile: %lf", &share) == 1);
    // Half is what is asked for; other tests run beside this one.
    CHECK_MESSAGE(share > 25.0, result.out);
}

}  // namespace
}  // namespace tapestry::test
