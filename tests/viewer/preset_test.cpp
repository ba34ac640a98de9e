#include <doctest/doctest.h>

#include <random>

#include "document/preset_file.h"
#include "effects/known_effects.h"
#include "scene/scene_file.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

using namespace demo;

/// Any document that the window could make.
Document random_document(std::mt19937& random) {
    const auto up_to = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    Document document;
    // Names are any bytes: UTF-8, Latin-1, and what looks like an escape.
    const std::string pictures[] = {"coffee.png", "/photos/of mine/stra\xC3\x9F", "/old/\xE9t\xE9.png",
                                    "m%E9.png"};
    document.picture = pictures[up_to(4)];
    if (up_to(2)) document.depth.file = "/old/\xE9t\xE9.depth.png";
    const auto kinds = effect_kinds();
    for (int i = up_to(4); i > 0; --i) {
        EffectEntry effect =
            new_effect(kinds[static_cast<std::size_t>(up_to(static_cast<int>(kinds.size())))]);
        effect.on = up_to(2) == 0;
        if (up_to(3) == 0) effect.bokeh = up_to(2) ? lab_bokeh : "/old/\xE9toile.tap";
        const EffectKind* kind = find_effect_kind(effect.kind);
        for (std::size_t f = 0; f < kind->fields.size(); ++f) {
            const OptionField& field = kind->fields[f];
            const float share = static_cast<float>(up_to(1001)) / 1000.0f;
            if (field.form == FieldForm::number)
                effect.values[f] = field.min + share * (field.max - field.min);
            if (field.form == FieldForm::choice)
                effect.values[f] = static_cast<float>(up_to(static_cast<int>(field.choices.size())));
            if (field.form == FieldForm::toggle) effect.values[f] = static_cast<float>(up_to(2));
        }
        document.effects.push_back(std::move(effect));
    }
    if (up_to(2)) document.scene_time_s = 0.125f * static_cast<float>(up_to(100));
    document.scene_plays = up_to(2) == 0;
    KernelRecipe& kernel = document.kernel;
    kernel.kernel = up_to(2) ? painted_kernel : "ring";
    if (kernel.kernel != painted_kernel) kernel.numbers["inner"] = 0.25 + 0.125 * up_to(4);
    for (int i = up_to(4); i > 0; --i)
        kernel.mask.stroke(20 + up_to(25), 20 + up_to(25), 20 + up_to(25), 20 + up_to(25), 2.0 + up_to(5),
                           false);
    kernel.taps = 1 + up_to(64);
    kernel.layers = 1 + up_to(8);
    kernel.allow_negative = up_to(2) == 0;
    kernel.spectrum = static_cast<offline::ErrorSpectrum>(up_to(3));
    kernel.effort = up_to(3);
    kernel.seed = up_to(1000);
    kernel.is_family = up_to(2) == 0;
    return document;
}

TEST_CASE("a preset gives its document back") {
    std::mt19937 random(11);
    for (int i = 0; i < 60; ++i) {
        CAPTURE(i);
        const Document document = random_document(random);
        const auto parsed = parse_preset(preset_text(document));
        REQUIRE_MESSAGE(parsed, (parsed ? "" : parsed.error().message));
        CHECK(*parsed == document);
    }
}

TEST_CASE("a preset cut short anywhere, or with any byte changed, is refused in one line or is a document") {
    std::mt19937 random(5);
    Document document = random_document(random);
    document.effects.push_back(new_effect(effect_kinds()[0]));
    const std::string text = preset_text(document);
    for (std::size_t length = 0; length + 2 < text.size(); length += 1 + length / 40) {
        const auto parsed = parse_preset(text.substr(0, length));
        CHECK_FALSE(parsed);
    }
    for (int i = 0; i < 400; ++i) {
        std::string changed = text;
        changed[random() % changed.size()] = static_cast<char>(random());
        const auto parsed = parse_preset(changed);
        if (!parsed) CHECK(parsed.error().message.find('\n') == std::string::npos);
    }
}

