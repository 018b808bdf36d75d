#include "app/keyspace/keyfindings.h"

#include "app/keyspace/keyfilter.h"

#include <algorithm>

namespace {

// The terms say what KeyAnalysis counts.
static_assert(KeyAnalysis::largeSize == 100 * 1024 && KeyAnalysis::staleTime == 24 * 60 * 60);
constexpr QLatin1String largeTerm("size>=100k");
constexpr QLatin1String staleTerm("idle>=1d");
constexpr QLatin1String soonTerm("ttl<1h");

class Findings
{
public:
    Findings(qint64 allBytes, const QString &within)
        : m_allBytes(allBytes)
        , m_within(within.trimmed())
    {
    }

    /// `finding` without its share and with no more of its filter than its own terms.
    void add(KeyFinding finding)
    {
        finding.share = m_allBytes == 0 ? 0 : double(finding.bytes) / double(m_allBytes);
        if (finding.share < leastShare)
            return;
        if (!m_within.isEmpty())
            finding.filter = m_within + QLatin1Char(' ') + finding.filter;
        m_findings.append(finding);
    }
    void add(KeyFinding::Kind kind, const KeyBar &bar, const QString &filter)
    {
        add({.kind = kind, .keys = bar.keys, .bytes = bar.bytes, .filter = filter});
    }
    [[nodiscard]] QList<KeyFinding> sorted()
    {
        std::ranges::stable_sort(m_findings, std::ranges::greater(), &KeyFinding::bytes);
        return m_findings;
    }

private:
    qint64 m_allBytes;
    QString m_within;
    QList<KeyFinding> m_findings;
};

} // namespace

QList<KeyFinding> keyFindings(const KeyAnalysis &analysis, const std::vector<PrefixWeight> &prefixes, const QString &within)
{
    Findings findings(analysis.all.bytes, within);
    for (const PrefixWeight &prefix : prefixes) {
        if (prefix.prefix.isEmpty())
            continue; // no filter shows those that have none
        const QString term = KeyFilter::prefixTerm(prefix.prefix);
        const KeyWeight &weight = prefix.weight;
        findings.add({.kind = KeyFinding::Kind::NeverRead,
                      .prefix = prefix.prefix,
                      .keys = weight.unreadKeys,
                      .bytes = weight.unreadBytes,
                      .filter = term + QLatin1String(" unread")});
        findings.add({.kind = KeyFinding::Kind::WithoutTtl,
                      .prefix = prefix.prefix,
                      .keys = weight.lastingKeys,
                      .bytes = weight.lastingBytes,
                      .filter = term + QLatin1String(" nottl")});
    }
    findings.add(KeyFinding::Kind::Large, analysis.large, largeTerm);
    findings.add(KeyFinding::Kind::Stale, analysis.stale, staleTerm);
    findings.add(KeyFinding::Kind::ExpiresSoon, analysis.hours.front(), soonTerm);
    for (size_t i = 0; i < analysis.classes.size(); ++i) {
        const KeyAnalysis::ClassWeight &slabClass = analysis.classes[i];
        findings.add({.kind = KeyFinding::Kind::ChunkWaste,
                      .slabClass = quint8(i),
                      .keys = slabClass.keys,
                      .bytes = slabClass.waste,
                      .filter = QStringLiteral("class=%1").arg(i)});
    }
    return findings.sorted();
}
