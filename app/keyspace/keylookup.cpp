#include "app/keyspace/keylookup.h"

#include "connection/serverclock.h"
#include "connection/text/itemsize.h"
#include "connection/text/textchannel.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace {

/// Keys at once: the end of these comes soon when it is stopped, and their request is put together within a millisecond.
constexpr int lookedAtOnce = 2'000;

quint32 bounded(qint64 number)
{
    return quint32(std::clamp<qint64>(number, 0, std::numeric_limits<quint32>::max()));
}

KeySegment::Fields fieldsOf(qsizetype keyLength, const MetaAnswer &answer, qint64 now)
{
    KeySegment::Fields fields;
    fields.cas = answer.cas.value_or(0);
    fields.flags = answer.flags.value_or(0);
    fields.marks = quint8((answer.wasRead.value_or(false) ? KeySegment::fetchedMark : 0) | (answer.flags ? KeySegment::flagsMark : 0));
    if (answer.size)
        fields.size =
            bounded(wholeItemSize(keyLength, qint64(std::min<quint64>(*answer.size, std::numeric_limits<quint32>::max())),
                                  fields.cas != 0 ? ItemCas::Kept : ItemCas::None, fields.flags != 0 ? ItemFlags::Some : ItemFlags::None));
    if (now <= 0)
        return fields;
    constexpr qint64 longest = std::numeric_limits<quint32>::max();
    if (answer.timeToLive && *answer.timeToLive != MetaAnswer::never)
        fields.expiry = bounded(now + std::clamp<qint64>(*answer.timeToLive, 0, longest));
    if (answer.idle)
        fields.lastAccess = bounded(now - qint64(std::min<quint64>(*answer.idle, quint64(longest))));
    return fields;
}

} // namespace

KeyLookup::KeyLookup(QObject *parent)
    : QObject(parent)
{
}

KeyLookup::~KeyLookup() = default;

void KeyLookup::start(const ConnectionOptions &options, const KeyListing &names)
{
    stop();
    m_names = names;
    m_store = {};
    m_open = {};
    m_error = {};
    m_asked = 0;
    m_answered = 0;
    m_looks = {};
    m_unnamable = 0;
    m_channel = std::make_unique<TextChannel>(options);
    m_statistics = m_channel->statistics();
    connect(m_statistics.get(), &TextReply::finished, this, &KeyLookup::takeTime);
}

void KeyLookup::stop()
{
    if (m_peek)
        m_looks.lose(m_asked - m_answered, m_error ? m_error.code : Error::Code::Stopped);
    m_peek.reset();
    m_statistics.reset();
    m_channel.reset();
    close();
}

void KeyLookup::takeTime()
{
    const Error error = m_statistics->error();
    const ServerClock clock(m_statistics->statistics());
    m_store = KeyStore(clock.time(), clock.process());
    m_store.expect(m_names.size());
    m_sinceTime.start();
    if (error)
        end(error);
    else
        askNext();
}

void KeyLookup::askNext()
{
    if (m_asked == m_names.size()) {
        end({});
        return;
    }
    QList<QByteArray> keys;
    const int last = std::min(m_asked + lookedAtOnce, m_names.size());
    keys.reserve(last - m_asked);
    for (KeyCursor cursor(m_names); m_asked < last; ++m_asked) {
        cursor.moveTo(m_asked);
        keys += cursor.key().toByteArray();
    }
    m_peek = m_channel->peek(keys, PeekParts::Metadata);
    connect(m_peek.get(), &TextReply::resultsReady, this, &KeyLookup::takeItems);
    connect(m_peek.get(), &TextReply::finished, this, [this] {
        if (const Error error = m_peek->error())
            end(error);
        else
            askNext();
    });
    emit progressChanged();
}

void KeyLookup::takeItems()
{
    const qint64 time = m_store.listing().time();
    const qint64 now = time > 0 ? time + m_sinceTime.elapsed() / 1000 : 0;
    KeyCursor cursor(m_names);
    for (const PeekedItem &item : m_peek->takeItems()) {
        cursor.moveTo(m_answered++);
        const QByteArrayView key = cursor.key();
        m_looks.count(item.state);
        switch (item.state) {
        case PeekedItem::State::Hit:
            add(key, fieldsOf(key.size(), item.answer, now));
            break;
        case PeekedItem::State::Miss:
            break;
        case PeekedItem::State::Refused:
            ++m_unnamable;
            add(key, {});
            break;
        }
    }
}

void KeyLookup::add(QByteArrayView key, const KeySegment::Fields &fields)
{
    std::memcpy(m_open.keySpace(), key.data(), size_t(key.size()));
    m_open.append(key.size(), fields);
    if (m_open.isFull())
        close();
}

void KeyLookup::close()
{
    if (m_open.isEmpty())
        return;
    m_open.squeeze();
    m_store.append(std::exchange(m_open, {}));
}

void KeyLookup::end(const Error &error)
{
    m_error = error;
    stop();
    emit finished();
}
