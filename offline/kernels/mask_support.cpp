#include "offline/kernels/mask_support.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <span>
#include <utility>
#include <vector>

namespace tapestry::offline {
namespace {

// What stands this share of the contrast above the ground is no background, whatever its noise.
constexpr double bright_share = 0.35;
// Standard deviations above the ground: of a pixel alone (one of 740 of noise), and of one that a piece needs
// to be kept (none of the 2^18 pixels of 512 x 512).
constexpr double pixel_sigmas = 3.0, seed_sigmas = 5.5;
// The mean of a 5x5 neighbourhood, in its own deviations: 1 of 4300.
constexpr double mean_sigmas = 3.5;
// Where there is a background, less than this share of the contrast is not told from it: photographs of
// lights have a glow of their own.
constexpr double faintest = 0.01;
// Below this share of the peak, half a level of 8 bits, nothing is looked for.
constexpr double finest = 0.5 / 255.0;
// JPEG's blocks: how far from an edge it rings, and the largest share of the contrast that is taken for it.
constexpr int ringing_px = 16;
constexpr double most_ringing = 0.12;

// A ground above this share of the peak is a part of the picture.
constexpr double dim = 0.3;
// Of fewer dark pixels, noise is not told from a shape's edge.
constexpr std::size_t fewest = 64;
// Of fewer lit pixels than this share, they are specks.
constexpr double sparse = 0.45;

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0.0;
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

double mean(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

// Without the brightest tenth: edges of the shape.
double trimmed_mean(std::vector<double> values) {
    const std::size_t count = values.size() - values.size() / 10;
    if (count == 0) return 0.0;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count - 1), values.end());
    double sum = 0.0;
    for (std::size_t i = 0; i < count; ++i) sum += values[i];
    return sum / static_cast<double>(count);
}

class Surroundings {
  public:
    explicit Surroundings(const GreyPicture& mask)
        : mask_(mask), peak_(*std::max_element(mask.values.begin(), mask.values.end())) {
        ground_ = quantile(frame(), 0.25);
        bright_ = ground_ + bright_share * (peak_ - ground_);
    }

    double peak() const { return peak_; }
    double level() const { return level_; }
    double noise() const { return noise_; }
    double mean_level() const { return mean_level_; }
    double bright() const { return bright_; }

    /// Whether there is a background at all: what is dark is as light far out as nearer, and lies all around.
    bool find_background() {
        if (is_background()) return true;
        level_ = mean_level_ = noise_ = 0.0;
        return false;
    }

    /// How far JPEG rings: the highest of what is faint, near what is bright, and higher than all around it.
    double ringing() const {
        const std::vector<std::uint8_t> near = near_bright();
        std::vector<double> crests;
        for (int y = 0; y < mask_.height; ++y)
            for (int x = 0; x < mask_.width; ++x) {
                const double value = at(x, y);
                if (near[index(x, y)] == 0 || !(value > level_)) continue;
                if (value - level_ < most_ringing * (peak_ - level_) && is_crest(x, y))
                    crests.push_back(value - level_);
            }
        return crests.size() < 4 ? 0.0 : quantile(std::move(crests), 1.0);
    }

    bool is_inverted() const {
        const std::vector<double> border = frame();
        const auto bright =
            std::count_if(border.begin(), border.end(), [&](double v) { return v > 0.7 * peak_; });
        const auto dark = std::count_if(mask_.values.begin(), mask_.values.end(),
                                        [&](double v) { return v < 0.3 * peak_; });
        return static_cast<double>(bright) > 0.9 * static_cast<double>(border.size()) &&
               static_cast<double>(dark) > 0.01 * static_cast<double>(mask_.values.size());
    }

