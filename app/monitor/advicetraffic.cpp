#include "app/monitor/adviceground.h"

#include "app/amounttext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace {

class TrafficAdvice
{
    Q_DECLARE_TR_FUNCTIONS(Advice)

public:
    static double amount(const StatStretch &stretch, Metric metric) { return stretch.metrics[indexOf(metric)].amount; }
    static bool isKnown(const StatStretch &stretch, Metric metric) { return stretch.metrics[indexOf(metric)].isKnown(); }
    static qint64 length(const StatStretch &stretch) { return AdviceGround::measured(stretch); }
    /// Reads that a ratio comes from.
    static double reads(const StatStretch &stretch) { return amount(stretch, Metric::GetHits) + amount(stretch, Metric::GetMisses); }
    static QString timeText(qint64 time)
    {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time).time(), QStringLiteral("HH:mm:ss"));
    }

    static Advice fallenHitRatio(const StatStretch &now, const StatStretch &before)
    {
        return {.severity = AdviceSeverity::Warning,
                .place = AdvicePlace::Charts,
                .finding = tr("The hit ratio has fallen from %1 to %2.").arg(shareText(*before.hitRatio()), shareText(*now.hitRatio())),
                .evidence = tr("%1 of %2 gets were hits %3; before, %4 of %5 in %6.")
                                .arg(AdviceGround::numberText(amount(now, Metric::GetHits)), AdviceGround::numberText(reads(now)),
                                     AdviceGround::lately(length(now)), AdviceGround::numberText(amount(before, Metric::GetHits)),
                                     AdviceGround::numberText(reads(before)), durationText(length(before) / 1'000)),
                .remedy = tr("See what changed at that time: a restart or a flush empties the cache and passes by itself; a new version of "
                             "a program may use other keys or shorter times to live; evictions call for more memory (option -m).")};
    }

    static Advice lowHitRatio(const StatStretch &now)
    {
        return {.severity = AdviceSeverity::Warning,
                .place = AdvicePlace::Charts,
                .finding = tr("Only %1 of what is asked for is there.").arg(shareText(*now.hitRatio())),
                .evidence = tr("%1 of %2 gets were hits %3.")
                                .arg(AdviceGround::numberText(amount(now, Metric::GetHits)), AdviceGround::numberText(reads(now)),
                                     AdviceGround::lately(length(now))),
                .remedy = tr("Watch which keys are missed. If they expire too early, let them live longer; if they are evicted, give the "
                             "server more memory (option -m); if they are never stored, the programs that ask for them gain nothing.")};
    }

    static Advice manySets(const StatStretch &now)
    {
        return {.severity = AdviceSeverity::Note,
                .place = AdvicePlace::Charts,
                .finding = tr("Far more is stored than is read."),
                .evidence = tr("%1 sets and %2 gets %3.")
                                .arg(AdviceGround::numberText(amount(now, Metric::Sets)),
                                     AdviceGround::numberText(amount(now, Metric::Gets)), AdviceGround::lately(length(now))),
                .remedy = tr("Store only what is asked for again: when it is missed, and not whenever it changes. That saves traffic and "
                             "memory; the first reader then waits.")};
    }

    static Advice manyExpiredUnread(const StatStretch &now)
    {
        return {.severity = AdviceSeverity::Note,
                .place = AdvicePlace::Charts,
                .finding = tr("Many items expire without ever having been read."),
                .evidence = tr("%1 of %2 expired items that were cleared away %3 were never read.")
                                .arg(AdviceGround::numberText(amount(now, Metric::ExpiredUnread)),
                                     AdviceGround::numberText(amount(now, Metric::Reclaimed)), AdviceGround::lately(length(now))),
                .remedy = tr("Find the keys in the list of keys with the filter “unread”, and do not store them, or let them live longer "
                             "if they are wanted after they are gone.")};
    }

    static Advice wave(qint64 begin, qint64 length, double peak, double all, qint64 measured)
    {
        return {.severity = AdviceSeverity::Warning,
                .place = AdvicePlace::Charts,
                .finding = tr("Items expire in a wave."),
                .evidence =
                    tr("Within %1 from %2 on, %3 expired items were cleared away: %4 of the %5 %6.")
                        .arg(durationText(std::max<qint64>(1, (length + 500) / 1'000)), timeText(begin), AdviceGround::numberText(peak),
                             shareText(peak / all), AdviceGround::numberText(all), AdviceGround::lately(measured)),
                .remedy = tr("What was stored together expires together, and is then computed anew all at once. Add some seconds by chance "
                             "to each time to live. The server clears away in rounds up to an hour apart, so the items may have expired "
                             "before that.")};
    }
};

} // namespace

Judged judgeHitRatio(const AdviceGround &ground)
{
    const std::optional<StatStretch> now = ground.recent();
    const double fewest = ground.limit(AdviceLimit::FewestGets);
    if (!now || TrafficAdvice::reads(*now) < fewest)
        return {};
    const qint64 begin = ground.recentBegin();
    const StatStretch before = ground.figures().history->sum(begin - AdviceGround::earlierTime, now->begin);
    const bool isComparable = TrafficAdvice::length(before) >= AdviceGround::shortestTime && TrafficAdvice::reads(before) >= fewest;
    if (isComparable && *before.hitRatio() - *now->hitRatio() >= ground.share(AdviceLimit::HitRatioFall))
        return QList{TrafficAdvice::fallenHitRatio(*now, before)};
    if (*now->hitRatio() < ground.share(AdviceLimit::LowHitRatio))
        return QList{TrafficAdvice::lowHitRatio(*now)};
    return QList<Advice>();
}

Judged judgeStoredUnread(const AdviceGround &ground)
{
    const std::optional<StatStretch> now = ground.recent();
    if (!now || !TrafficAdvice::isKnown(*now, Metric::Sets) || !TrafficAdvice::isKnown(*now, Metric::Gets))
        return {};
    QList<Advice> found;
    const double fewest = ground.limit(AdviceLimit::FewestGets);
    const double sets = TrafficAdvice::amount(*now, Metric::Sets);
    if (sets >= fewest && sets >= ground.limit(AdviceLimit::SetsPerGet) * TrafficAdvice::amount(*now, Metric::Gets))
        found.append(TrafficAdvice::manySets(*now));
    const double expired = TrafficAdvice::amount(*now, Metric::Reclaimed);
    const double unread = TrafficAdvice::amount(*now, Metric::ExpiredUnread);
    if (expired >= fewest && unread <= expired && unread >= ground.share(AdviceLimit::ExpiredUnread) * expired)
        found.append(TrafficAdvice::manyExpiredUnread(*now));
    return found;
}

/// The server tells when it clears expired items away, not when they expire.
Judged judgeExpiryWave(const AdviceGround &ground)
{
    constexpr qint64 shortest = 10 * 60'000; // in a shorter time everything would be a wave
    constexpr qint64 column = 10'000;
    const qint64 now = ground.figures().now;
    const std::vector<StatStretch> stretches =
        ground.figures().history->stretches(now - AdviceGround::earlierTime, now + 1, size_t(AdviceGround::earlierTime / column));
    double all = 0;
    double peak = 0;
    qint64 measured = 0;
    qint64 begin = 0;
    qint64 length = 0;
    const StatStretch *last = nullptr;
    for (const StatStretch &stretch : stretches) {
        const double amount = TrafficAdvice::amount(stretch, Metric::Reclaimed);
        const bool goesOn = last && stretch.end - last->begin <= 2 * column;
        const double together = amount + (goesOn ? TrafficAdvice::amount(*last, Metric::Reclaimed) : 0);
        if (together > peak) {
            peak = together;
            begin = goesOn ? last->begin : stretch.begin;
            length = stretch.end - begin;
        }
        all += amount;
        measured += stretch.metrics[indexOf(Metric::Reclaimed)].measured;
        last = &stretch;
    }
    if (measured < shortest)
        return {};
    if (peak < ground.limit(AdviceLimit::WaveItems) || peak < ground.share(AdviceLimit::WaveShare) * all)
        return QList<Advice>();
    return QList{TrafficAdvice::wave(begin, length, peak, all, stretches.back().end - stretches.front().begin)};
}

Judged judgeFlushes(const AdviceGround &ground)
{
    const std::optional<StatStretch> now = ground.recent();
    if (!now || !TrafficAdvice::isKnown(*now, Metric::Flushes))
        return {};
    const double flushes = TrafficAdvice::amount(*now, Metric::Flushes);
    if (flushes <= 0)
        return QList<Advice>();
    return QList{Advice{
        .severity = AdviceSeverity::Warning,
        .place = AdvicePlace::Charts,
        .finding = AdviceGround::tr("Somebody flushed the cache: every item that was there is gone."),
        .evidence = (flushes == 1 ? AdviceGround::tr("flush_all was asked for 1 time %1.")
                                  : AdviceGround::tr("flush_all was asked for %Ln times %1.", nullptr, AdviceGround::count(flushes)))
                        .arg(AdviceGround::lately(TrafficAdvice::length(*now))),
        .remedy = AdviceGround::tr("If nobody meant to, start the server with -F: it then refuses flush_all. Give each program keys with a "
                                   "prefix of its own, so that none has to clear away what belongs to others.")}};
}

Judged judgeWorkload(const AdviceGround &ground)
{
    const std::optional<StatStretch> now = ground.recent();
    const std::optional<double> threads = ground.number("threads");
    if (!now || !threads || *threads < 1 || !TrafficAdvice::isKnown(*now, Metric::CpuTime))
        return {};
    constexpr double second = 1e6; // microseconds
    const double busy = *now->mean(Metric::CpuTime) / second;
    if (busy < ground.share(AdviceLimit::CpuTime) * *threads)
        return QList<Advice>();
    return QList{Advice{.severity = AdviceSeverity::Warning,
                        .place = AdvicePlace::Charts,
                        .finding = AdviceGround::tr("The server works as hard as its threads allow."),
                        .evidence = AdviceGround::tr("It took the time of %1 processors %2; it has %3 worker threads.")
                                        .arg(QLocale().toString(busy, 'f', 1), AdviceGround::lately(TrafficAdvice::length(*now)),
                                             AdviceGround::numberText(*threads)),
                        .remedy = AdviceGround::tr("Start it with more threads (option -t), if the machine has idle processors, or share "
                                                   "the keys out among more servers.")}};
}

Judged judgeLatency(const AdviceGround &ground)
{
    const std::optional<StatStretch> now = ground.recent();
    if (!now || !TrafficAdvice::isKnown(*now, Metric::Latency))
        return {};
    constexpr double millisecond = 1'000; // microseconds
    const double latency = *now->mean(Metric::Latency) / millisecond;
    if (latency < ground.limit(AdviceLimit::Latency))
        return QList<Advice>();
    const double most = now->metrics[indexOf(Metric::Latency)].most / millisecond;
    return QList{Advice{
        .severity = AdviceSeverity::Note,
        .place = AdvicePlace::Charts,
        .finding = AdviceGround::tr("Answers to this program are slow."),
        .evidence =
            AdviceGround::tr("They took %1 ms on average and %2 ms at most %3.")
                .arg(AdviceGround::numberText(latency), AdviceGround::numberText(most), AdviceGround::lately(TrafficAdvice::length(*now))),
        .remedy = AdviceGround::tr("Look at the network between here and there first: the way may be long, or a tunnel slow. If programs "
                                   "beside the server wait too, see the load of its threads and its machine.")}};
}

Judged judgeRestarts(const AdviceGround &ground)
{
    const AdviceFigures &figures = ground.figures();
    if (figures.history->isEmpty())
        return {};
    constexpr double hour = 3'600'000; // milliseconds
    const qint64 from = figures.now - qint64(ground.limit(AdviceLimit::RestartTime) * hour);
    QStringList times;
    for (const StatMark &mark : figures.history->marks()) {
        if (mark.event == StatEvent::Restart && mark.time >= from)
            times.append(TrafficAdvice::timeText(mark.time));
    }
    if (times.isEmpty())
        return QList<Advice>();
    constexpr qsizetype mostTimes = 5;
    const int count = int(times.size());
    const QString shown = times.mid(std::max<qsizetype>(0, times.size() - mostTimes)).join(QStringLiteral(", "));
    return QList{Advice{.severity = AdviceSeverity::Warning,
                        .place = AdvicePlace::Charts,
                        .finding = count == 1 ? AdviceGround::tr("The server was restarted.")
                                              : AdviceGround::tr("The server was restarted %Ln times.", nullptr, count),
                        .evidence = AdviceGround::tr("Seen at %1.").arg(shown),
                        .remedy = AdviceGround::tr(
                            "A restart empties the cache, and everything behind it works harder until it has filled again. If none "
                            "was planned, look into the log of the machine: it may have run out of memory, or the server crashed.")}};
}
