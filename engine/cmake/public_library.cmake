# tapestry_public_library(NAME): makes of the target tapestry_NAME what hosts link: tapestry::NAME in every way of finding it,
# static or shared as BUILD_SHARED_LIBS says. The sources' public headers are in INCLUDE_DIR.
function(tapestry_public_library name include_dir)
    set(target tapestry_${name})
    add_library(tapestry::${name} ALIAS ${target})
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${include_dir}>
                               $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:tapestry_flags>)
    # Before 1.0 every minor version may break programs that were linked against another.
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name}
                          CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
                          VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
                          INSTALL_RPATH $<IF:$<PLATFORM_ID:Darwin>,@loader_path,$ORIGIN>)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL SHARED_LIBRARY)
        target_compile_definitions(${target} PUBLIC TAPESTRY_SHARED)
        if(UNIX AND NOT APPLE)
            # What another library of ours hides is missed here, not by hosts.
            target_link_options(${target} PRIVATE LINKER:-z,defs)
        endif()
    endif()
    if(TAPESTRY_INSTALL)
        # Export sets of their own: a host that asks for the engine needs nothing that only fit depends on.
        install(TARGETS ${target} EXPORT tapestry-${name})
        install(DIRECTORY ${include_dir}/tapestry DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.h)
        install(EXPORT tapestry-${name} FILE tapestry-${name}.cmake NAMESPACE tapestry::
                DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tapestry)
    endif()
endfunction()