  private:
    bool is_background() {
        const std::vector<std::size_t> dark = dark_from_outside();
        const std::size_t count = dark.size() / 4;
        if (count == 0 || fills_picture() || is_edge({dark.data(), 2 * count})) return false;
        std::array<std::vector<double>, 2> quarters;  // the outermost, and the one before it
        for (std::size_t i = 0; i < 2 * count; ++i) quarters[i / count].push_back(mask_.values[dark[i]]);
        const auto lit_in = [](const std::vector<double>& values) {
            return static_cast<double>(std::ranges::count_if(values, [](double v) { return v > 0.0; }));
        };
        if (lit_in(quarters[0]) < sparse * static_cast<double>(count) &&
            are_specks({dark.data(), 2 * count}, lit_in(quarters[0]), lit_in(quarters[1]))) {
            mean_level_ = mean(quarters[0]);
            return true;
        }
        level_ = quantile(quarters[0], 0.5);
        const double rough = roughness({dark.data(), 2 * count});
        // Noise that is cut off at 0, rounded or of long tails is wider upwards.
        noise_ =
            std::max(quantile(quarters[0], 0.84) - level_, 0.5 * (quantile(quarters[0], 0.977) - level_));
        // Rough nearer in alone: those are the shape's own edges.
        if (quantile(quarters[0], 0.977) - level_ < 0.5 * rough) return false;
        noise_ = std::clamp(noise_, rough, 2.5 * rough);  // what is wider and smooth is a shape
        // A kernel's own tail falls: a quarter of the area farther out, light like 1 / r^2 has 0.71 of it.
        const double outer = trimmed_mean(quarters[0]), inner = trimmed_mean(quarters[1]);
        mean_level_ = mean(quarters[0]);
        const double doubt = 2.0 * rough / std::sqrt(static_cast<double>(count));
        // Where it falls, noise along the border still tells that there is a background beneath.
        const bool falls = outer < 0.8 * inner - doubt;
        if (!lies_around(dark.size()) || (falls && border().turns < 0.55)) return false;
        return level_ + pixel_sigmas * noise_ > finest * peak_ &&
               level_ + pixel_sigmas * noise_ < dim * peak_;
    }

    /// Noise of less than a level: single faint pixels on black, as many far out as nearer, that do not lie
    /// beside each other as those of a faint ring do.
    bool are_specks(std::span<const std::size_t> pixels, double outer, double inner) {
        if (outer + inner < 5.0 || outer + 5.0 * std::sqrt(inner + 1.0) < inner) return false;
        double highest = 0.0, beside = 0.0;
        const auto width = static_cast<std::size_t>(mask_.width);
        for (const std::size_t i : pixels) {
            if (!(mask_.values[i] > 0.0)) continue;
            highest = std::max(highest, mask_.values[i]);
            const int x = static_cast<int>(i % width), y = static_cast<int>(i / width);
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx)
                    if ((dx != 0 || dy != 0) && is_inside(x + dx, y + dy) && at(x + dx, y + dy) > 0.0)
                        beside += 1.0;
        }
        const double count = outer + inner, share = count / static_cast<double>(pixels.size());
        if (highest > 0.02 * peak_ || highest < 1e-6 * peak_ ||
            beside > (0.3 + 1.3 * 8.0 * share) * count + 2.0 * std::sqrt(count))
            return false;
        noise_ = highest / pixel_sigmas;
        return true;
    }

    /// What is bright reaches the border.
    bool fills_picture() const {
        bool fills = false;
        for (int y = 0; y < mask_.height; ++y)
            for (int x = 0; x < mask_.width;
                 x += y == 0 || y == mask_.height - 1 ? 1 : std::max(1, mask_.width - 1))
                fills = fills || at(x, y) >= bright_;
        return fills;
    }

