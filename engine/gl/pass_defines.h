/// The #defines that a variant of a shader file is compiled with.
#pragma once

#include <array>
#include <cassert>
#include <span>

#include "gl/shader_library.h"
#include "shared/layout.h"

namespace tapestry {

class PassDefines {
  public:
    PassDefines& with(const char* name, int value = 1) {
        assert(count_ < list_.size() && "PassDefines: no pass has so many");
        list_[count_++] = {name, value};
        return *this;
    }
    PassDefines& with_if(bool condition, const char* name) { return condition ? with(name) : *this; }

    /// What the numbers in the host's textures mean.
    PassDefines& with(const layout::TapestryConversion& conversion);

    /// The format that is stored to. Precondition: one that images are stored in.
    PassDefines& with_target(GLenum format);

    std::span<const ShaderDefine> list() const { return std::span(list_).first(count_); }

  private:
    std::array<ShaderDefine, 17> list_ = {};
    std::size_t count_ = 0;
};

}  // namespace tapestry
