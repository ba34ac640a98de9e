/// TIFFs as photographs.
#include "fuzz_target.h"
#include "picture_checks.h"

TAPESTRY_FUZZ_TARGET(tiff) {
    tapestry::fuzz::decode_and_judge(bytes);
}
