#include "reference/map_fill_reference.h"

#include <algorithm>
#include <cmath>

namespace tapestry {
namespace {

struct Filling {
    ParameterMap parameters;
    ParameterMap turns;  // as many as parameters, or none
};

// Places between the spacings are found from a little farther.
float distance_of(int reads, int spacing_px, float size) {
    return static_cast<float>(spacing_px * std::abs(reads)) -
           static_cast<float>(spacing_px - 1) * std::min(size, 1.0f);
}

class FillPass {
  public:
    FillPass(const Filling& own, const Filling& from, int spacing_px, float reach_of_size)
        : own_(own), from_(from), spacing_px_(spacing_px), reach_of_size_(reach_of_size) {}

    Filling along(glm::ivec2 direction, bool is_last) const {
        Filling to = from_;
        const int width = from_.parameters.width, height = from_.parameters.height;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const bool is_filtered = own_.parameters.at(x, y).x > 0.0;
                if (is_last && is_filtered)
                    take(to, {x, y}, own_, {x, y});
                else
                    take(to, {x, y}, from_, largest_in_reach({x, y}, direction));
            }
        return to;
    }

  private:
    glm::ivec2 largest_in_reach(glm::ivec2 pixel, glm::ivec2 direction) const {
        const ParameterMap& sizes = from_.parameters;
        glm::ivec2 best = pixel;
        for (int i = -fill_reads_each_way; i <= fill_reads_each_way; ++i) {
            const glm::ivec2 place(std::clamp(pixel.x + i * spacing_px_ * direction.x, 0, sizes.width - 1),
                                   std::clamp(pixel.y + i * spacing_px_ * direction.y, 0, sizes.height - 1));
            const auto size = static_cast<float>(sizes.at(place.x, place.y).x);
            if (i != 0 && size > static_cast<float>(sizes.at(best.x, best.y).x) &&
                distance_of(i, spacing_px_, size) <= reach_of_size_ * size)
                best = place;
        }
        return best;
    }

    static void take(Filling& to, glm::ivec2 pixel, const Filling& from, glm::ivec2 place) {
        to.parameters.at(pixel.x, pixel.y) = from.parameters.at(place.x, place.y);
        if (!to.turns.values.empty()) to.turns.at(pixel.x, pixel.y) = from.turns.at(place.x, place.y);
    }

    const Filling& own_;
    const Filling& from_;
    int spacing_px_;
    float reach_of_size_;
};

}  // namespace

void fill_steps(ParameterMap& parameters, ParameterMap* turns, float reach_of_size, float most) {
    const Filling own{parameters, turns ? *turns : ParameterMap()};
    Filling filled = own;
    const int levels = fill_levels(std::min(reach_of_size * most, farthest_fill_px));
    for (int level = 0; level < levels; ++level)
        for (const glm::ivec2 direction : {glm::ivec2(1, 0), glm::ivec2(0, 1)}) {
            const bool is_last = direction.y == 1 && level + 1 == levels;
            filled = FillPass(own, filled, fill_spacing(level), reach_of_size).along(direction, is_last);
        }
    parameters = std::move(filled.parameters);
    if (turns) *turns = std::move(filled.turns);
}

}  // namespace tapestry
