#include "dof_methods.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rivals/aperture_taps.h"
#include "rivals/dof_sprite_source.h"
#include "rivals/spatiotemporal_noise.h"
#include "scene/lens_samples.h"
#include "scene/picture_sum.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/image.h"
#include "tapestry/table_file.h"

namespace tapestry::bench {
namespace {

// Room for every blur of the scenes: nothing is cut.
constexpr float no_limit = 0.2f;
/// DepthOfFieldOptions::steadiness of what is steadied.
constexpr float swept_steadiness = 0.8f;

demo::DofRivalLens rival_lens(const DofCase& of) {
    const demo::LensCamera& camera = of.scene->camera;
    demo::DofRivalLens lens;
    lens.coc_at_infinity_px =
        static_cast<float>(coc_at_infinity(camera.lens) * static_cast<double>(of.choice.size.height));
    lens.focus_m = camera.lens.focus_distance_m;
    lens.near_m = static_cast<float>(camera.planes.near_m);
    lens.far_m = static_cast<float>(camera.planes.far_m);
    const glm::dvec2 slope = demo::plane_slope_of_px(camera, of.choice.size);
    lens.plane_slope = {slope.x, -slope.y};
    lens.largest_coc_px = no_limit * static_cast<float>(of.choice.size.height);
    return lens;
}

/// The cells of a kernel, read at the mask's cell centres.
ApertureMask mask_of(const demo::ApertureShape& shape) {
    ApertureMask mask;
    mask.size = 128;
    const DenseKernel& kernel = shape.kernel();
    const double brightest = *std::max_element(kernel.values.begin(), kernel.values.end());
    for (int y = 0; y < mask.size; ++y)
        for (int x = 0; x < mask.size; ++x) {
            const auto cell = [&](int i, int cells) {
                const double at = ((2.0 * i + 1.0) / mask.size - 1.0) * shape.radius_px() + 0.5 * cells;
                return static_cast<int>(std::floor(at));
            };
            const int i = cell(x, kernel.width), j = cell(y, kernel.height);
            const bool is_inside = i >= 0 && j >= 0 && i < kernel.width && j < kernel.height;
            mask.values.push_back(is_inside ? static_cast<float>(std::min(1.0, kernel.at(i, j) / brightest))
                                            : 0.0f);
        }
    return mask;
}

/// What our effect is made of and given.
struct OurSetting {
    DepthOfFieldDescription description;
    DepthOfFieldFrame frame;
    DepthOfFieldOptions options;
};

Result<OurSetting> our_setting(const DofCase& of, const demo::ApertureShape& aperture,
                               const std::string& taps, bool has_sprites) {
    auto table = read_table(std::filesystem::path(TAPESTRY_ASSETS) / "tables" /
                            (aperture.name() + "_0-24_" + taps + "_flat.tap"));
    if (!table) return table.error();
    OurSetting setting;
    setting.description = {.bokeh = std::move(*table), .aperture = mask_of(aperture)};
    setting.options.lens = of.scene->camera.lens;
    setting.options.tilt_deg = static_cast<float>(of.choice.tilt_deg);
    setting.options.swing_deg = static_cast<float>(of.choice.swing_deg);
    setting.options.near_limit = setting.options.far_limit = no_limit;
    setting.options.highlights.on = has_sprites;
    setting.frame.source.texture = of.frame->color_texture();
    setting.frame.depth_texture = of.small_frame ? of.small_depth : DataView(of.depth_texture());
    setting.frame.depth = demo::depth_convention(of.scene->camera);
    if (of.imperfect_depth && !of.small_frame) setting.options.depth_quality = DepthQuality::estimated;
    return setting;
}

/// What the passes cost, counted while they run on the CPU.
Result<std::vector<test::PassPrice>> our_prices(Device& device, const GladGLContext& gl, const DofCase& of,
                                                OurSetting setting) {
    auto target = create_texture(gl, GL_RGBA16F, of.choice.size.width, of.choice.size.height, "bench price");
    if (!target) return target.error();
    setting.frame.target.texture = target->name();
    return test::dof_prices(device, setting.description, setting.frame, setting.options);
}

/// Ours but for the table's taps.
struct OurVariant {
    bool has_sprites = true;
    bool has_hidden = false;  ///< it knows what hides behind the picture
    bool has_history = false;
    float steadiness = 0.0f;
    Resolution resolution = Resolution::half;
};

const char* resolution_name(int divisor) {
    return divisor == 1 ? ", full resolution" : ", half resolution";
}

std::string variant_name(const std::string& taps, const OurVariant& variant) {
    std::string name = "Tapestry " + taps;
    if (variant.resolution != Resolution::half) name += resolution_name(static_cast<int>(variant.resolution));
    if (!variant.has_sprites) name += ", no sprites";
    if (variant.has_hidden) name += ", hidden surfaces";
    if (variant.has_history) name += variant.steadiness > 0.0f ? ", steadied" : ", history";
    return name;
}

Result<DofMethod> ours(Device& device, const GladGLContext& gl, const DofCase& of,
                       const demo::ApertureShape& aperture, const std::string& taps,
                       const OurVariant& variant, bool is_counted) {
    auto setting = our_setting(of, aperture, taps, variant.has_sprites);
    if (!setting) return setting.error();
    if (variant.has_hidden) setting->frame.hidden = of.frame->hidden()->surfaces();
    setting->frame.resolution = variant.resolution;
    setting->options.steadiness = variant.steadiness;
    auto effect = DepthOfField::create(device, setting->description);
    if (!effect) return effect.error();
    DofMethod method;
    method.name = variant_name(taps, variant);
    method.family = std::string("Tapestry") + resolution_name(static_cast<int>(variant.resolution));
    method.is_ours = true;
    if (is_counted) {
        const auto passes = our_prices(device, gl, of, *setting);
        if (!passes) return passes.error();
        for (const test::PassPrice& pass : *passes) {
            (pass.shader.starts_with("dof_") ? method.reads.preparation : method.reads.blur) += pass.reads;
            method.bytes += pass.bytes();
        }
    }
    std::shared_ptr<DepthOfFieldHistory> history;
    if (variant.has_history) {
        auto made = DepthOfFieldHistory::create(device);
        if (!made) return made.error();
        history = std::make_shared<DepthOfFieldHistory>(std::move(*made));
    }
    method.run = [shared = std::make_shared<DepthOfField>(std::move(*effect)), history,
                  frame = setting->frame, options = setting->options, &of](GLuint target) mutable {
        options.lens = of.scene->camera.lens;
        frame.target.texture = target;
        frame.history = history.get();
        frame.motion_texture = of.motion ? of.motion->name() : 0;
        return shared->apply(frame, options);
    };
    return method;
}

/// The sprites of our 16x3. The scratch picture is what the rest of the effect is drawn to.
Result<std::function<Result<demo::SpriteLayers>()>> our_sprites(Device& device, const GladGLContext& gl,
                                                                const DofCase& of,
                                                                const demo::ApertureShape& aperture) {
    auto setting = our_setting(of, aperture, "16x3", true);
    if (!setting) return setting.error();
    auto scratch =
        create_texture(gl, GL_RGBA16F, of.choice.size.width, of.choice.size.height, "bench sprites");
    if (!scratch) return scratch.error();
    setting->frame.target.texture = scratch->name();
    auto source = demo::dof_sprite_source(device, setting->description, setting->frame, setting->options);
    if (!source) return source.error();
    return std::function<Result<demo::SpriteLayers>()>(
        [draw = std::move(*source), kept = std::make_shared<Texture>(std::move(*scratch))] {
            return draw();
        });
}

DofMethod rival_method(demo::DofRival rival, const DofCase& of) {
    DofMethod method;
    method.name = rival.name;
    method.reads = rival.reads;
    method.run = [run = std::move(rival.run), color = of.frame->color_texture(), depth = of.depth_texture(),
                  &of](GLuint target) { return run(color, depth, rival_lens(of), target); };
    return method;
}

Result<DofMethod> accumulation(const GladGLContext& gl, const DofCase& of,
                               const demo::ApertureShape& aperture, int count) {
    auto sum = demo::PictureSum::create(gl, of.choice.size);
    if (!sum) return sum.error();
    DofMethod method;
    method.name = "accumulation " + std::to_string(count);
    method.is_accumulation = true;
    method.run = [shared = std::make_shared<demo::PictureSum>(std::move(*sum)), &of, &aperture,
                  count](GLuint target) {
        shared->clear();
        for (int i = 0; i < count; ++i)
            shared->add(*of.renderer, of.scene->camera, demo::lens_sample(aperture, i));
        shared->write_mean(target);
        return Result<void>();
    };
    return method;
}

/// Makes methods for one aperture of a case, one after the other; the first error stays.
class MethodMaker {
  public:
    MethodMaker(Device& device, demo::RivalContext& context, const DofCase& of, std::size_t aperture,
                bool is_counted, std::string only)
        : device_(device),
          context_(context),
          of_(of),
          aperture_(of.apertures[aperture]),
          size_{of.choice.size.width, of.choice.size.height},
          is_counted_(is_counted),
          only_(std::move(only)) {}

