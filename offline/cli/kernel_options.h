/// The options that name a target kernel: a registered kernel with its parameters, or a picture.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "offline/fit/family.h"
#include "offline/kernels/kernel_family.h"
#include "tapestry/reference.h"
#include "tapestry/result.h"

namespace tapestry::offline::cli {

class KernelOptions {
  public:
    enum class Sizes { by_option, by_axis };

    /// --kernel NAME with every parameter of every kernel as an option, or --mask IMAGE. by_axis leaves out
    /// the options of size.
    void add_to(CLI::App& command, Sizes sizes);

    /// The same, with the kernel's name as an argument.
    void add_with_argument_to(CLI::App& command);

    /// The one kernel that the options name. Error: options missing or contradictory, the kernel's own.
    Result<DenseKernel> kernel_of() const;

    /// The kernel at any size of a family along `axis_name`. Error: an axis that this kernel does not have.
    Result<KernelAtSize> family_of(const std::string& axis_name) const;

    /// "disk", "gaussian" or "mask heart.png".
    std::string name() const;

  private:
    void add_parameters_to(CLI::App& command, const std::string& name_option, Sizes sizes);
    Result<const KernelFamily*> family() const;

    std::string kernel_;
    std::string mask_;
    bool centred_ = false;
    KernelSettings given_;
};

}  // namespace tapestry::offline::cli
