#pragma once

#include <QByteArray>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

/// The memcached whose answers are in tests/data/text.
inline QByteArrayList recordedVersions()
{
    return {"1.5.22", "1.6.18", "1.6.24"};
}

/// A recorded answer of the text protocol, see tests/data/text/README.md.
inline QByteArray recordedText(const QByteArray &version, const QByteArray &name)
{
    QFile file(QStringLiteral(TEST_DATA "/text/%1/%2.res").arg(QString::fromLatin1(version), QString::fromLatin1(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    return file.readAll();
}

/// Feeds `bytes` in slices that end where `nextEnd(begin)` says to `take(waiting)`, which returns how much it took of what waits; what is
/// left over waits for more.
template <typename NextEnd, typename Take> void feed(const QByteArray &bytes, NextEnd nextEnd, Take take)
{
    QByteArray waiting;
    for (qsizetype begin = 0; begin < bytes.size();) {
        const qsizetype end = qBound(begin + 1, qsizetype(nextEnd(begin)), bytes.size());
        waiting += bytes.mid(begin, end - begin);
        // A copy of its own, so that a sanitizer sees a read behind the end.
        const QByteArray alone(waiting.constData(), waiting.size());
        const qsizetype taken = take(QByteArrayView(alone));
        waiting.remove(0, taken);
        begin = end;
    }
}

/// Calls `read(feedTo)` for many ways of slicing `bytes`: in slices of every length, cut once at every place, twice at all pairs of places
/// near the beginning, and at random. `feedTo(take)` feeds them, see feed().
template <typename Read> void inEverySlicing(const QByteArray &bytes, Read read)
{
    constexpr qsizetype mostPairs = 90;
    const auto run = [&](auto nextEnd) { read([&](auto take) { feed(bytes, nextEnd, take); }); };
    for (qsizetype length = 1; length <= bytes.size(); ++length)
        run([&](qsizetype begin) { return begin + length; });
    for (qsizetype cut = 1; cut < bytes.size(); ++cut)
        run([&](qsizetype begin) { return begin < cut ? cut : bytes.size(); });
    for (qsizetype first = 1; first < qMin(bytes.size(), mostPairs); ++first) {
        for (qsizetype second = first + 1; second < qMin(bytes.size(), mostPairs); ++second)
            run([&](qsizetype begin) { return begin < first ? first : begin < second ? second : bytes.size(); });
    }
    QRandomGenerator random(7);
    for (int i = 0; i < 200; ++i)
        run([&](qsizetype begin) { return begin + random.bounded(1, 60); });
}
