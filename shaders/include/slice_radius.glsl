// The radius that a slice of DepthOfField is blurred with, in its own pixels, for one wanted in those of the picture.
//
// The way down and up blurs by itself: means over `side` pixels have a variance of (1 - 1 / side^2) / 12 of the slice's
// pixels per axis, bilinear reads between them 1/6 on average. An aperture of that much less is read with.
// `aperture_variance`: per axis, at radius 1.
float slice_radius(float wanted_px, float side, float most, float aperture_variance) {
    float radius = clamp(wanted_px / side, 0.0, most);
    if (side <= 1.0) return radius;
    float variance = (1.0 - 1.0 / (side * side)) / 12.0 + 1.0 / 6.0;
    return sqrt(max(radius * radius - variance / aperture_variance, 0.0));
}
