/// The options that name a target kernel: --kernel NAME with its size, or --mask IMAGE.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "offline/fit/family.h"
#include "tapestry/reference.h"
#include "tapestry/result.h"

namespace tapestry::offline::cli {

struct KernelOptions {
    std::string kernel;  ///< disk or gaussian; empty when a mask is given
    std::string mask;    ///< path
    std::optional<double> radius_px;
    std::optional<double> sigma_px;

    void add_to(CLI::App& command, bool with_sizes);

    /// The one kernel that the options name. Error: options missing or contradictory, the kernel's own.
    Result<DenseKernel> kernel_of() const;

    /// The kernel at any size of a family along `axis_name`. Error: an axis that this kernel does not have.
    Result<KernelAtSize> family_of(const std::string& axis_name) const;

    /// "disk", "gaussian" or "mask heart.png".
    std::string name() const;

  private:
    Status check() const;
};

}  // namespace tapestry::offline::cli
