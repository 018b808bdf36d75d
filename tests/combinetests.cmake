# Writes one source of several tests: -DTESTS=<name>,… -DFOLDER=<that of their sources> -DOUTPUT=<file>. Each test is as it is written, in a
# namespace of its own; what they include is read before, outside of it, where "pragma once" leaves it. The program runs the test whose name
# it is called by, so that each is a program still.
string(REPLACE "," ";" TESTS "${TESTS}")
# With them what moc itself includes, the last two since Qt 6.5.
set(headers "#include <QFileInfo>" "#include <QtCore/qmetatype.h>" "#include <memory>")
foreach(header IN ITEMS qtmochelpers qxptype_traits)
    list(APPEND headers "#if __has_include(<QtCore/${header}.h>)\n#include <QtCore/${header}.h>\n#endif")
endforeach()
set(parts "")
set(choice "")
foreach(test IN LISTS TESTS)
    set(source ${FOLDER}/tst_${test}.cpp)
    file(STRINGS ${source} includes REGEX "^#include ")
    list(FILTER includes EXCLUDE REGEX "\\.moc\"$")
    list(APPEND headers ${includes})
    string(APPEND parts "#define main main_${test}\nnamespace tst_${test} {\n#include \"${source}\"\n}\n#undef main\n")
    string(APPEND choice "    if (name == QLatin1String(\"tst_${test}\"))\n        return tst_${test}::main_${test}(argc, argv);\n")
endforeach()
list(REMOVE_DUPLICATES headers)
list(JOIN headers "\n" headers)
file(WRITE ${OUTPUT} "${headers}\n\n${parts}
int main(int argc, char *argv[])
{
    const QString name = QFileInfo(QString::fromLocal8Bit(argv[0])).completeBaseName();
${choice}    qFatal(\"%s is of another program now: build its target\", argv[0]);
}
")
