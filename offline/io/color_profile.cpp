#include "offline/io/color_profile.h"

#include <lcms2.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "offline/io/srgb.h"

namespace tapestry::offline {
namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Transform = std::unique_ptr<void, DeleteTransform>;

Profile make_rgb(const RgbSpace& space, cmsToneCurve* curve) {
    const cmsCIExyY white = {space.white[0], space.white[1], 1.0};
    const cmsCIExyYTRIPLE primaries = {{space.red[0], space.red[1], 1.0},
                                       {space.green[0], space.green[1], 1.0},
                                       {space.blue[0], space.blue[1], 1.0}};
    cmsToneCurve* curves[3] = {curve, curve, curve};
    Profile profile(cmsCreateRGBProfile(&white, &primaries, curves));
    cmsFreeToneCurve(curve);
    return profile;
}

cmsToneCurve* srgb_curve() {
    // IEC 61966-2-1, as lcms2's parametric curve 4.
    constexpr cmsFloat64Number parameters[] = {2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045};
    return cmsBuildParametricToneCurve(nullptr, 4, parameters);
}

Profile linear_profile(const RgbSpace& space) {
    return make_rgb(space, cmsBuildGamma(nullptr, 1.0));
}

bool is_plain(const RgbSpace& space) {
    const RgbSpace srgb;
    const auto near = [](const auto& a, const auto& b) {
        return std::abs(a[0] - b[0]) < 2e-3 && std::abs(a[1] - b[1]) < 2e-3;
    };
    return space.gamma == 0.0 && near(space.white, srgb.white) && near(space.red, srgb.red) &&
           near(space.green, srgb.green) && near(space.blue, srgb.blue);
}

cmsUInt32Number format_of(ColorProfile::Model model) {
    switch (model) {
        case ColorProfile::Model::grey:
            return TYPE_GRAY_FLT;
        case ColorProfile::Model::cmyk:
            return TYPE_CMYK_FLT;
        default:
            return TYPE_RGB_FLT;
    }
}

}  // namespace

std::vector<std::uint8_t> profile_of_space(const RgbSpace& space) {
    if (is_plain(space)) return {};
    const Profile profile =
        make_rgb(space, space.gamma > 0.0 ? cmsBuildGamma(nullptr, space.gamma) : srgb_curve());
    cmsUInt32Number size = 0;
    if (!profile || !cmsSaveProfileToMem(profile.get(), nullptr, &size)) return {};
    std::vector<std::uint8_t> bytes(size);
    if (!cmsSaveProfileToMem(profile.get(), bytes.data(), &size)) return {};
    return bytes;
}

Result<RgbSpace> space_of_primaries(int primaries) {
    constexpr std::array<double, 2> d65 = {0.3127, 0.3290}, c = {0.310, 0.316};
    switch (primaries) {
        case 1:
        case 2:  // unspecified
            return RgbSpace{};
        case 4:
            return RgbSpace{c, {0.67, 0.33}, {0.21, 0.71}, {0.14, 0.08}};
        case 5:
            return RgbSpace{d65, {0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}};
        case 6:
        case 7:
            return RgbSpace{d65, {0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}};
        case 8:
            return RgbSpace{c, {0.681, 0.319}, {0.243, 0.692}, {0.145, 0.049}};
        case 9:
            return RgbSpace{d65, {0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}};
        case 11:
            return RgbSpace{{0.314, 0.351}, {0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}};
        case 12:
            return RgbSpace{d65, {0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}};
        case 22:
            return RgbSpace{d65, {0.630, 0.340}, {0.295, 0.605}, {0.155, 0.077}};
        default:
            return Error{"colour primaries " + std::to_string(primaries) + " are not known"};
    }
}

struct ColorProfile::Impl {
    Profile profile, light;
    Model model = Model::rgb;
    Transform in, out;
};

ColorProfile::ColorProfile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ColorProfile::ColorProfile(ColorProfile&&) noexcept = default;
ColorProfile& ColorProfile::operator=(ColorProfile&&) noexcept = default;
ColorProfile::~ColorProfile() = default;

Result<ColorProfile> ColorProfile::make(void* opened) {
    Profile profile(opened);
    if (!profile) return Error{"its colour profile is damaged"};
    auto impl = std::make_unique<Impl>();
    switch (cmsGetColorSpace(profile.get())) {
        case cmsSigGrayData:
            impl->model = Model::grey;
            break;
        case cmsSigRgbData:
            impl->model = Model::rgb;
            break;
        case cmsSigCmykData:
            impl->model = Model::cmyk;
            break;
        default:
            return Error{"its colour profile is not one of grey, RGB or CMYK"};
    }
    impl->light = linear_profile({});
    // Not optimised: that would round through 16 bits.
    constexpr cmsUInt32Number flags = cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE;
    const cmsUInt32Number format = format_of(impl->model);
    impl->in.reset(
        cmsCreateTransform(profile.get(), format, impl->light.get(), TYPE_RGB_FLT, INTENT_PERCEPTUAL, flags));
    if (!impl->in) return Error{"its colour profile is damaged"};
    // Scanners' profiles, say, know no way back.
    if (impl->model == Model::rgb)
        impl->out.reset(cmsCreateTransform(impl->light.get(), TYPE_RGB_FLT, profile.get(), TYPE_RGB_FLT,
                                           INTENT_PERCEPTUAL, flags));
    impl->profile = std::move(profile);
    return ColorProfile(std::move(impl));
}

ColorProfile ColorProfile::linear(const RgbSpace& space) {
    return std::move(*make(linear_profile(space).release()));
}

Result<ColorProfile> ColorProfile::open(std::span<const std::uint8_t> icc) {
    return make(cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())));
}

ColorProfile::Model ColorProfile::model() const {
    return impl_->model;
}

bool ColorProfile::has_way_back() const {
    return impl_->out != nullptr;
}

bool ColorProfile::is_srgb() const {
    if (impl_->model != Model::rgb) return false;
    std::vector<float> values, rgb;
    constexpr int steps = 8;
    for (int i = 0; i <= steps; ++i)
        for (const std::array<int, 3> mix : {std::array{1, 1, 1}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}})
            for (const int channel : mix) values.push_back(static_cast<float>(channel * i) / steps);
    rgb.resize(values.size());
    to_linear(values, rgb);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double encoded = linear_to_srgb(std::max(0.0, static_cast<double>(rgb[i])));
        if (!(std::abs(encoded - static_cast<double>(values[i])) < 1.0 / 255.0)) return false;
    }
    return true;
}

void ColorProfile::to_linear(std::span<const float> values, std::span<float> rgb) const {
    const auto pixels = static_cast<cmsUInt32Number>(rgb.size() / 3);
    if (impl_->model != Model::cmyk)
        return cmsDoTransform(impl_->in.get(), values.data(), rgb.data(), pixels);
    std::vector<float> percent(values.begin(), values.end());
    for (float& ink : percent) ink *= 100.0f;
    cmsDoTransform(impl_->in.get(), percent.data(), rgb.data(), pixels);
}

void ColorProfile::from_linear(std::span<const float> rgb, std::span<float> values) const {
    cmsDoTransform(impl_->out.get(), rgb.data(), values.data(), static_cast<cmsUInt32Number>(rgb.size() / 3));
    for (float& value : values) value = std::clamp(value, 0.0f, 1.0f);
}

}  // namespace tapestry::offline