    void add_ours(const char* taps, const OurVariant& variant = {}) {
        // Counting takes seconds.
        if (status_ && is_wanted(variant_name(taps, variant)))
            add(ours(device_, context_.gl, of_, aperture_, taps, variant, is_counted_));
    }
    void add_ring(int divisor, int taps, bool has_sprites = false) {
        if (status_)
            add_rival(ring(divisor, taps, has_sprites), std::string("ring gather") +
                                                            (has_sprites ? " + our sprites" : "") +
                                                            resolution_name(divisor));
    }
    void add_importance(int divisor, int taps, int flood, int frames) {
        if (!status_) return;
        constexpr int table_side = 64;
        demo::ImportanceGatherOptions options{.divisor = divisor, .taps = taps, .frames = frames};
        options.aperture =
            frames > 0 ? demo::aperture_table(aperture_, table_side) : demo::aperture_taps(aperture_, taps);
        options.flood = demo::aperture_taps(aperture_, flood);
        std::string family = "importance gather";
        if (flood > 0) family += " with flooding";
        if (frames > 0)
            family += " by noise, " + std::to_string(frames) + (frames == 1 ? " frame" : " frames");
        add_rival(demo::importance_gather_dof(context_, options, size_), family);
    }
    void add_gaussian() {
        if (status_) add_rival(demo::separable_gaussian_dof(context_, size_), "separable Gaussian");
    }
    void add_accumulation(int count) {
        if (status_) add(accumulation(context_.gl, of_, aperture_, count));
    }

