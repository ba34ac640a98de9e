#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "offline/io/image_file.h"
#include "offline/kernels/kernels.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/impulse_response.h"
#include "tapestry/table_file.h"
#include "tests/core/temporary_folder.h"
#include "tests/offline/kernel_checks.h"
#include "tests/processes/child_process.h"

using namespace tapestry;
using tapestry::test::ChildResult;
using tapestry::test::is_one_line;

namespace {

ChildResult tapestry_fit(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), TAPESTRY_FIT);
    return test::run_child(arguments);
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// One clear line on standard error, nothing on standard output, the exit code, and no file left behind.
void check_refused(const std::vector<std::string>& arguments, int exit_code, const std::string& says,
                   const std::filesystem::path& folder) {
    const auto before = std::distance(std::filesystem::directory_iterator(folder), {});
    const ChildResult result = tapestry_fit(arguments);
    CAPTURE(result.err);
    CHECK(result.exit_code == exit_code);
    CHECK(is_one_line(result.err));
    CHECK(result.err.starts_with("tapestry-fit: "));
    CHECK(result.err.find(says) != std::string::npos);
    CHECK(result.out.empty());
    CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == before);
}

}  // namespace

TEST_CASE("fit writes a valid table, says how it went, and equal seeds give equal bytes") {
    const test::TemporaryFolder folder;
    const std::string a = folder.path() / "a.tap", b = folder.path() / "b.tap";
    const std::vector<std::string> common = {"fit",    "--kernel", "disk",     "--radius", "6",
                                             "--taps", "8",        "--layers", "2",        "--seed",
                                             "5",      "--starts", "2",        "-o"};
    for (const std::string& path : {a, b}) {
        auto arguments = common;
        arguments.push_back(path);
        const ChildResult result = tapestry_fit(arguments);
        REQUIRE(result.exit_code == 0);
        for (const char* word : {"iterations", "cost", "kernel PSNR", "seconds", "stopped"})
            CHECK(result.out.find(word) != std::string::npos);
        CHECK(result.err.empty());
    }
    CHECK(bytes_of(a) == bytes_of(b));
    const auto table = read_table(a);
    REQUIRE(table);
    CHECK(table->layers() == 2);
    CHECK(table->first_tap(2) == 16);
    CHECK(table->axes.empty());
    CHECK(table->kernel == "disk");
}

TEST_CASE("the number of threads changes no byte") {
    const test::TemporaryFolder folder;
    const std::string a = folder.path() / "a.tap", b = folder.path() / "b.tap";
    const auto fit = [](const std::string& path, const std::string& threads) {
        return tapestry_fit({"fit", "--kernel", "disk", "--radius", "5", "--taps", "6", "--layers", "2",
                             "--hops", "9", "--threads=" + threads, "-o", path})
            .exit_code;
    };
    REQUIRE(fit(a, "1") == 0);
    REQUIRE(fit(b, "3") == 0);
    CHECK(bytes_of(a) == bytes_of(b));
}

TEST_CASE("the published recipe can be run, and reports itself raw and normalised") {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "a.tap";
    const ChildResult result =
        tapestry_fit({"fit", "--kernel", "disk", "--radius", "5", "--taps", "6", "--layers", "2", "--solver",
                      "adam", "--steps", "50", "--start", "radial", "-o", path});
    CHECK(result.exit_code == 0);
    CHECK(result.out.starts_with("as published "));
    CHECK(result.out.find("kernel PSNR") != std::string::npos);
    CHECK(read_table(path));
}

