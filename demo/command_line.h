/// What the viewer was asked to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tapestry::demo {

struct CommandLine {
    bool headless = false;
    std::filesystem::path photo;     ///< empty: a shipped one
    std::filesystem::path depth;     ///< of the photograph; empty: what lies beside it
    std::string depth_kind;          ///< one of depth_kind_names; empty: what suits the file
    std::string layer, depth_layer;  ///< of EXRs; empty: the main one, and the one that is called depth
    bool depth_flip = false;         ///< its numbers run the other way round
    int largest_side = 0;            ///< pixels that photographs are reduced to; 0: not at all
    std::optional<float> depth_near_m, depth_far_m, depth_unit_m;
    std::filesystem::path table;       ///< empty: a shipped one
    std::filesystem::path assets;      ///< empty: where they were installed or built
    std::filesystem::path out;         ///< headless: what to write; in the window: where saving goes
    std::vector<std::string> effects;  ///< names, in the order of application; empty: what suits the picture
    std::vector<std::string> assignments;  ///< "name=value" or "effect.name=value"
    std::filesystem::path preset;          ///< empty: none
    std::string scene;  ///< headless: a shipped scene's name or a .scene.json; empty: a photograph
    std::filesystem::path write_depth;  ///< of the scene; empty: not
    int reference = 0;                  ///< pinholes of the thin lens' picture; 0: one pinhole
    std::string aperture = "disk";      ///< of the reference
    std::optional<float> time_s;        ///< of an animated scene: where it stands still
    int scene_width = 1280;
    int scene_height = 720;

    bool debug_gl = false;

    bool sequence =
        false;  ///< headless: all pictures along the preset's path, or of numbered files or a film
    std::filesystem::path animation;  ///< options that change over the sequence; empty: none
    bool resume = false;              ///< leave files of the sequence that are there
    double fps = 24.0;                ///< of films that are written
    bool plate = false;               ///< headless: original, result and exact picture side by side
    bool measure_fit = false;
    std::filesystem::path screenshot;  ///< empty: stay open
    int frames = 8;                    ///< drawn before the screenshot
    int width = 1280;
    int height = 800;
    bool exact_size = false;             ///< width and height were given
    float ui_scale = 0.0f;               ///< 0: the display's
    std::string tab = "look";            ///< look, lab, compare or timing
    std::filesystem::path write_layout;  ///< empty: controls do not tell where they are
    bool divider_given = false;
    std::string left = "original";  ///< what is shown left of the divider, by its name
    std::string right = "result";   ///< right of it; headless: what is written
    float divider = 0.4f;           ///< [0, 1] of the picture's width; left of it is the original
};

/// The program is to end at once: after --help (0) or a mistake (2).
struct ExitRequest {
    int exit_code = 0;
    std::string text;
};

std::variant<CommandLine, ExitRequest> parse_command_line(int argc, char** argv);

}  // namespace tapestry::demo
