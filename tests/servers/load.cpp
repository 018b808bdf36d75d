#include "tests/servers/loadgenerator.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>
#include <functional>

// slabscope_load PORT KIND [SECONDS]: loads a memcached on this machine, to look at what a monitor makes of it, and tells once a second
// what it did. Kinds: hot (few keys read often), miss, unread (stored and never read), mixed, expire (all at once), storm (of connections).

namespace {

int usage()
{
    std::fputs("slabscope_load PORT hot|miss|unread|mixed|expire|storm [SECONDS]\n", stderr);
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return usage();
    LoadGenerator load(arguments.at(1).toUShort());
    const QHash<QString, std::function<bool()>> kinds{
        {QStringLiteral("hot"), [&load] { return load.readHot("hot:", 1'000, 5'000); }},
        {QStringLiteral("miss"), [&load] { return load.readEach("nowhere:", 2'000); }},
        {QStringLiteral("unread"), [&load] { return load.store("unread:" + QByteArray::number(load.counts().sets) + ':', 2'000, 500); }},
        {QStringLiteral("mixed"),
         [&load] { return load.readHot("hot:", 1'000, 4'000) && load.readEach("nowhere:", 500) && load.store("hot:", 200, 300); }},
        {QStringLiteral("expire"), [&load] { return load.store("short:", 20'000, 100, 5) && load.readHot("short:", 20'000, 1'000); }},
        {QStringLiteral("storm"), [&load] { return load.openConnections(100); }}};
    const auto kind = kinds.find(arguments.at(2));
    if (kind == kinds.end())
        return usage();
    constexpr int second = 1'000; // milliseconds
    const int seconds = arguments.size() > 3 ? arguments.at(3).toInt() : 10;
    QElapsedTimer time;
    time.start();
    bool works = load.connectToServer() && load.store("hot:", 1'000, 300);
    for (qint64 told = 0; works && time.elapsed() < qint64(seconds) * second;) {
        works = kind.value()();
        if (time.elapsed() / second == told)
            continue;
        told = time.elapsed() / second;
        std::printf("%s\n", load.counts().text().constData());
        std::fflush(stdout);
    }
    if (!works)
        std::fprintf(stderr, "%s\n", qPrintable(load.errorString()));
    return works ? 0 : 1;
}
