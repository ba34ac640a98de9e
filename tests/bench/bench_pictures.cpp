#include "bench_pictures.h"

namespace tapestry::bench {

GLuint BenchPictures::texture(GLenum format, GLenum layout, const float* pixels) {
    const GladGLContext& gl = context_.gl;
    GLuint name = 0;
    gl.GenTextures(1, &name);
    textures_.emplace_back(gl, name);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, name);
    gl.TexStorage2D(GL_TEXTURE_2D, 1, format, size_.width, size_.height);
    if (pixels) gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size_.width, size_.height, layout, GL_FLOAT, pixels);
    return name;
}

GLuint BenchPictures::upload(const Image& image) {
    std::vector<float> numbers;
    for (const glm::dvec4& pixel : image.pixels)
        for (int channel = 0; channel < 4; ++channel) numbers.push_back(static_cast<float>(pixel[channel]));
    return texture(GL_RGBA16F, GL_RGBA, numbers.data());
}

GLuint BenchPictures::upload(const ParameterMap& map, int numbers) {
    std::vector<float> pixels;
    for (const glm::dvec2& value : map.values)
        for (int number = 0; number < numbers; ++number) pixels.push_back(static_cast<float>(value[number]));
    return numbers == 1 ? texture(GL_R32F, GL_RED, pixels.data()) : texture(GL_RG32F, GL_RG, pixels.data());
}

Image BenchPictures::read(GLuint texture) const {
    Image image(size_.width, size_.height);
    std::vector<float> numbers(image.pixels.size() * 4);
    context_.gl.ActiveTexture(GL_TEXTURE0);
    context_.gl.BindTexture(GL_TEXTURE_2D, texture);
    context_.gl.GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, numbers.data());
    for (std::size_t i = 0; i < numbers.size(); ++i)
        image.pixels[i / 4][static_cast<int>(i % 4)] = numbers[i];
    return image;
}

}  // namespace tapestry::bench
