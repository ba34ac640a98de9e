#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "offline/cli/commands.h"
#include "offline/cli/kernel_options.h"
#include "offline/io/image_file.h"
#include "offline/kernels/moments.h"

namespace tapestry::offline::cli {
namespace {

GreyPicture picture_of(const DenseKernel& kernel, double scale) {
    GreyPicture picture{kernel.width, kernel.height, kernel.values};
    for (double& value : picture.values) value *= scale;
    return picture;
}

struct KernelCommand {
    KernelOptions kernel;
    std::string output;
    int depth = 16;
    bool is_signed = false;

    Result<void> run() const {
        const std::string format = std::filesystem::path(output).extension().string();
        if (format != ".png" && format != ".pfm")
            return Error{output + ": the picture's name must end in .png or .pfm"};
        const auto target = kernel.kernel_of(is_signed);
        if (!target) return target.error();
        const DenseKernel* made = &target->kernel;
        if (format == ".png" &&
            std::any_of(made->values.begin(), made->values.end(), [](double v) { return v < 0.0; }))
            return Error{output + ": a PNG holds no weights below 0; write a .pfm"};
        const double peak = *std::max_element(made->values.begin(), made->values.end());
        Result<void> status = format == ".png" ? write_grey_png(output, picture_of(*made, 1.0 / peak), depth)
                                               : write_pfm(output, picture_of(*made, 1.0));
        if (!status) return status;
        print_remarks(target->remarks);
        const Moments m = moments(*made);
        std::printf(
            "kernel    %s\ncells     %d x %d\npeak      %.6g of the light\nmean      %.4f %.4f px\n"
            "variance  %.3f %.3f px^2\nwrote     %s\n",
            kernel.name().c_str(), made->width, made->height, peak, m.mean_x, m.mean_y, m.variance_x,
            m.variance_y, output.c_str());
        return {};
    }
};

}  // namespace

void add_kernel_command(CLI::App& program, Action& chosen) {
    auto command = std::make_shared<KernelCommand>();
    auto* app = program.add_subcommand("kernel", "Draw one kernel: upright, its origin in the middle pixel");
    command->kernel.add_with_argument_to(*app);
    app->add_option("--depth", command->depth, "bits of a PNG, whose white is the kernel's peak: 8 or 16")
        ->check(CLI::IsMember({8, 16}))
        ->capture_default_str();
    app->add_flag("--signed", command->is_signed, "mask: take weights below 0");
    app->add_option("-o,--output", command->output,
                    "the picture to write: .png, or .pfm, whose values are linear and sum to 1")
        ->required();
    app->callback([command, &chosen] { chosen = [command] { return command->run(); }; });
}

}  // namespace tapestry::offline::cli
