# Run as the test "manual": cmake -DPROGRAM=<slabscope> -DMANUAL=<slabscope.1> -P manual.cmake. Fails on an option that only one of the
# help and the manual knows.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND "${PROGRAM}" --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n  (-[a-z], )?--[a-z-]+" lines "${help}")
list(TRANSFORM lines REPLACE ".*--" "" OUTPUT_VARIABLE helped)

# In the section OPTIONS alone, and there in the line after each .TP.
file(READ "${MANUAL}" manual)
string(REGEX REPLACE ".*\n\\.SH OPTIONS\n" "" options "${manual}")
string(REGEX REPLACE "\n\\.SH .*" "" options "${options}")
string(REPLACE "\\-" "-" options "${options}")
string(REGEX MATCHALL "\n\\.TP\n\\.[BIR]+ [^\n]*--[a-z-]+" lines "${options}")
list(TRANSFORM lines REPLACE ".*--" "" OUTPUT_VARIABLE documented)

list(LENGTH helped count)
if(count LESS 10)
    message(FATAL_ERROR "The help has only these options: ${helped}")
endif()
set(faults "")
foreach(option IN LISTS helped)
    if(NOT option IN_LIST documented)
        string(APPEND faults "--${option} is not in the manual\n")
    endif()
endforeach()
foreach(option IN LISTS documented)
    if(NOT option IN_LIST helped)
        string(APPEND faults "--${option} is in the manual, but not in the help\n")
    endif()
endforeach()
if(faults)
    message(FATAL_ERROR "${faults}")
endif()
