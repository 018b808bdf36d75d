#pragma once

#include "app/keyspace/itemexpiry.h"
#include "app/keyspace/looktallies.h"
#include "connection/connectionoptions.h"
#include "connection/error.h"
#include "connection/serverprocess.h"
#include "connection/text/keysegment.h"
#include "connection/text/peekexchange.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

/// Whether an error means that the text protocol, or its meta commands, cannot be had on a server at all.
[[nodiscard]] bool meansNoPeeking(Error::Code code);

class ItemGet;
class PeekReply;
class TextChannel;

/// An item as it was found. A GET tells flags, CAS and value only.
struct FoundItem
{
    enum class Way { Peek, Get };

    Way way = Way::Peek;
    MetaAnswer answer{};                   ///< `size` is always there
    std::optional<QByteArrayView> value{}; ///< none: not asked for yet
    std::shared_ptr<const void> owner{};   ///< keeps the value alive
    QDateTime time{};                      ///< when it was found, by this computer's clock
    ServerProcess process{};               ///< that gave its CAS; not known: nobody said so
};

/// When it expires, as a list tells it. `clockOffset`: the server's clock minus ours; `listed`: what a list told, see itemExpiry().
[[nodiscard]] ItemExpiry expiryOf(const FoundItem &item, std::chrono::seconds clockOffset, const std::optional<ListedKey> &listed = {});

/// Looks at one item of a server after the other, without a trace in it: the latest question wins, and what somebody only hurries by is not
/// asked for. Values over automaticValue bytes come when they are asked for. Where the text protocol cannot be had nothing is asked by
/// itself: readWithGet() does, which counts as a read.
class ItemLook : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Nothing, ///< no key
        Offline, ///< no server; item() is what was found before, if anything
        Asking,  ///< item() is what is known already, if anything
        Found,   ///< see item()
        Missing,
        GetOnly, ///< it could be read by GET only; error() says why
        Failed,  ///< see error(), and item() as where there is no server
    };
    Q_ENUM(State)

    /// Bytes: a value up to this comes by itself.
    static constexpr qint64 automaticValue = 1024 * 1024;
    static constexpr qint64 unknownSize = -1;

    explicit ItemLook(QObject *parent = nullptr);
    ~ItemLook() override;

    /// Who is asked from now on; none: nobody. What is looked at is asked for again, and until then stays as the same server had it.
    void setServer(const std::optional<ConnectionOptions> &options);

    /// Looks at the item under `key`, which should have about `size` bytes.
    void look(const QByteArray &key, qint64 size = unknownSize);
    /// No key any more.
    void stop();
    /// Asks again for the same, and for the value if it was there.
    void lookAgain();
    void loadValue();
    void readWithGet();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QByteArray &key() const { return m_key; }
    [[nodiscard]] const std::optional<FoundItem> &item() const { return m_item; }
    [[nodiscard]] const Error &error() const { return m_error; }
    /// What all looks have added to the counters of the server, or of the last one where there is none now.
    [[nodiscard]] LookTally tally() const { return m_tallies.at(m_place); }
    /// Where those are counted; others that look add theirs.
    [[nodiscard]] LookTallies *tallies() { return &m_tallies; }

signals:
    void changed();
    void tallyChanged();

private:
    void begin(FoundItem::Way way, PeekParts parts);
    void ask();
    void askByGet();
    void takePeek();
    void takePeeked(PeekedItem &item);
    void takeGet();
    void takeFailure(const Error &error);
    void dropLoad();
    [[nodiscard]] bool isBusy() const { return m_peek || m_get; }
    /// Whether what has just been answered is still what is wanted; if not, that is asked now.
    [[nodiscard]] bool isCurrent();
    void count(qint64 LookTally::*kind, FoundItem::Way way);
    void setState(State state);

    std::optional<ConnectionOptions> m_server;
    QString m_place; ///< of the server whose counters the tally speaks of
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<PeekReply> m_peek; ///< read to its end even if nobody wants it any more, for the count
    std::unique_ptr<ItemGet> m_get;
    QTimer m_pause;
    State m_state = State::Nothing;
    QByteArray m_key;
    FoundItem::Way m_way = FoundItem::Way::Peek;
    PeekParts m_parts = PeekParts::WithValue;
    std::optional<FoundItem> m_item;
    Error m_error;
    Error m_noText; ///< why this server cannot be peeked at
    LookTallies m_tallies;
    QDateTime m_askedAt;    ///< when what is under way was asked for
    quint64 m_question = 0; ///< counts them
    quint64 m_asked = 0;    ///< the one that is under way
    bool m_loads = false;   ///< what is under way is a long value
};
