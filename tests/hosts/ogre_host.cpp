// OGRE 1.12 with its GL3+ render system: the scene in render textures, our effects in their listeners, both
// pictures and an overlay of OGRE's in the window. The left view has its depth as metres in a second colour,
// as OGRE's own samples do; the right one a depth texture of half the resolution. OGRE.md says why things are
// as they are.
#include <Ogre.h>
#include <OgreOverlay.h>
#include <OgreOverlayContainer.h>
#include <OgreOverlayManager.h>
#include <OgreOverlaySystem.h>
#include <OgreRectangle2D.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "effects.h"
#include "scene.h"
// After ours, for X11 makes macros of common words.
#include <GL/glx.h>

using namespace tapestry;
using namespace tapestry::hosts;

namespace {

Ogre::Vector3 vector_of(const glm::vec3& v) {
    return {v.x, v.y, v.z};
}

const char* const vertex_code = R"(#version 330 core
uniform mat4 world_view_projection;
in vec4 vertex;
in vec3 normal;
in vec2 uv0;
out vec2 place;
out vec3 face;
void main() {
    place = uv0;
    face = normal;
    gl_Position = world_view_projection * vertex;
})";
const char* const flat_vertex_code = R"(#version 330 core
uniform mat4 world_view_projection;
in vec4 vertex;
in vec2 uv0;
out vec2 place;
void main() {
    place = uv0;
    gl_Position = world_view_projection * vertex;
})";
// gl_FragCoord.w is 1 over the distance along the view's axis.
const char* const box_code = R"(#version 330 core
uniform vec4 color_and_checks;
uniform vec4 is_light;
in vec2 place;
in vec3 face;
layout(location = 0) out vec4 light;
layout(location = 1) out float metres;
void main() {
    ivec2 square = ivec2(floor(place * color_and_checks.w));
    float check = (square.x + square.y) % 2 == 0 ? 1.0 : 0.3;
    float shade = 0.35 + 0.65 * max(0.0, dot(face, normalize(vec3(-0.5, 1.0, 0.8))));
    light = vec4(color_and_checks.rgb * (is_light.x > 0.5 ? 1.0 : check * shade), 1.0);
    metres = 1.0 / gl_FragCoord.w;
})";
// 0 metres: nothing is there, and the lens takes it for infinity.
const char* const sky_code = R"(#version 330 core
uniform vec4 color;
layout(location = 0) out vec4 light;
layout(location = 1) out float metres;
void main() {
    light = color;
    metres = 0.0;
})";
const char* const show_code = R"(#version 330 core
uniform sampler2D picture;
in vec2 place;
out vec4 shown;
void main() { shown = vec4(pow(clamp(texture(picture, place).rgb, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0); })";
const char* const bar_code = R"(#version 330 core
uniform vec4 color;
out vec4 shown;
void main() { shown = color; })";

const Ogre::String& group = Ogre::RGN_DEFAULT;

Ogre::Pass* make_material(const std::string& name, const char* vertex, const char* fragment) {
    auto& programs = Ogre::HighLevelGpuProgramManager::getSingleton();
    const auto program = [&](const char* kind, Ogre::GpuProgramType type, const char* code) {
        const auto made = programs.createProgram(name + kind, group, "glsl", type);
        made->setSource(code);
        return made->getName();
    };
    Ogre::Pass* const pass =
        Ogre::MaterialManager::getSingleton().create(name, group)->getTechnique(0)->getPass(0);
    pass->setVertexProgram(program("/vertex", Ogre::GPT_VERTEX_PROGRAM, vertex));
    pass->setFragmentProgram(program("/fragment", Ogre::GPT_FRAGMENT_PROGRAM, fragment));
    pass->getVertexProgramParameters()->setNamedAutoConstant(
        "world_view_projection", Ogre::GpuProgramParameters::ACT_WORLDVIEWPROJ_MATRIX);
    pass->setLightingEnabled(false);
    return pass;
}

Ogre::Pass* make_flat_material(const std::string& name, const char* fragment) {
    Ogre::Pass* const pass = make_material(name, flat_vertex_code, fragment);
    pass->setDepthCheckEnabled(false);
    pass->setDepthWriteEnabled(false);
    pass->setCullingMode(Ogre::CULL_NONE);
    return pass;
}

