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
    // How many a second is for --measure-fit to say: here other tests run beside this one. Had the picture
    // waited for the fit, one or two would have been drawn.
    const auto meanwhile = result.out.find("meanwhile: ");
    REQUIRE(meanwhile != std::string::npos);
    int share = 0;
    int frames = 0;
    REQUIRE(std::sscanf(result.out.c_str() + meanwhile, "meanwhile: %d %%, %d frames", &share, &frames) == 2);
    CHECK_MESSAGE(frames > 10, result.out);
}

}  // namespace
}  // namespace tapestry::test
