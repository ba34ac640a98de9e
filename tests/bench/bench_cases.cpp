#include "bench_cases.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "bench_pictures.h"
#include "bench_tables.h"
#include "offline/io/image_file.h"
#include "offline/kernels/disk.h"
#include "offline/metrics/image_psnr.h"
#include "offline/rivals/gaussian_match.h"
#include "tapestry/sparse_filter.h"

namespace tapestry::bench {
namespace {

using demo::Rival;
using demo::RivalSize;

/// A photograph, mirrored until it fills the size.
Result<std::vector<float>> source_pixels(RivalSize size) {
    const auto photo = offline::read_picture8(TAPESTRY_ASSETS "/photos/coffee.png");
    if (!photo) return photo.error();
    const Image image = offline::to_linear(*photo);
    const auto mirrored = [](int at, int length) {
        const int place = at % (2 * length);
        return place < length ? place : 2 * length - 1 - place;
    };
    std::vector<float> numbers;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            for (int channel = 0; channel < 4; ++channel)
                numbers.push_back(static_cast<float>(
                    image.at(mirrored(x, image.width), mirrored(y, image.height))[channel]));
    return numbers;
}

/// A radius and an aspect at every pixel: the first `sharp` of the rows at 0, the others by `radius_of` the
/// way down, 0..1.
std::vector<float> map_pixels(RivalSize size, double sharp, const std::function<double(double)>& radius_of) {
    const int sharp_rows = static_cast<int>(std::lround(sharp * size.height));
    std::vector<float> numbers;
    for (int y = 0; y < size.height; ++y) {
        const double way = (y - sharp_rows + 0.5) / (size.height - sharp_rows);
        const auto radius = static_cast<float>(y < sharp_rows ? 0.0 : radius_of(way));
        for (int x = 0; x < size.width; ++x) {
            numbers.push_back(radius);
            numbers.push_back(0.5f + 0.5f * static_cast<float>(x) / static_cast<float>(size.width));
        }
    }
    return numbers;
}

/// Levels and offset of the dual filter with this variance, the offset nearest to 1.
offline::DualFilter dual_filter_of(double variance) {
    offline::DualFilter best;
    double best_distance = INFINITY;
    for (int levels = 1; levels <= 5; ++levels) {
        double low = 0.0;
        double high = 4.0;
        for (int i = 0; i < 50; ++i) {
            const double middle = 0.5 * (low + high);
            (offline::variance_of({levels, middle}) < variance ? low : high) = middle;
        }
        const double distance = std::abs(std::log(std::max(low, 1e-3)));
        if (distance < best_distance) best = {levels, low};
        best_distance = std::min(best_distance, distance);
    }
    return best;
}

std::size_t reads_of(const TapTable& table) {
    return table.first_tap(table.layers());
}

std::string name_of(const TapTable& table) {
    return std::to_string(reads_of(table) / table.layers()) + "x" + std::to_string(table.layers());
}

}  // namespace

struct CaseSet::Impl {
    Device& device;
    demo::RivalContext& context;
    Choice choice;
    BenchPictures pictures = {context, choice.size};
    GLuint source = 0;
    GLuint target = 0;
    std::vector<Case> cases = {};

    Result<void> make() {
        auto pixels = source_pixels(choice.size);
        if (!pixels) return pixels.error();
        source = pictures.texture(GL_RGBA16F, GL_RGBA, pixels->data());
        target = pictures.texture(GL_RGBA16F, GL_RGBA, nullptr);
        if (Result<void> status = make_rivals(); !status) return status;
        return make_cascades();
    }

    /// Runs a case once and keeps it, with its distance from the truth where there is one.
    void add(Case made, const std::optional<Image>& truth) {
        made.run();
        if (truth) made.psnr = offline::image_psnr(pictures.read(target), *truth);
        cases.push_back(std::move(made));
    }

    Result<void> add(const Result<Rival>& rival, const std::optional<Image>& truth) {
        if (!rival) return rival.error();
        Case made{rival->name, rival->reads, rival->bytes, {}};
        made.run = [this, run = rival->run] { run(source, target); };
        add(std::move(made), truth);
        return {};
    }

    std::optional<Image> disk_truth = {};

    /// What a kernel makes of the source, by shared memory, the quicker of the dense forms.
    Result<Image> truth_of(const DenseKernel& kernel) {
        const auto dense = dense_shared_rival(context, kernel, choice.size);
        if (!dense) return dense.error();
        dense->run(source, target);
        return pictures.read(target);
    }

    Result<void> make_rivals() {
        if (Result<void> status = add(fill_rate_probe(context, choice.size), {}); !status) return status;
        const auto disk = offline::disk_kernel(choice.radius_px);
        if (!disk) return disk.error();
        if (choice.with_dense) {
            if (Result<void> status = add(dense_rival(context, *disk, choice.size), {}); !status)
                return status;
            disk_truth = pictures.read(target);
            if (!choice.with_rivals) return {};
            if (Result<void> status = add(dense_shared_rival(context, *disk, choice.size), disk_truth);
                !status)
                return status;
        }
        if (!choice.with_rivals) return {};
        for (int rank = 1; rank <= 4; ++rank)
            if (Result<void> status = add(low_rank_rival(context, *disk, rank, choice.size), disk_truth);
                !status)
                return status;
        for (const int taps : {64, 96})
            if (Result<void> status =
                    add(ring_gather_rival(context, choice.radius_px, taps, choice.size), disk_truth);
                !status)
                return status;
        return make_gaussian_rivals();
    }

