#pragma once

#include "app/monitor/advice.h"

#include <QCoreApplication>

#include <vector>

/// What a rule came to: none: the figures for it are missing; empty: there is nothing to say.
using Judged = std::optional<QList<Advice>>;

/// The figures as rules need them, for no longer than they are judged.
class AdviceGround
{
    Q_DECLARE_TR_FUNCTIONS(Advice)

public:
    static constexpr qint64 shortestTime = 30'000; ///< milliseconds that something was watched before it is judged
    static constexpr qint64 earlierTime = 60 * 60'000;

    AdviceGround(const AdviceFigures &figures, const AdviceLimits &limits);

    [[nodiscard]] double limit(AdviceLimit limit) const { return (*m_limits)[limit]; }
    [[nodiscard]] double share(AdviceLimit limit) const { return (*m_limits)[limit] / 100; }
    [[nodiscard]] const AdviceFigures &figures() const { return *m_figures; }
    /// Milliseconds.
    [[nodiscard]] qint64 recentTime() const;
    /// Since then, in milliseconds since the epoch: what was before the last restart is of another life of the server.
    [[nodiscard]] qint64 recentBegin() const;
    /// What was measured since then; none: it was for too short.
    [[nodiscard]] std::optional<StatStretch> recent() const;
    /// Of the general statistics.
    [[nodiscard]] std::optional<double> number(const char *name) const { return m_figures->general.number(name); }
    /// By how much a general statistic grew recently; none: not known, or watched for too short.
    [[nodiscard]] std::optional<CounterGrowth> growth(const char *name) const { return growthIn(m_figures->general, name); }
    [[nodiscard]] std::optional<CounterGrowth> growthIn(const CounterTrail &trail, const QByteArray &name) const;
    /// Of `stats settings`; none: not told.
    [[nodiscard]] std::optional<QByteArray> setting(const char *name) const;
    [[nodiscard]] bool isSetTo(const char *name, const char *value) const { return setting(name) == QByteArray(value); }
    /// The ids of the slab classes that `stats slabs` tells of, in order.
    [[nodiscard]] std::vector<int> slabClasses() const;
    /// Of a slab class, in `stats slabs` or `stats items`.
    [[nodiscard]] std::optional<double> slabNumber(int slabClass, const char *name) const;
    [[nodiscard]] std::optional<double> itemNumber(int slabClass, const char *name) const;
    [[nodiscard]] std::optional<CounterGrowth> itemGrowth(int slabClass, const char *name) const;
    /// Bytes that the items of a slab class have asked for, which versions tell in different groups.
    [[nodiscard]] std::optional<double> requestedBytes(int slabClass) const;

    /// Milliseconds of a stretch that are known: gaps are none.
    [[nodiscard]] static qint64 measured(const StatStretch &stretch);
    /// "in the last 5 min"
    [[nodiscard]] static QString lately(qint64 milliseconds);
    /// By which the form of a sentence about so many of something is chosen.
    [[nodiscard]] static int count(double number);
    /// In the person's locale, whole from 10 on.
    [[nodiscard]] static QString numberText(double number);

private:
    const AdviceFigures *m_figures;
    const AdviceLimits *m_limits;
};

// The rules, by what they are about.
Judged judgeHitRatio(const AdviceGround &ground);
Judged judgeStoredUnread(const AdviceGround &ground);
Judged judgeExpiryWave(const AdviceGround &ground);
Judged judgeFlushes(const AdviceGround &ground);
Judged judgeEvictions(const AdviceGround &ground);
Judged judgeSlabBalance(const AdviceGround &ground);
Judged judgeMemoryLimit(const AdviceGround &ground);
Judged judgeWastedMemory(const AdviceGround &ground);
Judged judgeItemSize(const AdviceGround &ground);
Judged judgeOutOfMemory(const AdviceGround &ground);
Judged judgeConnections(const AdviceGround &ground);
Judged judgeRefusals(const AdviceGround &ground);
Judged judgeConnectionChurn(const AdviceGround &ground);
Judged judgeLogins(const AdviceGround &ground);
Judged judgeLongBatches(const AdviceGround &ground);
Judged judgeWorkload(const AdviceGround &ground);
Judged judgeLatency(const AdviceGround &ground);
Judged judgeRestarts(const AdviceGround &ground);
Judged judgeHashTable(const AdviceGround &ground);
Judged judgeStuckItems(const AdviceGround &ground);
Judged judgeUdp(const AdviceGround &ground);
Judged judgeOpenAccess(const AdviceGround &ground);
Judged judgeCas(const AdviceGround &ground);
Judged judgeVersion(const AdviceGround &ground);
