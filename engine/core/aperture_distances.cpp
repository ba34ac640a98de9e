#include "aperture_distances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include "error_of.h"
#include "float_class.h"
#include "row_bands.h"

namespace tapestry {
namespace {

constexpr int distance_cells = 96;
constexpr double edge_level = 0.5;

/// The mask read bilinearly at a place of [-1, 1]; 0 outside of it.
double read_mask(const ApertureMask& mask, glm::dvec2 place) {
    const glm::dvec2 cell = (place * 0.5 + 0.5) * double(mask.size) - 0.5;
    const int left = static_cast<int>(std::floor(cell.x));
    const int top = static_cast<int>(std::floor(cell.y));
    const auto at = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= mask.size || y >= mask.size) return 0.0;
        return double{mask.values[static_cast<std::size_t>(y * mask.size + x)]};
    };
    const glm::dvec2 f = cell - glm::dvec2(left, top);
    return (1.0 - f.y) * ((1.0 - f.x) * at(left, top) + f.x * at(left + 1, top)) +
           f.y * ((1.0 - f.x) * at(left, top + 1) + f.x * at(left + 1, top + 1));
}

struct Segment {
    glm::dvec2 from;
    glm::dvec2 to;
};

double distance_to(const Segment& segment, glm::dvec2 place) {
    const glm::dvec2 along = segment.to - segment.from;
    const double length2 = glm::dot(along, along);
    const double t =
        length2 > 0.0 ? std::clamp(glm::dot(place - segment.from, along) / length2, 0.0, 1.0) : 0.0;
    return glm::length(place - segment.from - t * along);
}

/// The edge by marching triangles over the mask's cell centres, a ring of closed cells around them.
class MaskEdge {
  public:
    explicit MaskEdge(const ApertureMask& mask) : mask_(mask), spacing_(2.0 / mask.size) {
        for (int y = -1; y < mask.size; ++y)
            for (int x = -1; x < mask.size; ++x) {
                add_triangle({x, y}, {x + 1, y}, {x, y + 1});
                add_triangle({x + 1, y + 1}, {x + 1, y}, {x, y + 1});
            }
    }

    const std::vector<Segment>& segments() const { return segments_; }

  private:
    struct Corner {
        int x, y;
    };

    double value(Corner corner) const {
        if (corner.x < 0 || corner.y < 0 || corner.x >= mask_.size || corner.y >= mask_.size) return 0.0;
        return mask_.values[static_cast<std::size_t>(corner.y * mask_.size + corner.x)];
    }
    glm::dvec2 place(Corner corner) const { return (glm::dvec2(corner.x, corner.y) + 0.5) * spacing_ - 1.0; }

    void add_triangle(Corner a, Corner b, Corner c) {
        std::array<glm::dvec2, 3> crossings;
        std::size_t count = 0;
        const auto cross = [&](Corner from, Corner to) {
            const double low = value(from) - edge_level;
            const double high = value(to) - edge_level;
            if ((low < 0.0) == (high < 0.0)) return;
            crossings[count++] = place(from) + low / (low - high) * (place(to) - place(from));
        };
        cross(a, b);
        cross(b, c);
        cross(c, a);
        if (count == 2) segments_.push_back({crossings[0], crossings[1]});
    }

    const ApertureMask& mask_;
    const double spacing_;
    std::vector<Segment> segments_;
};

double open_area(const ApertureMask& mask) {
    constexpr int samples = 1024;
    std::size_t inside = 0;
    for (int y = 0; y < samples; ++y)
        for (int x = 0; x < samples; ++x) {
            const glm::dvec2 place =
                (glm::dvec2(x, y) + 0.5) * (2.0 * aperture_bound / samples) - aperture_bound;
            inside += read_mask(mask, place) >= edge_level ? 1 : 0;
        }
    return 4.0 * aperture_bound * aperture_bound * double(inside) / (double{samples} * samples);
}

}  // namespace

Result<void> check(const ApertureMask& mask) {
    if (mask.size < 8 || mask.size > max_aperture_cells)
        return error_of("aperture: ", mask.size, " cells a side are not within 8 and ", max_aperture_cells);
    if (mask.values.size() != static_cast<std::size_t>(mask.size) * static_cast<std::size_t>(mask.size))
        return error_of("aperture: ", mask.values.size(), " numbers for ", mask.size, " x ", mask.size,
                        " cells");
    bool has_opening = false;
    for (const float value : mask.values) {
        if (is_nan(value) || value < 0.0f || value > 1.0f)
            return error_of("aperture: ", value, " is not within 0 and 1");
        has_opening = has_opening || value > edge_level;
    }
    return has_opening ? Result<void>() : error_of("aperture: no number is above 0.5, so nothing is open");
}

ApertureDistances aperture_distances(const ApertureMask& mask) {
    const MaskEdge edge(mask);
    ApertureDistances distances;
    distances.size = distance_cells;
    distances.values.resize(static_cast<std::size_t>(distance_cells) * distance_cells);
    distances.area = open_area(mask);
    for_row_bands(distance_cells, [&](int first, int end) {
        for (int y = first; y < end; ++y)
            for (int x = 0; x < distance_cells; ++x) {
                const glm::dvec2 place =
                    (glm::dvec2(x, y) + 0.5) * (2.0 * aperture_bound / distance_cells) - aperture_bound;
                double nearest = 4.0 * aperture_bound;
                for (const Segment& segment : edge.segments())
                    nearest = std::min(nearest, distance_to(segment, place));
                const bool is_open = read_mask(mask, place) >= edge_level;
                distances.values[static_cast<std::size_t>(y * distance_cells + x)] =
                    static_cast<float>(is_open ? -nearest : nearest);
            }
    });
    constexpr double cell = 2.0 * aperture_bound / distance_cells;
    for (int y = 0; y < distance_cells; ++y)
        for (int x = 0; x < distance_cells; ++x) {
            if (distances.values[static_cast<std::size_t>(y * distance_cells + x)] > 0.0f) continue;
            const glm::dvec2 place = (glm::dvec2(x, y) + 0.5) * cell - aperture_bound;
            distances.reach = std::max(distances.reach, glm::length(place) + cell);
        }
    return distances;
}

}  // namespace tapestry
