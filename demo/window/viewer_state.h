/// What the window's panels share: the document, how it is looked at, and what the person has asked for.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "compare/comparison.h"
#include "compare/plate_job.h"
#include "document/asset_library.h"
#include "document/document.h"
#include "document/history.h"
#include "effects/known_effects.h"
#include "kernel_lab/lab_state.h"
#include "render/document_renderer.h"
#include "window/path_state.h"
#include "window/requests.h"

namespace tapestry::demo {

struct Message {
    std::string text;
    bool is_error = false;
    double hides_at = 0.0;  ///< ImGui::GetTime(); errors stay until they are dismissed or something works
};

enum class Tab { look, lab, compare, timing };

struct ViewerState {
    ViewerState(AssetLibrary shipped, DocumentRenderer made, Document first)
        : assets(std::move(shipped)),
          renderer(std::move(made)),
          document(std::move(first)),
          history(document),
          photos(assets.scenes),
          presets(assets.presets) {
        photos.insert(photos.end(), assets.photos.begin(), assets.photos.end());
    }

    AssetLibrary assets;
    DocumentRenderer renderer;
    Document document;
    History history;
    std::vector<std::filesystem::path> photos;   ///< shipped ones, then others that were opened
    std::vector<std::filesystem::path> presets;  ///< likewise
    int chosen_effect = 0;                       ///< index into the document's effects
    LabState lab;
    Comparison comparison;
    PathState path;
    std::optional<PlateJob> plate;  ///< that is being made

    Tab tab = Tab::look;
    bool show_panel = true;
    bool show_divider = true;
    bool show_handles = true;
    bool show_help = false;
    bool show_magnifier = false;
    bool show_inspector = false;
    bool peek_left = false;  ///< while Space is held: what is left of the divider, everywhere
    float divider = 0.4f;    ///< [0, 1] of the picture's width
    float zoom = 1.0f;       ///< framebuffer pixels a picture pixel, as drawn last

    unsigned seen_hints = 0;  ///< bits by HintGesture: what need not be hinted at any more

    bool options_touched = false;  ///< the hand is on an option of the chosen effect: show it clearly
    std::string given_save_path;   ///< by the command line; empty: named after the picture
    std::string save_path;         ///< UTF-8, as edited; relative to the working folder
    std::string last_saved;        ///< may be replaced without asking
    Message message;
    Requests requests;
    double frame_milliseconds = 0.0;
    double rests_from = 0.0;          ///< ImGui::GetTime()
    std::optional<double> played_at;  ///< likewise, where the scene plays

    /// On stderr too; the same error again is passed over.
    void show_error(const Error& error);
    /// For some seconds.
    void show_info(std::string text);

    /// The scene moves by itself.
    bool is_playing() const { return renderer.is_animated() && document.scene_plays; }

    /// Something moves: until it has come to rest the picture follows the hand rather than being sharp.
    void note_motion();
    bool is_moving() const;
    bool has_rested_for(double seconds) const;

    /// The first that is on; null when there is none.
    EffectEntry* depth_of_field() {
        for (EffectEntry& effect : document.effects)
            if (effect.on && focus_in(effect)) return &effect;
        return nullptr;
    }

    /// What a click on the picture focuses and the wheel opens: the chosen effect, else the first; null where
    /// none is on that has a lens.
    EffectEntry* lens_in_hand() {
        if (EffectEntry* effect = chosen(); effect && effect->on && focus_in(*effect)) return effect;
        for (EffectEntry& effect : document.effects)
            if (effect.on && focus_in(effect)) return &effect;
        return nullptr;
    }

    /// Null when there is none.
    EffectEntry* chosen() {
        const auto count = static_cast<int>(document.effects.size());
        if (count == 0) return nullptr;
        chosen_effect = std::min(std::max(chosen_effect, 0), count - 1);
        return &document.effects[static_cast<std::size_t>(chosen_effect)];
    }
};

}  // namespace tapestry::demo
