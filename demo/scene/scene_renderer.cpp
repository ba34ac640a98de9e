#include "scene/scene_renderer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/ext/matrix_clip_space.hpp>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <vector>

#include "scene/drawing_objects.h"
#include "scene/raster_program.h"
#include "scene/scene_upload.h"

namespace tapestry::demo {
namespace {

constexpr GLsizei shadow_side = 2048;

// Uniform locations of scene.frag that are not counted on from another.
constexpr GLint peel_location = 13;
constexpr GLint irradiance_location = 16;

glm::mat3 panorama_turn(const SceneLook& look) {
    const auto turn = glm::rotate(glm::mat4(1.0f), glm::radians(look.panorama_turn_deg), {0, 1, 0});
    return glm::mat3(turn);
}

/// A parallel projection along the sun over all of a box.
glm::mat4 sun_projection(const SunLight& sun, const SceneBox& box) {
    const glm::vec3 middle = 0.5f * (box.low_m + box.high_m);
    const float radius = std::max(1e-3f, 0.5f * glm::length(box.high_m - box.low_m));
    const glm::vec3 up =
        std::abs(sun.direction.y) > 0.99f ? glm::vec3(1.0f, 0.0f, 0.0f) : glm::vec3(0.0f, 1.0f, 0.0f);
    return glm::ortho(-radius, radius, -radius, radius, 0.0f, 2.0f * radius) *
           glm::lookAt(middle - radius * sun.direction, middle, up);
}

glm::mat4 to_unit_range() {
    return glm::scale(glm::translate(glm::mat4(1.0f), glm::vec3(0.5f)), glm::vec3(0.5f));
}

}  // namespace

struct SceneRenderer::Impl {
    explicit Impl(const GladGLContext& functions) : gl(functions) {}

    const GladGLContext& gl;
    std::vector<SceneMaterial> materials;
    SceneLook look;
    std::array<glm::vec3, 9> irradiance = {};
    float panorama_levels = 1.0f;
    std::optional<SunLight> sun;
    glm::mat4 to_sun = glm::mat4(1.0f);
    Program surface, background, caster;
    std::vector<UploadedBatch> batches;
    std::vector<Texture> pictures;
    Texture panorama, shadow;
    VertexArray nothing;  ///< for the background's triangle, which has no attributes

    Result<void> upload(const Scene& scene);
    Result<void> link();
    Result<void> draw_shadows(const SceneBox& lit);
    void bind_picture(GLuint unit, const PictureIndex& picture) const;
    void set_material(const SceneMaterial& material) const;
    void set_peel(const LensCamera& camera, PictureSize size, const Peel& peel) const;
    void draw_background(const LensCamera& camera, const glm::dmat4& to_clip) const;
    void draw_surfaces(const LensCamera& camera, const LensSample& sample, const glm::dmat4& to_clip) const;
};

Result<void> SceneRenderer::Impl::link() {
    const auto into = [this](Program& program, const char* vertex, const char* fragment) -> Result<void> {
        auto linked = create_raster_program(gl, vertex, fragment);
        if (!linked) return linked.error();
        program = std::move(*linked);
        return {};
    };
    if (Result<void> status = into(surface, "scene.vert", "scene.frag"); !status) return status;
    if (Result<void> status = into(background, "background.vert", "background.frag"); !status) return status;
    return into(caster, "shadow.vert", "shadow.frag");
}

Result<void> SceneRenderer::Impl::upload(const Scene& scene) {
    materials = scene.model.materials;
    look = scene.look;
    irradiance = scene.panorama.irradiance;
    panorama_levels = static_cast<float>(scene.panorama.levels.size());
    sun = scene.model.sun;
    nothing = create_vertex_array(gl);
    std::vector<bool> is_srgb(scene.model.pictures.size(), false);
    for (const SceneMaterial& material : materials)
        for (const PictureIndex& picture : {material.base_color_picture, material.emission_picture})
            if (picture) is_srgb[*picture] = true;
    for (std::size_t i = 0; i < scene.model.pictures.size(); ++i) {
        auto picture = upload_picture(gl, scene.model.pictures[i], is_srgb[i]);
        if (!picture) return picture.error();
        pictures.push_back(std::move(*picture));
    }
    auto light = upload_panorama(gl, scene.panorama);
    if (!light) return light.error();
    panorama = std::move(*light);
    for (const SceneBatch& from : scene.model.batches) {
        if (from.indices.empty()) continue;
        auto batch = upload_batch(gl, from);
        if (!batch) return batch.error();
        batches.push_back(std::move(*batch));
    }
    return {};
}

Result<void> SceneRenderer::Impl::draw_shadows(const SceneBox& lit) {
    if (!sun) return {};
    auto map = create_texture(gl, GL_DEPTH_COMPONENT32F, shadow_side, shadow_side, "scene shadow");
    if (!map) return map.error();
    shadow = std::move(*map);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    const glm::mat4 to_clip = sun_projection(*sun, lit);
    to_sun = to_unit_range() * to_clip;

    GLuint name = 0;
    gl.GenFramebuffers(1, &name);
    gl.BindFramebuffer(GL_FRAMEBUFFER, name);
    gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, shadow.name(), 0);
    gl.DrawBuffer(GL_NONE);
    gl.ReadBuffer(GL_NONE);
    gl.Viewport(0, 0, shadow_side, shadow_side);
    gl.Enable(GL_DEPTH_TEST);
    gl.DepthFunc(GL_LESS);
    gl.DepthMask(GL_TRUE);
    gl.ClearDepthf(1.0f);
    gl.Clear(GL_DEPTH_BUFFER_BIT);
    gl.UseProgram(caster.name());
    gl.UniformMatrix4fv(0, 1, GL_FALSE, glm::value_ptr(to_clip));
    for (const UploadedBatch& batch : batches) {
        const SceneMaterial& material = materials[batch.material];
        // Lamps shine through their own glass.
        if (material.emission != glm::vec3(0.0f)) continue;
        gl.Uniform2f(1, material.alpha_cutoff, material.base_color_picture ? 1.0f : 0.0f);
        bind_picture(0, material.base_color_picture);
        gl.BindVertexArray(batch.array.name());
        gl.DrawElements(GL_TRIANGLES, batch.count, GL_UNSIGNED_INT, nullptr);
    }
    gl.BindVertexArray(0);
    gl.Disable(GL_DEPTH_TEST);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    gl.DeleteFramebuffers(1, &name);
    return {};
}

