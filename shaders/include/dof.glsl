// What DepthOfField's passes share.
//
// Declare before including: `DofPass pass`.

// Of the finest level of the pyramid, and of the radii.
ivec2 cells_of(ivec2 picture_size) {
    return (picture_size + 3) / 4;
}

// Of a blurred slice, near outer 0.
ivec2 slice_size(int slice) {
    int side = int(pass.slice_steps[slice]);
    return (pass.size + side - 1) / side;
}

// The two pictures of the first texture of fills: see sheet.glsl.
const int fills_focus = 0;
const int fills_near_inner = 1;

bool is_in_focus(float coc_px) {
    return abs(coc_px) < (coc_px < 0.0 ? pass.near_focus_px : pass.focus_px);
}

// One pixel as up to two surfaces: premultiplied light and coverage, and the CoC of each. The surface behind covers all
// of the pixel where there is one. What is nearer is before, so that of two CoCs nobody has to say whose they are.
struct Surfaces {
    vec4 front;
    vec4 back;
    float front_coc;
    float back_coc;
};

Surfaces single_surface(vec4 work) {
    return Surfaces(vec4(work.rgb, 1.0), vec4(0.0), work.a, work.a);
}
