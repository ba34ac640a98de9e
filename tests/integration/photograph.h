/// A shipped photograph in a texture and back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "offline/io/image_file.h"

namespace tapestry::test {

/// Reads assets/photos/NAME; fails the test when it cannot.
offline::Picture8 photograph(const std::string& name);

/// A new GL_RGBA8 texture with the picture, row 0 on top, in the current context. The caller deletes it.
std::uint32_t upload(const offline::Picture8& picture);

/// A new GL_DEPTH_COMPONENT32F texture of as many numbers. The caller deletes it.
std::uint32_t upload_depth(const std::vector<float>& depths, int width, int height);

/// A new, empty texture of a sized format.
std::uint32_t empty_texture(std::uint32_t format, int width, int height);

/// A texture's RGBA as linear numbers, row 0 on top.
Image download(std::uint32_t texture, int width, int height);

void delete_texture(std::uint32_t texture);

}  // namespace tapestry::test
