// Which light is drawn apart.
//
// Declare before including: what dof_small_light.glsl wants, `float brightness_at(ivec2 pixel)` and `float coc_at(ivec2
// pixel)`, which take pixels up to light_reach_px around.

#include "include/dof_small_light.glsl"

// CoCs beyond this are of something clearly behind what has this one.
float clearly_behind(float coc) {
    return coc + max(1.0, 0.2 * abs(coc));
}

// A light that shows through a hair, a twig or a fence has their depth where they cover a pixel's middle. They are told
// from what shines itself, like a candle's flame, by that they are thin, that the light shows beside them, and that
// they go on in the dark on both ends. Of 200 random lights behind hairs 0.1 % of the light kept the hair's depth, for
// 3 % without a look, while of candles before street lamps none changed; a look for light on both sides instead of dark
// ends missed 2.5 %. Glints on hairs have rims of antialiasing, and would go the way of the light behind for 7 % if
// half as bright as the pixel were enough for what is beside it, for 18 % at 0.4.
const int thin_px = 3;
const int ends_px = 6;
const float least_beside = 0.7;
const float most_dark = 0.25;
// Of the threshold: darker pixels are not looked at, since things are as bright without lights; and as much stays of the
// light of a pixel that is partly a thin thing's. What is behind that, blurred, would show in the rest of it. (As little
// as the thing's own brightness: 24.6 dB on ironwork for 24.8, and for 24.9 with all up to the threshold, which leaves
// dots as bright.)
const float least_rest = 0.25;
const float least_kept = 0.125;

// As far around a pixel all of this looks: from the brightest of 3x3, down diagonals and aside. (Diagonals of 4 steps
// reach 7 pixels, but leave dots of half again as many lights behind hairs.)
const int light_reach_px = 1 + ends_px + (ends_px + 1) / 2;

// Half of the ways from a pixel to its neighbours; the others lead back.
ivec2 way_out(int index) {
    return index == 0 ? ivec2(1, 0) : index == 1 ? ivec2(0, 1) : ivec2(1, 5 - 2 * index);
}

bool has_behind(ivec2 pixel, float least_coc) {
    for (int index = 0; index < 4; ++index)
        if (max(coc_at(pixel + way_out(index)), coc_at(pixel - way_out(index))) > least_coc) return true;
    return false;
}

// The first pixel on a way that is behind.
struct Behind {
    bool is_there;
    float coc;
    float light;  // its brightest colour
};

Behind behind_on(ivec2 pixel, ivec2 way, float least_coc) {
    for (int step = 1; step <= thin_px; ++step) {
        ivec2 place = pixel + step * way;
        float coc = coc_at(place);
        if (coc > least_coc) return Behind(true, coc, brightness_at(place));
    }
    return Behind(false, 0.0, 0.0);
}

// The darkest of what is not behind on a way, and as far beside it as ways lie apart.
float darkest_on(ivec2 pixel, ivec2 way, float least_coc) {
    ivec2 across = ivec2(-way.y, way.x);
    float darkest = 1.0e30;
    for (int step = 1; step <= ends_px; ++step)
        for (int aside = -(step + 1) / 2; aside <= (step + 1) / 2; ++aside) {
            ivec2 place = pixel + step * way + aside * across;
            if (coc_at(place) <= least_coc) darkest = min(darkest, brightness_at(place));
        }
    return darkest;
}

// Whose a bright pixel's light is: its own thing's, or that of what is behind a thin one, which is as dark itself as
// the darkest pixel that goes on from here.
struct Owner {
    bool is_behind;
    float coc;
    float before;  // brightness of the thin thing
};

Owner owner_of_light(ivec2 pixel, float most, float own_coc) {
    Owner owner = Owner(false, own_coc, 0.0);
    float least = clearly_behind(own_coc);
    if (!has_behind(pixel, least)) return owner;
    for (int index = 0; index < 4; ++index) {
        ivec2 across = way_out(index);
        Behind one = behind_on(pixel, across, least);
        Behind other = behind_on(pixel, -across, least);
        if (!one.is_there || !other.is_there) continue;
        if (other.light > one.light) one = other;
        if (one.light < least_beside * most) continue;
        ivec2 along = ivec2(-across.y, across.x);
        float first = darkest_on(pixel, along, least);
        float second = darkest_on(pixel, -along, least);
        if (max(first, second) < most_dark * most) return Owner(true, one.coc, min(first, second));
    }
    return owner;
}

// Antialiasing leaves a light's rim with the CoC of what is before or behind it: that of the brightest of 3x3 pixels.
// (Of 5x5, a candle's flame took that of street lamps behind it.)
struct Source {
    float light;  // of the brightest pixel
    Owner owner;
    bool is_own;  // the pixel itself
};

Source light_source(ivec2 pixel, float most) {
    ivec2 source = pixel;
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x) {
            if (x == 0 && y == 0) continue;
            float other = brightness_at(pixel + ivec2(x, y));
            if (other <= most) continue;
            most = other;
            source = pixel + ivec2(x, y);
        }
    return Source(most, owner_of_light(source, most, coc_at(source)), source == pixel);
}

// The share of a pixel's light that a sprite shows, and the CoC that it is drawn with.
struct LightApart {
    float share;
    float coc;
};

// Whether a light so bright is looked at, `farthest_coc` being the largest CoC of 3x3: less than the threshold may be
// what a thin thing leaves of a light behind it.
bool may_be_apart(float brightness, float coc, float farthest_coc, float threshold) {
    bool may_be_rest = brightness > least_rest * threshold && farthest_coc > clearly_behind(coc);
    return brightness > threshold || may_be_rest;
}

// Of a pixel that may be apart and whose smallness is above 0.
LightApart light_apart(ivec2 pixel, float small_share, float threshold, float focus_px) {
    float most = brightness_at(pixel);
    float own_coc = coc_at(pixel);
    Source source = light_source(pixel, most);
    LightApart apart = LightApart(0.0, source.owner.coc);
    if (abs(apart.coc) < focus_px || source.light <= threshold) return apart;
    float kept = threshold;
    if (apart.coc > clearly_behind(own_coc)) {
        // Of a thin thing only what is its own stays. (Of whatever is before a light: 29.4 for 29.7 dB on ironwork,
        // whose bars have glints of their own.)
        Owner owner = source.owner;
        if (!source.is_own) owner = owner_of_light(pixel, most, own_coc);
        if (owner.is_behind) kept = clamp(owner.before, least_kept * threshold, threshold);
    }
    apart.share = max(1.0 - kept / most, 0.0) * small_share;
    return apart;
}
