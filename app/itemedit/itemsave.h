#pragma once

#include "app/itemedit/itemtostore.h"
#include "app/keyspace/itemlook.h"
#include "connection/connection.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

class TextChannel;

/// Stores one item so that nobody's newer write is lost: guarded by the CAS that was read, or where nothing may be there, by ADD. It is
/// sent as REPLACE, since a SET that finds no room removes what was there, whatever its CAS says (memcached.c, process_bin_update()). Where
/// the TTL is to be kept, the item is looked at just before, without a trace: a TOUCH of somebody else does not change its CAS. Where the
/// server has no CAS, its value is compared then with what was read, and nothing guards what is written between that and the save. Where
/// something came between, or an answer was lost, it looks at what is there now.
class ItemSave : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Looking,      ///< at the TTL; nothing was sent
        Sending,      ///< sent, and not answered yet
        LookingAfter, ///< at what is there now
        Finished,
    };
    Q_ENUM(State)
    enum class Result {
        None,      ///< not finished
        Saved,     ///< see cas()
        Changed,   ///< not stored: there is another one now, see theirs()
        Gone,      ///< not stored: it was deleted or has expired
        TooLarge,  ///< not stored: see limit()
        NoMemory,  ///< not stored
        Refused,   ///< not stored: see error()
        NotStored, ///< and the item is as it was, as far as is known: see error()
        Unknown,   ///< sent, and what became of it cannot be told: see error()
        Cancelled, ///< nothing was sent
    };
    Q_ENUM(Result)

    /// For so long it tries to find out what became of a save whose answer was lost, in milliseconds.
    static constexpr int usualPatience = 15'000;

    /// `connection` outlives it.
    ItemSave(Connection *connection, ItemToStore item, QObject *parent = nullptr);
    ~ItemSave() override;

    void setPatience(int milliseconds) { m_patience = milliseconds; }
    /// Begins; nothing is emitted before it returns.
    void start();
    /// As long as nothing was sent; then it is too late.
    void cancel();
    /// Waits no longer for what was sent: what became of it is not known then.
    void leave();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] Result result() const { return m_result; }
    [[nodiscard]] const ItemToStore &item() const { return m_item; }
    [[nodiscard]] const Error &error() const { return m_error; }
    /// Of what was stored; 0: the server has none.
    [[nodiscard]] quint64 cas() const { return m_cas; }
    /// When what was stored expires, as a listing says it.
    [[nodiscard]] qint64 expiry() const { return m_expiry; }
    /// The TTL was to be kept, and is not any more what it was when the item was read: the present one was taken.
    [[nodiscard]] bool wasRetimed() const { return m_retimed; }
    /// What is there now, with its value; of Changed, and of Unknown if it is known. Its value may be missing where it is too long.
    [[nodiscard]] const std::optional<FoundItem> &theirs() const { return m_theirs; }
    /// The server was restarted since the item was read.
    [[nodiscard]] bool wasRestarted() const { return m_restarted; }
    /// What was known of the server when it was sent.
    [[nodiscard]] const ServerSettings &server() const { return m_server; }
    /// item_size_max of the server, in bytes; none: not told.
    [[nodiscard]] std::optional<quint64> limit() const { return m_server.itemSizeMax; }
    /// What looking has added to the counters of the server.
    [[nodiscard]] LookTally looks() const;

signals:
    void stateChanged();
    /// Once.
    void finished();

private:
    void begin();
    [[nodiscard]] Error objection() const;
    void lookBefore();
    void takeLook();
    [[nodiscard]] bool takePeeked(const PeekedItem &item);
    void send();
    void takeAnswer();
    void takeRefusal(const Outcome &outcome);
    void lookAfter();
    void followLook();
    void lookOnceMore();
    void giveUpLooking();
    void judge();
    [[nodiscard]] bool sendAgain();
    [[nodiscard]] bool isFormer(std::optional<QByteArrayView> value, const MetaAnswer &answer) const;
    [[nodiscard]] bool isBase(const FoundItem &found) const;
    [[nodiscard]] bool isOurs(const FoundItem &found) const;
    void enter(State state);
    void end(Result result, const Error &error = {});

    Connection *m_connection;
    ItemToStore m_item;
    QString m_place;
    ServerSettings m_server;
    State m_state = State::Looking;
    Result m_result = Result::None;
    Error m_error;
    quint64 m_cas = 0;
    qint64 m_expiry = -1;
    bool m_retimed = false;
    bool m_lost = false; ///< the answer
    bool m_restarted = false;
    int m_sentAgain = 0; ///< since only the CAS was another
    std::optional<FoundItem> m_theirs;
    LookTally m_looks; ///< before
    QDateTime m_askedAt;
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<PeekReply> m_peek;
    std::unique_ptr<CommandReply> m_reply;
    std::unique_ptr<ItemLook> m_after;
    QTimer m_again;
    QElapsedTimer m_since; ///< of looking after
    int m_patience = usualPatience;
};
