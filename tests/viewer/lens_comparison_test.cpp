#include <doctest/doctest.h>

#include "offline/metrics/image_psnr.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

/// A small scene as one of the window's pictures.
offline::Picture8 shown(const Folder& folder, const std::string& name) {
    const auto out = folder / (name + ".png");
    const auto result =
        run_viewer({"--headless", "--debug-gl", "--scene", "chessboard", "--effect", "depth-of-field",
                    "--set", "f_number=1", "--size", "192x108", "--show", name, "--out", out.string()});
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    const auto picture = read_or_fail(out);
    CHECK(picture.width == 192);
    CHECK(picture.height == 108);
    return picture;
}

TEST_CASE("a scene is compared with what a lens sees and with other makers of depth of field") {
    const Folder folder;
    const Image lens = offline::to_linear(shown(folder, "accumulation-64"));
    const auto psnr = [&](const std::string& name) {
        return offline::image_psnr(offline::to_linear(shown(folder, name)), lens);
    };
    // Each is the same lens's picture, more or less; the pinhole's is not.
    const double pinhole = psnr("original");
    for (const char* name : {"result", "ring-gather", "gaussian", "accumulation-16"}) {
        CAPTURE(name);
        CHECK(psnr(name) > pinhole + 2.0);
    }
}

TEST_CASE("what there is no picture of is refused in one line") {
    const Folder folder;
    const auto out = (folder / "out.png").string();
    const auto scene = run_viewer({"--headless", "--scene", "chessboard", "--effect", "depth-of-field",
                                   "--size", "64x64", "--show", "low-rank", "--out", out});
    CHECK(scene.exit_code == 1);
    CHECK_MESSAGE(is_one_line(scene.err), scene.err);
    const auto photo = run_viewer(
        {"--headless", shipped_photo("coffee.png").string(), "--show", "ring-gather", "--out", out});
    CHECK(photo.exit_code == 1);
    CHECK_MESSAGE(is_one_line(photo.err), photo.err);
    CHECK(folder.file_names().empty());
}

}  // namespace
}  // namespace tapestry::test
