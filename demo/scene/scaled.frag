// A picture times a number: blended onto the sum of many, or that sum as a mean.
layout(location = 0) out vec4 light;
layout(location = 0) uniform float scale;
layout(binding = 0) uniform sampler2D picture;

void main() {
    light = scale * texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
}