TEST_CASE("basis, info and export work on each other's files") {
    const test::TemporaryFolder folder;
    const std::string table = folder.path() / "t.tap", json = folder.path() / "t.json";
    REQUIRE(tapestry_fit({"basis", "--kernel", "disk", "--axis", "radius_px=0:8", "--knots", "5", "--taps",
                          "8", "--layers", "2", "--starts", "1", "-o", table})
                .exit_code == 0);
    const auto read = read_table(table);
    REQUIRE(read);
    CHECK(read->axes[0].knots.size() == 5);
    const ChildResult info = tapestry_fit({"info", table});
    CHECK(info.exit_code == 0);
    CHECK(info.out.find("radius_px (px), scales beyond: 0 0.870551 ") != std::string::npos);
    CHECK(info.out.find("tapestry-fit basis --kernel disk") != std::string::npos);
    CHECK(tapestry_fit({"export", table, "--format", "json", "-o", json}).exit_code == 0);
    const std::string text = bytes_of(json);
    CHECK(text.starts_with("{\"format\":\"tapestry-table\",\"version\":2,\"kernel\":\"disk\""));
    // The format follows the name, where none is asked for.
    for (const auto& [name, part] :
         {std::pair("t2.json", "{\"format\""), std::pair("t.glsl", "kernel_run"),
          std::pair("t.h", "constexpr"), std::pair("t.c", "static const unsigned char t["),
          std::pair("t2.tap", "TAPESTRY")}) {
        CAPTURE(name);
        const std::string path = folder.path() / name;
        CHECK(tapestry_fit({"export", table, "-o", path}).exit_code == 0);
        CHECK(bytes_of(path).find(part) != std::string::npos);
    }
    CHECK(bytes_of(folder.path() / "t2.json") == text);
    const ChildResult unknown = tapestry_fit({"export", table, "-o", folder.path() / "t.png"});
    CHECK(unknown.exit_code == 1);
    CHECK(unknown.err.find(".tap, .json, .glsl, .h or .c") != std::string::npos);
}

TEST_CASE("the spacing of knots can be given, or measured") {
    const test::TemporaryFolder folder;
    const std::string table = folder.path() / "t.tap";
    const auto knots_with = [&](const char* spacing) {
        REQUIRE(tapestry_fit({"basis",
                              "--kernel",
                              "disk",
                              "--axis",
                              "radius_px=0:8",
                              "--knots",
                              "4",
                              "--taps",
                              "6",
                              "--layers",
                              "2",
                              "--starts",
                              "4",
                              "--hops",
                              "0",
                              "--iterations",
                              "20",
                              "--spacing",
                              spacing,
                              "-o",
                              table})
                    .exit_code == 0);
        return read_table(table)->axes[0].knots;
    };
    CHECK(knots_with("1") == std::vector<float>{0.0f, 8.0f / 3.0f, 16.0f / 3.0f, 8.0f});
    // Four knots for eight pixels: small sizes need more of them than an even spacing gives.
    CHECK(knots_with("measured")[1] < 2.0f);
    const ChildResult wrong = tapestry_fit(
        {"basis", "--kernel", "disk", "--axis", "radius_px=0:8", "--spacing", "dense", "-o", table});
    CHECK(wrong.exit_code == 1);
    CHECK(wrong.err.find("--spacing dense: expected auto, measured or an exponent") != std::string::npos);
    const ChildResult shape = tapestry_fit(
        {"basis", "--kernel", "ellipse", "--axis", "angle_deg=0:180", "--spacing", "measured", "-o", table});
    CHECK(shape.exit_code == 1);
    CHECK(shape.err.find("spacing: no axis measures a size") != std::string::npos);
}

TEST_CASE("a mask is fitted upright") {
    const test::TemporaryFolder folder;
    const std::string mask = folder.path() / "mask.png", table = folder.path() / "t.tap";
    // One pixel, 2 right and 1 up of the origin (2, 2).
    offline::Picture8 picture{5, 5, std::vector<std::uint8_t>(100, 0)};
    for (int i = 0; i < 25; ++i) picture.rgba[4 * i + 3] = 255;
    for (int c = 0; c < 3; ++c) picture.rgba[4 * (1 * 5 + 4) + c] = 255;
    REQUIRE(offline::write_png8(mask, picture));
    REQUIRE(tapestry_fit({"fit", "--mask", mask, "--taps", "4", "--layers", "1", "-o", table}).exit_code ==
            0);
    const DenseKernel response = impulse_response(evaluate(*read_table(table), {}), 9);
    CHECK(response.at(4 + 2, 4 - 1) == doctest::Approx(1.0).epsilon(1e-3));
}

