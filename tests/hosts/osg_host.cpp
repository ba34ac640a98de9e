// OpenSceneGraph: the scene in two cameras that render to textures, our effects in their draw callbacks, and
// both pictures on the viewer's own camera. The right view has its depth from a camera of its own, at half
// the resolution. OSG.md says why things are as they are.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <osg/Camera>
#include <osg/Geometry>
#include <osg/Program>
#include <osg/ShapeDrawable>
#include <osg/Texture2D>
#include <osgViewer/Viewer>
#include <string>
#include <utility>
#include <vector>

#include "effects.h"
#include "scene.h"

using namespace tapestry;
using namespace tapestry::hosts;

namespace {

osg::Vec3 vector_of(const glm::vec3& v) {
    return {v.x, v.y, v.z};
}

osg::ref_ptr<osg::Program> program_of(const char* vertex, const char* fragment) {
    osg::ref_ptr<osg::Program> program = new osg::Program;
    program->addShader(new osg::Shader(osg::Shader::VERTEX, vertex));
    program->addShader(new osg::Shader(osg::Shader::FRAGMENT, fragment));
    return program;
}

const char* const box_vertex = R"(#version 120
varying vec2 place;
varying vec3 normal;
void main() {
    place = gl_MultiTexCoord0.xy;
    normal = gl_Normal;
    gl_Position = ftransform();
})";
const char* const box_fragment = R"(#version 120
uniform vec3 color;
uniform float checks;
uniform float dark;
uniform bool is_light;
varying vec2 place;
varying vec3 normal;
void main() {
    vec2 square = floor(place * checks);
    float check = mod(square.x + square.y, 2.0) < 0.5 ? 1.0 : dark;
    float shade = 0.35 + 0.65 * max(0.0, dot(normal, normalize(vec3(-0.5, 1.0, 0.8))));
    gl_FragColor = vec4(is_light ? color : color * check * shade, 1.0);
})";
const char* const show_vertex = R"(#version 120
varying vec2 place;
void main() {
    place = gl_MultiTexCoord0.xy;
    gl_Position = ftransform();
})";
const char* const show_fragment = R"(#version 120
uniform sampler2D picture;
varying vec2 place;
void main() { gl_FragColor = vec4(pow(clamp(texture2D(picture, place).rgb, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0); })";

osg::ref_ptr<osg::Group> make_scene() {
    osg::ref_ptr<osg::Group> scene = new osg::Group;
    osg::StateSet* const shared = scene->getOrCreateStateSet();
    shared->setAttributeAndModes(program_of(box_vertex, box_fragment));
    shared->addUniform(new osg::Uniform("dark", dark_square));
    for (const Box& box : scene_boxes()) {
        const glm::vec3 middle = 0.5f * (box.low + box.high), size = box.high - box.low;
        osg::ref_ptr<osg::ShapeDrawable> drawable =
            new osg::ShapeDrawable(new osg::Box(vector_of(middle), size.x, size.y, size.z));
        osg::StateSet* const own = drawable->getOrCreateStateSet();
        own->addUniform(new osg::Uniform("color", vector_of(box.color)));
        own->addUniform(new osg::Uniform("checks", box.checks));
        own->addUniform(new osg::Uniform("is_light", box.is_light));
        scene->addChild(drawable);
    }
    return scene;
}

osg::ref_ptr<osg::Texture2D> make_texture(GLint format, GLenum layout, GLenum type) {
    osg::ref_ptr<osg::Texture2D> texture = new osg::Texture2D;
    texture->setInternalFormat(format);
    texture->setSourceFormat(layout);
    texture->setSourceType(type);
    texture->setFilter(osg::Texture::MIN_FILTER, osg::Texture::NEAREST);  // no mipmaps: complete as it is
    texture->setFilter(osg::Texture::MAG_FILTER, osg::Texture::NEAREST);
    texture->setWrap(osg::Texture::WRAP_S, osg::Texture::CLAMP_TO_EDGE);
    texture->setWrap(osg::Texture::WRAP_T, osg::Texture::CLAMP_TO_EDGE);
    return texture;
}

osg::ref_ptr<osg::Texture2D> make_light() {
    return make_texture(GL_RGBA16F_ARB, GL_RGBA, GL_FLOAT);
}

osg::ref_ptr<osg::Camera> make_camera(osg::Group* scene, int order) {
    osg::ref_ptr<osg::Camera> camera = new osg::Camera;
    camera->setReferenceFrame(osg::Transform::ABSOLUTE_RF);
    camera->setRenderOrder(osg::Camera::PRE_RENDER, order);
    camera->setRenderTargetImplementation(osg::Camera::FRAME_BUFFER_OBJECT);
    // Else OSG draws with near and far planes that it finds anew for each frame, and tells nobody.
    camera->setComputeNearFarMode(osg::Camera::DO_NOT_COMPUTE_NEAR_FAR);
    camera->setClearColor({sky[0], sky[1], sky[2], 1.0f});
    camera->addChild(scene);
    return camera;
}

/// One half of the split screen: cameras, what they draw into, and what the lens remembers of it.
struct SplitView {
    int number = 0;
    DepthOfFieldHistory history;
    osg::ref_ptr<osg::Texture2D> color = make_light(), focused = make_light(), miniature = make_light();
    osg::ref_ptr<osg::Texture2D> depth =
        make_texture(GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT);
    osg::ref_ptr<osg::Camera> camera = {}, depth_camera = {};  // the latter at half the resolution
    osg::ref_ptr<osg::Geometry> quad = {};
    osg::Vec2i size = {};
    Shot shot = {};

    void add_to(osg::Group* root, osg::Group* scene) {
        camera = make_camera(scene, 1);
        camera->attach(osg::Camera::COLOR_BUFFER, color);
        if (number == 0) {
            camera->attach(osg::Camera::DEPTH_BUFFER, depth);
        } else {
            camera->attach(osg::Camera::DEPTH_BUFFER, GL_DEPTH_COMPONENT24);  // nobody reads it
            depth_camera = make_camera(scene, 0);
            depth_camera->attach(osg::Camera::DEPTH_BUFFER, depth);
            depth_camera->setImplicitBufferAttachmentMask(0, 0);
            depth_camera->setDrawBuffer(GL_NONE);
            depth_camera->setReadBuffer(GL_NONE);
            depth_camera->setClearMask(GL_DEPTH_BUFFER_BIT);
            root->addChild(depth_camera);
        }
        root->addChild(camera);
    }

    void resize(osg::Vec2i to) {
        if (size == to) return;
        size = to;
        const int share = depth_camera ? 2 : 1;
        for (osg::Texture2D* texture : {color.get(), focused.get(), miniature.get()})
            texture->setTextureSize(size.x(), size.y());
        depth->setTextureSize(size.x() / share, size.y() / share);
        for (osg::Texture2D* texture : {color.get(), focused.get(), miniature.get(), depth.get()})
            texture->dirtyTextureObject();
        camera->setViewport(0, 0, size.x(), size.y());
        camera->dirtyAttachmentMap();
        if (depth_camera) {
            depth_camera->setViewport(0, 0, size.x() / share, size.y() / share);
            depth_camera->dirtyAttachmentMap();
        }
    }

    void look(const Shot& at) {
        shot = at;
        const osg::Vec3 eye = vector_of(shot.eye);
        for (osg::Camera* each : {camera.get(), depth_camera.get()}) {
            if (!each) continue;
            each->setViewMatrixAsLookAt(eye, eye + osg::Vec3(0, 0, -1), osg::Vec3(0, 1, 0));
            each->setProjectionMatrixAsPerspective(fov_y_deg, double(size.x()) / size.y(), near_m, far_m);
        }
    }
};

/// OSG makes a texture when it is first bound; its own way of binding keeps what it knows of GL's state true.
GLuint name_of(osg::Texture2D* texture, osg::State& state) {
    state.applyTextureAttribute(0, texture);
    return texture->getTextureObject(state.getContextID())->id();
}

/// What the effects are given of a view.
View describe(SplitView& split, osg::State& state) {
    View view(split.number, {split.size.x(), split.size.y()}, split.shot);

    view.focus.source.texture = name_of(split.color, state);
    view.focus.target.texture = name_of(split.focused, state);
    view.focus.depth_texture.texture = name_of(split.depth, state);
    const osg::Matrixf projection(split.camera->getProjectionMatrix());
    view.focus.depth = value_of(
        depth_of_projection(std::span<const float, 16>(projection.ptr(), 16), ClipDepth::minus_one_to_one));
    view.focus.history = &split.history;
    if (split.number == 1) {
        view.miniature.source.texture = view.focus.target.texture;
        view.miniature.target.texture = name_of(split.miniature, state);
    }
    return view;
}

/// Something to be done once a camera has drawn.
template <class Act>
class AfterDrawing : public osg::Camera::DrawCallback {
  public:
    explicit AfterDrawing(Act act) : act_(std::move(act)) {}
    void operator()(osg::RenderInfo& info) const override { act_(*info.getState()); }

  private:
    Act act_;
};

osg::ref_ptr<osg::GraphicsContext> open_window() {
    osg::ref_ptr<osg::GraphicsContext::Traits> traits = new osg::GraphicsContext::Traits;
    const glm::ivec2 size = window_size(0);
    traits->readDISPLAY();
    traits->x = traits->y = 0;
    traits->width = size.x;
    traits->height = size.y;
    traits->doubleBuffer = true;
    traits->windowDecoration = false;
    traits->vsync = false;
    osg::ref_ptr<osg::GraphicsContext> window = osg::GraphicsContext::createGraphicsContext(traits);
    if (!window || !window->realize() || !window->makeCurrent()) fail("OSG makes no window");
    return window;
}

osg::ref_ptr<osg::Geometry> make_quad(float left, float bottom, float width, float height) {
    return osg::createTexturedQuadGeometry({left, bottom, 0}, {width, 0, 0}, {0, height, 0});
}

/// Both views beside each other, in pixels of the window.
void lay_out(osg::Camera* camera, std::vector<SplitView>& splits, glm::ivec2 window, osg::Group* quads) {
    camera->setViewport(0, 0, window.x, window.y);
    camera->setProjectionMatrixAsOrtho2D(0, window.x, 0, window.y);
    camera->setViewMatrix(osg::Matrix::identity());
    quads->removeChildren(0, quads->getNumChildren());
    for (SplitView& split : splits) {
        const glm::ivec2 size = view_size(split.number, window);
        split.resize({size.x, size.y});
        split.quad = make_quad(static_cast<float>(view_left(split.number, window)), 0,
                               static_cast<float>(size.x), static_cast<float>(size.y));
        split.quad->getOrCreateStateSet()->setTextureAttribute(
            0, split.number == 1 ? split.miniature : split.focused);
        quads->addChild(split.quad);
    }
}

/// Drawn after the viewer's own camera.
osg::ref_ptr<osg::Camera> make_overlay() {
    const Bar bar;
    osg::ref_ptr<osg::Camera> overlay = new osg::Camera;
    overlay->setReferenceFrame(osg::Transform::ABSOLUTE_RF);
    overlay->setRenderOrder(osg::Camera::POST_RENDER);
    overlay->setClearMask(0);
    overlay->setProjectionMatrixAsOrtho2D(0, 1, 0, 1);
    overlay->getOrCreateStateSet()->setMode(GL_DEPTH_TEST, osg::StateAttribute::OFF);
    osg::ref_ptr<osg::Geometry> quad =
        make_quad(bar.left, bar.bottom, bar.right - bar.left, bar.top - bar.bottom);
    osg::ref_ptr<osg::Vec4Array> color = new osg::Vec4Array(osg::Array::BIND_OVERALL);
    color->push_back({bar.color[0], bar.color[1], bar.color[2], 1.0f});
    quad->setColorArray(color);
    overlay->addChild(quad);
    return overlay;
}

int run(osg::GraphicsContext* window) {
    Effects effects("osg", [](const char* name) { return osg::getGLExtensionFuncPtr(name); });
    osgViewer::Viewer viewer;
    viewer.setThreadingModel(osgViewer::Viewer::SingleThreaded);
    osg::Camera* const screen = viewer.getCamera();
    screen->setGraphicsContext(window);
    screen->setProjectionResizePolicy(osg::Camera::FIXED);
    screen->setComputeNearFarMode(osg::Camera::DO_NOT_COMPUTE_NEAR_FAR);

    osg::ref_ptr<osg::Group> root = new osg::Group, scene = make_scene(), quads = new osg::Group;
    std::vector<SplitView> splits;
    for (int i = 0; i < 2; ++i) splits.push_back({i, effects.make_history()});
    for (SplitView& split : splits) {
        split.add_to(root, scene);
        split.camera->setPostDrawCallback(
            new AfterDrawing([&](osg::State& state) { effects.apply(describe(split, state)); }));
    }
    osg::StateSet* const shown = quads->getOrCreateStateSet();
    shown->setAttributeAndModes(program_of(show_vertex, show_fragment));
    shown->addUniform(new osg::Uniform("picture", 0));
    root->getOrCreateStateSet()->setMode(GL_LIGHTING, osg::StateAttribute::OFF);
    root->addChild(quads);
    root->addChild(make_overlay());
    viewer.setSceneData(root);

    glm::ivec2 size{};
    screen->setFinalDrawCallback(new AfterDrawing([&](osg::State&) { effects.end_frame(size); }));
    for (int frame = 0; frame < frames; ++frame) {
        if (size != window_size(frame)) {
            size = window_size(frame);
            dynamic_cast<osgViewer::GraphicsWindow&>(*window).setWindowRectangle(0, 0, size.x, size.y);
            lay_out(screen, splits, size, quads);
        }
        for (SplitView& split : splits)
            split.look(shot_of(split.number, frame, double(split.size.x()) / split.size.y()));
        viewer.frame();
    }
    window->makeCurrent();
    return effects.check.result();
}

}  // namespace

int main() {
    const osg::ref_ptr<osg::GraphicsContext> window = open_window();
    return run(window);
}
