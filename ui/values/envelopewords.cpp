#include "ui/values/envelopewords.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"

#include <QLocale>

namespace {

constexpr qsizetype mostOfFacts = 80; // of a version, or of all tags

class EnvelopeWords
{
    Q_DECLARE_TR_FUNCTIONS(EnvelopeWords)
};

QString clockText(qint64 milliseconds, const QDateTime &now)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    const QString clock = QLocale().toString(time.time(), QStringLiteral("HH:mm:ss"));
    return time.date() == now.date() ? clock : QLocale().toString(time.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock;
}

QString expiryWords(qint64 expiry, const QDateTime &now)
{
    const qint64 left = (expiry - now.toMSecsSinceEpoch()) / 1000;
    const QString clock = clockText(expiry, now);
    return left >= 0 ? EnvelopeWords::tr("expires in %1 (%2)").arg(durationText(left), clock)
                     : EnvelopeWords::tr("expired %1 ago (%2)").arg(durationText(-left), clock);
}

} // namespace

QString envelopeWords(const EnvelopeFacts &facts, const QDateTime &now)
{
    QStringList words;
    if (!facts.version.isEmpty())
        words.append(EnvelopeWords::tr("version %1").arg(escapedPreview(facts.version, mostOfFacts)));
    if (facts.expiry)
        words.append(expiryWords(*facts.expiry, now));
    if (facts.made)
        words.append(EnvelopeWords::tr("made at %1").arg(clockText(*facts.made, now)));
    if (facts.cost)
        words.append(EnvelopeWords::tr("took %L1 ms to make").arg(*facts.cost));
    if (!facts.tags.isEmpty())
        words.append(EnvelopeWords::tr("tags %1").arg(escapedPreview(facts.tags.join(", "), mostOfFacts)));
    return words.join(QStringLiteral(", "));
}

bool isExpired(const EnvelopeFacts &facts, const QDateTime &now)
{
    return facts.expiry && *facts.expiry < now.toMSecsSinceEpoch();
}

QString expiredSentence(const ValueReading &reading, const QDateTime &now)
{
    if (!isExpired(reading.envelopeFacts, now))
        return {};
    return EnvelopeWords::tr("By its own expiry it ended at %1: the application will not use it any more.")
        .arg(clockText(*reading.envelopeFacts.expiry, now));
}
