// Panels of Dear ImGui, drawn without a window: what they change, and what they leave alone.
#include <doctest/doctest.h>
#include <imgui.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <string>

#include "tapestry/imgui.h"

namespace tapestry {
namespace {

/// A window of the host's with a panel in it, and a mouse.
class PanelWindow {
  public:
    PanelWindow() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {600, 900};
        io.DeltaTime = 1.0f / 60.0f;
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        io.MousePos = {-1.0f, -1.0f};
    }
    PanelWindow(const PanelWindow&) = delete;
    PanelWindow& operator=(const PanelWindow&) = delete;
    ~PanelWindow() { ImGui::DestroyContext(); }

    template <class Options>
    bool draw(Options& options, int picture_height = 0) {
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({600, 900});
        ImGui::Begin("panel");
        first_ = ImGui::GetCursorScreenPos();
        const bool is_changed = imgui::panel(options, picture_height);
        end_ = ImGui::GetCursorScreenPos();
        ImGui::End();
        ImGui::Render();
        return is_changed;
    }

    /// True when it changed an option.
    template <class Options>
    bool click(Options& options, ImVec2 at) {
        ImGuiIO& io = ImGui::GetIO();
        bool is_changed = false;
        for (const bool down : {false, false, true, true, false, false}) {
            io.MousePos = at;
            io.MouseDown[0] = down;
            is_changed |= draw(options);
        }
        io.MousePos = {-1.0f, -1.0f};
        draw(options);
        return is_changed;
    }

    /// The text of a draw list cannot be read back, but how far the panel goes can.
    float height() const { return end_.y - first_.y; }
    ImVec2 reset_all() const { return {first_.x + 5.0f, first_.y + 5.0f}; }
    ImVec2 first_slider(float share) const {
        const float row = ImGui::GetTextLineHeight() + 2.0f * ImGui::GetStyle().FramePadding.y;
        return {first_.x + share * (580.0f - 13.0f * ImGui::GetFontSize()),
                first_.y + ImGui::GetTextLineHeight() + ImGui::GetStyle().ItemSpacing.y + 0.5f * row};
    }

  private:
    ImVec2 first_ = {}, end_ = {};
};

template <class Options>
bool same_bytes(const Options& a, const Options& b) {
    return std::memcmp(&a, &b, sizeof(Options)) == 0;
}

}  // namespace

TEST_CASE_TEMPLATE("a panel that nobody touches changes nothing", Options, DepthOfFieldOptions,
                   TiltShiftOptions, RotationalBokehOptions, CatsEyeOptions, LensPsfOptions,
                   RadialMotionBlurOptions, DirectionalMotionBlurOptions, UniformBlurOptions) {
    PanelWindow window;
    Options options;
    Options copy;
    std::memcpy(&copy, &options, sizeof(Options));
    for (int frame = 0; frame < 3; ++frame) CHECK_FALSE(window.draw(options, 1080));
    CHECK(same_bytes(options, copy));
    CHECK(window.height() > 40.0f);
}

TEST_CASE("a slider changes its option alone, in the option's own unit") {
    PanelWindow window;
    TiltShiftOptions options;
    options.angle_deg = 12.3456f;
    const float band_width = options.band_width;
    window.draw(options);
    CHECK(window.click(options, window.first_slider(0.9f)));
    CHECK(options.max_radius > 0.03f);
    CHECK(options.max_radius <= 0.1f);
    CHECK(options.band_width == band_width);
    CHECK(options.angle_deg == 12.3456f);
}

TEST_CASE("all options go back to the engine's defaults at once") {
    PanelWindow window;
    DepthOfFieldOptions options;
    options.lens = {3.0f, 1.4f, 85.0f, 15.0f};
    options.highlights.on = false;
    options.steadiness = 0.4f;
    options.view = DepthOfFieldView::coc;
    window.draw(options);
    CHECK(window.click(options, window.reset_all()));
    const DepthOfFieldOptions standard;
    CHECK(options.lens.focus_distance_m == standard.lens.focus_distance_m);
    CHECK(options.lens.focal_length_mm == standard.lens.focal_length_mm);
    CHECK(options.lens.sensor_height_mm == standard.lens.sensor_height_mm);
    CHECK(options.highlights.on);
    CHECK(options.steadiness == 0.0f);
    CHECK(options.view == DepthOfFieldView::picture);
    CHECK_FALSE(window.click(options, window.reset_all()));
}

TEST_CASE("options that mean nothing at the moment are not shown") {
    PanelWindow window;
    DepthOfFieldOptions options;
    window.draw(options);
    const float with_lens = window.height();
    options.autofocus.on = true;
    window.draw(options);
    CHECK(window.height() > with_lens);  // a place and a time constant for the focus distance
    TiltShiftOptions band;
    window.draw(band);
    const float of_band = window.height();
    band.shape = SharpShape::ellipse;
    window.draw(band);
    CHECK(window.height() > of_band);
}

TEST_CASE("what is no number is shown as the default, and stays until it is touched") {
    PanelWindow window;
    TiltShiftOptions options;
    options.max_radius = std::numeric_limits<float>::quiet_NaN();
    window.draw(options);
    CHECK_FALSE(window.draw(options));
    CHECK(std::isnan(options.max_radius));
    CHECK(window.click(options, window.first_slider(0.5f)));
    CHECK(std::isfinite(options.max_radius));
}

TEST_CASE("a uniform blur's panel keeps the unit") {
    PanelWindow window;
    UniformBlurOptions options;
    options.unit = SigmaUnit::pixels;
    options.sigma = 7.0f;
    window.draw(options);
    CHECK(window.click(options, window.first_slider(0.95f)));
    CHECK(options.unit == SigmaUnit::pixels);
    CHECK(options.sigma > 20.0f);
}

}  // namespace tapestry
