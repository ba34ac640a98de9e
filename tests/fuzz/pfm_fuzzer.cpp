/// Portable float maps.
#include "fuzz_target.h"
#include "offline/io/pfm_file.h"
#include "picture_checks.h"

TAPESTRY_FUZZ_TARGET(pfm) {
    const auto picture = tapestry::offline::decode_pfm(bytes, std::int64_t{1} << 26);
    if (!picture) return;
    tapestry::fuzz::judge(*picture);
    const auto again = tapestry::offline::encode_pfm(*picture);
    const auto* file = reinterpret_cast<const std::uint8_t*>(again.data());
    tapestry::fuzz::require(
        static_cast<bool>(tapestry::offline::decode_pfm({file, again.size()}, std::int64_t{1} << 26)),
        "what was written is read");
}
