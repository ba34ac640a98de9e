# Shaders as C++: engine/reference/glsl/shader.h. Of every shader a source is written that has a class a variant.

# tapestry_cpu_map(FILE OPTIONS...): the maths of a map pass for the effects of these options, in tapestry_reference.
function(tapestry_cpu_map file)
    cmake_path(GET file STEM name)
    set(text "// Written by cmake/compile_shaders.cmake.\n#include \"reference/map_class.h\"\n\n")
    string(APPEND text "namespace tapestry {\nnamespace glsl {\nnamespace {\n\nstruct ${name} : Shader {\n"
           "#include \"reference/glsl/begin.h\"\n#include \"${file}\"\n#include \"reference/glsl/end.h\"\n};\n\n"
           "}  // namespace\n}  // namespace glsl\n\n")
    foreach(options IN LISTS ARGN)
        string(APPEND text "TAPESTRY_EFFECT_MAP(${options}, glsl::${name})\n")
    endforeach()
    string(APPEND text "\n}  // namespace tapestry\n")
    set(source ${CMAKE_CURRENT_BINARY_DIR}/shaders/${name}_maths.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "${text}" @ONLY)
    set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "${glsl_warnings}" SKIP_UNITY_BUILD_INCLUSION ON)
    target_sources(tapestry_reference PRIVATE ${source})
endfunction()

# tapestry_cpu_shader(FILE [FEATURE]...): a variant for each subset of the names that it may be compiled with; A+B: both or
# none; A|B: one or none.
function(tapestry_cpu_shader file)
    set(variants "-")
    foreach(feature IN LISTS ARGN)
        set(with_feature "")
        string(REPLACE "|" ";" choices "${feature}")
        foreach(choice IN LISTS choices)
            foreach(variant IN LISTS variants)
                string(REPLACE "+" " " names "${choice}")
                list(APPEND with_feature "${variant} ${names}")
            endforeach()
        endforeach()
        list(APPEND variants ${with_feature})
    endforeach()

    # All of a workgroup's invocations wait there: those of shaders without any run one after the other.
    file(STRINGS ${PROJECT_SOURCE_DIR}/shaders/${file} barriers REGEX " barrier\\(\\);")
    set(has_barriers false)
    if(barriers)
        set(has_barriers true)
    endif()

    cmake_path(GET file STEM name)
    set(text "// Written by cmake/compile_shaders.cmake.\n#include \"reference/glsl/shader_class.h\"\n\n")
    string(APPEND text "namespace tapestry::glsl {\nnamespace {\n")
    set(entries "")
    set(count 0)
    foreach(variant IN LISTS variants)
        separate_arguments(features UNIX_COMMAND "${variant}")
        list(REMOVE_ITEM features "-")
        set(names "")
        string(APPEND text "\n")
        foreach(feature IN LISTS features)
            string(APPEND text "#define ${feature} 1\n")
            string(APPEND names "\"${feature}\", ")
        endforeach()
        string(APPEND text "struct ${name}_${count} : Shader {\n    static constexpr bool has_barriers = ${has_barriers};\n#include \"reference/glsl/begin.h\"\n"
               "#include \"${file}\"\n#include \"reference/glsl/end.h\"\n};\n")
        foreach(feature IN LISTS features)
            string(APPEND text "#undef ${feature}\n")
        endforeach()
        string(APPEND entries "    all.push_back({\"${file}\", {${names}}, run_class<${name}_${count}>});\n")
        math(EXPR count "${count} + 1")
    endforeach()
    string(APPEND text "\n}  // namespace\n\nvoid add_${name}(std::vector<ShaderClass>& all) {\n${entries}}\n\n"
           "}  // namespace tapestry::glsl\n")
    set(source ${CMAKE_CURRENT_BINARY_DIR}/shaders/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "${text}" @ONLY)
    set_property(GLOBAL APPEND PROPERTY tapestry_cpu_shaders ${name})
    target_sources(tapestry_cpu_shaders PRIVATE ${source})
endfunction()

# After the last of them: the list of all.
function(tapestry_cpu_shader_list)
    get_property(names GLOBAL PROPERTY tapestry_cpu_shaders)
    set(declarations "")
    set(calls "")
    foreach(name IN LISTS names)
        string(APPEND declarations "void add_${name}(std::vector<ShaderClass>& all);\n")
        string(APPEND calls "    add_${name}(all);\n")
    endforeach()
    set(source ${CMAKE_CURRENT_BINARY_DIR}/shaders/shader_classes.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT
"// Written by cmake/compile_shaders.cmake.
#include \"reference/glsl/shader_class.h\"

namespace tapestry::glsl {

${declarations}
std::vector<ShaderClass> shader_classes() {
    std::vector<ShaderClass> all;
${calls}    return all;
}

}  // namespace tapestry::glsl
" @ONLY)
    target_sources(tapestry_cpu_shaders PRIVATE ${source})
endfunction()
