/// PNGs as photographs, past their checksums.
#include "fuzz_target.h"
#include "picture_checks.h"

TAPESTRY_FUZZ_TARGET(png) {
    tapestry::fuzz::decode_and_judge(tapestry::fuzz::with_right_checksums(bytes));
}
