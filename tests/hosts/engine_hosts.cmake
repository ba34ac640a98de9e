# Hosts with windows of their own and in engines: 300 frames of one scene each, judged by its true distances.
find_package(PkgConfig REQUIRED)

add_library(tapestry_host_check STATIC EXCLUDE_FROM_ALL
    ../gl/gl_state.cpp
    ../gl/intercepted_gl.cpp
    host_check.cpp
    picture_io.cpp
    scene.cpp)
target_include_directories(tapestry_host_check PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(tapestry_host_check PUBLIC tapestry::engine tapestry_glad PRIVATE tapestry::metrics tapestry_flags)

# On a display of its own. What windows and engines leak is not ours.
function(tapestry_add_host_test name host)
    add_test(NAME hosts/${name} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/with_display.sh $<TARGET_FILE:${host}> ${ARGN})
    set_tests_properties(hosts/${name} PROPERTIES TIMEOUT 7200 ENVIRONMENT ASAN_OPTIONS=detect_leaks=0)
endfunction()

# NAME_host.cpp, and what pkg-config knows its engine by; where that is missing the host is left out.
function(tapestry_engine_host name)
    pkg_check_modules(${name}_host QUIET IMPORTED_TARGET ${ARGN})
    if(NOT ${name}_host_FOUND)
        list(JOIN ARGN ", " packages)
        message(STATUS "Not all of ${packages}: no host of ${name} is tested")
        return()
    endif()
    set(host tapestry-host-${name})
    add_executable(${host} ${name}_host.cpp)
    target_compile_definitions(${host} PRIVATE TAPESTRY_ASSETS="${PROJECT_SOURCE_DIR}/assets")
    target_link_libraries(${host} PRIVATE tapestry_host_check PkgConfig::${name}_host tapestry_flags)
    tapestry_add_host_test(${name} ${host})
endfunction()

tapestry_engine_host(glfw glfw3)
if(TARGET tapestry-host-glfw AND TARGET tapestry_imgui)
    target_compile_definitions(tapestry-host-glfw PRIVATE TAPESTRY_WITH_PANELS)
    target_link_libraries(tapestry-host-glfw PRIVATE tapestry::imgui)
endif()
tapestry_engine_host(sdl2 sdl2 gl)
tapestry_engine_host(osg openscenegraph)
tapestry_engine_host(ogre OGRE OGRE-Overlay gl x11)
if(TARGET tapestry-host-ogre)
    pkg_get_variable(ogre_plugins OGRE plugindir)
    target_compile_definitions(tapestry-host-ogre PRIVATE TAPESTRY_OGRE_PLUGINS="${ogre_plugins}")
    tapestry_add_host_test(ogre-reversed tapestry-host-ogre reversed)
endif()

add_test(NAME hosts/guides COMMAND ${PYTHON_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/guides_test.py)