void set_color(Ogre::Pass* pass, const std::array<float, 3>& color) {
    pass->getFragmentProgramParameters()->setNamedConstant("color",
                                                           Ogre::Vector4(color[0], color[1], color[2], 1.0f));
}

Ogre::Rectangle2D* add_rectangle(Ogre::SceneManager* scene, const std::string& material, Ogre::uint8 queue) {
    auto* const rectangle = new Ogre::Rectangle2D(true);
    rectangle->setBoundingBox(Ogre::AxisAlignedBox::BOX_INFINITE);
    rectangle->setMaterial(Ogre::MaterialManager::getSingleton().getByName(material, group));
    rectangle->setRenderQueueGroup(queue);
    scene->getRootSceneNode()->createChildSceneNode()->attachObject(rectangle);
    return rectangle;
}

void fill_scene(Ogre::SceneManager* scene) {
    Ogre::Pass* const box_pass = make_material("box", vertex_code, box_code);
    const auto& parameters = box_pass->getFragmentProgramParameters();
    parameters->setNamedAutoConstant("color_and_checks", Ogre::GpuProgramParameters::ACT_CUSTOM, 0);
    parameters->setNamedAutoConstant("is_light", Ogre::GpuProgramParameters::ACT_CUSTOM, 1);
    for (const Box& box : scene_boxes()) {
        Ogre::Entity* const cube = scene->createEntity(Ogre::SceneManager::PT_CUBE);  // 100 a side
        cube->setMaterialName("box", group);
        cube->getSubEntity(0)->setCustomParameter(
            0, Ogre::Vector4(box.color.x, box.color.y, box.color.z, box.checks));
        cube->getSubEntity(0)->setCustomParameter(1, Ogre::Vector4(box.is_light ? 1.0f : 0.0f));
        Ogre::SceneNode* const node =
            scene->getRootSceneNode()->createChildSceneNode(vector_of(0.5f * (box.low + box.high)));
        node->setScale(vector_of((box.high - box.low) / 100.0f));
        node->attachObject(cube);
    }
    set_color(make_flat_material("sky", sky_code), sky);
    add_rectangle(scene, "sky", Ogre::RENDER_QUEUE_BACKGROUND)->setCorners(-1.0f, 1.0f, 1.0f, -1.0f, false);
}

unsigned name_of(const Ogre::TexturePtr& texture) {
    unsigned name = 0;
    texture->getCustomAttribute("GLID", &name);
    return name;
}

/// One half of the split screen: what it is drawn into, and what the lens remembers of it.
struct SplitView {
    int number = 0;
    DepthOfFieldHistory history;
    Ogre::Camera* camera = nullptr;
    Ogre::RenderTargetListener* listener = nullptr;
    Ogre::Pass* shown = nullptr;
    Ogre::TexturePtr color = {}, metres = {}, half_depth = {}, focused = {}, miniature = {};
    Ogre::MultiRenderTarget* both = nullptr;  // colour and metres
    glm::ivec2 size{};
    Shot shot = {};

    std::string name(const char* what) const { return std::to_string(number) + what; }

    Ogre::TexturePtr make_texture(const char* what, glm::ivec2 pixels, Ogre::PixelFormat format) {
        auto texture = Ogre::TextureManager::getSingleton().createManual(
            name(what), group, Ogre::TEX_TYPE_2D, static_cast<unsigned>(pixels.x),
            static_cast<unsigned>(pixels.y), 0, format, Ogre::TU_RENDERTARGET);
        // Else OGRE draws into all that may be drawn into, views or not.
        texture->getBuffer()->getRenderTarget()->setAutoUpdated(false);
        return texture;
    }

    void look_into(Ogre::RenderTarget* target) {
        Ogre::Viewport* const viewport = target->addViewport(camera);
        viewport->setOverlaysEnabled(false);
        // OGRE clears all targets of a group to one colour: red would be metres.
        viewport->setBackgroundColour(Ogre::ColourValue::ZERO);
        target->setAutoUpdated(true);
    }

    void forget() {
        if (both) Ogre::Root::getSingleton().getRenderSystem()->destroyRenderTarget(both->getName());
        both = nullptr;
        for (Ogre::TexturePtr* texture : {&color, &metres, &half_depth, &focused, &miniature}) {
            if (*texture) Ogre::TextureManager::getSingleton().remove(*texture);
            texture->reset();
        }
    }

