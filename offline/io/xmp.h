/// XMP packets as lists of what they say, by the library Expat, where Tapestry was built with it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tapestry::offline {

/// An element's beginning (no value), one of its attributes, or the text that it holds: "NAMESPACE NAME" and
/// its value, in the order of the file.
struct XmpEntry {
    std::string name;
    std::string value;
};

/// Of all packets of a JPEG, the extended one (XMP part 3, 1.1.3.1) too. Empty: none, damaged, or no library.
std::vector<XmpEntry> xmp_of_jpeg(std::span<const std::uint8_t> file);

}  // namespace tapestry::offline
