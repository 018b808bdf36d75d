#include "tests/benchmarks/callgrind.h"

#include "tests/benchmarks/contenders.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>

#include <cstdio>
#include <optional>

namespace {

constexpr quint32 fewer = 50'000;
constexpr quint32 more = 150'000;

} // namespace

std::optional<qint64> countInstructions(const Contender &contender, quint16 port, quint32 warmUp, quint32 count)
{
    QProcess valgrind;
    valgrind.start(QStringLiteral("valgrind"),
                   QStringList{QStringLiteral("--tool=callgrind"), QStringLiteral("--callgrind-out-file=/dev/null"),
                               QStringLiteral("--collect-atstart=no"), QCoreApplication::applicationFilePath()}
                       + measuringArguments(contender, port, warmUp, count));
    valgrind.waitForFinished(-1);
    static const QRegularExpression collected(QStringLiteral("Collected : ([0-9]+)"));
    const QRegularExpressionMatch match = collected.match(QString::fromLocal8Bit(valgrind.readAllStandardError()));
    if (valgrind.exitStatus() != QProcess::NormalExit || valgrind.exitCode() != 0 || !match.hasMatch())
        return std::nullopt;
    return match.captured(1).toLongLong();
}

bool printInstructions(quint16 port)
{
    // The difference of two runs leaves out the warm-up, and what a batch costs once.
    std::printf("Instructions of the client an operation:\n");
    for (const Contender &contender : contenders) {
        const std::optional<qint64> few = countInstructions(contender, port, more, fewer);
        const std::optional<qint64> many = countInstructions(contender, port, more, more);
        if (!few || !many) {
            std::fprintf(stderr, "valgrind could not run %s.\n", contender.name);
            return false;
        }
        std::printf("%-29s %6.0f\n", contender.title, double(*many - *few) / (more - fewer));
        std::fflush(stdout);
    }
    return true;
}
