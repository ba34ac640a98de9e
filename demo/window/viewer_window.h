/// The running window: frame after frame until it is closed.
#pragma once

#include <string>
#include <vector>

#include "actions/focus_pull.h"
#include "command_line.h"
#include "interface.h"
#include "jobs/fit_measurement.h"
#include "panels/fit_strip.h"
#include "panels/layout_log.h"
#include "panels/picture_view.h"
#include "panels/side_panel.h"
#include "platform/window.h"
#include "viewer_state.h"
#include "window_settings.h"

namespace tapestry::demo {

class ViewerWindow {
  public:
    /// All of them have to outlive it.
    ViewerWindow(const CommandLine& command, Window& window, Interface& interface, ViewerState& state);
    ~ViewerWindow();
    ViewerWindow(const ViewerWindow&) = delete;
    ViewerWindow& operator=(const ViewerWindow&) = delete;

    void take_settings(const WindowSettings& settings);
    WindowSettings settings() const;

    /// Until it is closed, its screenshot taken or its measurement made. Error: a screenshot that cannot be
    /// written.
    Result<void> run();

  private:
    /// Sleeps where nothing is to be drawn.
    void wait_for_something();
    void take_input();
    void draw_frame();
    void lay_out();
    void name_window();
    void refresh_picture();
    void follow_comparison();
    void follow_history();
    void handle_requests();
    void log_layout(bool more_to_load);
    bool is_busy() const;
    bool is_screenshot() const { return !command_.screenshot.empty(); }
    Result<void> take_screenshot();

    const CommandLine& command_;
    Window& window_;
    Interface& interface_;
    ViewerState& state_;
    PictureView picture_view_;
    SidePanel side_panel_;
    FitStrip fit_strip_;
    LayoutLog layout_log_;
    FocusPull focus_pull_;
    FitMeasurement measurement_;     ///< where the command line asks for it
    std::vector<InputEvent> input_;  ///< that this frame is to see
    std::string title_;
    int frames_left_;  ///< to be drawn without waiting for an event
};

}  // namespace tapestry::demo
