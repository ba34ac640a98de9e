#include "command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <vector>

#include "compare/comparison.h"
#include "document/depth_choice.h"
#include "document/document.h"
#include "tapestry/version.h"

namespace tapestry::demo {
namespace {

constexpr const char* description =
    "Shows scenes, photographs and photographs with depth through a stack of lens effects and lets you bend "
    "them; or, with --headless, writes the result to a file.";

constexpr const char* examples = R"(EXAMPLES
  tapestry-viewer                                   open a shipped scene
  tapestry-viewer model.glb                         look around a glTF model, and through its lens
  tapestry-viewer portrait.jpg --depth portrait.pfm with its depth: click to focus
  tapestry-viewer street.jpg --set angle_deg=-8     open your own, the band turned
  tapestry-viewer --headless --in street.jpg --effect tilt-shift \
      --set max_radius=0.05 --set band_width=0.1 --out miniature.png
  tapestry-viewer --headless --preset film.json --sequence --out film.png
  tapestry-viewer --headless --in 'shot-%04d.png' --depth 'depth-%04d.exr' --effect depth-of-field \
      --sequence --animation pull.json --out 'out-%04d.png' --resume

IN THE WINDOW
  Wheel zooms, dragging the picture moves it, double-click fits it. Drag the band's lines, its centre and its ends,
  and the divider between original and result. Double-click a slider to reset it, click its number to type.
  Space original | D divider | B handles | F fit | 1 100 % | R reset | Ctrl+Z undo | Ctrl+S save | Ctrl+P save a preset |
  Tab panel | F1 help | drop a photograph, a model, a table or a preset to open it

EXIT CODE
  0 done | 1 it could not be done, the reason is on stderr | 2 the command line is wrong

ENVIRONMENT
  TAPESTRY_EGL_PLATFORM=device|surfaceless          how --headless reaches OpenGL (default: hardware first)
)";

/// What CLI11 fills in before it is checked.
struct RawArguments {
    CommandLine command;
    std::filesystem::path photo;
    std::vector<std::string> effects;
    std::string size;
    const CLI::Option* divider = nullptr;
};

void add_input_options(CLI::App& app, RawArguments& raw) {
    app.add_option("photo", raw.photo,
                   "PNG, JPEG, EXR, WebP, TIFF, HEIC, AVIF, .scene.json, .gltf or .glb to open (default: a "
                   "shipped scene)")
        ->type_name("PHOTO");
    app.add_option("--in", raw.command.photo, "The same, by name; PHOTO wins where both are given")
        ->type_name("PHOTO")
        ->take_last()
        ->group("Input");
    app.add_option("--depth", raw.command.depth,
                   "Depth of the photograph, of any size: a picture of 8 or 16 bits, EXR or PFM (default: "
                   "NAME.depth.png, .exr, .pfm or .tif beside it, else the depth inside it)")
        ->type_name("FILE")
        ->take_last()
        ->group("Input");
    app.add_option("--depth-kind", raw.command.depth_kind,
                   "Its numbers: disparity (default of PNGs: 1 at --depth-near, 0 at --depth-far), linear (0 "
                   "to 1), metres (default of EXRs and PFMs), millimetres, or inverse (1 / metres)")
        ->type_name("KIND")
        ->check(
            CLI::IsMember(std::vector<std::string>(std::begin(depth_kind_names), std::end(depth_kind_names)))
                .description(""))
        ->take_last()
        ->group("Input");
    app.add_option("--depth-near", raw.command.depth_near_m, "Metres; default 0.5")
        ->type_name("M")
        ->check(CLI::Range(0.01, 1000.0).description(""))
        ->take_last()
        ->group("Input");
    app.add_option("--depth-far", raw.command.depth_far_m, "Metres, beyond near; default 20")
        ->type_name("M")
        ->check(CLI::Range(0.01, 10000.0).description(""))
        ->take_last()
        ->group("Input");
    app.add_option("--depth-unit", raw.command.depth_unit_m,
                   "Metres of the number 1, of kind metres; 65.535 for 16 bits of millimetres; default 1")
        ->type_name("M")
        ->check(CLI::Range(1e-4, 1e4).description(""))
        ->take_last()
        ->group("Input");
    app.add_flag("--depth-flip", raw.command.depth_flip,
                 "They run the other way: distances are below 0, disparity and linear from 1 to 0")
        ->group("Input");
    app.add_option("--depth-layer", raw.command.depth_layer,
                   "Layer or channel of an EXR that is the depth (default: Z, or the one called depth)")
        ->type_name("NAME")
        ->take_last()
        ->group("Input");
    app.add_option("--layer", raw.command.layer,
                   "Layer of an EXR that is the picture, like ViewLayer.Combined (default: its main one)")
        ->type_name("NAME")
        ->take_last()
        ->group("Input");
    app.add_option("--largest-side", raw.command.largest_side,
                   "Reduce photographs to this many pixels a side, where they are larger")
        ->type_name("N")
        ->check(CLI::Range(16, 1 << 20).description(""))
        ->take_last()
        ->group("Input");
    app.add_option("--table", raw.command.table,
                   "Tap table to blur with, along radius_px (default: a shipped disk)")
        ->type_name("FILE")
        ->take_last()
        ->group("Input");
    app.add_option("--preset", raw.command.preset,
                   "Preset to begin with (what the window saves); other options change it")
        ->type_name("JSON")
        ->take_last()
        ->group("Input");
    app.add_option("--assets", raw.command.assets,
                   "Folder with photos/ and tables/ (default: the shipped ones)")
        ->type_name("DIR")
        ->take_last()
        ->group("Input");
}

void add_effect_options(CLI::App& app, RawArguments& raw) {
    std::vector<std::string> names;
    std::string list;
    for (const EffectKind& kind : effect_kinds()) {
        names.push_back(kind.name);
        list += (list.empty() ? "" : ", ") + names.back();
    }
    app.add_option("--effect", raw.effects,
                   "Effect to apply (default: depth-of-field to scenes, tilt-shift to photographs); may be "
                   "repeated: " +
                       list)
        ->type_name("NAME")
        ->check(CLI::IsMember(names).description(""))
        ->allow_extra_args(false)
        ->group("Effect");
    app.add_option("--set", raw.command.assignments,
                   "Set an option of the effect (see below); may be repeated")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false)
        ->group("Effect");
}