    /// Gaussians of the disk's variance, judged by the dense Gaussian.
    Result<void> make_gaussian_rivals() {
        const double sigma = 0.5 * choice.radius_px;
        std::optional<Image> truth;
        const int cells = 2 * std::min(48, static_cast<int>(std::ceil(3.0 * sigma))) + 1;
        if (choice.with_dense && cells > 6.0 * sigma) {
            const auto picture_of = truth_of(offline::gaussian_in_box(sigma, cells, cells));
            if (!picture_of) return picture_of.error();
            truth = *picture_of;
        }
        if (Result<void> status = add(separable_gaussian_rival(context, sigma, choice.size), truth); !status)
            return status;
        return add(dual_filter_rival(context, dual_filter_of(sigma * sigma), choice.size), truth);
    }

    /// A frame of a table's filter as a case.
    Result<void> add_cascade(std::string name, const TapTable& table, SparseFilterFrame frame, double reads,
                             const std::optional<Image>& truth) {
        auto filter = SparseFilter::create(device, table);
        if (!filter) return filter.error();
        frame.source = {source, Encoding::linear, Alpha::premultiplied};
        frame.target = {target, Encoding::linear, Alpha::premultiplied};
        frame.row0 = Row0::top;
        const auto shared = std::make_shared<SparseFilter>(std::move(*filter));
        if (Result<void> status = shared->apply(frame); !status) return status;
        Case made{std::move(name), reads, 0, {}};
        made.run = [shared, frame] { static_cast<void>(shared->apply(frame)); };
        device.release_transient();  // so that the bytes are what this case alone needs
        made.run();
        made.bytes = device.transient_bytes() + table.payload.size() * sizeof(Tap);
        add(std::move(made), truth);
        return {};
    }

    Result<void> add_uniform(const TapTable& table) {
        SparseFilterFrame frame;
        frame.parameter[0] = static_cast<float>(choice.radius_px);
        return add_cascade("cascade " + name_of(table) + ", uniform", table, frame,
                           static_cast<double>(reads_of(table)), disk_truth);
    }

    Result<void> add_mapped(const std::string& name, const TapTable& table, double sharp, bool is_ramp,
                            bool tiles) {
        const double radius = choice.radius_px;
        const auto pixels = map_pixels(
            choice.size, sharp, [&](double way) { return is_ramp ? radius * std::max(way, 0.02) : radius; });
        SparseFilterFrame frame;
        frame.parameter_texture = pictures.texture(GL_RG32F, GL_RG, pixels.data());
        frame.tiles = tiles;
        return add_cascade("cascade " + name_of(table) + ", " + name, table, frame,
                           sharp == 0.0 ? static_cast<double>(reads_of(table)) : 0.0, {});
    }

    Result<void> make_cascades() {
        const auto disks = shipped_disks();
        if (!disks) return disks.error();
        for (const int taps : {12, 32}) {
            if (!choice.with_rivals) break;
            const auto table = fitted_disk(taps, 4, choice.radius_px);
            if (!table) return table.error();
            if (Result<void> status = add_uniform(*table); !status) return status;
        }
        if (Result<void> status = add_uniform(*disks); !status) return status;
        struct Mapped {
            const char* name;
            double sharp;
            bool is_ramp, tiles;
        };
        for (const Mapped& mapped : {Mapped{"varying", 0.0, true, false},
                                     {"varying, tiles", 0.0, true, true},
                                     {"one radius, tiles", 0.0, false, true},
                                     {"all sharp, tiles", 1.0, false, true},
                                     {"60 % sharp, ramp", 0.6, true, false},
                                     {"60 % sharp, ramp, tiles", 0.6, true, true},
                                     {"60 % sharp, one radius, tiles", 0.6, false, true},
                                     {"90 % sharp, ramp", 0.9, true, false},
                                     {"90 % sharp, ramp, tiles", 0.9, true, true},
                                     {"90 % sharp, one radius, tiles", 0.9, false, true}})
            if (Result<void> status =
                    add_mapped(mapped.name, *disks, mapped.sharp, mapped.is_ramp, mapped.tiles);
                !status)
                return status;
        return add_mapped("varying, 2 axes", squeezed(*disks), 0.0, true, false);
    }
};

Result<CaseSet> CaseSet::create(Device& device, demo::RivalContext& context, const Choice& choice) {
    auto impl = std::make_unique<Impl>(Impl{device, context, choice});
    if (Result<void> status = impl->make(); !status) return status.error();
    return CaseSet(std::move(impl));
}

CaseSet::CaseSet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CaseSet::CaseSet(CaseSet&&) noexcept = default;
CaseSet::~CaseSet() = default;

std::vector<Case>& CaseSet::cases() {
    return impl_->cases;
}

const CaseSet::Choice& CaseSet::choice() const {
    return impl_->choice;
}

}  // namespace tapestry::bench