    Result<std::vector<DofMethod>> take() {
        if (!status_) return status_.error();
        return std::move(methods_);
    }

  private:
    Result<demo::DofRival> ring(int divisor, int taps, bool has_sprites) {
        demo::RingGatherOptions options{
            divisor, demo::aperture_taps(aperture_, taps), demo::open_area(aperture_), {}};
        if (has_sprites) {
            auto sprites = our_sprites(device_, context_.gl, of_, aperture_);
            if (!sprites) return sprites.error();
            options.sprites = std::move(*sprites);
        }
        return demo::ring_gather_dof(context_, options, size_);
    }
    bool is_wanted(const std::string& name) const { return name.find(only_) != std::string::npos; }
    void add(Result<DofMethod> method) {
        if (!method)
            status_ = method.error();
        else if (is_wanted(method->name))
            methods_.push_back(std::move(*method));
    }
    void add_rival(Result<demo::DofRival> rival, std::string family) {
        if (!rival) return add(rival.error());
        DofMethod method = rival_method(std::move(*rival), of_);
        method.family = std::move(family);
        add(std::move(method));
    }

    Device& device_;
    demo::RivalContext& context_;
    const DofCase& of_;
    const demo::ApertureShape& aperture_;
    demo::RivalSize size_;
    bool is_counted_;
    std::string only_;
    std::vector<DofMethod> methods_;
    Result<void> status_;
};

void add_all(MethodMaker& make) {
    make.add_ours("16x3");
    make.add_ours("16x3", {.has_hidden = true});
    for (const char* taps : {"8x3", "12x3", "24x4"}) make.add_ours(taps);
    make.add_ours("16x3", {.resolution = Resolution::full});
    make.add_ours("16x3", {.has_hidden = true, .resolution = Resolution::full});
    make.add_ours("16x3", {.has_sprites = false});
    for (const int taps : {49, 64, 81, 96}) make.add_ring(2, taps);
    make.add_ring(2, 81, true);
    make.add_ring(1, 96);
    // Flooding is the paper's, and costs 1.3 dB: the strongest has its 80 reads without.
    make.add_importance(2, 64, 16, 0);
    make.add_importance(2, 80, 0, 0);
    for (const int frames : {1, demo::noise_frames}) make.add_importance(2, 16, 0, frames);
    make.add_gaussian();
    for (const int count : {16, 64}) make.add_accumulation(count);
}

void add_contest(MethodMaker& make, DofMethodSet set) {
    make.add_ours("16x3");
    if (set != DofMethodSet::one_surface) make.add_ours("16x3", {.has_hidden = true});
    if (set == DofMethodSet::swept) {
        make.add_ours("16x3", {.has_history = true});
        make.add_ours("16x3", {.has_history = true, .steadiness = swept_steadiness});
        make.add_ours("16x3", {.has_hidden = true, .has_history = true, .steadiness = swept_steadiness});
    }
    for (const int taps : {81, 96}) make.add_ring(2, taps);
    make.add_ring(2, 81, true);
    if (set == DofMethodSet::swept) return;
    make.add_importance(2, 64, 16, 0);
    make.add_importance(2, 80, 0, 0);
    make.add_importance(2, 16, 0, demo::noise_frames);
}

/// From a few reads on to many. Nothing that only a renderer knows: rivals have no use for it.
void add_curve(MethodMaker& make) {
    for (const Resolution resolution : {Resolution::half, Resolution::full})
        for (const char* taps : {"8x3", "12x3", "16x3", "24x4"})
            make.add_ours(taps, {.resolution = resolution});
    for (const int taps : {25, 36, 49, 64, 81, 96, 144}) make.add_ring(2, taps);
    for (const int taps : {16, 25, 36, 49, 64, 96}) make.add_ring(1, taps);
    for (const int taps : {49, 81, 144}) make.add_ring(2, taps, true);
    for (const int taps : {16, 36, 96}) make.add_ring(1, taps, true);
    for (const int divisor : {2, 1}) {
        make.add_importance(divisor, 64, 16, 0);
        make.add_importance(divisor, 80, 0, 0);
        for (const int frames : {1, demo::noise_frames}) make.add_importance(divisor, 16, 0, frames);
    }
    make.add_gaussian();
}

/// Of one frame. What the device does not time stays at 0.
std::vector<ShaderTime> times_of_passes(Device& device, const GladGLContext& gl, const BenchClock& clock,
                                        test::DofPassRun& run) {
    const bool is_cpu = clock.kind() == ClockKind::cpu_time;
    std::vector<std::string> shaders;
    std::vector<double> times;
    gl.Finish();
    device.time_passes(!is_cpu);
    device.take_pass_times();
    double before = process_cpu_milliseconds();
    run.run([&](const PassList::Pass& pass) {
        shaders.emplace_back(pass.shader());
        if (!is_cpu) return;
        gl.Finish();
        const double now = process_cpu_milliseconds();
        times.push_back(now - std::exchange(before, now));
    });
    gl.Finish();
    if (!is_cpu)
        for (const PassTime& pass : device.take_pass_times()) times.push_back(pass.milliseconds);
    device.time_passes(false);
    times.resize(shaders.size());
    std::vector<ShaderTime> sums;
    for (std::size_t i = 0; i < shaders.size(); ++i) {
        auto sum = std::ranges::find(sums, shaders[i], &ShaderTime::shader);
        if (sum == sums.end()) sum = sums.insert(sums.end(), ShaderTime{shaders[i]});
        sum->time_ms += times[i];
        ++sum->dispatches;
    }
    return sums;
}

double median_of(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

}  // namespace

Result<std::vector<DofMethod>> dof_methods(Device& device, demo::RivalContext& context, const DofCase& of,
                                           std::size_t aperture, DofMethodSet set, const std::string& only) {
    const bool is_counted = set == DofMethodSet::all || set == DofMethodSet::curve;
    MethodMaker make(device, context, of, aperture, is_counted, only);
    if (set == DofMethodSet::all)
        add_all(make);
    else if (set == DofMethodSet::curve)
        add_curve(make);
    else
        add_contest(make, set);
    return make.take();
}

Result<std::vector<test::PassPrice>> price_of_16x3(Device& device, const GladGLContext& gl, const DofCase& of,
                                                   std::size_t aperture) {
    auto setting = our_setting(of, of.apertures[aperture], "16x3", true);
    if (!setting) return setting.error();
    return our_prices(device, gl, of, std::move(*setting));
}

Result<std::vector<ShaderTime>> times_of_16x3(Device& device, const GladGLContext& gl,
                                              const BenchClock& clock, const DofCase& of,
                                              std::size_t aperture, int frames) {
    auto setting = our_setting(of, of.apertures[aperture], "16x3", true);
    if (!setting) return setting.error();
    auto target = create_texture(gl, GL_RGBA16F, of.choice.size.width, of.choice.size.height, "bench times");
    if (!target) return target.error();
    setting->frame.target.texture = target->name();
    auto run = test::DofPassRun::create(device, setting->description, setting->frame, setting->options);
    if (!run) return run.error();
    times_of_passes(device, gl, clock, **run);  // compiles
    std::vector<ShaderTime> times = times_of_passes(device, gl, clock, **run);
    std::vector<std::vector<double>> all(times.size());
    for (int frame = 0; frame < frames; ++frame) {
        const std::vector<ShaderTime> again = times_of_passes(device, gl, clock, **run);
        for (std::size_t i = 0; i < times.size(); ++i) all[i].push_back(again[i].time_ms);
    }
    for (std::size_t i = 0; i < times.size(); ++i) times[i].time_ms = median_of(all[i]);
    return times;
}

Result<Image> picture_of(const GladGLContext& gl, const DofMethod& method, const Texture& target,
                         demo::PictureSize size) {
    if (Result<void> status = method.run(target.name()); !status) return status.error();
    return demo::read_picture(gl, target.name(), size);
}

}  // namespace tapestry::bench
