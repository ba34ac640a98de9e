/// What a scene is drawn from, on the GPU.
#pragma once

#include "offline/io/image_file.h"
#include "scene/drawing_objects.h"
#include "scene/panorama.h"
#include "scene/scene_model.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Triangles of one material on the GPU.
struct UploadedBatch {
    VertexArray array;
    Buffer vertices, indices;
    GLsizei count = 0;
    std::size_t material = 0;
};

/// With mips; 8 bits a channel. Errors of all: the driver has no memory.
Result<Texture> upload_picture(const GladGLContext& gl, const offline::Picture8& picture, bool is_srgb);

/// Its levels as mips, RGBA16F.
Result<Texture> upload_panorama(const GladGLContext& gl, const Panorama& panorama);

Result<UploadedBatch> upload_batch(const GladGLContext& gl, const SceneBatch& from);

/// How a texture's picture is read: wrapped, and smooth or not.
Sampler create_texture_sampler(const GladGLContext& gl, const SceneTexture& texture);

}  // namespace tapestry::demo
