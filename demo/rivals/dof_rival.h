/// Depth of field as others make it, from the same input as ours, each in the best form that we can write.
/// None of this is in the library.
#pragma once

#include <functional>
#include <glm/vec2.hpp>
#include <memory>
#include <string>
#include <vector>

#include "rivals/rival.h"

namespace tapestry::demo {

/// What is known of the frame before it is drawn. Signed CoC radius in pixels of the picture:
/// coc_at_infinity_px * (1 - focus_m / z), negative near; z from a depth buffer of near and far plane, or
/// where these are 0 from a texture of metres.
struct DofRivalLens {
    float coc_at_infinity_px = 0.0f;
    float focus_m = 1.0f;
    /// By how much nearer a tilted plane of focus is, a pixel right and a pixel up: coc_at_infinity_px *
    /// (nearness - focus_m / z).
    glm::vec2 plane_slope = {0.0f, 0.0f};
    float near_m = 0.1f;
    float far_m = 100.0f;
    float largest_coc_px = 24.0f;  ///< CoC is cut there
};

/// Reads a pixel of the picture, bilinear or nearest, from wherever.
struct DofReads {
    double blur = 0.0;         ///< of the gather, its CoC reads included
    double preparation = 0.0;  ///< of all other passes

    double all() const { return blur + preparation; }
};

struct DofRival {
    std::string name;
    DofReads reads;
    /// From an RGBA16F picture of linear light and its depth buffer to another picture, all of one size.
    std::function<Result<void>(GLuint color, GLuint depth, const DofRivalLens& lens, GLuint target)> run;
};

/// A place on the aperture of radius 1, x right and y down as a far light shows it, and the size, in [0, 1],
/// at which a smaller aperture of the same shape has it on its edge.
struct ApertureTap {
    glm::vec2 offset = {0.0f, 0.0f};
    float gauge = 0.0f;
};

/// Lights that somebody else draws. Textures of the picture's size, as long as nothing else is drawn.
struct SpriteLayers {
    GLuint color = 0;          ///< the picture without the light that is drawn apart
    GLuint far = 0, near = 0;  ///< light to be added behind and before the near layer
    GLuint needs = 0;          ///< z: 1 where a tile has far sprites, 2 near ones; the rest is not written
    int tile = 16;             ///< pixels a side of its texels
};

/// How a ring gather works.
struct RingGatherOptions {
    int divisor = 2;                                     ///< 1: at full resolution; 2: at half
    std::vector<ApertureTap> taps;                       ///< spread evenly over the aperture
    float aperture_area = 3.14159f;                      ///< of the aperture of radius 1
    std::function<Result<SpriteLayers>()> sprites = {};  ///< of the picture that is run on; empty: none
};

/// Tiles of the largest near and far CoC, a far and a near layer with mip levels as wide as the taps are
/// apart, each gathered by the taps scaled to its CoC, tests of every tap's own CoC against its distance, and
/// a composite. After J. Jimenez, "Next Generation Post Processing in Call of Duty: Advanced Warfare",
/// SIGGRAPH 2014 course, and G. Abadie, "A Life of a Bokeh", SIGGRAPH 2018 course. Error: a shader's log, no
/// memory.
Result<DofRival> ring_gather_dof(RivalContext& context, const RingGatherOptions& options, RivalSize size);

/// How an importance-sampled gather works.
struct ImportanceGatherOptions {
    int divisor = 2;  ///< 1: at full resolution; 2: at half
    int taps = 64;    ///< of the gather, in each field
    /// Of the aperture, that are gathered where there is no noise; else a square table of it, row by row, by
    /// which a place of the unit square is looked up (aperture_table).
    std::vector<ApertureTap> aperture = {};
    std::vector<ApertureTap> flood = {};  ///< that the flooding looks at; empty: none
    int frames = 0;  ///< 0: without noise; else with it, the picture being the mean of so many frames
};

/// A far and a near field, each gathered by samples that are spread over the aperture as its light is, the
/// largest light between them where that is asked for (flooding), and a composite. After W. Donnelly, A.
/// Wolfe, J. Bütepage, J. Valdés, "Importance-Sampled Filter-Adapted Spatio-Temporal Sampling", JCGT 14(1),
/// 2025, whose demonstration has 64 samples with 16 of flooding, or 16 shifted by noise without; its passes
/// are those of A. Courrèges, "UE4 Optimized Post-Effects", 2018. Reads of noise and table are not counted,
/// and of several frames those of one. Error: as ring_gather_dof.
Result<DofRival> importance_gather_dof(RivalContext& context, const ImportanceGatherOptions& options,
                                       RivalSize size);

/// The picture blurred by Gaussians across and then down, as wide as each pixel's CoC (with the variance of
/// its disk), by reads that are weighted out where their own CoC does not reach.
Result<DofRival> separable_gaussian_dof(RivalContext& context, RivalSize size);

}  // namespace tapestry::demo
