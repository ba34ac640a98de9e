/// Pictures side by side with their names on them, as a README shows them.
#pragma once

#include <string>
#include <vector>

#include "offline/io/image_file.h"

namespace tapestry::demo {

struct PlatePart {
    std::string label;
    offline::Picture8 picture;
};

/// Equal parts of `pictures`, which are of one size, beside each other: strips of the same picture where
/// `cut`, whole ones otherwise. Error: no font to write the labels in.
Result<offline::Picture8> side_by_side(const std::vector<PlatePart>& parts, bool cut);

}  // namespace tapestry::demo
