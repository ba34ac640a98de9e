// The depth of a drawing, where it covers the pixel.
layout(binding = 0) uniform sampler2D picture;
layout(binding = 1) uniform sampler2D depth;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    if (texelFetch(picture, pixel, 0).a <= 0.0) discard;
    gl_FragDepth = texelFetch(depth, pixel, 0).r;
}
