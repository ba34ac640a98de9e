#include "scene/scene_upload.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tapestry::demo {
namespace {

GLsizei mip_levels(GLsizei width, GLsizei height) {
    return 1 + static_cast<GLsizei>(std::floor(std::log2(std::max(width, height))));
}

}  // namespace

Result<Texture> upload_picture(const GladGLContext& gl, const offline::Picture8& picture, bool is_srgb) {
    GLuint name = 0;
    gl.GenTextures(1, &name);
    Texture texture(gl, name);
    gl.BindTexture(GL_TEXTURE_2D, name);
    gl.TexStorage2D(GL_TEXTURE_2D, mip_levels(picture.width, picture.height),
                    is_srgb ? GL_SRGB8_ALPHA8 : GL_RGBA8, picture.width, picture.height);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE,
                     picture.rgba.data());
    gl.GenerateMipmap(GL_TEXTURE_2D);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    label_object(gl, GL_TEXTURE, name, "scene picture");
    if (gl.GetError() == GL_OUT_OF_MEMORY) return Error{"no memory for a scene's pictures"};
    return texture;
}

Result<Texture> upload_panorama(const GladGLContext& gl, const Panorama& panorama) {
    GLuint name = 0;
    gl.GenTextures(1, &name);
    Texture texture(gl, name);
    gl.BindTexture(GL_TEXTURE_2D, name);
    const auto levels = static_cast<GLsizei>(panorama.levels.size());
    gl.TexStorage2D(GL_TEXTURE_2D, levels, GL_RGBA16F, panorama.levels[0].width, panorama.levels[0].height);
    for (GLint k = 0; k < levels; ++k) {
        const PanoramaLevel& level = panorama.levels[static_cast<std::size_t>(k)];
        gl.TexSubImage2D(GL_TEXTURE_2D, k, 0, 0, level.width, level.height, GL_RGB, GL_FLOAT,
                         level.texels.data());
    }
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    label_object(gl, GL_TEXTURE, name, "scene panorama");
    if (gl.GetError() == GL_OUT_OF_MEMORY) return Error{"no memory for a scene's panorama"};
    return texture;
}

Result<UploadedBatch> upload_batch(const GladGLContext& gl, const SceneBatch& from) {
    UploadedBatch batch;
    batch.material = from.material;
    batch.count = static_cast<GLsizei>(from.indices.size());
    batch.array = create_vertex_array(gl);
    gl.BindVertexArray(batch.array.name());
    auto vertices = create_buffer(gl, GL_ARRAY_BUFFER, from.vertices.size() * sizeof(SceneVertex),
                                  from.vertices.data(), GL_STATIC_DRAW, "scene vertices");
    if (!vertices) return vertices.error();
    auto indices = create_buffer(gl, GL_ELEMENT_ARRAY_BUFFER, from.indices.size() * sizeof(std::uint32_t),
                                 from.indices.data(), GL_STATIC_DRAW, "scene indices");
    if (!indices) return indices.error();
    const auto attribute = [&gl](GLuint location, GLint components, std::size_t offset) {
        gl.EnableVertexAttribArray(location);
        gl.VertexAttribPointer(location, components, GL_FLOAT, GL_FALSE, sizeof(SceneVertex),
                               reinterpret_cast<const void*>(offset));
    };
    attribute(0, 3, offsetof(SceneVertex, position_m));
    attribute(1, 3, offsetof(SceneVertex, normal));
    attribute(2, 2, offsetof(SceneVertex, uv));
    attribute(3, 4, offsetof(SceneVertex, color));
    attribute(4, 2, offsetof(SceneVertex, second_uv));
    gl.BindVertexArray(0);
    batch.vertices = std::move(*vertices);
    batch.indices = std::move(*indices);
    return batch;
}

Sampler create_texture_sampler(const GladGLContext& gl, const SceneTexture& texture) {
    const auto mode_of = [](TextureWrap wrap) {
        if (wrap == TextureWrap::clamp) return GL_CLAMP_TO_EDGE;
        return wrap == TextureWrap::mirror ? GL_MIRRORED_REPEAT : GL_REPEAT;
    };
    GLuint name = 0;
    gl.GenSamplers(1, &name);
    gl.SamplerParameteri(name, GL_TEXTURE_WRAP_S, mode_of(texture.wrap_s));
    gl.SamplerParameteri(name, GL_TEXTURE_WRAP_T, mode_of(texture.wrap_t));
    gl.SamplerParameteri(name, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    gl.SamplerParameteri(name, GL_TEXTURE_MAG_FILTER, texture.is_smooth ? GL_LINEAR : GL_NEAREST);
    return {gl, name};
}

}  // namespace tapestry::demo