TEST_CASE("what is done to a mask is said, and --threshold 0 does nothing") {
    const test::TemporaryFolder folder;
    const std::string mask = folder.path() / "mask.png", kernel = folder.path() / "kernel.pfm";
    GreyPicture lifted{64, 64, {}};
    for (int i = 0; i < 64 * 64; ++i)
        lifted.values.push_back(std::hypot(i % 64 - 31.5, i / 64 - 31.5) < 10.0 ? 1.0 : 10.0 / 255.0);
    REQUIRE(offline::write_grey_png(mask, lifted, 8));
    const auto drawn = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments = {"kernel", "--mask", mask, "--radius", "20", "-o", kernel};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const ChildResult result = tapestry_fit(arguments);
        CHECK(result.exit_code == 0);
        return result.out;
    };
    const std::string said = drawn({});
    CHECK(said.find("mask      background 3.9 % removed, shape 20 x 20 px of 64 x 64\n") !=
          std::string::npos);
    CHECK(said.find("mask      origin at 31.5, 31.5, the middle of the picture\n") != std::string::npos);
    const DenseKernel cut = *offline::mask_kernel(*offline::read_grey(kernel));
    CHECK(drawn({"--threshold", "0"}).find("removed") == std::string::npos);
    CHECK(test::largest_difference(cut, *offline::mask_kernel(*offline::read_grey(kernel))) > 0.0);
    CHECK(drawn({"--threshold", "0.5"}).find("background 3.9 % removed") != std::string::npos);
    CHECK(test::largest_difference(cut, *offline::mask_kernel(*offline::read_grey(kernel))) == 0.0);
    check_refused({"kernel", "--mask", mask, "--threshold", "1", "-o", kernel}, 1, "threshold must be",
                  folder.path());
    check_refused({"kernel", "disk", "--threshold", "0.1", "-o", kernel}, 1, "disk has no --threshold",
                  folder.path());
    check_refused({"kernel", "disk", "--invert", "-o", kernel}, 1, "disk has no --invert", folder.path());
}

TEST_CASE("a mask with weights below 0 is fitted with --signed, and its exact kernel has them") {
    const test::TemporaryFolder folder;
    const std::string mask = folder.path() / "mask.pfm", table = folder.path() / "t.tap",
                      kernel = folder.path() / "kernel.pfm";
    GreyPicture lobes{21, 21, {}};
    for (int i = 0; i < 21 * 21; ++i) {
        const double r2 = std::pow(i % 21 - 10.0, 2.0) + std::pow(i / 21 - 10.0, 2.0);
        lobes.values.push_back(std::exp(-r2 / 8.0) - 0.15 * std::exp(-r2 / 32.0));
    }
    REQUIRE(offline::write_pfm(mask, lobes));
    check_refused({"fit", "--mask", mask, "-o", table}, 1, "--signed takes weights below 0", folder.path());
    check_refused({"kernel", "--mask", mask, "-o", kernel}, 1, "--signed", folder.path());
    check_refused({"kernel", "--mask", mask, "--signed", "-o", folder.path() / "kernel.png"}, 1,
                  "a PNG holds no weights below 0", folder.path());
    REQUIRE(tapestry_fit({"kernel", "--mask", mask, "--signed", "-o", kernel}).exit_code == 0);
    const auto exact = offline::read_grey(kernel);
    REQUIRE(exact);
    CHECK(exact->values[10 * 21 + 17] < 0.0);
    REQUIRE(tapestry_fit({"fit", "--mask", mask, "--signed", "--taps", "12", "--layers", "2", "--starts", "4",
                          "--hops", "0", "-o", table})
                .exit_code == 0);
    CHECK(read_table(table)->is_signed);
    const DenseKernel response = impulse_response(evaluate(*read_table(table), {}), 21);
    CHECK(*std::min_element(response.values.begin(), response.values.end()) < 0.0);
    const std::string family = folder.path() / "f.tap";
    REQUIRE(tapestry_fit({"basis", "--mask", mask, "--signed", "--axis", "radius_px=0:8", "--knots", "3",
                          "--taps", "6", "--layers", "2", "--starts", "1", "--hops", "0", "-o", family})
                .exit_code == 0);
    const auto spec = offline::spec_from_metadata(read_table(family)->metadata);
    REQUIRE(spec);
    CHECK(spec->reading.is_signed);
    const auto field = offline::make_field(*spec, offline::read_grey);
    REQUIRE(field);
    const auto at_end = field->at({8.0, 0.0});
    REQUIRE(at_end);
    CHECK(*std::min_element(at_end->values.begin(), at_end->values.end()) < 0.0);
}

