// Lights merged into those of a cell.
//
// Declare before including: what dof_light_cells.glsl has, and the images `lights` and `places`. Define afterwards:
// `candidate`.

struct Light {
    vec3 light;
    float coc;   // 0: there is none
    vec2 place;  // pixels
};

// What may be merged on a side (light_far or light_near) of the invocation's cell.
DECLARE(Light candidate(int side, int index));

// Of places and CoCs by brightness.
struct LightSum {
    vec3 light;
    vec3 place_and_coc;
    float weight;
};

void add_light(INOUT(LightSum) sum, Light one) {
    float weight = brightest(one.light);
    sum.light += one.light;
    sum.place_and_coc += weight * vec3(one.place, one.coc);
    sum.weight += weight;
}

vec4 mean_light(LightSum sum, float cell_px) {
    if (sum.weight <= 0.0) return vec4(0.0);
    return storable(vec4(sum.light / (cell_px * cell_px), sum.place_and_coc.z / sum.weight));
}

vec2 place_in_cell(LightSum sum, float cell_px, ivec2 cell) {
    return sum.weight > 0.0 ? sum.place_and_coc.xy / (sum.weight * cell_px) - (vec2(cell) + 0.5) : vec2(0.0);
}

// How far a light reaches on its level, or from there up.
vec2 reach_of(float coc, int level) {
    return abs(coc) < light_top_px(level) ? vec2(abs(coc), 0.0) : vec2(0.0, abs(coc));
}

// Lights whose CoC differs by more of the brightest's belong to other things.
const float alike_cocs = 0.25;

void store_none(int level, ivec2 cell, int side) {
    imageStore(lights, light_texel(level, cell, 2 * side), vec4(0.0));
    imageStore(lights, light_texel(level, cell, 2 * side + 1), vec4(0.0));
    imageStore(places, light_texel(level, cell, side), vec4(0.0));
}

// Merges and stores the lights of a side; returns their reach.
vec2 store_merged(int level, ivec2 cell, int side, int count) {
    float most = 0.0;
    float main_coc = 0.0;
    for (int index = 0; index < count; ++index) {
        Light one = candidate(side, index);
        float brightness = one.coc == 0.0 ? 0.0 : brightest(one.light);
        if (brightness <= most) continue;
        most = brightness;
        main_coc = one.coc;
    }
    LightSum main_sum = LightSum(vec3(0.0), vec3(0.0), 0.0);
    LightSum rest_sum = main_sum;
    for (int index = 0; most > 0.0 && index < count; ++index) {
        Light one = candidate(side, index);
        if (one.coc == 0.0) continue;
        if (abs(one.coc - main_coc) <= alike_cocs * abs(main_coc))
            add_light(main_sum, one);
        else
            add_light(rest_sum, one);
    }
    float cell_px = light_cell_px(level);
    vec4 main_light = mean_light(main_sum, cell_px);
    vec4 rest_light = mean_light(rest_sum, cell_px);
    imageStore(lights, light_texel(level, cell, 2 * side), main_light);
    imageStore(lights, light_texel(level, cell, 2 * side + 1), rest_light);
    vec4 place = vec4(place_in_cell(main_sum, cell_px, cell), place_in_cell(rest_sum, cell_px, cell));
    imageStore(places, light_texel(level, cell, side), storable(place));
    return max(reach_of(main_light.a, level), reach_of(rest_light.a, level));
}
