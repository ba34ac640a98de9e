/// What Tapestry 16x3 costs on depth of field's scenes, pass by pass.
#pragma once

#include <string>
#include <vector>

#include "dof_methods.h"

namespace tapestry::bench {

/// Of one scene.
struct DofBytes {
    std::string scene;
    std::vector<test::PassPrice> passes;  ///< in their order
};

/// A table of the means over scenes by pass (all of a shader's dispatches in a row), its sum, and each
/// scene's sum, as Markdown that says how it was counted.
std::string dof_bytes_markdown(const std::vector<DofBytes>& scenes);

}  // namespace tapestry::bench