TEST_CASE("what is left out is standard, what is unknown or out of range is named") {
    const auto empty = parse_preset(R"({"tapestry preset": 1})");
    REQUIRE(empty);
    CHECK(*empty == Document());
    const auto one = parse_preset(R"({"tapestry preset": 1, "effects": [{"effect": "tilt-shift"}]})");
    REQUIRE(one);
    CHECK(one->effects == std::vector{new_effect(*find_effect_kind("tilt-shift"))});

    const std::pair<const char*, const char*> bad[] = {
        {R"({})", "tapestry preset"},
        {R"({"tapestry preset": 2})", "tapestry preset"},
        {R"([])", "object"},
        {R"({"tapestry preset": 1, "sepia": 3})", "sepia"},
        {R"({"tapestry preset": 1, "picture": 3})", "picture"},
        {R"({"tapestry preset": 1, "effects": 3})", "effects"},
        {R"({"tapestry preset": 1, "effects": [{"effect": "sepia"}]})", "sepia"},
        {R"({"tapestry preset": 1, "effects": [{"effect": "tilt-shift", "of": 1}]})", "of"},
        {R"({"tapestry preset": 1, "effects": [{"effect": "tilt-shift", "options": {"max_radius": 9}}]})",
         "max_radius"},
        {R"({"tapestry preset": 1, "effects": [{"effect": "tilt-shift", "options": {"max_radius": "x"}}]})",
         "max_radius"},
        {R"({"tapestry preset": 1, "effects": [{"effect": "tilt-shift", "options": {"falloff": "cubic"}}]})",
         "falloff"},
        {R"({"tapestry preset": 1, "effects": [{"effect": "tilt-shift", "options": {"wobble": 1}}]})",
         "wobble"},
        {R"({"tapestry preset": 1, "kernel": {"taps": 1000}})", "taps"},
        {R"({"tapestry preset": 1, "kernel": {"taps": 24.5}})", "taps"},
        {R"({"tapestry preset": 1, "kernel": {"kernel": "nonsense"}})", "nonsense"},
        {R"({"tapestry preset": 1, "kernel": {"mask": ["00"]}})", "mask"},
        {R"({"tapestry preset": 1, "kernel": {"effort": "endless"}})", "endless"},
    };
    for (const auto& [text, word] : bad) {
        CAPTURE(text);
        const auto parsed = parse_preset(text);
        REQUIRE_FALSE(parsed);
        CHECK_MESSAGE(parsed.error().message.find(word) != std::string::npos, parsed.error().message);
    }
}

TEST_CASE("former names of options are read, and written no more") {
    std::string text = R"({"tapestry preset": 1, "effects": [
        {"effect": "tilt-shift", "options": {"squeeze": 0.5}},
        {"effect": "uniform-blur", "options": {"squeeze": 0.5, "aspect": 2.0}}]})";
    const auto parsed = parse_preset(text);
    REQUIRE_MESSAGE(parsed, (parsed ? "" : parsed.error().message));
    const auto aspect_of = [](const EffectEntry& effect) {
        return effect.values[static_cast<std::size_t>(find_field(*find_effect_kind(effect.kind), "aspect"))];
    };
    CHECK(aspect_of(parsed->effects[0]) == 0.5f);
    CHECK(aspect_of(parsed->effects[1]) == 2.0f);
    CHECK(preset_text(*parsed).find("squeeze") == std::string::npos);

    const auto complaint = [](const char* value) {
        const auto refused = parse_preset(
            std::string(
                R"({"tapestry preset": 1, "effects": [{"effect": "tilt-shift", "options": {"squeeze": )") +
            value + "}}]}");
        return refused ? std::string() : refused.error().message;
    };
    CHECK(complaint("9.0").find("aspect: 9 is outside") != std::string::npos);
    CHECK(complaint("\"wide\"").find("aspect: is not what it should be") != std::string::npos);

    Document document = *parsed;
    REQUIRE(set_option(document.effects, "tilt-shift.squeeze=0.75"));
    CHECK(aspect_of(document.effects[0]) == 0.75f);
}

