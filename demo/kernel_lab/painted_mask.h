/// A small picture painted by hand: what a point of light shall look like.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "offline/io/image_file.h"
#include "tapestry/image.h"

namespace tapestry::demo {

/// Sixteen levels of light, so that a row is a line of hexadecimal digits in a file that people can read.
class PaintedMask {
  public:
    static constexpr int side = 65;  ///< odd: the origin is a cell
    static constexpr int full = 15;

    int at(int x, int y) const { return cells_[static_cast<std::size_t>(y * side + x)]; }
    void set(int x, int y, int level) {
        cells_[static_cast<std::size_t>(y * side + x)] = static_cast<std::uint8_t>(level);
    }
    bool is_empty() const;

    /// Paints, or wipes, everything within `radius` of the segment from (x0, y0) to (x1, y1), all in cells;
    /// the stroke's edge is a cell wide. Places outside are left out.
    void stroke(double x0, double y0, double x1, double y1, double radius, bool erase);

    /// As linear weights from 0 to 1.
    GreyPicture picture() const;

    /// The picture scaled into the mask with its brightest place full; none when there is no light in it.
    static std::optional<PaintedMask> from(const GreyPicture& picture);
    static PaintedMask from(const DenseKernel& kernel);

    /// One hexadecimal digit a cell, a text a row. None when they are not side x side of those.
    std::vector<std::string> rows() const;
    static std::optional<PaintedMask> from_rows(const std::vector<std::string>& rows);

    bool operator==(const PaintedMask&) const = default;

  private:
    std::array<std::uint8_t, static_cast<std::size_t>(side)* side> cells_ = {};
};

}  // namespace tapestry::demo
