// glTF 2.0's metallic-roughness surface under a panorama and one sun, in linear light. PLAIN
// is 1 where the scene has no more than that, and no texture has coordinates of its own.
in vec3 world_m;
in vec3 world_normal;
#if PLAIN
in vec2 texture_uvs;
#else
in vec4 texture_uvs;  // both sets
#endif
in vec4 vertex_color;
in vec3 sun_position;
layout(location = 0) out vec4 light;

layout(location = 2) uniform vec3 eye_m;
layout(location = 3) uniform vec4 base_color;
layout(location = 4) uniform vec3 emission;
layout(location = 5) uniform vec4 surface;  // metallic, roughness, alpha cutoff, normal scale
layout(location = 6) uniform vec4 has;      // base colour, roughness, normal, emission pictures: 0 or 1
layout(location = 7) uniform vec3 sun_direction;
layout(location = 8) uniform vec3 sun_irradiance;  // over pi
layout(location = 9) uniform float shadow_texel;   // 0: no sun
layout(location = 10) uniform float panorama_levels;
layout(location = 11) uniform mat3 panorama_turn;
layout(location = 12) uniform float exposure;  // of the panorama; sun and emission have it already
layout(location = 16) uniform vec3 irradiance[9];  // over pi, spherical harmonics
#if !PLAIN
layout(location = 14) uniform vec3 more;  // occlusion picture, its strength, unlit
// Of base colour, roughness, normal, emission, occlusion: columns of a matrix; z: 1 for the second set.
layout(location = 25) uniform vec4 uv_scale[5];
layout(location = 30) uniform vec3 uv_offset[5];
layout(location = 35) uniform int lights;
layout(location = 40) uniform vec4 light_place[16];  // w: where it ends, 0: nowhere
layout(location = 56) uniform vec4 light_aim[16];    // w: 0 sun, 1 point, 2 spot
layout(location = 72) uniform vec3 light_intensity[16];  // over pi
layout(location = 88) uniform vec2 light_cone[16];   // cosines: inner, outer
layout(binding = 7) uniform sampler2D occlusion_picture;
#endif
layout(binding = 0) uniform sampler2D base_color_picture;
layout(binding = 1) uniform sampler2D roughness_picture;
layout(binding = 2) uniform sampler2D normal_picture;
layout(binding = 3) uniform sampler2D emission_picture;
layout(binding = 4) uniform sampler2D panorama;
layout(binding = 5) uniform sampler2DShadow shadow;

#include "panorama.glsl"
#include "peel.glsl"

vec3 irradiance_from(vec3 n) {
    return max(vec3(0.0),
               irradiance[0] + irradiance[1] * n.y + irradiance[2] * n.z + irradiance[3] * n.x +
                   irradiance[4] * (n.x * n.y) + irradiance[5] * (n.y * n.z) +
                   irradiance[6] * (3.0 * n.z * n.z - 1.0) + irradiance[7] * (n.x * n.z) +
                   irradiance[8] * (n.x * n.x - n.y * n.y));
}

vec2 uv_of(int map) {
#if PLAIN
    return texture_uvs;
#else
    vec2 uv = uv_offset[map].z > 0.5 ? texture_uvs.zw : texture_uvs.xy;
    return mat2(uv_scale[map].xy, uv_scale[map].zw) * uv + uv_offset[map].xy;
#endif
}

// The frame of the UVs from screen derivatives, so that no mesh need carry tangents: C. Schueler, "Normal
// Mapping Without Precomputed Tangents", ShaderX 5, 2007.
vec3 mapped_normal(vec3 n) {
    vec3 p_x = dFdx(world_m), p_y = dFdy(world_m);
    vec2 texture_uv = uv_of(2);
    vec2 uv_x = dFdx(texture_uv), uv_y = dFdy(texture_uv);
    vec3 across = cross(p_y, n), along = cross(n, p_x);
    vec3 tangent = across * uv_x.x + along * uv_y.x;
    vec3 bitangent = across * uv_x.y + along * uv_y.y;
    float largest = max(dot(tangent, tangent), dot(bitangent, bitangent));
    if (largest == 0.0) return n;
    vec3 bump = texture(normal_picture, texture_uv).xyz * 2.0 - 1.0;
    bump.xy *= surface.w;
    // glTF's second texture axis runs down the picture.
    return normalize((tangent * bump.x - bitangent * bump.y) * inversesqrt(largest) + n * bump.z);
}

// Split-sum's second factor without a table: B. Karis, "Physically Based Shading on Mobile", 2014.
vec3 environment_reflectance(vec3 f0, float roughness, float n_v) {
    vec4 r = roughness * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
    float a = min(r.x * r.x, exp2(-9.28 * n_v)) * r.x + r.y;
    vec2 scale_bias = vec2(-1.04, 1.04) * a + r.zw;
    return f0 * scale_bias.x + scale_bias.y;
}