TEST_CASE("tilted focus of presets from before it was depth of field keeps its look") {
    const auto options_of = [](const std::string& picture, const char* aperture) {
        const auto parsed =
            parse_preset(R"({"tapestry preset": 1, "picture": ")" + picture +
                         R"(", "effects": [{"effect": "tilted-focus", "options": {"focus_distance_m": 2,
            "tilt_deg": 50, "swing_deg": -5, )" +
                         aperture + R"("aspect": 0.5}}]})");
        REQUIRE_MESSAGE(parsed, (parsed ? "" : parsed.error().message));
        return depth_of_field_options(parsed->effects[0].values);
    };
    Lens lens = {.focus_distance_m = 2.0f, .f_number = 4.0f};
    const auto check = [&](const std::string& picture) {
        const std::string radius = std::to_string(coc_at_infinity(lens));
        const DepthOfFieldOptions options =
            options_of(picture, ("\"radius_at_infinity\": " + radius + ", \"max_radius\": 0.03, ").c_str());
        CHECK(options.lens.focus_distance_m == 2.0f);
        CHECK(options.lens.f_number == doctest::Approx(4.0).epsilon(1e-3));
        CHECK(options.tilt_deg == 50.0f);
        CHECK(options.swing_deg == -5.0f);
        CHECK(options.near_limit == 0.03f);
        CHECK(options.far_limit == 0.03f);
        CHECK(options.aspect == 0.5f);
    };
    check("coffee.png");
    const auto scene =
        shipped_photo("coffee.png").parent_path().parent_path() / "scenes/night-lights.scene.json";
    lens.focal_length_mm = read_scene_camera(scene)->lens.focal_length_mm;
    check(scene.string());
    check("night-lights.scene.json");
    CHECK(options_of("", "").lens.f_number == Lens().f_number);
    CHECK(options_of("", "\"radius_at_infinity\": 0, ").lens.f_number == 64.0f);
}

TEST_CASE("pictures beside a preset are found wherever both are carried") {
    const Folder folder;
    Document document;
    write_or_fail(folder / "mine.png", noise_picture(4, 4));
    document.picture = (folder / "mine.png").string();
    REQUIRE(write_preset(folder / "look.json", document));
    CHECK(bytes_of(folder / "look.json").find(folder.path().string()) == std::string::npos);
    const auto read = read_preset(folder / "look.json");
    REQUIRE(read);
    CHECK(read->picture == document.picture);
    CHECK_FALSE(write_preset(folder / "no such folder/look.json", document));
    CHECK_FALSE(read_preset(folder / "missing.json"));
    CHECK_FALSE(read_preset(folder.path()));
    CHECK(folder.file_names() == std::vector<std::string>{"look.json", "mine.png"});
}

TEST_CASE("a headless job draws a preset; options on the command line change it") {
    const Folder folder;
    Document document;
    document.picture = shipped_photo("coffee.png").string();
    document.effects = {new_effect(*find_effect_kind("tilt-shift"))};
    document.effects[0].values[0] = 0.06f;
    document.effects[0].bokeh = "hexagon_0-24_12x3_flat";
    REQUIRE(write_preset(folder / "look.json", document));
    const auto run = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments = {"--headless", "--debug-gl",
                                              "--preset",   (folder / "look.json").string(),
                                              "--out",      (folder / "out.png").string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto result = run_viewer(arguments);
        CHECK(result.err == "");
        REQUIRE(result.exit_code == 0);
        return read_or_fail(folder / "out.png").rgba;
    };
    const auto table = shipped_table("hexagon_0-24_12x3_flat.tap").string();
    CHECK(run({}) ==
          filter_headless(shipped_photo("coffee.png"), {"--set", "max_radius=0.06", "--table", table}).rgba);
    CHECK(run({"--set", "max_radius=0"}) == read_or_fail(shipped_photo("coffee.png")).rgba);
}

}  // namespace
}  // namespace tapestry::test