TEST_CASE("kernels lists every kernel with its parameters, units and symmetry") {
    const ChildResult result = tapestry_fit({"kernels"});
    REQUIRE(result.exit_code == 0);
    CHECK(result.err.empty());
    for (const offline::KernelFamily& family : offline::kernel_families()) {
        const auto at = result.out.find("\n" + family.name + ": " + family.description);
        CHECK((at != std::string::npos || result.out.starts_with(family.name + ": ")));
        for (const offline::KernelParameter& parameter : family.numbers)
            CHECK(result.out.find("--" + parameter.name) != std::string::npos);
    }
    CHECK(result.out.find("[above 0 and at most 127 px]") != std::string::npos);
    CHECK(result.out.find("the same every 60 deg") != std::string::npos);
    CHECK(result.out.find("--mask IMAGE") != std::string::npos);
}

TEST_CASE("a drawn kernel is the same kernel when it is read back as a mask") {
    const test::TemporaryFolder folder;
    const std::string drawn = folder.path() / "heart.png", coarse = folder.path() / "coarse.png",
                      exact = folder.path() / "heart.pfm", again = folder.path() / "again.pfm";
    const std::vector<std::string> heart = {"kernel", "heart", "--radius", "9", "--rotation", "20"};
    const auto with = [&](std::vector<std::string> more) {
        auto arguments = heart;
        arguments.insert(arguments.end(), more.begin(), more.end());
        return tapestry_fit(arguments).exit_code;
    };
    REQUIRE(with({"-o", drawn}) == 0);
    REQUIRE(with({"--depth", "8", "-o", coarse}) == 0);
    REQUIRE(with({"-o", exact}) == 0);
    const DenseKernel kernel = *offline::make_kernel("heart", {{{"radius", 9.0}, {"rotation", 20.0}}, {}});
    CHECK(offline::read_grey(exact)->width == 19);
    CHECK(test::largest_difference(*offline::mask_kernel(*offline::read_grey(exact)), kernel) < 1e-9);
    for (const auto& [path, steps] : {std::pair(drawn, 65535.0), std::pair(coarse, 255.0)}) {
        REQUIRE(tapestry_fit({"kernel", "--mask", path, "-o", again}).exit_code == 0);
        CHECK(test::largest_difference(*offline::mask_kernel(*offline::read_grey(again)), kernel) <
              test::peak(kernel) / steps);
    }
    const auto picture = offline::read_grey(drawn);
    CHECK(*std::max_element(picture->values.begin(), picture->values.end()) == 1.0);
}

TEST_CASE("fit and basis take any kernel by its name and parameters") {
    const test::TemporaryFolder folder;
    const std::string table = folder.path() / "t.tap";
    const std::vector<std::string> small = {"--taps", "6",      "--layers", "2",  "--starts",
                                            "1",      "--hops", "0",        "-o", table};
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), small.begin(), small.end());
        return tapestry_fit(arguments).exit_code;
    };
    CHECK(run({"fit", "--kernel", "ngon", "--radius", "5", "--blades", "5", "--curvature", "0.3"}) == 0);
    CHECK(read_table(table)->kernel == "ngon");
    CHECK(run({"fit", "--kernel", "glyph", "--glyph", "S", "--radius", "6"}) == 0);
    CHECK(run({"fit", "--kernel", "line", "--length", "8", "--angle", "30"}) == 0);
    CHECK(run({"basis", "--kernel", "star", "--inner", "0.5", "--axis", "radius_px=0:6", "--knots", "3"}) ==
          0);
    CHECK(read_table(table)->axes[0].name == "radius_px");
    CHECK(run({"basis", "--kernel", "line", "--angle", "30", "--axis", "length_px=0:9", "--knots", "3"}) ==
          0);
    CHECK(read_table(table)->axes[0].name == "length_px");
}

