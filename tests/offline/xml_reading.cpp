#include "tests/offline/xml_reading.h"

#include <cstdlib>
#include <functional>
#include <sstream>
#include <utility>

namespace tapestry::test {
namespace {

bool is_name_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':' || c == '_';
}

class XmlReader {
  public:
    explicit XmlReader(std::string_view text) : text_(text) {}

    std::optional<XmlElement> read() {
        skip_space();
        XmlElement root;
        if (!read_element(root)) return {};
        skip_space();
        if (!text_.empty()) return {};
        return root;
    }

  private:
    bool take(std::string_view expected) {
        if (!text_.starts_with(expected)) return false;
        text_.remove_prefix(expected.size());
        return true;
    }

    void skip_space() {
        while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
    }

    bool read_name(std::string& name) {
        while (!text_.empty() && is_name_letter(text_.front())) {
            name += text_.front();
            text_.remove_prefix(1);
        }
        return !name.empty();
    }

    // Characters up to `end`, which stays.
    bool read_characters(char end, std::string& out) {
        static constexpr std::pair<std::string_view, char> entities[] = {
            {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
        while (!text_.empty() && text_.front() != end) {
            if (text_.front() == '<') return false;
            if (text_.front() != '&') {
                out += text_.front();
                text_.remove_prefix(1);
                continue;
            }
            bool known = false;
            for (const auto& [entity, character] : entities)
                if (!known && take(entity)) {
                    out += character;
                    known = true;
                }
            if (!known) return false;
        }
        return !text_.empty();
    }

    bool read_attributes(XmlElement& element) {
        for (skip_space(); !text_.empty() && is_name_letter(text_.front()); skip_space()) {
            std::string name, value;
            if (!read_name(name) || !take("=\"") || !read_characters('"', value) || !take("\"")) return false;
            if (!element.attributes.emplace(name, value).second) return false;
        }
        return true;
    }

    bool read_element(XmlElement& element) {
        if (!take("<") || !read_name(element.name) || !read_attributes(element)) return false;
        if (take("/>")) return true;
        if (!take(">")) return false;
        while (read_characters('<', element.text)) {
            if (take("</")) return take(element.name) && take(">");
            if (!read_element(element.children.emplace_back())) return false;
        }
        return false;
    }

    std::string_view text_;
};

void visit_below(const XmlElement& element, const std::function<void(const XmlElement&)>& visit) {
    for (const XmlElement& child : element.children) {
        visit(child);
        visit_below(child, visit);
    }
}

std::string value_of(const XmlElement& element, const std::string& attribute) {
    const auto found = element.attributes.find(attribute);
    return found == element.attributes.end() ? "" : found->second;
}

}  // namespace

double XmlElement::number(const std::string& attribute) const {
    return std::atof(value_of(*this, attribute).c_str());
}

std::vector<glm::dvec2> XmlElement::points() const {
    std::vector<glm::dvec2> result;
    std::istringstream list(value_of(*this, "points"));
    char comma = 0;
    for (glm::dvec2 p; list >> p.x >> comma >> p.y;) result.push_back(p);
    return result;
}

std::vector<const XmlElement*> XmlElement::named(const std::string& element) const {
    std::vector<const XmlElement*> found;
    visit_below(*this, [&](const XmlElement& each) {
        if (each.name == element) found.push_back(&each);
    });
    return found;
}

std::vector<const XmlElement*> XmlElement::groups(const std::string& kind,
                                                  const std::string& data_name) const {
    std::vector<const XmlElement*> found;
    visit_below(*this, [&](const XmlElement& each) {
        if (each.name == "g" && value_of(each, "class") == kind && value_of(each, "data-name") == data_name)
            found.push_back(&each);
    });
    return found;
}

std::optional<XmlElement> read_xml(std::string_view text) {
    return XmlReader(text).read();
}

}  // namespace tapestry::test
