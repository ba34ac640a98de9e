#include <doctest/doctest.h>

#include "offline/metrics/image_psnr.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

/// A small scene as one of the window's pictures.
offline::Picture8 shown(const Folder& folder, const std::string& name,
                        const std::vector<std::string>& look = {"--effect", "depth-of-field", "--set",
                                                                "f_number=1"}) {
    const auto out = folder / (name + ".png");
    std::vector<std::string> arguments = {"--headless", "--debug-gl", "--scene", "chessboard", "--size",
                                          "192x108",    "--show",     name,      "--out",      out.string()};
    arguments.insert(arguments.end(), look.begin(), look.end());
    const auto result = run_viewer(arguments);
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

TEST_CASE("a tilted plane of focus is compared with what a lens of this tilt sees") {
    const Folder folder;
    const auto look = [](const char* tilt_deg) {
        return std::vector<std::string>{"--effect",     "tilted-focus", "--set",
                                        "f_number=0.7", "--set",        tilt_deg};
    };
    const Image result = offline::to_linear(shown(folder, "result", look("tilt_deg=65")));
    const auto psnr = [&](const std::string& name, const char* tilt_deg) {
        return offline::image_psnr(offline::to_linear(shown(folder, name, look(tilt_deg))), result);
    };
    const double tilted = psnr("accumulation-64", "tilt_deg=65");
    CHECK(tilted > psnr("accumulation-64", "tilt_deg=45") + 2.0);
    CHECK(tilted > psnr("accumulation-64", "tilt_deg=-65") + 2.0);
    CHECK(tilted > psnr("original", "tilt_deg=65") + 2.0);
    CHECK(psnr("ring-gather", "tilt_deg=65") > psnr("original", "tilt_deg=65") + 2.0);
}

TEST_CASE("depth of field tilts as a lens does, and its rivals with it") {
    const Folder folder;
    const auto look = [](const char* tilt_deg) {
        return std::vector<std::string>{"--effect",     "depth-of-field", "--set",
                                        "f_number=0.7", "--set",          tilt_deg};
    };
    const Image result = offline::to_linear(shown(folder, "result", look("tilt_deg=70")));
    const auto psnr = [&](const std::string& name, const char* tilt_deg) {
        return offline::image_psnr(offline::to_linear(shown(folder, name, look(tilt_deg))), result);
    };
    const double tilted = psnr("accumulation-64", "tilt_deg=70");
    CHECK(tilted > psnr("accumulation-64", "tilt_deg=0") + 2.0);
    CHECK(tilted > psnr("accumulation-64", "tilt_deg=-70") + 2.0);
    CHECK(psnr("ring-gather", "tilt_deg=70") > psnr("ring-gather", "tilt_deg=-70") + 2.0);
}

TEST_CASE("a photograph with depth is compared with other makers of depth of field") {
    const Folder folder;
    const auto picture = [&](const std::string& name) {
        const auto out = folder / (name + ".png");
        const auto run = run_viewer(
            {"--headless",
             (shipped_photo("coffee.png").parent_path().parent_path() / "pairs" / "chess.png").string(),
             "--effect", "depth-of-field", "--set", "f_number=1.4", "--show", name, "--out", out.string()});
        CHECK(run.err == "");
        REQUIRE(run.exit_code == 0);
        return offline::to_linear(read_or_fail(out));
    };
    const Image result = picture("result");
    const double original = offline::image_psnr(picture("original"), result);
    for (const char* name : {"ring-gather", "gaussian"}) {
        CAPTURE(name);
        CHECK(offline::image_psnr(picture(name), result) > original + 2.0);
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
