#include "viewer.h"

#include "actions/opening.h"
#include "document/startup_document.h"
#include "viewer_window.h"

namespace tapestry::demo {
namespace {

#ifdef NDEBUG
constexpr bool always_debug_gl = false;
#else
constexpr bool always_debug_gl = true;
#endif

Tab tab_of(const std::string& name) {
    if (name == "lab") return Tab::lab;
    if (name == "compare") return Tab::compare;
    return name == "timing" ? Tab::timing : Tab::look;
}

/// Scenes are drawn at any size: as large as screens are where that costs nothing.
constexpr PictureSize hardware_scene_size = {1920, 1080};

bool is_software(const std::string& renderer) {
    for (const char* name : {"llvmpipe", "softpipe", "swrast", "SwiftShader"})
        if (renderer.find(name) != std::string::npos) return true;
    return false;
}

WindowOptions window_options(const CommandLine& command, const WindowSettings* remembered, bool debug_gl) {
    WindowOptions options{command.width, command.height, command.exact_size, "Tapestry", debug_gl};
    if (!remembered || command.exact_size) return options;
    // Remembered sizes have grown by the display's scale already; the window is held to the display anyway.
    options.width = remembered->width;
    options.height = remembered->height;
    options.exact_size = *remembered != WindowSettings();
    return options;
}

}  // namespace

Result<void> run_viewer(const CommandLine& command) {
    const auto assets = AssetLibrary::open(command.assets);
    if (!assets) return assets.error();
    const bool debug_gl = command.debug_gl || always_debug_gl;
    // A screenshot is the same whoever takes it.
    const bool is_remembered = command.screenshot.empty() && !command.measure_fit;
    const auto settings = is_remembered ? read_settings(settings_path()) : WindowSettings();
    const WindowSettings* remembered = is_remembered && settings ? &*settings : nullptr;
    auto window = Window::create(window_options(command, remembered, debug_gl));
    if (!window) return window.error();
    auto renderer = DocumentRenderer::create(Window::get_proc_address, debug_gl, TableShelf(assets->tables));
    if (!renderer) return renderer.error();
    if (!is_software(renderer->renderer())) renderer->set_scene_size(hardware_scene_size);
    auto interface = Interface::create(*window, command.ui_scale);
    if (!interface) return interface.error();
    auto document = startup_document(command, *assets);
    if (!document) return document.error();

    ViewerState state(*assets, std::move(*renderer), std::move(*document));
    state.given_save_path = command.out.string();
    state.divider = command.divider;
    state.tab = tab_of(command.tab);
    state.comparison.left = shown_of(command.left);
    state.comparison.right = shown_of(command.right);
    if (auto status = open_first(state); !status) return status;
    ViewerWindow viewer(command, *window, *interface, state);
    if (settings)
        viewer.take_settings(*settings);
    else
        state.show_error(settings.error());
    auto status = viewer.run();
    // That they cannot be kept is no reason to fail: nobody is there to be told any more.
    if (is_remembered) (void)write_settings(settings_path(), viewer.settings());
    return status;
}

}  // namespace tapestry::demo
