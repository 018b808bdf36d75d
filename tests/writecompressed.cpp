// Compresses standard input to standard output as a changed value is compressed, for tests/data/values/record/clientsread.sh. Its argument
// is the name of the compression, as "FastLZ".

#include "app/values/recompression.h"

#include <QFile>
#include <QString>

int main(int argumentCount, char **arguments)
{
    const QString wanted = argumentCount > 1 ? QString::fromLocal8Bit(arguments[1]) : QString();
    QFile input;
    QFile output;
    if (!input.open(stdin, QIODevice::ReadOnly) || !output.open(stdout, QIODevice::WriteOnly))
        return 1;
    for (int i = 0; i <= int(Compression::Lzf); ++i) {
        if (compressionName(Compression(i)) == wanted)
            return output.write(compressed(Compression(i), input.readAll())) >= 0 ? 0 : 1;
    }
    return 2;
}
