/// Presets of the viewer. What is read is written so that it can be read again, and then the same.
#include "document/preset_file.h"
#include "fuzz_target.h"

using namespace tapestry::demo;
using tapestry::fuzz::require;

TAPESTRY_FUZZ_TARGET(preset) {
    const auto document = parse_preset({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (!document) return require(!document.error().message.empty(), "an error says why");
    const std::string text = preset_text(*document);
    const auto again = parse_preset(text);
    if (!again) std::fprintf(stderr, "%s\n%s\n", again.error().message.c_str(), text.c_str());
    require(static_cast<bool>(again), "what was written is read");
    require(preset_text(*again) == text, "what was read is written as it was");
}
