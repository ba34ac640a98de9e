# tests/gpu.sh of the build BUILD, into OUT.
execute_process(COMMAND ${ROOT}/tests/gpu.sh --small --seconds 6 --build ${BUILD} --out ${OUT} COMMAND_ERROR_IS_FATAL ANY)
file(READ ${OUT}/report.json json)
string(JSON planned GET ${json} tests planned)
string(JSON failed LENGTH ${json} failed)
file(READ ${OUT}/report.md markdown)
if(planned EQUAL 0 OR failed GREATER 0 OR NOT markdown MATCHES "GL tests: [0-9]+ of ${planned} files passed")
    message(FATAL_ERROR "tests/gpu.sh: ${json}${markdown}")
endif()