    /// What is dark but lit lies beside what is bright: the edge of a shape.
    bool is_edge(std::span<const std::size_t> pixels) const {
        std::size_t lit = 0, edge = 0;
        const auto width = static_cast<std::size_t>(mask_.width);
        for (const std::size_t i : pixels) {
            if (!(mask_.values[i] > 0.0)) continue;
            ++lit;
            const int x = static_cast<int>(i % width), y = static_cast<int>(i / width);
            bool beside = false;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx)
                    beside = beside || (is_inside(x + dx, y + dy) && at(x + dx, y + dy) >= bright_);
            edge += beside;
        }
        return 5 * edge > 2 * lit;
    }

    struct Border {
        double turns;  ///< share of its pixels that are above both neighbours, or below both
        double level;  ///< share that is the background's level
    };

    /// Along the border noise goes up and down every other pixel, where kernels are smooth. A level ground
    /// with noise of less than a level is as good.
    Border border() const {
        std::vector<double> values;
        for (int x = 0; x < mask_.width; ++x) values.push_back(at(x, 0));
        for (int y = 1; y < mask_.height; ++y) values.push_back(at(mask_.width - 1, y));
        for (int x = mask_.width - 2; x >= 0; --x) values.push_back(at(x, mask_.height - 1));
        for (int y = mask_.height - 2; y > 0; --y) values.push_back(at(0, y));
        int turns = 0, level = 0;
        const std::size_t count = values.size();
        for (std::size_t i = 0; i < count; ++i) {
            const double before = values[(i + count - 1) % count], after = values[(i + 1) % count];
            turns += (values[i] - before) * (values[i] - after) > 0.0;
            level += values[i] == level_;
        }
        return {turns / static_cast<double>(count), level / static_cast<double>(count)};
    }

    /// A kernel that fills its picture has corners, and edges of the shape, but no background along the
    /// border.
    bool lies_around(std::size_t dark) const {
        double lit = 0.0, all = 0.0, lowest = peak_, highest = 0.0;
        for (int y = 0; y < mask_.height; ++y)
            for (int x = 0; x < mask_.width; ++x) {
                if (x > 0 && y > 0 && x < mask_.width - 1 && y < mask_.height - 1) continue;
                const double value = at(x, y);
                all += 1.0;
                if (value > 0.0 && value <= level_ + 2.0 * pixel_sigmas * noise_) lit += 1.0;
                lowest = std::min(lowest, value);
                highest = std::max(highest, value);
            }
        const bool is_level = lowest == highest;
        return dark < fewest ? is_level
                             : lit > 0.25 * all && (is_level || border().turns > 0.2 ||
                                                    (level_ > 0.0 && border().level > 0.6));
    }

    std::size_t index(int x, int y) const { return row_major(x, y, mask_.width); }
    double at(int x, int y) const { return mask_.values[index(x, y)]; }
    bool is_inside(int x, int y) const { return x >= 0 && y >= 0 && x < mask_.width && y < mask_.height; }

    std::vector<double> frame() const {
        const int deep = std::max(1, std::min(mask_.width, mask_.height) / 32);
        std::vector<double> values;
        for (int y = 0; y < mask_.height; ++y)
            for (int x = 0; x < mask_.width; ++x)
                if (x < deep || y < deep || x >= mask_.width - deep || y >= mask_.height - deep)
                    values.push_back(at(x, y));
        return values;
    }

    /// Pixels that are not bright, those farthest from the bright ones' middle first.
    std::vector<std::size_t> dark_from_outside() const {
        glm::dvec2 sum(0.0);
        double count = 0.0;
        std::vector<std::size_t> dark;
        for (int y = 0; y < mask_.height; ++y)
            for (int x = 0; x < mask_.width; ++x) {
                if (at(x, y) < bright_) {
                    dark.push_back(index(x, y));
                } else {
                    sum += glm::dvec2(x, y);
                    count += 1.0;
                }
            }
        const glm::dvec2 middle = sum / std::max(1.0, count);
        const auto distance = [&](std::size_t i) {
            const auto width = static_cast<std::size_t>(mask_.width);
            return glm::length(glm::dvec2(i % width, i / width) - middle);
        };
        std::vector<std::pair<double, std::size_t>> sorted;
        for (const std::size_t i : dark) sorted.emplace_back(-distance(i), i);
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t i = 0; i < dark.size(); ++i) dark[i] = sorted[i].second;
        return dark;
    }

    /// The deviation of noise, from second differences, which neither slopes nor levels have. Where half the
    /// noise is cut off at 0, they are about as wide.
    double roughness(std::span<const std::size_t> pixels) const {
        std::vector<double> seconds, above;
        const auto width = static_cast<std::size_t>(mask_.width);
        for (const std::size_t i : pixels) {
            const int x = static_cast<int>(i % width), y = static_cast<int>(i / width);
            for (const glm::ivec2 step : {glm::ivec2(1, 0), glm::ivec2(0, 1)}) {
                if (!is_inside(x - step.x, y - step.y) || !is_inside(x + step.x, y + step.y)) continue;
                const double before = at(x - step.x, y - step.y), after = at(x + step.x, y + step.y);
                if (before >= bright_ || after >= bright_) continue;
                seconds.push_back(std::abs(before - 2.0 * at(x, y) + after));
            }
        }
        // 80 % of a normal distribution lie within 1.282 deviations, which are sqrt(6) of one pixel's.
        return quantile(std::move(seconds), 0.8) / (1.282 * std::sqrt(6.0));
    }

    bool is_crest(int x, int y) const {
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                if (is_inside(x + dx, y + dy) && at(x + dx, y + dy) > at(x, y)) return false;
        return true;
    }

    /// 1 where a bright pixel is within `ringing_px`, two passes of a box.
    std::vector<std::uint8_t> near_bright() const {
        std::vector<std::uint8_t> near(mask_.values.size()), rows(mask_.values.size());
        const auto spread = [&](int count, int lines, auto&& is_set, auto&& set) {
            for (int line = 0; line < lines; ++line) {
                int last = -2 * ringing_px;
                for (int i = 0; i < count + ringing_px; ++i) {
                    if (i < count && is_set(i, line)) last = i;
                    const int at = i - ringing_px;
                    if (at >= 0 && i - last <= 2 * ringing_px) set(at, line);
                }
            }
        };
        spread(
            mask_.width, mask_.height, [&](int x, int y) { return at(x, y) >= bright_; },
            [&](int x, int y) { rows[index(x, y)] = 1; });
        spread(
            mask_.height, mask_.width, [&](int y, int x) { return rows[index(x, y)] != 0; },
            [&](int y, int x) { near[index(x, y)] = 1; });
        return near;
    }

    const GreyPicture& mask_;
    double peak_;
    double ground_ = 0.0, bright_ = 0.0, level_ = 0.0, mean_level_ = 0.0, noise_ = 0.0;
};