void SceneRenderer::Impl::bind_picture(GLuint unit, const PictureIndex& picture) const {
    gl.ActiveTexture(GL_TEXTURE0 + unit);
    // Units of samplers that a material does not use get the panorama: every unit has a complete texture.
    gl.BindTexture(GL_TEXTURE_2D, picture ? pictures[*picture].name() : panorama.name());
    gl.BindSampler(unit, 0);
}

void SceneRenderer::Impl::set_material(const SceneMaterial& material) const {
    const auto flag = [](const PictureIndex& picture) { return picture ? 1.0f : 0.0f; };
    const glm::vec3 emission = look.exposure * material.emission;
    gl.Uniform4fv(3, 1, glm::value_ptr(material.base_color));
    gl.Uniform3fv(4, 1, glm::value_ptr(emission));
    gl.Uniform4f(5, material.metallic, material.roughness, material.alpha_cutoff, material.normal_scale);
    gl.Uniform4f(6, flag(material.base_color_picture), flag(material.roughness_picture),
                 flag(material.normal_picture), flag(material.emission_picture));
    bind_picture(0, material.base_color_picture);
    bind_picture(1, material.roughness_picture);
    bind_picture(2, material.normal_picture);
    bind_picture(3, material.emission_picture);
    if (material.double_sided)
        gl.Disable(GL_CULL_FACE);
    else
        gl.Enable(GL_CULL_FACE);
}

void SceneRenderer::Impl::draw_surfaces(const LensCamera& camera, const LensSample& sample,
                                        const glm::dmat4& to_clip) const {
    gl.UseProgram(surface.name());
    const glm::mat4 projection(to_clip);
    gl.UniformMatrix4fv(0, 1, GL_FALSE, glm::value_ptr(projection));
    gl.UniformMatrix4fv(1, 1, GL_FALSE, glm::value_ptr(to_sun));
    const glm::vec3 eye(pinhole_m(camera, sample));
    gl.Uniform3fv(2, 1, glm::value_ptr(eye));
    if (sun) {
        const glm::vec3 irradiance_of_sun = look.exposure * sun->irradiance;
        gl.Uniform3fv(7, 1, glm::value_ptr(sun->direction));
        gl.Uniform3fv(8, 1, glm::value_ptr(irradiance_of_sun));
    }
    gl.Uniform1f(9, sun ? 1.0f / shadow_side : 0.0f);
    gl.Uniform1f(10, panorama_levels);
    const glm::mat3 turn = panorama_turn(look);
    gl.UniformMatrix3fv(11, 1, GL_FALSE, glm::value_ptr(turn));
    gl.Uniform1f(12, look.exposure);
    gl.Uniform3fv(irradiance_location, 9, glm::value_ptr(irradiance[0]));
    gl.ActiveTexture(GL_TEXTURE5);
    gl.BindTexture(GL_TEXTURE_2D, shadow.name());
    gl.BindSampler(5, 0);
    for (const UploadedBatch& batch : batches) {
        set_material(materials[batch.material]);
        gl.BindVertexArray(batch.array.name());
        gl.DrawElements(GL_TRIANGLES, batch.count, GL_UNSIGNED_INT, nullptr);
    }
    gl.Disable(GL_CULL_FACE);
}

