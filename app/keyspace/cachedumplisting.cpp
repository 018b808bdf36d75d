#include "app/keyspace/cachedumplisting.h"

#include "connection/serverclock.h"
#include "connection/text/serverversion.h"
#include "connection/text/textchannel.h"

#include <QSet>

#include <algorithm>

namespace {

constexpr int mostClasses = 63;

QByteArray statistic(const TextStatistics &statistics, QByteArrayView name)
{
    const auto found = std::ranges::find_if(statistics, [name](const TextStatistic &one) { return one.name == name; });
    return found != statistics.cend() ? found->value : QByteArray();
}

} // namespace

CachedumpListing::CachedumpListing(QObject *parent)
    : QObject(parent)
{
}

CachedumpListing::~CachedumpListing() = default;

void CachedumpListing::start(const ConnectionOptions &options)
{
    stop();
    m_classes.clear();
    m_next = 0;
    m_store = {};
    m_error = {};
    m_itemCount = -1;
    m_expired = 0;
    m_unreadable = 0;
    m_meansNever = 0;
    m_cutOff = false;
    m_channel = std::make_unique<TextChannel>(options);
    m_statistics = m_channel->statistics();
    connect(m_statistics.get(), &TextReply::finished, this, &CachedumpListing::takeStatistics);
}

void CachedumpListing::stop()
{
    m_dump.reset();
    m_statistics.reset();
    m_channel.reset();
}

void CachedumpListing::takeStatistics()
{
    if (m_statistics->error()) {
        end(m_statistics->error());
        return;
    }
    const TextStatistics &statistics = m_statistics->statistics();
    const ServerClock clock(statistics);
    m_store = KeyStore(clock.time(), clock.process());
    // Servers of long ago say of what never expires that it did when they were started (items.c of 1.4.5: process_started, two seconds
    // before the uptime begins to count).
    const QByteArray version = statistic(statistics, "version");
    if (isKnownVersion(version) && !isAtLeast(version, 1, 5, 0))
        m_meansNever = quint32(std::max<qint64>(0, clock.process().start - 2));
    m_statistics = m_channel->statistics(QByteArrayLiteral("items"));
    connect(m_statistics.get(), &TextReply::finished, this, &CachedumpListing::takeClasses);
}

/// `items:<class>:number <count>`
void CachedumpListing::takeClasses()
{
    if (m_statistics->error()) {
        end(m_statistics->error());
        return;
    }
    m_itemCount = 0;
    QSet<int> known;
    for (const TextStatistic &one : m_statistics->statistics()) {
        if (!one.name.startsWith("items:") || !one.name.endsWith(":number"))
            continue;
        const int slabClass = one.name.sliced(6).chopped(7).toInt();
        if (slabClass < 1 || slabClass > mostClasses || known.contains(slabClass))
            continue;
        known.insert(slabClass);
        m_classes.push_back(slabClass);
        m_itemCount += std::max<qint64>(0, one.value.toLongLong());
    }
    m_statistics.reset();
    askNext();
}

void CachedumpListing::askNext()
{
    if (m_next == m_classes.size()) {
        end({});
        return;
    }
    m_dump = m_channel->cachedump(m_classes[m_next]);
    connect(m_dump.get(), &TextReply::finished, this, &CachedumpListing::takeKeys);
    emit progressChanged();
}

void CachedumpListing::takeKeys()
{
    for (KeySegment &segment : m_dump->takeSegments())
        append(std::move(segment));
    m_cutOff |= m_dump->isCutOff();
    m_unreadable += m_dump->unreadableCount();
    if (const Error error = m_dump->error()) {
        end(error);
        return;
    }
    ++m_next;
    askNext();
}

void CachedumpListing::append(KeySegment &&segment)
{
    const qint64 time = m_store.listing().time();
    const auto isOld = [&](qsizetype i) { return segment.expiry(i) != ListedKey::never && segment.expiry(i) <= time; };
    qsizetype first = 0;
    while (first < segment.size() && !isOld(first))
        ++first;
    if (first == segment.size()) {
        m_store.append(std::move(segment));
        return;
    }
    KeySegment kept;
    for (qsizetype i = 0; i < segment.size(); ++i) {
        if (!isOld(i)) {
            appendKey(kept, segment, i);
        } else if (m_meansNever != 0 && quint32(segment.expiry(i)) == m_meansNever) {
            const QByteArrayView key = segment.key(i);
            std::copy(key.begin(), key.end(), kept.keySpace());
            kept.append(key.size(), {.size = segment.itemSize(i), .slabClass = segment.slabClass(i)});
        } else {
            ++m_expired;
        }
    }
    kept.squeeze();
    m_store.append(std::move(kept));
}

void CachedumpListing::end(const Error &error)
{
    m_error = error;
    stop();
    emit finished();
}

QString CachedumpListing::summary() const
{
    const int count = m_store.count();
    const QString part = m_itemCount > 0
        ? tr("%L1 of %L2 keys (%L3 %)").arg(count).arg(m_itemCount).arg(int(std::min<qint64>(100, qint64(count) * 100 / m_itemCount)))
        : count == 1 ? tr("1 key")
                     : tr("%Ln keys", nullptr, count);
    QString text = m_cutOff ? tr("%1: this server tells only of items that were not used lately, and of at most 2 MB of them a slab class.")
                            : tr("%1: this server tells only of items that were not used lately.");
    text = text.arg(part);
    if (m_unreadable > 0)
        text += QLatin1Char(' ') + tr("Lines that could not be told apart: %L1.").arg(m_unreadable);
    if (m_error)
        text += QLatin1Char(' ') + tr("It broke off: %1").arg(m_error.text);
    return text;
}
