#include "tapestry/fit/kernel_family.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdio>

namespace tapestry::offline {
namespace {

std::string short_number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

template <class Entries>
auto find_named(const Entries& entries, std::string_view name) {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
    return found == entries.end() ? nullptr : &*found;
}

Error no_such_parameter(const KernelFamily& family, const std::string& name) {
    std::string known;
    for (const KernelParameter& parameter : family.numbers) known += ", " + parameter.name;
    for (const KernelWord& word : family.words) known += ", " + word.name;
    return Error{family.name + " has no parameter " + name + "; it has " + known.substr(2)};
}

}  // namespace

double KernelSettings::operator[](std::string_view name) const {
    const auto found = numbers.find(name);
    assert(found != numbers.end() && "KernelSettings: completed settings of a family that has the parameter");
    return found->second;
}

const std::string& KernelSettings::word(std::string_view name) const {
    const auto found = words.find(name);
    assert(found != words.end() && "KernelSettings: completed settings of a family that has the parameter");
    return found->second;
}

const KernelParameter* KernelFamily::number(std::string_view parameter) const {
    return find_named(numbers, parameter);
}

const KernelWord* KernelFamily::word(std::string_view parameter) const {
    return find_named(words, parameter);
}

std::string range_of(const KernelParameter& parameter) {
    const std::string from = short_number(parameter.from), to = short_number(parameter.to);
    std::string text =
        parameter.above_from ? "above " + from + " and at most " + to : "between " + from + " and " + to;
    if (!parameter.unit.empty()) text += " " + parameter.unit;
    return text;
}

Result<void> check_range(const KernelFamily& family, std::string_view name, double value) {
    const KernelParameter* parameter = family.number(name);
    assert(parameter && "check_range: a parameter of the family");
    const bool from_holds = parameter->above_from ? value > parameter->from : value >= parameter->from;
    const bool whole_holds = !parameter->whole || value == std::floor(value);
    if (from_holds && value <= parameter->to && whole_holds) return {};
    return Error{family.name + ": the " + parameter->name + " must be " +
                 (parameter->whole ? "a whole number " : "") + range_of(*parameter)};
}

Result<KernelSettings> completed(const KernelFamily& family, KernelSettings settings) {
    for (const auto& [name, value] : settings.numbers) {
        if (!family.number(name)) return no_such_parameter(family, name);
        if (auto status = check_range(family, name, value); !status) return status.error();
    }
    for (const auto& [name, text] : settings.words)
        if (!family.word(name)) return no_such_parameter(family, name);
    for (const KernelParameter& parameter : family.numbers)
        settings.numbers.emplace(parameter.name, parameter.standard);
    for (const KernelWord& word : family.words) settings.words.emplace(word.name, word.standard);
    return settings;
}

}  // namespace tapestry::offline
