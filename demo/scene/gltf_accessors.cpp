#include "scene/gltf_accessors.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "scene/gltf_compression.h"

namespace tapestry::demo {
namespace {

enum ComponentType : std::size_t {
    byte_type = 5120,
    unsigned_byte_type,
    short_type,
    unsigned_short_type,
    unsigned_int_type = 5125,
    float_type,
};

std::size_t size_of(std::size_t type) {
    switch (type) {
        case byte_type:
        case unsigned_byte_type:
            return 1;
        case short_type:
        case unsigned_short_type:
            return 2;
        case unsigned_int_type:
        case float_type:
            return 4;
        default:
            throw GltfError("componentType " + std::to_string(type) + " is not one of glTF's");
    }
}

float most_of(std::size_t type) {
    switch (type) {
        case byte_type:
            return 127.0f;
        case unsigned_byte_type:
            return 255.0f;
        case short_type:
            return 32767.0f;
        case unsigned_short_type:
            return 65535.0f;
        default:
            return 1.0f;
    }
}

template <class Stored>
Stored stored_at(const std::uint8_t* at) {
    Stored value;
    std::memcpy(&value, at, sizeof value);  // little-endian, as glTF is
    return value;
}

template <class Number>
Number number_at(const std::uint8_t* at, std::size_t type) {
    switch (type) {
        case byte_type:
            return static_cast<Number>(stored_at<std::int8_t>(at));
        case unsigned_byte_type:
            return static_cast<Number>(*at);
        case short_type:
            return static_cast<Number>(stored_at<std::int16_t>(at));
        case unsigned_short_type:
            return static_cast<Number>(stored_at<std::uint16_t>(at));
        case unsigned_int_type:
            return static_cast<Number>(stored_at<std::uint32_t>(at));
        default:
            return static_cast<Number>(stored_at<float>(at));
    }
}

/// Elements in bytes, each `stride` after the one before it. Throws where they are not all there.
struct Elements {
    std::span<const std::uint8_t> bytes;
    std::size_t offset, stride, component_size, components, count;

