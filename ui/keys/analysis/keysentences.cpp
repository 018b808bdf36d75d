#include "ui/keys/analysis/keysentences.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"

#include <QCoreApplication>

namespace {

class Sentences
{
    Q_DECLARE_TR_FUNCTIONS(KeySentences)

public:
    static QString opening(const KeyFinding &finding, AnalysedKeys keys)
    {
        return (keys == AnalysedKeys::All ? tr("%1 of the memory, %2,", "38 % of the memory, 1.2 GB,")
                                          : tr("%1 of what the filter shows, %2,", "38 % of what the filter shows, 1.2 GB,"))
            .arg(shareText(finding.share), byteText(finding.bytes));
    }

    /// What those bytes are: put behind the opening.
    static QString rest(const KeyFinding &finding)
    {
        const bool one = finding.keys == 1;
        const int count = int(finding.keys);
        switch (finding.kind) {
        case KeyFinding::Kind::NeverRead:
            return one ? tr("is one “%1” key, never read since it was written.")
                       : tr("is %Ln “%1” keys never read since they were written.", nullptr, count);
        case KeyFinding::Kind::WithoutTtl:
            return one ? tr("is one “%1” key without a TTL: it never expires.")
                       : tr("is %Ln “%1” keys without a TTL: they never expire.", nullptr, count);
        case KeyFinding::Kind::Large:
            return (one ? tr("is one item of %1 or more.") : tr("is %Ln items of %1 or more.", nullptr, count))
                .arg(byteText(KeyAnalysis::largeSize));
        case KeyFinding::Kind::Stale:
            return (one ? tr("is one key that nobody touched for %1 or longer.")
                        : tr("is %Ln keys that nobody touched for %1 or longer.", nullptr, count))
                .arg(durationText(KeyAnalysis::staleTime));
        case KeyFinding::Kind::ExpiresSoon:
            return one ? tr("is one key that expires within the hour after it was listed.")
                       : tr("is %Ln keys that expire within the hour after they were listed.", nullptr, count);
        case KeyFinding::Kind::ChunkWaste:
            break;
        }
        return {};
    }

    static QString waste(const KeyFinding &finding)
    {
        return (finding.keys == 1
                    ? tr("The one item of slab class %1 leaves %2 of its chunk empty, as much as %3 of the bytes of all items.")
                    : tr("The %Ln items of slab class %1 leave %2 of their chunks empty, as much as %3 of the bytes of all items.", nullptr,
                         int(finding.keys)))
            .arg(QString::number(finding.slabClass), byteText(finding.bytes), shareText(finding.share));
    }
};

} // namespace

QString findingSentence(const KeyFinding &finding, AnalysedKeys keys)
{
    if (finding.kind == KeyFinding::Kind::ChunkWaste)
        return Sentences::waste(finding);
    constexpr qsizetype longestPrefix = 60;
    QString rest = Sentences::rest(finding);
    if (!finding.prefix.isEmpty())
        rest = rest.arg(escapedPreview(finding.prefix, longestPrefix));
    return Sentences::opening(finding, keys) + QLatin1Char(' ') + rest;
}
