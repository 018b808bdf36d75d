#pragma once

#include "connection/text/metaanswer.h"
#include "connection/text/textexchange.h"

#include <QList>

#include <utility>
#include <vector>

/// What is asked for of an item.
enum class PeekParts {
    Metadata,
    WithValue,
};

/// What a peek found under one key.
struct PeekedItem
{
    enum class State {
        Hit,
        Miss,
        Refused, ///< the key cannot be asked for: see `reason`
    };

    State state = State::Miss;
    MetaAnswer answer; ///< of a hit: flags, CAS, time to live, time since the last access, …
    QByteArray value;  ///< of a hit with its value
    QString reason;    ///< one sentence, translated

    bool operator==(const PeekedItem &) const = default;
};

/// `mg` for many keys, pipelined in portions and read at once, ended by `mn`. It asks not to be noticed (`u`): neither the LRU nor the mark
/// that somebody has read an item, nor its time of access changes.
class PeekExchange : public TextExchange
{
public:
    PeekExchange(const QList<QByteArray> &keys, PeekParts parts, qint64 longestValue)
        : m_keys(keys)
        , m_parts(parts)
        , m_longestValue(longestValue)
    {
    }

    [[nodiscard]] Error objection(const QByteArray &version) const override;
    [[nodiscard]] QByteArray nextPortion() override;
    [[nodiscard]] qsizetype take(QByteArrayView bytes) override;

    [[nodiscard]] qint64 answeredCount() const { return m_answered; }
    /// The items since the last call, in the order of their keys.
    [[nodiscard]] std::vector<PeekedItem> takeItems() { return std::exchange(m_items, {}); }

private:
    void takeLine(QByteArrayView line);
    [[nodiscard]] qsizetype takeValue(QByteArrayView bytes);
    void takeAnswer(const MetaAnswer &answer);
    void add(PeekedItem item);
    void passOverUnnamable();

    QList<QByteArray> m_keys;
    PeekParts m_parts;
    qint64 m_longestValue; ///< bytes
    std::vector<PeekedItem> m_items;
    PeekedItem m_item; ///< whose value is just coming
    qint64 m_valueLeft = 0;
    bool m_valueEnds = false; ///< its line end is yet to come
    qsizetype m_written = 0;  ///< keys
    qsizetype m_answered = 0; ///< keys
    bool m_barrierWritten = false;
};