std::vector<std::string> shown_names() {
    std::vector<std::string> names;
    for (const ShownChoice& choice : shown_choices) names.push_back(choice.name);
    return names;
}

void add_output_options(CLI::App& app, RawArguments& raw) {
    app.add_option(
           "--show", raw.command.right,
           "Picture to write, and right of the divider: original, result (default), exact, gaussian, "
           "error or flip; low-rank of photographs; ring-gather of what has depth; accumulation-16 and "
           "-64 of scenes")
        ->type_name("NAME")
        ->check(CLI::IsMember(shown_names()).description(""))
        ->take_last()
        ->group("Output");
    app.add_flag("--headless", raw.command.headless, "No window: filter --in and write --out, over EGL")
        ->group("Output");
    app.add_flag(
           "--sequence", raw.command.sequence,
           "Headless: every picture along the preset's camera path, of numbered files (--in "
           "'shot-%04d.png', --depth too) or of a film, into NAME-0001.png and so on, 'out-%04d.jpg' or "
           "a film; films by ffmpeg")
        ->group("Output");
    app.add_option("--animation", raw.command.animation,
                   "With --sequence: options that change over it, {\"keys\": [{\"frame\": 1, "
                   "\"focus_distance_m\": 1.2}, ...]}")
        ->type_name("JSON")
        ->take_last()
        ->group("Output");
    app.add_flag("--resume", raw.command.resume, "With --sequence: leave the files that are there already")
        ->group("Output");
    app.add_option("--fps", raw.command.fps, "Pictures a second of films that are written; default 24")
        ->type_name("N")
        ->check(CLI::Range(1.0, 1000.0).description(""))
        ->take_last()
        ->group("Output");
    app.add_flag("--plate", raw.command.plate,
                 "Headless: original, result and exact picture side by side, labelled")
        ->group("Output");
    app.add_option("--out", raw.command.out,
                   "PNG, JPEG, WebP, TIFF, or EXR of linear light to write; with a preset also .tap, .json, "
                   ".glsl, .h or .c of the "
                   "kernel that its lab fits; in the window, where saving goes")
        ->type_name("FILE")
        ->take_last()
        ->group("Output");
}