TEST_CASE("bad input is refused with one clear line, a non-zero exit and no file") {
    const test::TemporaryFolder folder;
    const std::string out = folder.path() / "out.tap";
    const std::string dark = folder.path() / "dark.png", text = folder.path() / "text.png";
    offline::Picture8 black{4, 4, std::vector<std::uint8_t>(64, 0)};
    for (int i = 0; i < 16; ++i) black.rgba[4 * i + 3] = 255;
    REQUIRE(offline::write_png8(dark, black));
    std::ofstream(text) << "no picture";
    const auto refused = [&](const std::vector<std::string>& arguments, int code, const std::string& says) {
        check_refused(arguments, code, says, folder.path());
    };
    refused({"fit", "--mask", dark, "-o", out}, 1, "no pixel is lit");
    refused({"fit", "--mask", text, "-o", out}, 1, "is no picture of a kind");
    refused({"fit", "--mask", folder.path() / "none.png", "-o", out}, 1, "No such file");
    refused({"fit", "--kernel", "disk", "--radius", "nan", "-o", out}, 1, "radius must be above 0");
    refused({"fit", "--kernel", "disk", "--radius", "0", "-o", out}, 1, "radius must be above 0");
    refused({"fit", "--kernel", "disk", "--sigma", "3", "-o", out}, 1,
            "disk has no parameter sigma; it has radius");
    refused({"fit", "--kernel", "gaussian", "--radius", "3", "-o", out}, 1,
            "gaussian has no parameter radius; it has sigma");
    refused({"fit", "--kernel", "disk", "--radius", "5", "--taps", "0", "-o", out}, 1, "taps must be");
    refused({"fit", "--kernel", "disk", "--radius", "5", "--layers", "99", "-o", out}, 1, "layers must be");
    refused({"fit", "-o", out}, 1, "name a kernel");
    refused({"fit", "--kernel", "blob", "-o", out}, 2, "blob");
    refused({"fit", "--kernel", "disk", "--radius", "5"}, 2, "--output is required");
    refused({"fit", "--kernel", "ngon", "--blades", "2.5", "-o", out}, 1,
            "the blades must be a whole number");
    refused({"fit", "--kernel", "heart", "--rotation", "inf", "-o", out}, 1, "heart: the rotation must be");
    refused({"fit", "--kernel", "disk", "--centred", "-o", out}, 1, "disk has no --centred");
    refused({"fit", "--kernel", "glyph", "--glyph", "ab", "-o", out}, 1, "one character");
    refused({"fit", "--kernel", "ampersand", "--font", text, "-o", out}, 1, "text.png: is not a TrueType");
    refused({"fit", "--mask", text, "--blades", "5", "-o", out}, 1, "mask has no parameter blades");
    refused({"fit", "--mask", dark, "--radius", "0", "-o", out}, 1, "mask: the radius must be above 0");
    refused({"basis", "--kernel", "disk", "--radius", "5", "--axis", "radius_px=0:9", "-o", out}, 1,
            "the radius is given, but it runs along axis radius_px");
    refused({"kernel", "heart", "-o", folder.path() / "heart.jpg"}, 1, "must end in .png or .pfm");
    refused({"kernel", "heart", "--depth", "12", "-o", folder.path() / "heart.png"}, 2, "--depth");
    refused({"kernel", "heart", "-o", folder.path() / "no" / "heart.png"}, 1, "heart.png");
    refused({"kernel", "blob", "-o", folder.path() / "blob.png"}, 2, "there is no kernel blob");
    refused({"kernel", "-o", folder.path() / "blob.png"}, 1, "name a kernel");
    refused({"fit", "--kernel", "disk", "--radius", "5", "--colour", "red", "-o", out}, 2, "--colour");
    refused({"fit", "--kernel", "disk", "--radius", "five", "-o", out}, 2, "--radius");
    refused({}, 2, "subcommand");
    refused({"fit", "--kernel", "disk", "--radius", "2", "--taps", "4", "--layers", "1", "-o",
             folder.path() / "no" / "such" / "folder.tap"},
            1, "folder.tap");
    refused({"fit", "--kernel", "disk", "--radius", "2", "--taps", "4", "--layers", "1", "-o", folder.path()},
            1, folder.path());
    for (const char* axis : {"radius_px=24:0", "radius_px=0:0", "radius_px", "radius_px=0:24:3",
                             "radius_px=nan:3", "sigma_px=0:11", "radius_px=-1:3", "radius_px=0:500"})
        refused({"basis", "--kernel", "disk", "--axis", axis, "-o", out}, 1, "");
    refused({"basis", "--kernel", "disk", "--axis", "radius_px=0:9", "--knots", "1", "-o", out}, 1,
            "knots must be");
    refused({"basis", "--kernel", "disk", "--axis", "radius_px=0:9", "--knots", "5x5", "-o", out}, 1,
            "one number an axis");
    refused({"basis", "--kernel", "disk", "--axis", "radius_px=0:9", "--knots", "five", "-o", out}, 1,
            "expected a number");
    refused({"basis", "--kernel", "line", "--axis", "length_px=0:9", "--axis", "angle_deg=0:360", "--knots",
             "3x4", "-o", out},
            1, "line repeats after 180 deg");
    refused({"basis", "--kernel", "line", "--axis", "angle_deg=0:180", "--beyond", "scale", "-o", out}, 1,
            "only an axis of size");
    refused({"basis", "--kernel", "line", "--axis", "length_px=0:9", "--axis", "angle_deg=0:180", "--knots",
             "1000x1000", "-o", out},
            1, "the table would hold 96000000 taps");
    refused({"info", folder.path() / "none.tap"}, 1, "No such file");
    refused({"info", text}, 1, "text.png");
    refused({"export", text, "-o", out}, 1, "text.png");
}

