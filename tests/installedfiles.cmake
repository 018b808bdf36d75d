# Run as the test "installed_files": cmake -DBUILD=<build folder> -DPLACE=<folder to install in> -P installedfiles.cmake. Fails when
# something is installed that should not be, or is missing.
cmake_minimum_required(VERSION 3.25)

set(id io.github.slabscope.Slabscope)
set(expected
    bin/slabscope
    libexec/slabscope/slabscope-askpass
    share/applications/${id}.desktop
    share/doc/slabscope/changelog.gz
    share/doc/slabscope/copyright
    share/doc/slabscope/examples/tour.mcb
    share/icons/hicolor/scalable/apps/${id}.svg
    share/lintian/overrides/slabscope
    share/man/man1/slabscope.1.gz
    share/metainfo/${id}.metainfo.xml)
foreach(size IN ITEMS 16 22 24 32 48 64 128 256 512)
    list(APPEND expected share/icons/hicolor/${size}x${size}/apps/${id}.png)
endforeach()

file(REMOVE_RECURSE "${PLACE}")
execute_process(COMMAND ${CMAKE_COMMAND} --install "${BUILD}" --prefix "${PLACE}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE installed RELATIVE "${PLACE}" "${PLACE}/*")

set(faults "")
foreach(file IN LISTS expected)
    if(NOT file IN_LIST installed)
        string(APPEND faults "${file} is missing\n")
    endif()
endforeach()
foreach(file IN LISTS installed)
    if(NOT file IN_LIST expected)
        string(APPEND faults "${file} should not be there\n")
    endif()
endforeach()

# The desktop entry starts what is installed.
file(STRINGS "${PLACE}/share/applications/${id}.desktop" starts REGEX "^Exec=")
foreach(line IN LISTS starts)
    string(REGEX REPLACE "^Exec=([^ ]+).*" "\\1" program "${line}")
    if(NOT EXISTS "${PLACE}/bin/${program}")
        string(APPEND faults "${line}: there is no such program\n")
    endif()
endforeach()

file(REMOVE_RECURSE "${PLACE}")
if(faults)
    message(FATAL_ERROR "${faults}")
endif()