void add_scene_options(CLI::App& app, RawArguments& raw) {
    app.add_option("--scene", raw.command.scene,
                   "Draw a scene: a shipped one's name, a .scene.json file, or a glTF model (.gltf, .glb)")
        ->type_name("NAME")
        ->take_last()
        ->group("Scene (headless)");
    app.add_option("--reference", raw.command.reference,
                   "Draw it through N pinholes all over the lens; goes on where it was stopped")
        ->type_name("N")
        ->check(CLI::Range(1, 1 << 20).description(""))
        ->take_last()
        ->group("Scene (headless)");
    app.add_option("--time", raw.command.time_s,
                   "Of an animated scene: the second to show, where it stands still; with --sequence the one "
                   "to begin at")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, 1e6).description(""))
        ->take_last()
        ->group("Input");
    app.add_option("--write-depth", raw.command.write_depth,
                   "Write its depth too: PFM in metres, or PNG of 16 bits, disparity from --depth-near to "
                   "--depth-far")
        ->type_name("FILE")
        ->take_last()
        ->group("Scene (headless)");
    app.add_option("--aperture", raw.command.aperture,
                   "Shape of that lens: disk (default), hexagon, heart, or any kernel of tapestry-fit")
        ->type_name("SHAPE")
        ->take_last()
        ->group("Scene (headless)");
}

void add_window_options(CLI::App& app, RawArguments& raw) {
    app.add_option("--size", raw.size,
                   "Size of the window (default: 1280x800, times the display's scale) or scene (default: "
                   "1280x720) in pixels")
        ->type_name("WxH")
        ->take_last()
        ->group("Window");
    app.add_option("--ui-scale", raw.command.ui_scale,
                   "Size of text and controls (default: the display's scale)")
        ->type_name("FACTOR")
        ->check(CLI::Range(0.5, 4.0).description(""))
        ->take_last()
        ->group("Window");
    raw.divider = app.add_option("--divider", raw.command.divider,
                                 "Where the original ends, 0 (left) to 1 (right); default 0.4")
                      ->type_name("X")
                      ->check(CLI::Range(0.0, 1.0).description(""))
                      ->take_last()
                      ->group("Window");
    app.add_option("--left", raw.command.left, "Picture left of the divider; default original")
        ->type_name("NAME")
        ->check(CLI::IsMember(shown_names()).description(""))
        ->take_last()
        ->group("Window");
    app.add_option("--screenshot", raw.command.screenshot,
                   "Draw --frames frames, write the window to a PNG and end")
        ->type_name("PNG")
        ->take_last()
        ->group("Window");
    app.add_option("--tab", raw.command.tab, "Open the panel on look, lab, compare or timing")
        ->type_name("NAME")
        ->check(CLI::IsMember({"look", "lab", "compare", "timing"}).description(""))
        ->take_last()
        ->group("Window");
    app.add_option("--write-layout", raw.command.write_layout,
                   "Write where the window's controls are to a JSON file, whenever they move")
        ->type_name("JSON")
        ->take_last()
        ->group("Window");
    app.add_flag("--measure-fit", raw.command.measure_fit,
                 "Move the picture, fit a painted shape meanwhile, print how soon it is seen, and end")
        ->group("Window");
    app.add_option("--frames", raw.command.frames, "Frames before the screenshot; default 8")
        ->type_name("N")
        ->check(CLI::Range(1, 100000).description(""))
        ->take_last()
        ->group("Window");
}

void add_program_options(CLI::App& app, RawArguments& raw) {
    app.set_help_flag("-h,--help", "Print this and end")->group("Program");
    app.set_version_flag("--version", "tapestry-viewer " TAPESTRY_VERSION_STRING, "Print the version and end")
        ->group("Program");
    app.add_flag("--debug-gl", raw.command.debug_gl, "Ask the driver to explain OpenGL errors on stderr")
        ->group("Program");
}

std::string short_number(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(value));
    return text;
}

/// CLI11 separates its groups by two empty lines; one will do.
std::string without_double_gaps(std::string text) {
    for (auto at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n", at))
        text.erase(at, 1);
    return text;
}

ExitRequest usage_error(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (text.ends_with(' ') || text.ends_with('.')) text.pop_back();
    return {2, "tapestry-viewer: " + text + " (--help explains)\n"};
}

/// "1280x800".
std::optional<std::pair<int, int>> parse_size(const std::string& text) {
    int width = 0;
    int height = 0;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != 'x') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, height);
    if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
    const auto sane = [](int side) { return side >= 64 && side <= 16384; };
    if (!sane(width) || !sane(height)) return std::nullopt;
    return std::pair(width, height);
}