TEST_CASE(
    "a mask whose name is not UTF-8 is fitted, exported, made a family, and found again to be measured") {
    const test::TemporaryFolder folder;
    const std::string mask = folder.path() / "m\xE9.png", fitted = folder.path() / "t\xE9.tap",
                      json = folder.path() / "t\xE9.json", family = folder.path() / "f\xE9.tap",
                      report = folder.path() / "r\xE9";
    GreyPicture disk{15, 15, {}};
    for (int i = 0; i < 15 * 15; ++i)
        disk.values.push_back((i % 15 - 7) * (i % 15 - 7) + (i / 15 - 7) * (i / 15 - 7) <= 36 ? 1.0 : 0.0);
    REQUIRE(offline::write_grey_png(mask, disk, 8));
    std::filesystem::create_directory(report);
    const auto done = [](const std::vector<std::string>& arguments) {
        const ChildResult result = tapestry_fit(arguments);
        CHECK_MESSAGE(result.exit_code == 0, result.err);
        CHECK(result.signal == 0);
        return result.out;
    };
    done({"fit", "--mask", mask, "--radius", "6", "--taps", "6", "--layers", "2", "--starts", "1", "--hops",
          "0", "-o", fitted});
    done({"info", fitted});
    done({"export", fitted, "-o", json});
    CHECK(bytes_of(json).find("mask m\xEF\xBF\xBD.png") != std::string::npos);
    done({"basis", "--mask", mask, "--axis", "radius_px=0:6", "--knots", "3", "--taps", "6", "--layers", "2",
          "--starts", "1", "--hops", "0", "-o", family});
    done({"export", family, "-o", json});
    const std::string measured =
        done({"eval", family, "--random", "2", "--photo", mask, "--json", "--out", report});
    CHECK(measured.find("m\xEF\xBF\xBD.png") != std::string::npos);
    for (const auto& file : std::filesystem::directory_iterator(report))
        if (file.path().extension() != ".png") CHECK(bytes_of(file.path()).find('\xE9') == std::string::npos);
    // And it says what is missing, rather than nothing, when the mask is gone.
    std::filesystem::remove(mask);
    CHECK(tapestry_fit({"eval", family, "--random", "2"}).err.find("m\xE9.png") != std::string::npos);
}

TEST_CASE("a fit that is killed half-way leaves the old file as it was") {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "old.tap";
    std::ofstream(path) << "the old file";
    const ChildResult result = test::run_and_kill(
        {TAPESTRY_FIT, "fit", "--kernel", "disk", "--radius", "60", "--starts", "1000", "-o", path}, 300);
    CHECK(result.signal == 9);
    CHECK(bytes_of(path) == "the old file");
    CHECK(folder.names().size() == 1);
}

TEST_CASE("a full disk is reported and leaves the old file as it was") {
    // A file-size limit of 0 blocks makes every write fail as a full disk does.
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "old.tap";
    std::ofstream(path) << "the old file";
    const ChildResult result = test::run_child(
        {"/bin/sh", "-c",
         "trap '' XFSZ; ulimit -f 0; exec \"$0\" fit --kernel disk --radius 2 --taps 4 --layers 1 -o \"$1\"",
         TAPESTRY_FIT, path});
    CHECK(result.exit_code == 1);
    CHECK(is_one_line(result.err));
    CHECK(result.err.find("old.tap") != std::string::npos);
    CHECK(bytes_of(path) == "the old file");
    CHECK(folder.names().size() == 1);
}
