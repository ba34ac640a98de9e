/// Builds the one line of an Error out of text and numbers.
#pragma once

#include <locale>
#include <sstream>

#include "tapestry/result.h"

namespace tapestry {

/// The parts, one after the other. In the classic locale, whatever the host set: 1024 stays 1024 and 0.5
/// keeps its dot.
template <class... Parts>
Error error_of(const Parts&... parts) {
    std::ostringstream line;
    line.imbue(std::locale::classic());
    (line << ... << parts);
    return Error{line.str()};
}

}  // namespace tapestry
