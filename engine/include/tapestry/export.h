/// What shared libraries show of themselves: everything else is hidden. Nothing where the libraries are
/// static. TAPESTRY_SHARED comes with CMake's targets and pkg-config's flags, tapestry_*_EXPORTS from the
/// build alone.
#pragma once

#if !defined(TAPESTRY_SHARED)
#define TAPESTRY_EXPORTED
#define TAPESTRY_IMPORTED
#elif defined(_WIN32)
#define TAPESTRY_EXPORTED __declspec(dllexport)
#define TAPESTRY_IMPORTED __declspec(dllimport)
#else
#define TAPESTRY_EXPORTED __attribute__((visibility("default")))
#define TAPESTRY_IMPORTED __attribute__((visibility("default")))
#endif

#if defined(tapestry_core_EXPORTS)
#define TAPESTRY_CORE_EXPORT TAPESTRY_EXPORTED
#else
#define TAPESTRY_CORE_EXPORT TAPESTRY_IMPORTED
#endif

#if defined(tapestry_engine_EXPORTS)
#define TAPESTRY_ENGINE_EXPORT TAPESTRY_EXPORTED
#else
#define TAPESTRY_ENGINE_EXPORT TAPESTRY_IMPORTED
#endif

#if defined(tapestry_fit_EXPORTS)
#define TAPESTRY_FIT_EXPORT TAPESTRY_EXPORTED
#else
#define TAPESTRY_FIT_EXPORT TAPESTRY_IMPORTED
#endif