void SceneRenderer::Impl::set_peel(const LensCamera& camera, PictureSize size, const Peel& peel) const {
    glm::vec4 rule(0.0f);
    if (peel.depth_texture != 0) {
        const double nearest = signed_coc_px(camera, camera.planes.near_m, size.height);
        const double farthest = signed_coc_px(camera, camera.planes.far_m, size.height);
        rule = glm::dvec4(nearest, farthest - nearest, peel.least_gap * size.height, peel.least_share);
    }
    for (const Program* program : {&surface, &background}) {
        gl.UseProgram(program->name());
        gl.Uniform4fv(peel_location, 1, glm::value_ptr(rule));
    }
    gl.ActiveTexture(GL_TEXTURE6);
    gl.BindTexture(GL_TEXTURE_2D, peel.depth_texture != 0 ? peel.depth_texture : panorama.name());
    gl.BindSampler(6, 0);
}

void SceneRenderer::Impl::draw_background(const LensCamera& camera, const glm::dmat4& to_clip) const {
    gl.UseProgram(background.name());
    const glm::mat4 to_world(glm::inverse(to_clip));
    gl.UniformMatrix4fv(0, 1, GL_FALSE, glm::value_ptr(to_world));
    const glm::vec3 middle(camera.pose.eye_m);
    gl.Uniform3fv(1, 1, glm::value_ptr(middle));
    const glm::mat3 turn = panorama_turn(look);
    gl.UniformMatrix3fv(2, 1, GL_FALSE, glm::value_ptr(turn));
    gl.Uniform1f(3, look.background_level);
    gl.Uniform1f(4, look.exposure * look.background_strength);
    gl.BindVertexArray(nothing.name());
    gl.DrawArrays(GL_TRIANGLES, 0, 3);
}

SceneRenderer::SceneRenderer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SceneRenderer::SceneRenderer(SceneRenderer&&) noexcept = default;
SceneRenderer& SceneRenderer::operator=(SceneRenderer&&) noexcept = default;
SceneRenderer::~SceneRenderer() = default;

Result<SceneRenderer> SceneRenderer::create(const GladGLContext& gl, const Scene& scene) {
    auto impl = std::make_unique<Impl>(gl);
    gl.ActiveTexture(GL_TEXTURE0);
    if (Result<void> status = impl->link(); !status) return status.error();
    if (Result<void> status = impl->upload(scene); !status) return status.error();
    if (Result<void> status = impl->draw_shadows(bounding_box(scene.model)); !status) return status.error();
    return SceneRenderer(std::move(impl));
}

void SceneRenderer::draw(const LensCamera& camera, const LensSample& sample, PictureSize size,
                         const Peel& peel) const {
    const GladGLContext& gl = impl_->gl;
    const glm::dmat4 to_clip = view_projection(camera, sample, size);
    gl.Viewport(0, 0, size.width, size.height);
    gl.Disable(GL_BLEND);
    gl.Disable(GL_SCISSOR_TEST);
    gl.ColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    gl.DepthMask(GL_TRUE);
    gl.ClearDepthf(1.0f);
    gl.Clear(GL_DEPTH_BUFFER_BIT);
    if (peel.depth_texture != 0) {
        constexpr std::array nothing = {0.0f, 0.0f, 0.0f, 0.0f};
        gl.ClearBufferfv(GL_COLOR, 0, nothing.data());
    }
    impl_->set_peel(camera, size, peel);
    gl.ActiveTexture(GL_TEXTURE4);
    gl.BindTexture(GL_TEXTURE_2D, impl_->panorama.name());
    gl.BindSampler(4, 0);
    gl.Enable(GL_DEPTH_TEST);
    gl.DepthFunc(GL_LEQUAL);
    impl_->draw_surfaces(camera, sample, to_clip);
    // Last, so that only what is not covered is shaded; the far plane passes LEQUAL.
    impl_->draw_background(camera, to_clip);
    gl.BindVertexArray(0);
    gl.Disable(GL_DEPTH_TEST);
    gl.ActiveTexture(GL_TEXTURE0);
}

std::size_t SceneRenderer::triangles() const {
    std::size_t count = 0;
    for (const UploadedBatch& batch : impl_->batches) count += static_cast<std::size_t>(batch.count) / 3;
    return count;
}

}  // namespace tapestry::demo
