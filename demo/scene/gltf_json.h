/// Values out of a glTF file's JSON, with errors that name what is wrong. Only the loader's own files throw
/// and catch these.
#pragma once

#include <cstddef>
#include <glm/gtc/quaternion.hpp>
#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tapestry::demo {

using Json = nlohmann::json;

/// Caught by read_gltf, which makes an Error of it.
struct GltfError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// An object's member; null where there is none. Error of all: a value of another type, or out of range.
const Json* member(const Json& object, const char* name);
/// A member that is an object or an array; an empty one where there is none.
const Json& object_in(const Json& object, const char* name);
const Json& list_in(const Json& object, const char* name);
/// The extension of an object; null where there is none.
const Json* extension(const Json& object, const char* name);

std::string text_in(const Json& object, const char* name, const char* otherwise = "");
bool flag_in(const Json& object, const char* name, bool otherwise = false);
double number_in(const Json& object, const char* name, double otherwise);
std::size_t size_in(const Json& object, const char* name, std::size_t otherwise = 0);
/// Of something in a list.
std::optional<std::size_t> index_in(const Json& object, const char* name);
/// A list of finite numbers; empty where there is none. Error: another number of them.
std::vector<double> numbers_in(const Json& object, const char* name, std::size_t count);
glm::dvec3 vec3_in(const Json& object, const char* name, const glm::dvec3& otherwise);

/// An element of one of the file's lists. Error: "accessors has no 7".
const Json& element(const Json& file, const char* list, std::size_t index);

/// "mesh 3 (Cube)", for people.
std::string described(const char* kind, std::size_t index, const Json& object);

}  // namespace tapestry::demo
