/// A reader of plain XML that is strict about being well-formed: enough for the pictures that we write.
#pragma once

#include <glm/vec2.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapestry::test {

struct XmlElement {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::vector<XmlElement> children;
    std::string text;  ///< all of its own, entities read

    double number(const std::string& attribute) const;

    /// The attribute "points" of a polyline.
    std::vector<glm::dvec2> points() const;

    /// Elements below this one, at any depth.
    std::vector<const XmlElement*> named(const std::string& element) const;
    std::vector<const XmlElement*> groups(const std::string& kind, const std::string& data_name) const;
};

/// The root element; none where the text is not well-formed: tags that do not match, attributes without
/// quotes or twice, reserved characters, more than one root.
std::optional<XmlElement> read_xml(std::string_view text);

}  // namespace tapestry::test
