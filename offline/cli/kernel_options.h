/// The options that name a target kernel: a registered kernel with its parameters, or a picture.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "tapestry/fit/kernel_family.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline::cli {

/// The kernel that options name, and what is to be said of a mask.
struct TargetKernel {
    DenseKernel kernel;
    std::vector<std::string> remarks = {};
};

class KernelOptions {
  public:
    /// --kernel NAME with every parameter of every kernel as an option, or --mask IMAGE.
    void add_to(CLI::App& command);

    /// The same, with the kernel's name as an argument.
    void add_with_argument_to(CLI::App& command);

    /// The one kernel that the options name. `is_signed`: of masks, weights below 0 are taken. Error: options
    /// missing or contradictory, the kernel's own.
    Result<TargetKernel> kernel_of(bool is_signed) const;

    /// The same as a family's description, its axes still to be named.
    FieldSpec spec(bool is_signed) const;

    /// "disk", "gaussian" or "mask heart.png".
    std::string name() const;

  private:
    void add_parameters_to(CLI::App& command, const std::string& name_option);

    std::string kernel_;
    std::string mask_;
    MaskReading reading_;
    KernelSettings given_;
};

/// On standard output, as lines of a summary.
void print_remarks(const std::vector<std::string>& remarks);

}  // namespace tapestry::offline::cli
