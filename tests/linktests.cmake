# Gives a program of several tests each one's name: -DTESTS=<name>,… -DFOLDER=<where> -DPROGRAM=<file>. Links of the file itself, since a
# program finds its own place through them.
string(REPLACE "," ";" TESTS "${TESTS}")
foreach(test IN LISTS TESTS)
    file(CREATE_LINK ${PROGRAM} ${FOLDER}/tst_${test}${SUFFIX} COPY_ON_ERROR)
endforeach()
