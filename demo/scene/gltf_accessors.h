/// The numbers of a glTF file's accessors, sparse and compressed ones too.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "scene/gltf_file.h"

namespace tapestry::demo {

/// All throw GltfError: what is not there, reaches over the end of its bytes, or is more than is read.
class GltfAccessors {
  public:
    explicit GltfAccessors(const GltfFile& file) : file_(file) {}

    /// A buffer view's bytes, those that are compressed as they were before.
    std::span<const std::uint8_t> view(std::size_t index);

    std::size_t count(std::size_t accessor) const;
    /// "VEC3" and the like have so many numbers.
    std::size_t components(std::size_t accessor) const;
    /// Integers that are normalized come to [0, 1] or [-1, 1], others stay what they are.
    std::vector<float> floats(std::size_t accessor, std::size_t components);
    std::vector<std::uint32_t> integers(std::size_t accessor, std::size_t components);
    /// By what integers of a normalized accessor are divided; 1 for others.
    float normalizer(std::size_t accessor) const;

    const GltfFile& file() const { return file_; }

  private:
    template <class Number>
    std::vector<Number> read(std::size_t accessor, std::size_t components);

    const GltfFile& file_;
    std::map<std::size_t, std::vector<std::uint8_t>> decoded_;  ///< compressed views
    std::size_t numbers_left_ = std::size_t{1} << 28;
    std::size_t empty_left_ = std::size_t{1} << 24;  ///< numbers that no bytes stand for
    std::size_t decoded_left_ = std::size_t{1} << 30;
};

}  // namespace tapestry::demo
