#include <filesystem>

#include "offline/kernels/families.h"
#include "offline/kernels/glyph_outline.h"

namespace tapestry::offline {
namespace {

KernelWord font_word() {
    return {"font", "TrueType or OpenType file (package fonts-dejavu-core has the standard one)",
            standard_font};
}

Result<DenseKernel> glyph_kernel(const char* name, const std::string& glyph, const KernelSettings& settings) {
    const std::string& font = settings.word("font");
    const auto outline = glyph_outline(font, glyph);
    if (!outline) {
        const std::string why = std::string(name) + ": " + outline.error().message;
        if (font == standard_font && !std::filesystem::exists(font))
            return Error{why + " (install the package fonts-dejavu-core, or name another font)"};
        return Error{why};
    }
    return placed_shape(*outline, settings);
}

}  // namespace

KernelFamily ampersand_family() {
    return {
        .name = "ampersand",
        .description = "the & of a font",
        .numbers = {radius_parameter("distance of its farthest point from the origin"), rotation_parameter()},
        .words = {font_word()},
        .period_deg = after_a_whole_turn,
        .make = [](const KernelSettings& settings) { return glyph_kernel("ampersand", "&", settings); }};
}

KernelFamily glyph_family() {
    return {
        .name = "glyph",
        .description = "any letter or sign of a font",
        .numbers = {radius_parameter("distance of its farthest point from the origin"), rotation_parameter()},
        .words = {{"glyph", "the character, in UTF-8", "A"}, font_word()},
        .period_deg = after_a_whole_turn,
        .make = [](const KernelSettings& settings) {
            return glyph_kernel("glyph", settings.word("glyph"), settings);
        }};
}

}  // namespace tapestry::offline