Result<void> check_assignments(const CommandLine& command) {
    std::vector<EffectEntry> effects;
    // What suits the picture is one of these two.
    const std::vector<std::string> suiting = {"tilt-shift", "depth-of-field"};
    for (const std::string& name : command.effects.empty() ? suiting : command.effects)
        effects.push_back(new_effect(*find_effect_kind(name)));
    for (const std::string& assignment : command.assignments) {
        if (auto status = set_option(effects, assignment); !status)
            return Error{"--set " + assignment + ": " + status.error().message};
    }
    return {};
}

/// A table of all options, ranges and defaults of an effect.
std::string describe(const EffectKind& kind) {
    std::string text = "\nOPTIONS OF " + std::string(kind.name) + "\n";
    for (const OptionField& field : kind.fields) {
        std::string range;
        if (field.form == FieldForm::number)
            range = "[" + short_number(field.min) + ", " + short_number(field.max) + "]";
        if (field.form == FieldForm::toggle) range = "on, off";
        for (const FieldChoice& choice : field.choices)
            range += (range.empty() ? "" : ", ") + std::string(choice.name);
        char line[512];
        std::snprintf(line, sizeof line, "  %-17s %-26s %-7s %s\n", field.name, range.c_str(),
                      field.form == FieldForm::number ? short_number(field.standard).c_str()
                                                      : field_text(field, field.standard).c_str(),
                      field.help);
        text += line;
    }
    return text;
}

std::string describe_effects() {
    std::string text =
        "\nEFFECTS (--set NAME=VALUE, or EFFECT.NAME=VALUE; lengths are fractions of the picture's height)\n";
    for (const EffectKind& kind : effect_kinds()) text += describe(kind);
    return text;
}

/// What CLI11 cannot see: how options hang together, and the effect's own.
std::variant<CommandLine, ExitRequest> check(RawArguments raw) {
    CommandLine& command = raw.command;
    if (!raw.photo.empty()) command.photo = raw.photo;
    if (!raw.effects.empty()) {
        if (!command.preset.empty()) return usage_error("--preset names the effects, so --effect does not");
        if (raw.effects.size() > max_effects) return usage_error("--effect: too many of them");
        command.effects = raw.effects;
    }
    // A preset's effects are not known before it is read.
    if (command.preset.empty()) {
        if (const auto status = check_assignments(command); !status)
            return usage_error(status.error().message);
    }
    command.divider_given = raw.divider && raw.divider->count() > 0;
    if (!raw.size.empty()) {
        const auto size = parse_size(raw.size);
        if (!size)
            return usage_error("--size " + raw.size + ": not of the form WxH with sides from 64 to 16384");
        command.width = size->first;
        command.height = size->second;
        command.exact_size = true;
        command.scene_width = size->first;
        command.scene_height = size->second;
    }
    if ((command.sequence || command.plate) && !command.headless)
        return usage_error("--sequence and --plate are for --headless");
    if (!command.sequence && (!command.animation.empty() || command.resume))
        return usage_error("--animation and --resume are for --sequence");
    if (command.headless && !command.screenshot.empty()) {
        return usage_error("--screenshot shows the window, which --headless does without");
    }
    if (command.headless && command.photo.empty() && command.preset.empty() && command.scene.empty())
        return usage_error("--headless needs --in PHOTO, --scene NAME or --preset JSON");
    if (!command.write_depth.empty() && (!command.headless || command.scene.empty() || command.reference > 0))
        return usage_error("--write-depth is for --headless --scene without --reference");
    if (command.headless && command.out.empty()) return usage_error("--headless needs --out FILE");
    return command;
}

}  // namespace

std::variant<CommandLine, ExitRequest> parse_command_line(int argc, char** argv) {
    RawArguments raw;
    CLI::App app(description, "tapestry-viewer");
    app.get_formatter()->column_width(26);
    app.footer(describe_effects() + "\n" + examples);
    add_input_options(app, raw);
    add_effect_options(app, raw);
    add_output_options(app, raw);
    add_scene_options(app, raw);
    add_window_options(app, raw);
    add_program_options(app, raw);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return ExitRequest{0, without_double_gaps(app.help())};
    } catch (const CLI::CallForVersion&) {
        return ExitRequest{0, std::string(app.version()) + "\n"};
    } catch (const CLI::ParseError& error) {
        return usage_error(error.what());
    }
    return check(std::move(raw));
}

}  // namespace tapestry::demo
