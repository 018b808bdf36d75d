# Run as the test "layers": cmake -DROOT=<source folder> -DWIDGET_HEADERS=<folder> -P layers.cmake. Fails on an include that breaks the
# order ui -> app -> connection, or that brings in something that has one place only.

set(settings_classes "ui/(key)?settings(writer)?") # the one class that keeps settings, its part for keys, and what writes them

foreach(floor IN ITEMS connection app ui)
    file(GLOB_RECURSE ${floor}_files RELATIVE "${ROOT}" "${ROOT}/${floor}/*.h" "${ROOT}/${floor}/*.cpp")
    if(NOT ${floor}_files)
        message(FATAL_ERROR "Nothing to look at in ${ROOT}/${floor}")
    endif()
endforeach()
if(NOT EXISTS "${WIDGET_HEADERS}/QWidget")
    message(FATAL_ERROR "No headers of widgets in '${WIDGET_HEADERS}'")
endif()

set(faults "")
foreach(file IN LISTS connection_files app_files ui_files)
    string(REGEX MATCH "^[a-z]+" floor "${file}")
    file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^[^<\"]*[<\"]([^>\"]*).*" "\\1" header "${line}")
        string(REGEX REPLACE "^Qt[A-Za-z]+/" "" class "${header}") # QtCore/QString is QString
        string(TOLOWER "${class}" lower)
        set(fault "")
        if(header MATCHES "^(\\.\\./)*(app|ui)/" AND NOT file STREQUAL "app/main.cpp")
            string(REGEX MATCH "(app|ui)/" above "${header}")
            if(floor STREQUAL "connection" OR (floor STREQUAL "app" AND above STREQUAL "ui/"))
                set(fault "${floor}/ does not know ${above}")
            endif()
        endif()
        if(NOT floor STREQUAL "ui" AND NOT file STREQUAL "app/main.cpp"
            AND (header MATCHES "^QtWidgets(/|$)" OR EXISTS "${WIDGET_HEADERS}/${class}"))
            set(fault "widgets belong in ui/")
        endif()
        if(lower MATCHES "^qsettings(\\.h)?$" AND NOT file MATCHES "^${settings_classes}\\.(h|cpp)$")
            set(fault "settings are kept by ui/settings alone")
        endif()
        if(NOT floor STREQUAL "connection"
            AND lower MATCHES "^(qtnetwork|q(abstractsocket|(tcp|udp|local|sctp)(socket|server)|(ssl|dtls)[a-z]*)(\\.h)?)$")
            set(fault "sockets and TLS belong in connection/")
        endif()
        if(fault)
            list(APPEND faults "${file}: ${line}: ${fault}")
        endif()
    endforeach()
endforeach()

if(faults)
    list(JOIN faults "\n  " text)
    message(FATAL_ERROR "Includes that break the layers:\n  ${text}")
endif()
