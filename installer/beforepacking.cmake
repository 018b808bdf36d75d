# Run by CPack over what it is about to pack: takes out of the program what Debian's own packages don't have either, and gives everything
# the date in SOURCE_DATE_EPOCH, if there is one.
file(GLOB_RECURSE programs ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/bin/* ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/libexec/*)
if(NOT programs)
    message(FATAL_ERROR "There is no program in ${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
endif()
find_program(STRIP strip REQUIRED)
execute_process(COMMAND ${STRIP} --remove-section=.comment --remove-section=.note ${programs} COMMAND_ERROR_IS_FATAL ANY)

if(DEFINED ENV{SOURCE_DATE_EPOCH})
    file(GLOB_RECURSE packed LIST_DIRECTORIES true ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*)
    execute_process(COMMAND touch --no-dereference --date=@$ENV{SOURCE_DATE_EPOCH} ${packed} COMMAND_ERROR_IS_FATAL ANY)
endif()