float sun_visibility(float n_l) {
    if (n_l <= 0.0) return 0.0;
    float bias = mix(0.0030, 0.0006, n_l);
    float sum = 0.0;
    for (int i = 0; i < 4; ++i) {
        vec2 step = (vec2(i & 1, i >> 1) - 0.5) * 1.5 * shadow_texel;
        sum += texture(shadow, vec3(sun_position.xy + step, sun_position.z - bias));
    }
    return 0.25 * sum;
}

// GGX with Smith's correlated visibility and Schlick's Fresnel, as glTF 2.0's appendix B has them: of light
// that falls square on a surface the share that comes to the eye.
vec3 reflected(vec3 l, float n_l, vec3 n, vec3 v, vec3 albedo, vec3 f0, float roughness) {
    vec3 h = normalize(l + v);
    float n_v = max(dot(n, v), 1e-3), n_h = max(dot(n, h), 0.0), v_h = max(dot(v, h), 0.0);
    float a2 = max(pow(roughness, 4.0), 1e-4);
    float d = n_h * n_h * (a2 - 1.0) + 1.0;
    float smith = n_l * sqrt(n_v * n_v * (1.0 - a2) + a2) + n_v * sqrt(n_l * n_l * (1.0 - a2) + a2);
    vec3 fresnel = f0 + (1.0 - f0) * pow(1.0 - v_h, 5.0);
    vec3 specular = fresnel * (0.5 * a2 / (d * d * smith));
    return n_l * (albedo * (1.0 - fresnel) + specular);
}

vec3 sun_light(vec3 n, vec3 v, vec3 albedo, vec3 f0, float roughness) {
    vec3 l = -sun_direction;
    float n_l = dot(n, l);
    float visible = sun_visibility(n_l);
    if (visible <= 0.0) return vec3(0.0);
    return sun_irradiance * visible * reflected(l, n_l, n, v, albedo, f0, roughness);
}

#if !PLAIN
// KHR_lights_punctual, with its windows for ranges and cones.
vec3 punctual_light(int i, vec3 n, vec3 v, vec3 albedo, vec3 f0, float roughness) {
    vec3 l = -light_aim[i].xyz;
    float strength = 1.0;
    if (light_aim[i].w > 0.5) {
        vec3 to_light = light_place[i].xyz - world_m;
        float squared = max(dot(to_light, to_light), 1e-6);
        l = to_light * inversesqrt(squared);
        strength = 1.0 / squared;
        float range = light_place[i].w;
        if (range > 0.0) {
            float share = squared / (range * range);
            strength *= clamp(1.0 - share * share, 0.0, 1.0);
        }
        if (light_aim[i].w > 1.5) {
            float inner = light_cone[i].x, outer = light_cone[i].y;
            float inside = clamp((dot(-l, light_aim[i].xyz) - outer) / max(inner - outer, 1e-3), 0.0, 1.0);
            strength *= inside * inside;
        }
    }
    float n_l = dot(n, l);
    if (n_l <= 0.0 || strength <= 0.0) return vec3(0.0);
    return light_intensity[i] * strength * reflected(l, n_l, n, v, albedo, f0, roughness);
}
#endif

void main() {
    if (is_peeled_off(gl_FragCoord)) discard;
    vec4 color = base_color * vec4(1.0, 1.0, 1.0, vertex_color.a);
    if (has.x > 0.5) color *= texture(base_color_picture, uv_of(0));
    if (color.a < surface.z) discard;
    // Colours of vertices carry how much of the surroundings a place sees, too.
    color.rgb *= vertex_color.rgb;
#if !PLAIN
    if (more.z > 0.5) {
        light = vec4(exposure * color.rgb, 1.0);
        return;
    }
#endif
    float metallic = surface.x, roughness = surface.y;
    if (has.y > 0.5) {
        vec2 map = texture(roughness_picture, uv_of(1)).bg;
        metallic *= map.x;
        roughness *= map.y;
    }
    roughness = clamp(roughness, 0.05, 1.0);
    vec3 v = normalize(eye_m - world_m);
    vec3 n = normalize(gl_FrontFacing ? world_normal : -world_normal);
    if (has.z > 0.5) n = mapped_normal(n);
    float n_v = max(dot(n, v), 1e-3);
    vec3 f0 = mix(vec3(0.04), color.rgb, metallic);
    vec3 albedo = color.rgb * (1.0 - metallic);

    vec3 mirrored = panorama_light(panorama_turn * reflect(-v, n), roughness * (panorama_levels - 1.0));
    vec3 sum = exposure * (albedo * irradiance_from(panorama_turn * n) +
                           mirrored * environment_reflectance(f0, roughness, n_v));
#if !PLAIN
    if (more.x > 0.5) sum *= 1.0 + more.y * (texture(occlusion_picture, uv_of(4)).r - 1.0);
#endif
    if (shadow_texel > 0.0) sum += sun_light(n, v, albedo, f0, roughness);
#if !PLAIN
    for (int i = 0; i < lights; ++i) sum += punctual_light(i, n, v, albedo, f0, roughness);
#endif
    vec3 glow = emission;
    if (has.w > 0.5) glow *= texture(emission_picture, uv_of(3)).rgb;
    light = vec4(sum + glow * vertex_color.rgb, 1.0);
}
