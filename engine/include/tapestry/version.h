/// The version of Tapestry that these headers belong to. The build reads it from here.
#pragma once

#define TAPESTRY_VERSION_MAJOR 0
#define TAPESTRY_VERSION_MINOR 1
#define TAPESTRY_VERSION_PATCH 0
#define TAPESTRY_VERSION_STRING "0.1.0"

/// One number that grows with versions, to compare by: 100 is 0.1.0, 10203 is 1.2.3.
#define TAPESTRY_VERSION \
    (TAPESTRY_VERSION_MAJOR * 10000 + TAPESTRY_VERSION_MINOR * 100 + TAPESTRY_VERSION_PATCH)
