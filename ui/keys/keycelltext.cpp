#include "ui/keys/keycelltext.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cstdlib>

namespace {

struct KeyCellText
{
    Q_DECLARE_TR_FUNCTIONS(KeyCellText)
};

QString ttlText(qint64 ttl)
{
    return ttl == ListedKey::never ? KeyCellText::tr("never") : durationText(ttl);
}

QString expiryText(qint64 expiry)
{
    if (expiry == ListedKey::never)
        return KeyCellText::tr("never");
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(expiry), QLocale::ShortFormat);
}

} // namespace

QString serverTimeText(qint64 time, std::chrono::seconds clockOffset)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(time);
    const QString clock = QLocale().toString(moment.time(), QStringLiteral("HH:mm:ss"));
    const QString text =
        moment.date() == QDate::currentDate() ? clock : QLocale().toString(moment.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock;
    return std::abs(clockOffset.count()) < leastToldSkew ? text : KeyCellText::tr("%1 by the server's clock").arg(text);
}

QString keyCellText(const KeyListing &listing, const ListedKey &key, const SlabChunks &chunks, KeyCell cell, std::optional<qint64> now)
{
    switch (cell) {
    case KeyCell::Key:
        return escapedText(key.key);
    case KeyCell::Size:
        return key.size == 0 ? QString() : byteText(key.size);
    case KeyCell::Ttl:
        if (now && key.expiry != ListedKey::never)
            return key.expiry <= *now ? KeyCellText::tr("expired") : durationText(key.expiry - *now);
        return ttlText(listing.ttl(key.expiry));
    case KeyCell::Expiry:
        return expiryText(key.expiry);
    case KeyCell::Idle: {
        const qint64 idle = listing.idle(key.lastAccess);
        return idle == KeyListing::untold ? QString() : durationText(idle);
    }
    case KeyCell::Fetched:
        return key.fetched ? KeyCellText::tr("yes") : KeyCellText::tr("no");
    case KeyCell::Cas:
        return key.cas == 0 ? QString() : QString::number(key.cas);
    case KeyCell::Flags:
        return key.flags ? QString::number(*key.flags) : QString();
    case KeyCell::SlabClass:
        return key.slabClass == 0 ? QString() : QString::number(key.slabClass);
    case KeyCell::Waste: {
        const std::optional<quint32> waste = chunks.waste(key.size, key.slabClass);
        return waste ? byteText(*waste) : QString();
    }
    }
    return {};
}
