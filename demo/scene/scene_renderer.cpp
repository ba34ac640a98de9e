#include "scene/scene_renderer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/ext/matrix_clip_space.hpp>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <map>
#include <tuple>
#include <vector>

#include "scene/drawing_objects.h"
#include "scene/raster_program.h"
#include "scene/scene_upload.h"

namespace tapestry::demo {
namespace {

constexpr GLsizei shadow_side = 2048;

// Uniform locations of scene.frag that are not counted on from another.
constexpr GLint peel_location = 13;
constexpr GLint more_location = 14;
constexpr GLint irradiance_location = 16;
constexpr GLint uv_scale_location = 25;
constexpr GLint uv_offset_location = 30;
constexpr GLint lights_location = 35;
constexpr GLint light_place_location = 40;
constexpr GLint light_aim_location = 56;
constexpr GLint light_intensity_location = 72;
constexpr GLint light_cone_location = 88;
constexpr GLuint occlusion_unit = 7;

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

/// Nothing but one sun, and pictures by the first UVs as they are: what shipped scenes have. (Software GL
/// takes every branch of shaders that know more.)
bool is_plain(const SceneModel& model) {
    const auto is_untouched = [](const MaybeTexture& map) {
        return !map || (!map->uses_second_uv && map->uv_scale == glm::mat2(1.0f) &&
                        map->uv_offset == glm::vec2(0.0f));
    };
    return model.lights.empty() && std::ranges::all_of(model.materials, [&](const SceneMaterial& material) {
               return !material.is_unlit && !material.occlusion_map &&
                      is_untouched(material.base_color_map) && is_untouched(material.roughness_map) &&
                      is_untouched(material.normal_map) && is_untouched(material.emission_map);
           });
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
    std::vector<SceneLight> lights;
    bool is_plain = false;  ///< shaders know no more than it takes
    glm::mat4 to_sun = glm::mat4(1.0f);
    Program surface, background, caster;
    std::vector<UploadedBatch> batches;
    std::map<std::pair<std::size_t, bool>, Texture> pictures;  ///< by index and whether they are sRGB
    std::map<std::tuple<TextureWrap, TextureWrap, bool>, Sampler> samplers;
    Texture panorama, shadow;
    VertexArray nothing;  ///< for the background's triangle, which has no attributes

    Result<void> upload(const Scene& scene);
    Result<void> upload_textures(const SceneModel& model);
    Result<void> upload_model(const SceneModel& model);
    Result<void> link(bool plain);
    Result<void> draw_shadows(const SceneBox& lit);
    void bind_picture(GLuint unit, const MaybeTexture& texture, bool is_srgb) const;
    void set_lights() const;
    void set_material(const SceneMaterial& material) const;
    void set_maps(const SceneMaterial& material) const;
    void set_peel(const LensCamera& camera, PictureSize size, const Peel& peel) const;
    void draw_background(const LensCamera& camera, const glm::dmat4& to_clip) const;
    void draw_surfaces(const LensCamera& camera, const LensSample& sample, const glm::dmat4& to_clip) const;
};

Result<void> SceneRenderer::Impl::link(bool plain) {
    is_plain = plain;
    const auto into = [&](Program& program, const char* vertex, const char* fragment) -> Result<void> {
        auto linked =
            create_raster_program(gl, vertex, fragment, plain ? "#define PLAIN 1\n" : "#define PLAIN 0\n");
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
    nothing = create_vertex_array(gl);
    if (Result<void> status = upload_textures(scene.model); !status) return status;
    auto light = upload_panorama(gl, scene.panorama);
    if (!light) return light.error();
    panorama = std::move(*light);
    return upload_model(scene.model);
}

/// What moves.
Result<void> SceneRenderer::Impl::upload_model(const SceneModel& model) {
    sun = model.sun;
    lights = model.lights;
    lights.resize(std::min(lights.size(), SceneModel::most_lights));
    batches.clear();
    for (const SceneBatch& from : model.batches) {
        if (from.indices.empty()) continue;
        auto batch = upload_batch(gl, from);
        if (!batch) return batch.error();
        batches.push_back(std::move(*batch));
    }
    return {};
}

Result<void> SceneRenderer::Impl::upload_textures(const SceneModel& model) {
    const auto take = [&](const MaybeTexture& texture, bool is_srgb) -> Result<void> {
        if (!texture) return {};
        Sampler& sampler = samplers[{texture->wrap_s, texture->wrap_t, texture->is_smooth}];
        if (sampler.name() == 0) sampler = create_texture_sampler(gl, *texture);
        Texture& uploaded = pictures[{texture->picture, is_srgb}];
        if (uploaded.name() != 0) return {};
        auto picture = upload_picture(gl, model.pictures[texture->picture], is_srgb);
        if (!picture) return picture.error();
        uploaded = std::move(*picture);
        return {};
    };
    for (const SceneMaterial& material : materials)
        for (const auto& [texture, is_srgb] :
             {std::pair(&material.base_color_map, true), std::pair(&material.emission_map, true),
              std::pair(&material.roughness_map, false), std::pair(&material.normal_map, false),
              std::pair(&material.occlusion_map, false)})
            if (Result<void> status = take(*texture, is_srgb); !status) return status;
    return {};
}

Result<void> SceneRenderer::Impl::draw_shadows(const SceneBox& lit) {
    if (!sun) return {};
    if (shadow.name() == 0) {
        auto map = create_texture(gl, GL_DEPTH_COMPONENT32F, shadow_side, shadow_side, "scene shadow");
        if (!map) return map.error();
        shadow = std::move(*map);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    }
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
        // Lamps shine through their own glass; what has a picture of dim signs on it casts a shadow.
        const float glow = std::max({material.emission.r, material.emission.g, material.emission.b});
        if (glow > (material.emission_map ? 1.0f : 0.0f)) continue;
        gl.Uniform2f(1, material.alpha_cutoff, material.base_color_map ? 1.0f : 0.0f);
        const SceneTexture base = material.base_color_map.value_or(SceneTexture());
        gl.Uniform4fv(2, 1, glm::value_ptr(base.uv_scale));
        gl.Uniform3f(3, base.uv_offset.x, base.uv_offset.y, base.uses_second_uv ? 1.0f : 0.0f);
        bind_picture(0, material.base_color_map, true);
        gl.BindVertexArray(batch.array.name());
        gl.DrawElements(GL_TRIANGLES, batch.count, GL_UNSIGNED_INT, nullptr);
    }
    gl.BindVertexArray(0);
    gl.Disable(GL_DEPTH_TEST);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    gl.DeleteFramebuffers(1, &name);
    return {};
}

void SceneRenderer::Impl::bind_picture(GLuint unit, const MaybeTexture& texture, bool is_srgb) const {
    gl.ActiveTexture(GL_TEXTURE0 + unit);
    // Units of samplers that a material does not use get the panorama: every unit has a complete texture.
    gl.BindTexture(GL_TEXTURE_2D,
                   texture ? pictures.at({texture->picture, is_srgb}).name() : panorama.name());
    gl.BindSampler(unit,
                   texture ? samplers.at({texture->wrap_s, texture->wrap_t, texture->is_smooth}).name() : 0);
}

void SceneRenderer::Impl::set_lights() const {
    std::array<glm::vec4, SceneModel::most_lights> places, aims;
    std::array<glm::vec3, SceneModel::most_lights> intensities;
    std::array<glm::vec2, SceneModel::most_lights> cones;
    for (std::size_t i = 0; i < lights.size(); ++i) {
        const SceneLight& light = lights[i];
        places[i] = glm::vec4(light.position_m, light.range_m);
        aims[i] = glm::vec4(light.direction, static_cast<float>(light.kind));
        intensities[i] = look.exposure * light.intensity;
        cones[i] = {light.inner_cosine, light.outer_cosine};
    }
    const auto count = static_cast<GLsizei>(lights.size());
    gl.Uniform1i(lights_location, count);
    if (count == 0) return;
    gl.Uniform4fv(light_place_location, count, glm::value_ptr(places[0]));
    gl.Uniform4fv(light_aim_location, count, glm::value_ptr(aims[0]));
    gl.Uniform3fv(light_intensity_location, count, glm::value_ptr(intensities[0]));
    gl.Uniform2fv(light_cone_location, count, glm::value_ptr(cones[0]));
}

void SceneRenderer::Impl::set_material(const SceneMaterial& material) const {
    const auto flag = [](const MaybeTexture& texture) { return texture ? 1.0f : 0.0f; };
    const glm::vec3 emission = look.exposure * material.emission;
    gl.Uniform4fv(3, 1, glm::value_ptr(material.base_color));
    gl.Uniform3fv(4, 1, glm::value_ptr(emission));
    gl.Uniform4f(5, material.metallic, material.roughness, material.alpha_cutoff, material.normal_scale);
    gl.Uniform4f(6, flag(material.base_color_map), flag(material.roughness_map), flag(material.normal_map),
                 flag(material.emission_map));
    set_maps(material);
    if (material.double_sided)
        gl.Disable(GL_CULL_FACE);
    else
        gl.Enable(GL_CULL_FACE);
}

void SceneRenderer::Impl::set_maps(const SceneMaterial& material) const {
    const std::array<const MaybeTexture*, 5> maps = {&material.base_color_map, &material.roughness_map,
                                                     &material.normal_map, &material.emission_map,
                                                     &material.occlusion_map};
    std::array<glm::mat2, 5> scales;
    std::array<glm::vec3, 5> offsets;
    for (std::size_t i = 0; i < maps.size(); ++i) {
        const SceneTexture map = maps[i]->value_or(SceneTexture());
        scales[i] = map.uv_scale;
        offsets[i] = glm::vec3(map.uv_offset, map.uses_second_uv ? 1.0f : 0.0f);
        const bool is_srgb = i == 0 || i == 3;
        bind_picture(i == 4 ? occlusion_unit : static_cast<GLuint>(i), *maps[i], is_srgb);
    }
    if (is_plain) return;
    gl.Uniform3f(more_location, material.occlusion_map ? 1.0f : 0.0f, material.occlusion_strength,
                 material.is_unlit ? 1.0f : 0.0f);
    gl.Uniform4fv(uv_scale_location, 5, glm::value_ptr(scales[0]));
    gl.Uniform3fv(uv_offset_location, 5, glm::value_ptr(offsets[0]));
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
    if (!is_plain) set_lights();
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
    if (Result<void> status = impl->link(is_plain(scene.model)); !status) return status.error();
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
    for (const GLuint unit : {0u, 1u, 2u, 3u, occlusion_unit}) gl.BindSampler(unit, 0);
    gl.BindVertexArray(0);
    gl.Disable(GL_DEPTH_TEST);
    gl.ActiveTexture(GL_TEXTURE0);
}

Result<void> SceneRenderer::update(const SceneModel& model) {
    impl_->gl.ActiveTexture(GL_TEXTURE0);
    if (Result<void> status = impl_->upload_model(model); !status) return status;
    return impl_->draw_shadows(bounding_box(model));
}

std::size_t SceneRenderer::triangles() const {
    std::size_t count = 0;
    for (const UploadedBatch& batch : impl_->batches) count += static_cast<std::size_t>(batch.count) / 3;
    return count;
}

}  // namespace tapestry::demo
