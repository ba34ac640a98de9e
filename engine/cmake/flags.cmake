# tapestry_flags: what every target of ours is compiled with, and no target of a host's. MSVC's are written by its manual;
# nobody has tried them yet.
add_library(tapestry_flags INTERFACE)
target_compile_features(tapestry_flags INTERFACE cxx_std_20)

# Contraction into fused multiply-adds is off so that a fit gives the same bytes whichever instruction set the compiler
# picked, and so is -ffast-math, which hosts set for whole projects: infinities are options here, and the references round
# as IEEE says.
if(MSVC)
    target_compile_options(tapestry_flags INTERFACE /fp:precise /permissive- /utf-8 /Zc:__cplusplus /Zc:preprocessor)
    target_compile_definitions(tapestry_flags INTERFACE NOMINMAX _CRT_SECURE_NO_WARNINGS _USE_MATH_DEFINES)
else()
    # Sections let hosts that link with --gc-sections leave out the effects that they do not use.
    target_compile_options(tapestry_flags INTERFACE -fno-fast-math -ffp-contract=off -ffunction-sections -fdata-sections)
endif()

# Hosts make errors of warnings, with compilers that we do not know.
if(top_level)
    if(MSVC)
        # C4251: members of std types in exported classes; whoever links them has the same compiler. C4068: GCC's pragmas.
        target_compile_options(tapestry_flags INTERFACE /W4 /wd4251 /wd4068)
    else()
        set(shadow -Wshadow)
        if(CMAKE_UNITY_BUILD)
            # Where sources are compiled together, a name of one is global to the next, and hides nothing that anybody
            # meant. Clang cannot tell these from others.
            set(shadow $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>)
        endif()
        target_compile_options(tapestry_flags INTERFACE -Wall -Wextra -Wpedantic ${shadow} -Wconversion -Wno-sign-conversion
                               $<$<NOT:$<CXX_COMPILER_ID:GNU>>:-Wno-unknown-pragmas>)
    endif()
endif()

if(TAPESTRY_SANITIZE)
    target_compile_options(tapestry_flags INTERFACE -fsanitize=${TAPESTRY_SANITIZE} -fno-omit-frame-pointer
                           -fno-sanitize-recover=all)
    target_link_options(tapestry_flags INTERFACE -fsanitize=${TAPESTRY_SANITIZE})
    target_compile_definitions(tapestry_flags INTERFACE TAPESTRY_SANITIZED)
endif()
