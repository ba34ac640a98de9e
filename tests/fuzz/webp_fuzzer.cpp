/// WebPs as photographs.
#include "fuzz_target.h"
#include "picture_checks.h"

TAPESTRY_FUZZ_TARGET(webp) {
    tapestry::fuzz::decode_and_judge(bytes);
}
