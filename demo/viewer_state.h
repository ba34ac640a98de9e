/// What the window's panels share: the photograph, how it is compared, and what the person has asked for.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "asset_library.h"
#include "photo_session.h"

namespace tapestry::demo {

/// Asked for while the frame is laid out, done after it is drawn, so that nothing on screen disappears
/// meanwhile.
struct Requests {
    std::optional<std::filesystem::path> open_photo;
    std::optional<std::filesystem::path> open_table;
    std::optional<std::filesystem::path> save;
    bool fit_view = false;
    bool actual_pixels = false;
};

struct Message {
    std::string text;
    bool is_error = false;
    double hides_at = 0.0;  ///< ImGui::GetTime(); errors stay until they are dismissed or something works
};

struct TableChoice {
    std::filesystem::path path;
    std::string refusal;  ///< why tilt-shift does not take it; empty when it does
};

struct ViewerState {
    explicit ViewerState(PhotoSession photo_session) : session(std::move(photo_session)) {}

    PhotoSession session;
    std::vector<std::filesystem::path> photos;  ///< shipped ones, then others that were opened
    std::vector<TableChoice> tables;            ///< likewise

    bool show_panel = true;
    bool show_divider = true;
    bool show_band = true;
    bool peek_original = false;  ///< while Space is held
    float divider = 0.4f;        ///< [0, 1] of the picture's width
    float zoom = 1.0f;           ///< framebuffer pixels a picture pixel, as drawn last

    bool band_touched = false;  ///< the hand is on an option of the band: show it clearly
    std::string save_path;      ///< UTF-8, as edited; relative to the working folder
    std::string last_saved;     ///< may be replaced without asking
    Message message;
    Requests requests;
    double frame_milliseconds = 0.0;
};

}  // namespace tapestry::demo
