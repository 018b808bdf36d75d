#include "app/monitor/advice.h"

#include "app/monitor/adviceground.h"

#include <algorithm>
#include <array>
#include <functional>

namespace {

struct Rule
{
    AdviceSubject subject;
    const char *name;
    Judged (*judge)(const AdviceGround &ground);
};

// In the order of AdviceSubject.
constexpr std::array rules{
    Rule{AdviceSubject::HitRatio, QT_TRANSLATE_NOOP("AdviceSubject", "Hit ratio"), judgeHitRatio},
    Rule{AdviceSubject::StoredUnread, QT_TRANSLATE_NOOP("AdviceSubject", "What is stored and never read"), judgeStoredUnread},
    Rule{AdviceSubject::ExpiryWave, QT_TRANSLATE_NOOP("AdviceSubject", "Waves of expiring items"), judgeExpiryWave},
    Rule{AdviceSubject::Flushes, QT_TRANSLATE_NOOP("AdviceSubject", "Flushes"), judgeFlushes},
    Rule{AdviceSubject::Evictions, QT_TRANSLATE_NOOP("AdviceSubject", "Evictions"), judgeEvictions},
    Rule{AdviceSubject::SlabBalance, QT_TRANSLATE_NOOP("AdviceSubject", "Balance of the slab classes"), judgeSlabBalance},
    Rule{AdviceSubject::MemoryLimit, QT_TRANSLATE_NOOP("AdviceSubject", "Memory limit"), judgeMemoryLimit},
    Rule{AdviceSubject::WastedMemory, QT_TRANSLATE_NOOP("AdviceSubject", "Memory lost between items"), judgeWastedMemory},
    Rule{AdviceSubject::ItemSize, QT_TRANSLATE_NOOP("AdviceSubject", "Size of items"), judgeItemSize},
    Rule{AdviceSubject::OutOfMemory, QT_TRANSLATE_NOOP("AdviceSubject", "Failures for want of memory"), judgeOutOfMemory},
    Rule{AdviceSubject::Connections, QT_TRANSLATE_NOOP("AdviceSubject", "Connections of the most allowed"), judgeConnections},
    Rule{AdviceSubject::Refusals, QT_TRANSLATE_NOOP("AdviceSubject", "Refused connections"), judgeRefusals},
    Rule{AdviceSubject::ConnectionChurn, QT_TRANSLATE_NOOP("AdviceSubject", "Reuse of connections"), judgeConnectionChurn},
    Rule{AdviceSubject::Logins, QT_TRANSLATE_NOOP("AdviceSubject", "Failed logins"), judgeLogins},
    Rule{AdviceSubject::LongBatches, QT_TRANSLATE_NOOP("AdviceSubject", "Long batches"), judgeLongBatches},
    Rule{AdviceSubject::Workload, QT_TRANSLATE_NOOP("AdviceSubject", "Load of the worker threads"), judgeWorkload},
    Rule{AdviceSubject::Latency, QT_TRANSLATE_NOOP("AdviceSubject", "Latency"), judgeLatency},
    Rule{AdviceSubject::Restarts, QT_TRANSLATE_NOOP("AdviceSubject", "Restarts"), judgeRestarts},
    Rule{AdviceSubject::HashTable, QT_TRANSLATE_NOOP("AdviceSubject", "Hash table"), judgeHashTable},
    Rule{AdviceSubject::StuckItems, QT_TRANSLATE_NOOP("AdviceSubject", "Items that clients hold on to"), judgeStuckItems},
    Rule{AdviceSubject::Udp, QT_TRANSLATE_NOOP("AdviceSubject", "UDP"), judgeUdp},
    Rule{AdviceSubject::OpenAccess, QT_TRANSLATE_NOOP("AdviceSubject", "Who may connect"), judgeOpenAccess},
    Rule{AdviceSubject::Cas, QT_TRANSLATE_NOOP("AdviceSubject", "CAS"), judgeCas},
    Rule{AdviceSubject::Version, QT_TRANSLATE_NOOP("AdviceSubject", "Version"), judgeVersion},
};
static_assert(rules.size() == adviceSubjectCount);

} // namespace

QString adviceSubjectName(AdviceSubject subject)
{
    return QCoreApplication::translate("AdviceSubject", rules[size_t(subject)].name);
}

QString Advice::text() const
{
    return QStringList{finding, evidence, remedy}.join(QLatin1Char('\n'));
}

AdviceReport adviceOn(const AdviceFigures &figures, const AdviceLimits &limits)
{
    const AdviceGround ground(figures, limits);
    AdviceReport report;
    for (const Rule &rule : rules) {
        Judged judged = rule.judge(ground);
        if (!judged) {
            report.unknown.append(rule.subject);
            continue;
        }
        if (judged->isEmpty())
            report.fine.append(rule.subject);
        for (Advice &advice : *judged) {
            advice.subject = rule.subject;
            report.found.append(advice);
        }
    }
    std::ranges::stable_sort(report.found, std::ranges::greater(), &Advice::severity);
    return report;
}