    void resize(glm::ivec2 to) {
        if (size == to) return;
        forget();
        size = to;
        if (number == 1) {
            half_depth = make_texture("half depth", size / 2, Ogre::PF_DEPTH32);
            // First, for targets are drawn in the order in which they are made.
            look_into(half_depth->getBuffer()->getRenderTarget());
        }
        color = make_texture("color", size, Ogre::PF_FLOAT16_RGBA);
        focused = make_texture("focused", size, Ogre::PF_FLOAT16_RGBA);
        miniature = make_texture("miniature", size, Ogre::PF_FLOAT16_RGBA);
        Ogre::RenderTarget* last = color->getBuffer()->getRenderTarget();
        if (number == 0) {
            metres = make_texture("metres", size, Ogre::PF_FLOAT32_R);
            both = Ogre::Root::getSingleton().getRenderSystem()->createMultiRenderTarget(name("both"));
            both->bindSurface(0, color->getBuffer()->getRenderTarget());
            both->bindSurface(1, metres->getBuffer()->getRenderTarget());
            last = both;
        }
        look_into(last);
        last->addListener(listener);
        shown->getTextureUnitState(0)->setTexture(number == 1 ? miniature : focused);
    }

    void look(const Shot& at) {
        shot = at;
        camera->setAspectRatio(static_cast<float>(size.x) / static_cast<float>(size.y));
        camera->getParentSceneNode()->setPosition(vector_of(shot.eye));
    }
};

/// What a depth texture holds that this camera has drawn: OGRE's matrices are rows first, and GL's columns.
DepthConvention depth_of(const Ogre::Camera& camera) {
    const Ogre::Matrix4 columns = camera.getProjectionMatrixWithRSDepth().transpose();
    const bool is_reversed = Ogre::Root::getSingleton().getRenderSystem()->isReverseDepthBufferEnabled();
    return value_of(depth_of_projection(std::span<const float, 16>(columns[0], 16),
                                        is_reversed ? ClipDepth::zero_to_one : ClipDepth::minus_one_to_one));
}

/// What the effects are given of a view.
View describe(SplitView& split) {
    View view(split.number, split.size, split.shot);

    view.focus.row0 = Row0::top;  // OGRE draws into textures upside down
    view.focus.source.texture = name_of(split.color);
    view.focus.target.texture = name_of(split.focused);
    if (split.number == 0) {
        view.focus.depth_texture = name_of(split.metres);
        view.focus.depth.kind = DepthKind::metres;
        view.shot.sky_m = 0.0f;
    } else {
        view.focus.depth_texture = name_of(split.half_depth);
        view.focus.depth = depth_of(*split.camera);
    }
    view.focus.history = &split.history;
    if (split.number == 1) {
        view.miniature.row0 = Row0::top;
        view.miniature.source.texture = name_of(split.focused);
        view.miniature.target.texture = name_of(split.miniature);
    }
    return view;
}

/// Something to be done once a target has been drawn into.
class AfterDrawing : public Ogre::RenderTargetListener {
  public:
    explicit AfterDrawing(std::function<void()> act) : act_(std::move(act)) {}
    void postRenderTargetUpdate(const Ogre::RenderTargetEvent&) override { act_(); }

  private:
    std::function<void()> act_;
};

Ogre::RenderWindow* open_window(Ogre::Root& root, bool is_reversed) {
    root.loadPlugin(TAPESTRY_OGRE_PLUGINS "/RenderSystem_GL3Plus");
    Ogre::RenderSystem* const system = root.getRenderSystemByName("OpenGL 3+ Rendering Subsystem");
    system->setConfigOption("Reversed Z-Buffer", is_reversed ? "Yes" : "No");
    root.setRenderSystem(system);
    root.initialise(false);
    const glm::ivec2 size = window_size(0);
    const Ogre::NameValuePairList options = {{"vsync", "false"}, {"border", "none"}};
    return root.createRenderWindow("OGRE host", static_cast<unsigned>(size.x), static_cast<unsigned>(size.y),
                                   false, &options);
}

