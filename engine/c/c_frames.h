/// Fields of textures and frames.
#pragma once

#include "c/c_struct.h"
#include "tapestry/effect_frame.h"
#include "tapestry/texture.h"

namespace tapestry::c {

template <class Copy>
void fields(auto& c, Region& cpp, const Copy& copy) {
    auto& [x, y, width, height] = cpp;
    copy(c.x, x);
    copy(c.y, y);
    copy(c.width, width);
    copy(c.height, height);
}

/// Numbers that are 0 say that it is none.
template <class Copy>
void layer_fields(auto& c, int& layer, const Copy&) {
    if constexpr (Copy::to_cpp) {
        // One below none, so that a layer below 0 is an error.
        if (c.is_layer != 0) layer = c.layer < 0 ? -2 : c.layer;
    } else {
        c.is_layer = layer >= 0 ? 1 : 0;
        c.layer = layer >= 0 ? layer : 0;
    }
}

template <class Copy>
void fields(auto& c, TextureView& cpp, const Copy& copy) {
    auto& [texture, encoding, alpha, width, height, format, layer] = cpp;
    copy(c.texture, texture);
    copy(c.encoding, encoding);
    copy(c.alpha, alpha);
    copy(c.width, width);
    copy(c.height, height);
    copy(c.format, format);
    layer_fields(c, layer, copy);
    copy.reserved(c.reserved);
}

template <class Copy>
void fields(auto& c, DataView& cpp, const Copy& copy) {
    auto& [texture, width, height, format, layer, samples, region, jitter_x, jitter_y] = cpp;
    copy(c.texture, texture);
    copy(c.width, width);
    copy(c.height, height);
    copy(c.format, format);
    copy(c.region, region);
    copy(c.jitter_x, jitter_x);
    copy(c.jitter_y, jitter_y);
    layer_fields(c, layer, copy);
    copy(c.samples, samples);
    if (Copy::to_cpp && c.samples == 0) samples = 1;
    copy.reserved(c.reserved);
}

template <>
struct Form<tapestry_effect_frame> {
    using Cpp = EffectFrame;
    static constexpr const char* name = "tapestry_effect_frame";
    static constexpr std::size_t required = offsetof(tapestry_effect_frame, row0);
};

template <class Copy>
void fields(tapestry_effect_frame& c, EffectFrame& cpp, const Copy& copy) {
    auto& [source, target, row0, precision, resolution, region, mask_texture, view, tiles] = cpp;
    copy(c.source, source);
    copy(c.target, target);
    copy(c.row0, row0);
    copy(c.precision, precision);
    copy(c.resolution, resolution);
    copy(c.region, region);
    copy(c.mask_texture, mask_texture);
    copy(c.view, view);
    copy(c.tiles, tiles);
    copy.reserved(c.reserved);
}

}  // namespace tapestry::c
