/// Words on pictures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "offline/io/image_file.h"
#include "offline/report/palette.h"
#include "offline/report/svg_document.h"
#include "tapestry/result.h"

namespace tapestry::offline::report {

/// Debian's package fonts-dejavu-core, which the ampersand kernel needs as well.
inline constexpr const char* caption_font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

class TextPainter {
  public:
    /// Error, with the path: a file that cannot be read or is not a font.
    static Result<TextPainter> load(const std::filesystem::path& font);

    TextPainter(TextPainter&&) noexcept;
    ~TextPainter();

    /// px, of a text in UTF-8 at a height of its capitals and what hangs below of `size` px.
    double width(std::string_view text, double size) const;

    /// Draws with the baseline's anchor at (x, y); what lies outside the picture is cut off.
    void draw(Picture8& picture, double x, double y, std::string_view text, double size, Colour colour,
              Anchor anchor = Anchor::start) const;

  private:
    struct Font;
    explicit TextPainter(std::unique_ptr<Font> font);
    std::unique_ptr<Font> font_;
};

}  // namespace tapestry::offline::report
