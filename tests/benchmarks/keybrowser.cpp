#include "tests/benchmarks/keybench.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

#include <cstdio>

/// A million keys listed and used in the window, beside draining the same list raw to nowhere: see README.md.

int main(int argc, char **argv)
{
    setUpMemory();
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QCommandLineParser arguments;
    const QCommandLineOption rounds(QStringLiteral("rounds"), QStringLiteral("How often each is done, 5 unless told."),
                                    QStringLiteral("number"), QStringLiteral("5"));
    const QCommandLineOption port(QStringLiteral("port"), QStringLiteral("Of a server that fillserver has filled with as many keys."),
                                  QStringLiteral("number"));
    arguments.addOptions({rounds, port});
    arguments.addHelpOption();
    arguments.addPositionalArgument(QStringLiteral("count"), QStringLiteral("How many keys, a million unless told."),
                                    QStringLiteral("[count]"));
    arguments.process(application);
    const int count = std::clamp(arguments.positionalArguments().value(0, QStringLiteral("1000000")).toInt(), 1'000, 10'000'000);
    RealServer server({QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-m"), QString::number(256 + count / 1'500)});
    RealServer small;
    if (!small.start() || !fillServer(small.port(), 2'000)
        || (!arguments.isSet(port) && (!server.start() || !fillServer(server.port(), count)))) {
        std::fprintf(stderr, "No server with keys: %s%s\n", qPrintable(small.errorString()), qPrintable(server.errorString()));
        return 1;
    }
    KeyBench bench(arguments.isSet(port) ? arguments.value(port).toUShort() : server.port(), count,
                   std::clamp(arguments.value(rounds).toInt(), 1, 100));
    std::printf("%d keys\n\n%-50s %9s   %s\n%-50s %9s   %s\n", count, "", "total, ms", "pauses of the loop, ms", "", "",
                "   p50 /   p99 /   max");
    if (!bench.warmUp(small.port()) || !bench.list())
        return 1;
    bench.listBesideOthers();
    bench.filter();
    bench.sort();
    bench.select();
    bench.refresh();
    bench.showForms();
    bench.openWideFolders();
    bench.close();
    bench.printGoals();
    return 0;
}