// The picture less its background, and what of it is above noise.
class Shape {
  public:
    Shape(const GreyPicture& mask, double level, double excess, double noise, double pixel_limit,
          double seed_limit, double bright, bool is_lossy)
        : rest_(mask),
          excess_(excess),
          noise_(noise),
          pixel_limit_(pixel_limit),
          seed_limit_(seed_limit),
          bright_(bright),
          is_lossy_(is_lossy) {
        for (double& value : rest_.values) value -= level;
    }

    GreyPicture cut() {
        const std::vector<std::uint8_t> lit =
            noise_ > 0.0 || is_lossy_ ? without_burrs(above_noise()) : above_noise();
        std::vector<std::uint8_t> seen(lit.size());
        std::vector<std::vector<std::size_t>> pieces;
        std::size_t largest = 0;
        for (std::size_t i = 0; i < lit.size(); ++i) {
            if (lit[i] == 0 || seen[i] != 0) continue;
            std::vector<std::size_t> piece(1, i);
            seen[i] = 1;
            double highest = 0.0;
            for (std::size_t next = 0; next < piece.size(); ++next) {
                highest = std::max(highest, rest_.values[piece[next]]);
                each_neighbour(piece[next], 1, [&](std::size_t j) {
                    if (lit[j] != 0 && seen[j] == 0) {
                        seen[j] = 1;
                        piece.push_back(j);
                    }
                });
            }
            if (!(highest > seed_limit_)) continue;
            largest = std::max(largest, piece.size());
            pieces.push_back(std::move(piece));
        }
        std::vector<std::uint8_t> kept(lit.size());
        for (const auto& piece : pieces) {
            // Lenses spread light over some pixels; beside a shape, one alone is the sensor's.
            if (noise_ > 0.0 && piece.size() == 1 && largest >= 9) continue;
            for (const std::size_t j : piece) kept[j] = 1;
        }
        for (std::size_t i = 0; i < kept.size(); ++i)
            rest_.values[i] = kept[i] != 0 ? std::max(0.0, rest_.values[i]) : 0.0;
        return std::move(rest_);
    }

  private:
    template <class Visit>
    void each_neighbour(std::size_t i, int reach, Visit&& visit) const {
        const int width = rest_.width, x = static_cast<int>(i) % width, y = static_cast<int>(i) / width;
        for (int v = std::max(0, y - reach); v <= std::min(rest_.height - 1, y + reach); ++v)
            for (int u = std::max(0, x - reach); u <= std::min(width - 1, x + reach); ++u)
                visit(row_major(u, v, width));
    }

    /// Without faint pixels that stick to an edge, as noise does: of eight neighbours, an edge's own have
    /// five, one that lies on it three. They are few, but the farthest is what counts.
    std::vector<std::uint8_t> without_burrs(std::vector<std::uint8_t> lit) const {
        const std::vector<std::uint8_t> before = lit;
        for (std::size_t i = 0; i < lit.size(); ++i) {
            if (before[i] == 0 || rest_.values[i] > (is_lossy_ ? 2.0 : 1.4) * pixel_limit_) continue;
            int beside = -1;  // itself
            each_neighbour(i, 1, [&](std::size_t j) { beside += before[j]; });
            if (beside <= 3) lit[i] = 0;
        }
        return lit;
    }

