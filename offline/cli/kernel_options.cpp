#include "offline/cli/kernel_options.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "offline/files/readable_text.h"
#include "offline/io/mask_file.h"
#include "tapestry/fit/make_kernel.h"
#include "tapestry/fit/mask_source.h"

namespace tapestry::offline::cli {
namespace {

std::string complaint_about(const std::string& name) {
    const auto family = find_family(name);
    return family ? "" : family.error().message;
}

// One option stands for the parameters of that name of all kernels.
struct SharedOption {
    std::string name;
    std::string help;  ///< empty when the kernels differ in what it does
    std::string kernels;
    std::string unit = {};
    int count = 0;
    bool is_word = false;

    std::string text() const {
        constexpr int few = 3;
        const std::string of = count > few ? "most kernels" : kernels.substr(2);
        return (help.empty() ? "of " + of : help + " (" + of + ")") + (unit.empty() ? "" : ", " + unit);
    }
};

std::vector<SharedOption> shared_options() {
    std::vector<SharedOption> options;
    const auto add = [&](const auto& parameters, const std::string& family, bool is_word) {
        for (const auto& parameter : parameters) {
            std::string unit;
            if constexpr (requires { parameter.unit; }) unit = parameter.unit;
            auto option = std::find_if(options.begin(), options.end(), [&](const SharedOption& other) {
                return other.name == parameter.name;
            });
            if (option == options.end())
                option = options.insert(option, {parameter.name, parameter.help, "", unit, 0, is_word});
            if (option->help != parameter.help) option->help.clear();
            option->kernels += ", " + family;
            ++option->count;
        }
    };
    for (const KernelFamily& family : kernel_families()) {
        add(family.numbers, family.name, false);
        add(family.words, family.name, true);
    }
    return options;
}

}  // namespace

void KernelOptions::add_to(CLI::App& command) {
    add_parameters_to(command, "--kernel");
}

void KernelOptions::add_with_argument_to(CLI::App& command) {
    add_parameters_to(command, "NAME");
}

void KernelOptions::add_parameters_to(CLI::App& command, const std::string& name_option) {
    auto* named =
        command.add_option(name_option, kernel_, "a kernel's name; `tapestry-fit kernels` lists them")
            ->check(complaint_about);
    command
        .add_option(
            "--mask", mask_,
            "picture of the kernel: PNG, JPEG, PFM or EXR, linear weights; black on transparent: its alpha")
        ->excludes(named);
    command.add_flag(
        "--centred", reading_.centred,
        "mask: move the centroid of its light to the origin, which is else the picture's middle");
    command.add_option_function<double>(
        "--threshold", [this](double value) { reading_.threshold = value; },
        "mask: at and below this share of its peak is background; 0: every value above 0 counts; without it, "
        "background and noise are estimated and removed");
    command.add_flag("--invert", reading_.invert, "mask: its shape is dark on a bright ground");
    for (const SharedOption& option : shared_options()) {
        if (option.is_word)
            command.add_option_function<std::string>(
                "--" + option.name,
                [this, name = option.name](const std::string& text) { given_.words[name] = text; },
                option.text());
        else
            command.add_option_function<double>(
                "--" + option.name,
                [this, name = option.name](double value) { given_.numbers[name] = value; }, option.text());
    }
}

std::string KernelOptions::name() const {
    return mask_.empty() ? kernel_ : "mask " + readable(std::filesystem::path(mask_).filename().string());
}

FieldSpec KernelOptions::spec(bool is_signed) const {
    FieldSpec spec{.kernel = kernel_, .mask = mask_, .reading = reading_, .settings = given_};
    spec.reading.is_signed = is_signed && !mask_.empty();
    return spec;
}

Result<TargetKernel> KernelOptions::kernel_of(bool is_signed) const {
    if (!mask_.empty()) {
        const auto mask = read_mask(mask_, read_mask_picture, given_, spec(is_signed).reading);
        if (!mask) return mask.error();
        auto kernel = mask->make(mask->settings);
        if (!kernel) return kernel.error();
        return TargetKernel{std::move(*kernel), mask->remarks};
    }
    if (kernel_.empty())
        return Error{"name a kernel (`tapestry-fit kernels` lists them) or give --mask IMAGE"};
    if (reading_.centred) return Error{kernel_ + " has no --centred; it is for masks"};
    if (reading_.threshold) return Error{kernel_ + " has no --threshold; it is for masks"};
    if (reading_.invert) return Error{kernel_ + " has no --invert; it is for masks"};
    auto kernel = make_kernel(kernel_, given_);
    if (!kernel) return kernel.error();
    return TargetKernel{std::move(*kernel)};
}

void print_remarks(const std::vector<std::string>& remarks) {
    for (const std::string& remark : remarks) std::printf("mask      %s\n", remark.c_str());
}

}  // namespace tapestry::offline::cli