/// As whoever owns the window does it; OGRE is told afterwards.
void resize_window(Ogre::RenderWindow* window, glm::ivec2 size) {
    Display* display = nullptr;
    Window name = 0;
    window->getCustomAttribute("XDISPLAY", &display);
    window->getCustomAttribute("WINDOW", &name);
    XResizeWindow(display, name, static_cast<unsigned>(size.x), static_cast<unsigned>(size.y));
    XSync(display, False);
    window->windowMovedOrResized();
}

void add_overlay() {
    const Bar bar;
    set_color(make_flat_material("bar", bar_code), bar.color);
    auto& overlays = Ogre::OverlayManager::getSingleton();
    auto* const panel = static_cast<Ogre::OverlayContainer*>(overlays.createOverlayElement("Panel", "bar"));
    panel->setPosition(bar.left, 1.0f - bar.top);
    panel->setDimensions(bar.right - bar.left, bar.top - bar.bottom);
    panel->setMaterialName("bar", group);
    Ogre::Overlay* const overlay = overlays.create("overlay");
    overlay->add2D(panel);
    overlay->show();
}

Ogre::Camera* add_camera(Ogre::SceneManager* scene, const std::string& name) {
    Ogre::Camera* const camera = scene->createCamera(name);
    camera->setFOVy(Ogre::Degree(static_cast<float>(fov_y_deg)));
    camera->setNearClipDistance(near_m);
    camera->setFarClipDistance(far_m);
    scene->getRootSceneNode()->createChildSceneNode()->attachObject(camera);
    return camera;
}

int run(Ogre::Root& root, Ogre::RenderWindow* window) {
    Effects effects("ogre", glXGetProcAddress);
    Ogre::SceneManager* const scene = root.createSceneManager();
    Ogre::SceneManager* const screen = root.createSceneManager();
    fill_scene(scene);
    Ogre::OverlaySystem overlay_system;
    screen->addRenderQueueListener(&overlay_system);
    add_overlay();

    std::vector<SplitView> splits;
    std::vector<std::unique_ptr<AfterDrawing>> listeners;
    std::vector<Ogre::Rectangle2D*> rectangles;
    for (int i = 0; i < 2; ++i) {
        splits.push_back({i, effects.make_history()});
        listeners.push_back(
            std::make_unique<AfterDrawing>([&, i] { effects.apply(describe(splits[std::size_t(i)])); }));
        SplitView& split = splits.back();
        split.camera = add_camera(scene, split.name("camera"));
        split.listener = listeners.back().get();
        split.shown = make_flat_material(split.name("shown"), show_code);
        split.shown->createTextureUnitState()->setTextureFiltering(Ogre::TFO_NONE);
        rectangles.push_back(add_rectangle(screen, split.name("shown"), Ogre::RENDER_QUEUE_MAIN));
    }
    window->addViewport(add_camera(screen, "screen"));
    glm::ivec2 size{};
    AfterDrawing end_of_frame([&] { effects.end_frame(size); });
    window->addListener(&end_of_frame);

    for (int frame = 0; frame < frames; ++frame) {
        if (size != window_size(frame)) {
            size = window_size(frame);
            resize_window(window, size);
        }
        for (SplitView& split : splits) {
            split.resize(view_size(split.number, size));
            const auto place = [&](int x) {
                return 2.0f * static_cast<float>(x) / static_cast<float>(size.x) - 1.0f;
            };
            const int left = view_left(split.number, size);
            rectangles[std::size_t(split.number)]->setCorners(place(left), 1.0f, place(left + split.size.x),
                                                              -1.0f, false);
            split.look(shot_of(split.number, frame, static_cast<double>(split.size.x) / split.size.y));
        }
        root.renderOneFrame();
    }
    for (SplitView& split : splits) split.forget();
    screen->removeRenderQueueListener(&overlay_system);
    window->removeListener(&end_of_frame);
    return effects.check.result();
}

}  // namespace

/// Any argument: depth is reversed.
int main(int count, char**) {
    const bool is_reversed = count > 1;
    Ogre::LogManager log;
    log.createLog("", true, false, true);
    Ogre::Root root("", "", "");
    Ogre::RenderWindow* const window = open_window(root, is_reversed);
    if (root.getRenderSystem()->isReverseDepthBufferEnabled() != is_reversed)
        fail("OGRE does not reverse its depth");
    return run(root, window);
}