    void check(const std::string& what) const {
        if (count == 0) return;
        const std::size_t size = component_size * components;
        // No overflows: counts and strides are far below 2^32 each.
        if (offset > bytes.size() || (count - 1) * stride + size > bytes.size() - offset)
            throw GltfError(what + " reaches over the end of its bytes, which the file does not hold");
    }
    const std::uint8_t* at(std::size_t i, std::size_t c) const {
        return bytes.data() + offset + i * stride + c * component_size;
    }
};

constexpr std::size_t most_elements = std::size_t{1} << 28;

}  // namespace

std::span<const std::uint8_t> GltfAccessors::view(std::size_t index) {
    const Json& view = element(file_.json, "bufferViews", index);
    const Json* compression = extension(view, meshopt_extension);
    if (compression) {
        const auto found = decoded_.find(index);
        if (found != decoded_.end()) return found->second;
    }
    const Json& place = compression ? *compression : view;
    const auto buffer = index_in(place, "buffer");
    if (!buffer || *buffer >= file_.buffers.size())
        throw GltfError("bufferView " + std::to_string(index) + " is of a buffer that is not there");
    const std::span<const std::uint8_t> bytes = file_.buffers[*buffer];
    const std::size_t offset = size_in(place, "byteOffset"), length = size_in(place, "byteLength");
    if (offset > bytes.size() || length > bytes.size() - offset)
        throw GltfError("bufferView " + std::to_string(index) + " reaches over the end of its buffer");
    if (!compression) return bytes.subspan(offset, length);
    auto decoded = decode_meshopt(*compression, bytes.subspan(offset, length), decoded_left_);
    decoded_left_ -= decoded.size();
    return decoded_[index] = std::move(decoded);
}

std::size_t GltfAccessors::count(std::size_t accessor) const {
    return size_in(element(file_.json, "accessors", accessor), "count");
}

std::size_t GltfAccessors::components(std::size_t accessor) const {
    const std::string type = text_in(element(file_.json, "accessors", accessor), "type");
    if (type == "SCALAR") return 1;
    if (type == "VEC2") return 2;
    if (type == "VEC3") return 3;
    if (type == "VEC4" || type == "MAT2") return 4;
    if (type == "MAT3") return 9;
    if (type == "MAT4") return 16;
    throw GltfError("accessor " + std::to_string(accessor) + ": '" + type.substr(0, 40) +
                    "' is no type of glTF's");
}

float GltfAccessors::normalizer(std::size_t accessor) const {
    const Json& json = element(file_.json, "accessors", accessor);
    return flag_in(json, "normalized") ? most_of(size_in(json, "componentType")) : 1.0f;
}

template <class Number>
std::vector<Number> GltfAccessors::read(std::size_t index, std::size_t wanted) {
    const Json& accessor = element(file_.json, "accessors", index);
    const std::string name = described("accessor", index, accessor);
    if (components(index) != wanted)
        throw GltfError(name + " is " + text_in(accessor, "type") + ", and should have " +
                        std::to_string(wanted) + " numbers an element");
    const std::size_t type = size_in(accessor, "componentType"), size = size_of(type);
    if (std::is_integral_v<Number> && type == float_type)
        throw GltfError(name + " is of floats, and should be of whole numbers");
    const std::size_t elements = size_in(accessor, "count");
    if (elements > most_elements / wanted || elements * wanted > numbers_left_)
        throw GltfError(name + " is more than can be read: " + std::to_string(elements) + " elements");

    std::vector<Number> numbers;
    const auto store = [&](const Elements& from, std::size_t i, std::size_t to) {
        for (std::size_t c = 0; c < wanted; ++c)
            numbers[to * wanted + c] = number_at<Number>(from.at(i, c), type);
    };
    if (const auto view_index = index_in(accessor, "bufferView")) {
        const Json& json = element(file_.json, "bufferViews", *view_index);
        std::size_t stride = size_in(json, "byteStride");
        if (stride == 0) stride = size * wanted;
        // glTF allows 252; more is harmless, but for sums that overflow.
        if (stride > 65536) throw GltfError(name + " has a byteStride of " + std::to_string(stride));
        const Elements from{view(*view_index), size_in(accessor, "byteOffset"), stride, size, wanted,
                            elements};
        from.check(name);
        numbers_left_ -= elements * wanted;
        numbers.resize(elements * wanted);
        for (std::size_t i = 0; i < elements; ++i) store(from, i, i);
    } else {
        if (elements * wanted > empty_left_)
            throw GltfError(name + " has " + std::to_string(elements) + " elements, and no bytes for them");
        numbers_left_ -= elements * wanted;
        empty_left_ -= elements * wanted;
        numbers.resize(elements * wanted);
    }

    if (const Json* sparse = member(accessor, "sparse")) {
        const Json &indices = object_in(*sparse, "indices"), &values = object_in(*sparse, "values");
        const std::size_t replaced = size_in(*sparse, "count");
        if (replaced > elements) throw GltfError(name + " replaces more elements than it has");
        const std::size_t index_type = size_in(indices, "componentType"), index_size = size_of(index_type);
        if (index_type != unsigned_byte_type && index_type != unsigned_short_type &&
            index_type != unsigned_int_type)
            throw GltfError(name + " has sparse indices that are no unsigned numbers");
        const auto view_of = [&](const Json& json) {
            const auto index_of_view = index_in(json, "bufferView");
            if (!index_of_view) throw GltfError(name + " is sparse, and says not where");
            return view(*index_of_view);
        };
        const Elements places{view_of(indices), size_in(indices, "byteOffset"), index_size, index_size, 1,
                              replaced};
        const Elements from{view_of(values), size_in(values, "byteOffset"), size * wanted, size, wanted,
                            replaced};
        places.check(name);
        from.check(name);
        for (std::size_t i = 0; i < replaced; ++i) {
            const auto to = number_at<std::uint32_t>(places.at(i, 0), index_type);
            if (to >= elements) throw GltfError(name + " replaces an element that is not there");
            store(from, i, to);
        }
    }
    return numbers;
}

std::vector<float> GltfAccessors::floats(std::size_t accessor, std::size_t wanted) {
    auto numbers = read<float>(accessor, wanted);
    if (const float most = normalizer(accessor); most != 1.0f)
        for (float& number : numbers) number = std::max(-1.0f, number / most);
    return numbers;
}

std::vector<std::uint32_t> GltfAccessors::integers(std::size_t accessor, std::size_t wanted) {
    return read<std::uint32_t>(accessor, wanted);
}

}  // namespace tapestry::demo