    /// What an edge may have left in its pixels: those beside bright ones.
    std::vector<std::uint8_t> edges() const {
        std::vector<std::uint8_t> edges(rest_.values.size());
        for (std::size_t i = 0; i < edges.size(); ++i)
            if (rest_.values[i] >= bright_) each_neighbour(i, 1, [&](std::size_t j) { edges[j] = 1; });
        return edges;
    }

    /// Pixels that are above noise alone; and those away from edges among whose faint neighbours the mean is,
    /// so that what falls off softly goes on. With edges in the mean, they would grow by the neighbourhood's
    /// size.
    std::vector<std::uint8_t> above_noise() const {
        std::vector<std::uint8_t> lit(rest_.values.size());
        for (std::size_t i = 0; i < lit.size(); ++i) lit[i] = rest_.values[i] > pixel_limit_;
        if (!(noise_ > 0.0)) return lit;
        const std::vector<std::uint8_t> edge = edges();
        const double deviation = std::max(noise_, pixel_limit_ / pixel_sigmas);
        for (std::size_t i = 0; i < lit.size(); ++i) {
            if (lit[i] != 0 || edge[i] != 0) continue;
            double sum = 0.0;
            int count = 0;
            each_neighbour(i, 2, [&](std::size_t j) {
                if (edge[j] != 0 || rest_.values[j] > seed_limit_) return;
                sum += rest_.values[j];
                ++count;
            });
            lit[i] = count >= 12 && sum > excess_ * count + mean_sigmas * deviation * std::sqrt(count);
        }
        return lit;
    }

    GreyPicture rest_;
    double excess_, noise_, pixel_limit_, seed_limit_, bright_;
    bool is_lossy_;
};

void measure_box(MaskSupport& support) {
    int left = support.picture.width, right = -1, top = support.picture.height, bottom = -1;
    for (int y = 0; y < support.picture.height; ++y)
        for (int x = 0; x < support.picture.width; ++x)
            if (support.picture.values[row_major(x, y, support.picture.width)] > 0.0) {
                left = std::min(left, x), right = std::max(right, x);
                top = std::min(top, y), bottom = std::max(bottom, y);
            }
    support.width = std::max(0, right - left + 1);
    support.height = std::max(0, bottom - top + 1);
}

}  // namespace

Result<MaskSupport> mask_support(const GreyPicture& mask, const SupportOptions& options) {
    if (options.threshold && !(*options.threshold >= 0.0 && *options.threshold < 1.0))
        return Error{"mask: the threshold must be at least 0 and below 1"};
    MaskSupport support{.picture = mask};
    const auto as_it_is = [&] {
        measure_box(support);
        return support;
    };
    if (mask.values.empty() || !(*std::max_element(mask.values.begin(), mask.values.end()) > 0.0))
        return as_it_is();
    Surroundings around(mask);
    support.seems_inverted = around.is_inverted();
    if (options.threshold == 0.0) return as_it_is();
    const double peak = around.peak();
    double level = 0.0, excess = 0.0, noise = 0.0, limit = 0.0, seed = 0.0;
    if (options.threshold) {
        limit = *options.threshold * peak;
        std::vector<double> background;
        for (const double value : mask.values)
            if (value <= limit) background.push_back(value);
        level = quantile(std::move(background), 0.5);
        limit -= level;
    } else {
        const bool has_background = around.find_background();
        if (has_background) {
            level = around.level();
            excess = around.mean_level() - level;  // of noise that is cut off at 0
            noise = around.noise();
            limit = std::max(pixel_sigmas * noise, faintest * (peak - level));
            seed = std::max(seed_sigmas * noise, 1.5 * limit);
        }
        if (options.is_lossy) {
            const double rings = around.ringing();
            limit = std::max(limit, rings);
            seed = std::max(seed, 1.5 * rings);
        }
        if (!(limit > 0.0)) return as_it_is();
    }
    GreyPicture cut = Shape(mask, level, excess, noise, limit, seed, around.bright() - level,
                            options.is_lossy && !options.threshold)
                          .cut();
    if (std::none_of(cut.values.begin(), cut.values.end(), [](double v) { return v > 0.0; })) {
        if (options.threshold) return Error{"mask: no pixel is above the threshold"};
        return as_it_is();
    }
    support.is_changed = cut.values != mask.values;
    support.picture = std::move(cut);
    support.background = level / peak;
    support.noise = noise / peak;
    support.threshold = (level + limit) / peak;
    measure_box(support);
    return support;
}

}  // namespace tapestry::offline
