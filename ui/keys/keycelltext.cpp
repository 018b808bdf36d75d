#include "ui/keys/keycelltext.h"

#include "ui/escapedtext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace {

struct KeyCellText
{
    Q_DECLARE_TR_FUNCTIONS(KeyCellText)
};

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

QString ttlText(qint64 ttl)
{
    return ttl == ListedKey::never ? KeyCellText::tr("never expires") : durationText(ttl);
}

QString expiryText(qint64 expiry)
{
    if (expiry == ListedKey::never)
        return KeyCellText::tr("never");
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(expiry), QLocale::ShortFormat);
}

} // namespace

QString keyCountText(qint64 count)
{
    return count == 1 ? KeyCellText::tr("1 key") : KeyCellText::tr("%Ln keys", nullptr, int(count));
}

QString durationText(qint64 seconds)
{
    if (seconds < minute)
        return KeyCellText::tr("%1 s").arg(seconds);
    if (seconds < hour)
        return KeyCellText::tr("%1 min %2 s").arg(seconds / minute).arg(seconds % minute);
    if (seconds < day)
        return KeyCellText::tr("%1 h %2 min").arg(seconds / hour).arg(seconds % hour / minute);
    return KeyCellText::tr("%L1 d %2 h").arg(seconds / day).arg(seconds % day / hour);
}

QString keyCellText(const KeyListing &listing, const ListedKey &key, const SlabChunks &chunks, KeyCell cell)
{
    switch (cell) {
    case KeyCell::Key:
        return escapedText(key.key);
    case KeyCell::Size:
        return key.size == 0 ? QString() : QLocale().formattedDataSize(key.size);
    case KeyCell::Ttl:
        return ttlText(listing.ttl(key.expiry));
    case KeyCell::Expiry:
        return expiryText(key.expiry);
    case KeyCell::Idle: {
        const qint64 idle = listing.idle(key.lastAccess);
        return idle == KeyListing::untold ? QString() : durationText(idle);
    }
    case KeyCell::Fetched:
        return key.fetched ? KeyCellText::tr("yes") : KeyCellText::tr("never");
    case KeyCell::Cas:
        return key.cas == 0 ? QString() : QString::number(key.cas);
    case KeyCell::Flags:
        return key.flags ? QString::number(*key.flags) : QString();
    case KeyCell::SlabClass:
        return key.slabClass == 0 ? QString() : QString::number(key.slabClass);
    case KeyCell::Waste: {
        const std::optional<quint32> waste = chunks.waste(key.size, key.slabClass);
        return waste ? QLocale().formattedDataSize(*waste) : QString();
    }
    }
    return {};
}
