// Equal bilinear taps over every pixel's own shape.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform vec2 texel_size;
layout(location = 2) uniform int taps;
layout(std430, binding = 0) readonly buffer Taps {
    vec4 places[];  // of the shape at size 1 and angle 0
};
layout(binding = 0) uniform highp sampler2D source;
layout(binding = 1) uniform highp sampler2D parameters;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 parameter = texelFetch(parameters, pixel, 0).rg;
    vec2 along = parameter.x * vec2(cos(radians(parameter.y)), sin(radians(parameter.y)));
    vec2 across = vec2(-along.y, along.x);
    vec2 middle = vec2(pixel) + 0.5;
    vec4 sum = vec4(0.0);
    for (int i = 0; i < taps; ++i)
        sum += textureLod(source, (middle + places[i].x * along + places[i].y * across) * texel_size, 0.0);
    imageStore(target, pixel, sum / float(taps));
}
