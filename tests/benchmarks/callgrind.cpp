#include "tests/benchmarks/callgrind.h"

#include "tests/benchmarks/contenders.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>

#include <cstdio>
#include <optional>

namespace {

/// Instructions of a whole process that does `count` operations.
std::optional<qint64> instructions(const Contender &contender, quint16 port, quint32 count)
{
    QProcess valgrind;
    valgrind.start(QStringLiteral("valgrind"),
                   {QStringLiteral("--tool=callgrind"), QStringLiteral("--callgrind-out-file=/dev/null"),
                    QCoreApplication::applicationFilePath(), QStringLiteral("--measure"), QString::fromLatin1(contender.name),
                    QString::number(port), QString::number(count)});
    valgrind.waitForFinished(-1);
    static const QRegularExpression collected(QStringLiteral("Collected : ([0-9]+)"));
    const QRegularExpressionMatch match = collected.match(QString::fromLocal8Bit(valgrind.readAllStandardError()));
    if (valgrind.exitStatus() != QProcess::NormalExit || valgrind.exitCode() != 0 || !match.hasMatch())
        return std::nullopt;
    return match.captured(1).toLongLong();
}

} // namespace

bool printInstructions(quint16 port)
{
    // The difference of two runs leaves out the start, the connecting and the end.
    constexpr quint32 fewer = 50'000;
    constexpr quint32 more = 150'000;
    std::printf("Instructions of the client an operation:\n");
    for (const Contender &contender : contenders) {
        const std::optional<qint64> few = instructions(contender, port, fewer);
        const std::optional<qint64> many = instructions(contender, port, more);
        if (!few || !many) {
            std::fprintf(stderr, "valgrind could not run %s.\n", contender.name);
            return false;
        }
        std::printf("%-23s %6.0f\n", contender.title, double(*many - *few) / (more - fewer));
        std::fflush(stdout);
    }
    return true;
}
