/// The compute pass that writes an effect's parameters for every pixel.
#pragma once

#include <cstddef>
#include <glm/vec2.hpp>
#include <limits>
#include <span>
#include <string_view>

#include "gl/data_texture.h"
#include "gl/pass_list.h"
#include "shared/layout.h"
#include "tapestry/texture.h"

namespace tapestry {

struct MapPass {
    std::string_view shader;           ///< stores one number (r32f), or two (rgba32f) for tables of two axes
    std::span<const std::byte> block;  ///< its struct of shared/layout.h
    std::string_view input_name = {};  ///< of the sampler for `input`
    DataTexture input = {};            ///< the host's, which may be none
    bool turns = false;  ///< compiled with TAPESTRY_TURNED it stores degrees of turn instead (r32f)
    /// The map may step from copied pixels to filtered ones: then the layers before the last also filter what
    /// is read across such steps, which else comes through as ghosts of what is sharp.
    bool has_steps = false;
    /// No parameter in the map is larger, which bounds what a region reads.
    glm::vec2 most = glm::vec2(std::numeric_limits<float>::infinity());
};

/// Of a pass's block, which outlives it.
template <class Block>
std::span<const std::byte> bytes_of(const Block& block) {
    return std::as_bytes(std::span(&block, 1));
}

enum class MapKind { one_parameter, two_parameters, turns };

/// Where the pixels of a picture are that a map is for.
layout::TapestryPicture picture_block(int width, int height, Row0 row0);

/// Declares the pass, which writes the texture that is returned.
/// `input`: the pass' own, with the source's pixels; or none.
PassTexture add_map(PassList& passes, const MapPass& pass, PassTexture input, MapKind kind, int width,
                    int height);

/// A map that steps from copied pixels to filtered ones.
struct SteppingMap {
    PassTexture map;
    PassTexture turns;                             ///< of a map of one parameter, r32f; may be none
    PassTexture host_mask;                         ///< may be none
    layout::ivec2 mask_origin = layout::ivec2(0);  ///< first pixel of the picture within it
    MapKind kind = MapKind::one_parameter;
    float most = 0.0f;           ///< no first parameter is larger
    float reach_of_size = 0.0f;  ///< pixels that layers after the first read, beside the first parameter
    int width = 0;
    int height = 0;
};

/// The map and its turns with parameters for copied pixels that lie so near to filtered ones that those read
/// them, and a mask (r32f) that is 0 where the map copies and else what the host's mask says. Same as
/// fill_steps of core/map_fill.h.
struct FilledMap {
    PassTexture map;
    PassTexture turns;  ///< none where there were none
    PassTexture mask;
};
FilledMap add_fill_steps(PassList& passes, const SteppingMap& steps);

}  // namespace tapestry
