/// The small controls that panels are made of.
#pragma once

#include <imgui.h>

#include <span>
#include <string>

#include "window/theme.h"

namespace tapestry::demo {

void heading(const Theme& theme, const char* text);
/// A heading with a few dim words at its right end.
void heading_with_note(const Theme& theme, const char* text, const char* note);
/// A heading with a small action at its right end. True when that is pressed.
bool heading_with_action(const Theme& theme, const char* text, const char* action, const char* help);
void section_gap(const Theme& theme);
void dim_text(const Theme& theme, const std::string& text);
/// A name on the left, its value on the right.
void fact(const Theme& theme, const char* name, const std::string& value, const char* help);

/// A thin bar; `done` in [0, 1].
void progress_bar(const Theme& theme, double done);

/// A switch: a pill with a knob, and its name. `room` is its width. True when it was turned.
bool toggle(const Theme& theme, const char* name, const char* help, float room, bool& on);

struct Segment {
    const char* label;
    const char* help;
};
/// One of several, side by side. True when another one was chosen. `name` is for the layout log.
bool segments(const Theme& theme, const char* name, std::span<const Segment> choices, int& chosen);

/// A button; accented ones are the main thing to do. `size.x` -1: all the width.
bool action_button(const Theme& theme, const char* name, const char* label, const char* help, ImVec2 size,
                   bool accented = false);

enum class Glyph { undo, redo, up, down, close, add, help };
/// A small square button with a drawn sign.
bool glyph_button(const Theme& theme, const char* name, Glyph glyph, const char* help, bool enabled = true);

}  // namespace tapestry::demo
