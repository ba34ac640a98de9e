/// What tables say, in JSON, of the kernels that they were fitted to.
#include "fuzz_target.h"
#include "tapestry/fit/kernel_field.h"

using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(kernel_words) {
    const std::string key = to_metadata(FieldSpec{}).front().first;
    const auto spec = spec_from_metadata({{key, std::string(bytes.begin(), bytes.end())}});
    if (!spec) return;
    const auto again = spec_from_metadata(to_metadata(*spec));
    tapestry::fuzz::require(again && again->kernel == spec->kernel && again->axes.size() == spec->axes.size(),
                            "what was read is written so that it can be read");
}
