/// A headless context, a device in it, and a debug callback that lets no complaint of the driver pass.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "glad/gl.h"
#include "tapestry/device.h"

namespace tapestry::test {

/// The process's context, made current, and its functions. Fails the test when there is none to be had.
const GladGLContext& current_gl();

/// What a HeadlessContext gives.
void* get_proc_address(const char* name);

/// Of TAPESTRY_TEST_SHADERS: a folder whose files take the place of the library's shaders of the same name,
/// so that tests run with changed shaders without a build (tests/mutants.py). Empty: there is none.
std::filesystem::path test_shader_folder();

class GlFixture {
  public:
    /// A fresh device and a callback that collects errors, undefined behaviour and deprecated calls.
    GlFixture();
    GlFixture(const GlFixture&) = delete;
    GlFixture& operator=(const GlFixture&) = delete;
    /// Deletes textures made through `own` and fails the test when the driver complained.
    ~GlFixture();

    const GladGLContext& gl;
    Device device;

    /// The driver's complaints so far; the test answers for them.
    std::vector<std::string> take_complaints();

    /// Deletes the texture when the test ends.
    GLuint own(GLuint texture);

  private:
    std::vector<std::string> complaints_;
    std::vector<GLuint> textures_;
};

/// True when the status failed and its message has `part`; prints the message when not.
bool fails_with(const Result<void>& status, std::string_view part);

template <class T>
bool fails_with(const Result<T>& result, std::string_view part) {
    return fails_with(result ? Result<void>() : Result<void>(result.error()), part);
}

}  // namespace tapestry::test
