/// What the person has asked for in a frame.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

namespace tapestry::demo {

/// Asked for while the frame is laid out, done after it is drawn, so that nothing on screen disappears
/// meanwhile.
struct Requests {
    std::optional<std::filesystem::path> open_file;        ///< a photograph, a table or a preset
    std::optional<std::filesystem::path> open_file_alone;  ///< a photograph without the depth beside it
    std::optional<std::filesystem::path> save_image;
    std::optional<std::filesystem::path> save_preset;
    std::optional<std::filesystem::path> export_table;  ///< the kernel lab's
    std::optional<std::pair<double, double>> focus_at;  ///< [0, 1] of the picture, from its top left
    bool close_menu = false;  ///< the open list or menu, if there is one, in this frame
    bool fit_view = false;
    bool actual_pixels = false;
    std::optional<std::filesystem::path> save_plate;
    bool cancel_plate = false;
    bool begin_sequence = false;
    bool cancel_sequence = false;
    bool undo = false;
    bool redo = false;
};

}  // namespace tapestry::demo
