#include "scene/gltf_json.h"

#include <cmath>

namespace tapestry::demo {
namespace {

[[noreturn]] void complain(const char* name, const char* what) {
    throw GltfError(std::string(name) + " " + what);
}

double finite_number(const Json& value, const char* name) {
    if (!value.is_number()) complain(name, "is not a number");
    const double number = value.get<double>();
    if (!std::isfinite(number)) complain(name, "is not a finite number");
    return number;
}

}  // namespace

const Json* member(const Json& object, const char* name) {
    if (!object.is_object()) throw GltfError(std::string("where ") + name + " belongs there is no object");
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

const Json& object_in(const Json& object, const char* name) {
    static const Json nothing = Json::object();
    const Json* found = member(object, name);
    if (found && !found->is_object()) complain(name, "is not an object");
    return found ? *found : nothing;
}

const Json& list_in(const Json& object, const char* name) {
    static const Json nothing = Json::array();
    const Json* found = member(object, name);
    if (found && !found->is_array()) complain(name, "is not a list");
    return found ? *found : nothing;
}

const Json* extension(const Json& object, const char* name) {
    const Json* found = member(object_in(object, "extensions"), name);
    if (found && !found->is_object()) complain(name, "is not an object");
    return found;
}

std::string text_in(const Json& object, const char* name, const char* otherwise) {
    const Json* found = member(object, name);
    if (found && !found->is_string()) complain(name, "is not a text");
    return found ? found->get<std::string>() : otherwise;
}

bool flag_in(const Json& object, const char* name, bool otherwise) {
    const Json* found = member(object, name);
    if (found && !found->is_boolean()) complain(name, "is neither true nor false");
    return found ? found->get<bool>() : otherwise;
}

double number_in(const Json& object, const char* name, double otherwise) {
    const Json* found = member(object, name);
    return found ? finite_number(*found, name) : otherwise;
}

std::size_t size_in(const Json& object, const char* name, std::size_t otherwise) {
    const Json* found = member(object, name);
    if (!found) return otherwise;
    // Some writers make 3.0 of 3; doubles hold whole numbers up to 2^53.
    const double number = finite_number(*found, name);
    if (number < 0.0 || number > 9e15 || number != std::floor(number))
        complain(name, "is not a whole number that is 0 or more");
    return static_cast<std::size_t>(number);
}

std::optional<std::size_t> index_in(const Json& object, const char* name) {
    if (!member(object, name)) return std::nullopt;
    return size_in(object, name);
}

std::vector<double> numbers_in(const Json& object, const char* name, std::size_t count) {
    std::vector<double> numbers;
    for (const Json& value : list_in(object, name)) numbers.push_back(finite_number(value, name));
    if (!numbers.empty() && numbers.size() != count)
        complain(name, ("is not a list of " + std::to_string(count) + " numbers").c_str());
    return numbers;
}

glm::dvec3 vec3_in(const Json& object, const char* name, const glm::dvec3& otherwise) {
    const std::vector<double> v = numbers_in(object, name, 3);
    return v.empty() ? otherwise : glm::dvec3(v[0], v[1], v[2]);
}

const Json& element(const Json& file, const char* list, std::size_t index) {
    const Json& elements = list_in(file, list);
    if (index >= elements.size())
        throw GltfError(std::string(list) + " has no " + std::to_string(index) + ": it has " +
                        std::to_string(elements.size()));
    if (!elements[index].is_object())
        throw GltfError(std::string(list) + " " + std::to_string(index) + " is not an object");
    return elements[index];
}

std::string described(const char* kind, std::size_t index, const Json& object) {
    const Json* name = member(object, "name");
    std::string text = std::string(kind) + " " + std::to_string(index);
    if (name && name->is_string() && !name->get_ref<const std::string&>().empty())
        text += " (" + name->get_ref<const std::string&>().substr(0, 80) + ")";
    return text;
}

}  // namespace tapestry::demo
