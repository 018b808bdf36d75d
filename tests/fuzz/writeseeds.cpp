#include "tests/exchange.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

#include <cstdio>

namespace {

bool write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

} // namespace

/// write_seeds EXCHANGES FOLDER: the response of each recorded exchange as an input of fuzz_response.
int main(int argumentCount, char **arguments)
{
    const QCoreApplication application(argumentCount, arguments);
    const QStringList words = QCoreApplication::arguments();
    const std::vector<Exchange> exchanges = words.size() == 3 ? readExchanges(words[1]) : std::vector<Exchange>();
    if (exchanges.empty() || !QDir().mkpath(words[2])) {
        std::fputs("usage: write_seeds EXCHANGES FOLDER\n", stderr);
        return 2;
    }
    for (const Exchange &exchange : exchanges) {
        // The target takes from the end: the generator's start, the longest slice, the limit.
        const QByteArray end = QByteArray("\x01\x02\x03\x04\x18\x02", 6);
        if (!write(QDir(words[2]).filePath(QString::fromLatin1(exchange.name)), exchange.response + end)) {
            std::fprintf(stderr, "%s cannot be written\n", exchange.name.constData());
            return 1;
        }
    }
    return 0;
}
