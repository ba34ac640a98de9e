#include "offline/report/contact_sheet.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "offline/io/srgb.h"

namespace tapestry::offline::report {
namespace {

constexpr int sheet_margin = 20, sheet_gap = 14, sheet_title_height = 40;
constexpr double sheet_title_size = 19.0, sheet_caption_size = 14.0, sheet_note_size = 12.5;
constexpr int caption_line = 20, note_line = 17;
constexpr int wanted_tile = 176;  // px; the nearest whole number of pixels a cell is taken
constexpr int shown_margin = 4;   // cells

double value_at(const DenseKernel& kernel, int dx, int dy) {
    const int x = kernel.width / 2 + dx, y = kernel.height / 2 + dy;
    return x >= 0 && y >= 0 && x < kernel.width && y < kernel.height ? kernel.at(x, y) : 0.0;
}

double peak_of(const DenseKernel& kernel) {
    return *std::max_element(kernel.values.begin(), kernel.values.end());
}

int shown_half(const DenseKernel& target) {
    return std::max(target.width, target.height) / 2 + shown_margin;
}

// White leaves room above flat shapes, so that ripples show on both sides. PSFs are a few bright cells over
// much faint light: there the exposure is for the faint, and the bright cells clip.
double white_of(const DenseKernel& target) {
    constexpr double headroom = 1.25, lit = 1e-3, share_below = 0.97;
    const double peak = peak_of(target);
    std::vector<double> cells;
    std::copy_if(target.values.begin(), target.values.end(), std::back_inserter(cells),
                 [&](double value) { return value > lit * peak; });
    const auto at =
        cells.begin() + static_cast<std::ptrdiff_t>(share_below * static_cast<double>(cells.size()));
    std::nth_element(cells.begin(), at, cells.end());
    return headroom * *at;
}

Colour light(double value, double white) {
    const double shown = linear_to_srgb(std::clamp(value / white, 0.0, 1.0));
    const auto byte = static_cast<std::uint8_t>(std::lround(255.0 * shown));
    return {byte, byte, byte};
}

void fill(Picture8& picture, int x, int y, int width, int height, Colour colour) {
    for (int row = y; row < y + height; ++row)
        for (int column = x; column < x + width; ++column) {
            std::uint8_t* pixel = &picture.rgba[4 * (static_cast<std::size_t>(row) * picture.width + column)];
            pixel[0] = colour.r, pixel[1] = colour.g, pixel[2] = colour.b, pixel[3] = 255;
        }
}

template <class ColourAt>
void draw_tile(Picture8& picture, const SheetLayout& layout, SheetLayout::Corner corner,
               const ColourAt& colour_at) {
    const int half = layout.tile / layout.scale / 2;
    for (int dy = -half; dy <= half; ++dy)
        for (int dx = -half; dx <= half; ++dx)
            fill(picture, corner.x + (dx + half) * layout.scale, corner.y + (dy + half) * layout.scale,
                 layout.scale, layout.scale, colour_at(dx, dy));
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g %%", 100.0 * share);
    return text;
}

// The errors' colours, in the place of the error that the target does not have.
void draw_key(Picture8& picture, const SheetLayout& layout, const ContactSheet& sheet,
              const TextPainter& text) {
    const int x = layout.target.x, top = layout.target.y + layout.tile + sheet_gap, width = 18;
    const int height = layout.tile;
    for (int row = 0; row < height; ++row)
        fill(picture, x, top + row, width, 1, diverging(1.0 - 2.0 * row / (height - 1.0)));
    const std::string range = percent(sheet.error_range);
    const double at = x + width + 8.0;
    const auto word = [&](double y, const std::string& words, Colour colour) {
        text.draw(picture, at, y, words, sheet_note_size, colour);
    };
    word(top + 10.0, "+" + range, palette::ink);
    word(top + 10.0 + note_line, "too bright", palette::grey);
    word(top + 0.5 * height - 4.0, "signed error,", palette::grey);
    word(top + 0.5 * height - 4.0 + note_line, "of the peak", palette::grey);
    word(top + height - 1.0 - note_line, "too dark", palette::grey);
    word(top + height - 1.0, "\u2212" + range, palette::ink);
}

void draw_captions(Picture8& picture, const SheetLayout& layout, SheetLayout::Corner corner,
                   const std::string& caption, const std::vector<std::string>& notes,
                   const TextPainter& text) {
    double y = corner.y - layout.caption_height + caption_line - 4.0;
    // A long name is set smaller rather than cut.
    const double fit = layout.tile / std::max(1.0, text.width(caption, sheet_caption_size));
    text.draw(picture, corner.x, y, caption, sheet_caption_size * std::min(1.0, fit), palette::ink);
    for (const std::string& note : notes)
        text.draw(picture, corner.x, y += note_line, note, sheet_note_size, palette::grey);
}

// To 1, 2 or 5 times a power of ten.
double round_up(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (value <= factor * power * (1.0 + 1e-12)) return factor * power;
    return 10.0 * power;
}

}  // namespace

SheetLayout lay_out(const ContactSheet& sheet) {
    SheetLayout layout;
    const int cells = 2 * shown_half(sheet.target) + 1;
    layout.margin = shown_margin;
    layout.scale = std::max(1, static_cast<int>(std::lround(static_cast<double>(wanted_tile) / cells)));
    layout.tile = layout.scale * cells;
    const int notes = sheet.entries.empty() ? 0 : static_cast<int>(sheet.entries.front().notes.size());
    layout.caption_height = caption_line + notes * note_line + 6;
    const int count = static_cast<int>(sheet.entries.size());
    const int columns = std::clamp(count, 1, sheet.columns);
    const int block = layout.caption_height + 2 * layout.tile + sheet_gap;
    layout.target = {sheet_margin, sheet_margin + sheet_title_height + layout.caption_height};
    for (int i = 0; i < count; ++i) {
        const SheetLayout::Corner corner{sheet_margin + (1 + i % columns) * (layout.tile + sheet_gap),
                                         layout.target.y + i / columns * (block + sheet_gap)};
        layout.kernels.push_back(corner);
        layout.errors.push_back({corner.x, corner.y + layout.tile + sheet_gap});
    }
    const int rows = std::max(1, (count + columns - 1) / columns);
    layout.width = 2 * sheet_margin + (columns + 1) * layout.tile + columns * sheet_gap;
    layout.height = 2 * sheet_margin + sheet_title_height + rows * block + (rows - 1) * sheet_gap;
    return layout;
}

double fitting_error_range(const ContactSheet& sheet) {
    // The largest errors sit on a few cells of sharp rims; colours that end there leave the rest pale.
    constexpr double share_below = 0.97;
    const int half = std::max(sheet.target.width, sheet.target.height) / 2;
    std::vector<double> ranges, errors;
    for (const SheetEntry& entry : sheet.entries) {
        errors.clear();
        for (int dy = -half; dy <= half; ++dy)
            for (int dx = -half; dx <= half; ++dx)
                errors.push_back(std::abs(value_at(entry.kernel, dx, dy) - value_at(sheet.target, dx, dy)));
        const auto at =
            errors.begin() + static_cast<std::ptrdiff_t>(share_below * static_cast<double>(errors.size()));
        std::nth_element(errors.begin(), at, errors.end());
        ranges.push_back(*at / peak_of(sheet.target));
    }
    if (ranges.empty()) return 0.25;
    const auto middle = ranges.begin() + static_cast<std::ptrdiff_t>(ranges.size() / 2);
    std::nth_element(ranges.begin(), middle, ranges.end());
    return round_up(std::max(*middle, 1e-6));
}

Picture8 draw(const ContactSheet& sheet, const TextPainter& text) {
    const SheetLayout layout = lay_out(sheet);
    Picture8 picture{
        layout.width, layout.height,
        std::vector<std::uint8_t>(4 * static_cast<std::size_t>(layout.width) * layout.height, 255)};
    const double peak = peak_of(sheet.target);
    text.draw(picture, sheet_margin, sheet_margin + sheet_title_size, sheet.title, sheet_title_size,
              palette::ink);
    const double white = white_of(sheet.target);
    draw_captions(picture, layout, layout.target, "target",
                  {"white: " + percent(white / peak), "of the peak"}, text);
    draw_tile(picture, layout, layout.target,
              [&](int dx, int dy) { return light(value_at(sheet.target, dx, dy), white); });
    draw_key(picture, layout, sheet, text);
    for (std::size_t i = 0; i < sheet.entries.size(); ++i) {
        const SheetEntry& entry = sheet.entries[i];
        draw_captions(picture, layout, layout.kernels[i], entry.caption, entry.notes, text);
        draw_tile(picture, layout, layout.kernels[i],
                  [&](int dx, int dy) { return light(value_at(entry.kernel, dx, dy), white); });
        draw_tile(picture, layout, layout.errors[i], [&](int dx, int dy) {
            const double error = value_at(entry.kernel, dx, dy) - value_at(sheet.target, dx, dy);
            return diverging(error / (peak * sheet.error_range));
        });
    }
    return picture;
}

}  // namespace tapestry::offline::report
