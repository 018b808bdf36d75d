#pragma once

#include "app/itemedit/itemreading.h"
#include "app/keychange/keychange.h"
#include "connection/commandreply.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

/// What was done to one key of a server, with what is needed to take it back.
struct ItemDeed
{
    enum class Kind : quint8 {
        Created,   ///< there was no such key
        Rewritten, ///< `before` is what it was
        Deleted,   ///< likewise
    };

    Kind kind = Kind::Created;
    QByteArray key{};
    ReadItem after{}; ///< what is there now, without its value; a CAS of 0: nothing is, or the server has none
    ReadItem before{};
    /// What it was is known, so that it can be taken back.
    bool isKnown = true;

    bool operator==(const ItemDeed &) const = default;
};

/// Something that a person does to one item: some commands after another, each with its own outcome. It says what was done and what was
/// not, also where it was cancelled or lost in the middle. Whoever lets it begin has asked the guard.
class ItemExchange : public QObject
{
    Q_OBJECT

public:
    enum class Result {
        Unfinished,
        Done,
        Exists,    ///< the key that it should get is taken
        Missing,   ///< the item is not there
        Changed,   ///< the item was rewritten meanwhile
        NotNumber, ///< it does not count
        Refused,   ///< by the server or by us, for any other reason
        NotSent,   ///< read-only, not connected or cancelled: nothing has changed
        Partly,    ///< some of it was done, and the rest not
        Unknown,   ///< a command got no answer: it may have been carried out or not
    };
    Q_ENUM(Result)

    ~ItemExchange() override;

    /// Begins; nothing is emitted before it returns.
    void start();
    /// What was written runs to its true outcome; of the rest only what takes a half-done thing back is sent.
    void cancel() { m_cancelled = true; }
    /// Waits no longer for what is under way: what became of a command that was sent is not known then.
    void leave();
    [[nodiscard]] bool isFinished() const { return m_result != Result::Unfinished; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

    [[nodiscard]] Result result() const { return m_result; }
    /// What was done, what was not, and what to do now: some sentences.
    [[nodiscard]] const QString &text() const { return m_text; }
    /// What was done, in order.
    [[nodiscard]] const std::vector<ItemDeed> &deeds() const { return m_deeds; }
    /// What was known of the server that was written to when it was.
    [[nodiscard]] const ServerSettings &server() const { return m_server; }
    /// What looking has added to the counters of the server that is read from.
    [[nodiscard]] const LookTally &looks() const { return m_looks; }

signals:
    /// Once.
    void finished();

protected:
    using TakeOutcome = std::function<void(const Outcome &)>;

    explicit ItemExchange(Connection *connection, QObject *parent = nullptr);

    /// Why it cannot begin; empty: it can.
    [[nodiscard]] virtual QString hindrance() const { return objection(connection()); }
    virtual void begin() = 0;
    /// Nobody waits any more, and it ends right after: drops what is under way besides what was sent and read here, and notes what may have
    /// been done.
    virtual void abandon() {}
    [[nodiscard]] Connection *connection() const;
    /// Why nothing can be written over `connection`; empty: it can.
    [[nodiscard]] static QString objection(const Connection *connection);
    void send(Connection *connection, const Command &command, const TakeOutcome &take);
    /// `take` is only called for an item that was found; else the exchange ends.
    void read(const QByteArray &key, ItemReading::Way way, const std::function<void(ReadItem &&)> &take);
    void note(ItemDeed deed) { m_deeds.push_back(std::move(deed)); }
    void forgetDeeds() { m_deeds.clear(); }
    void end(Result result, const QString &text);
    /// Where a command that changes one item ended otherwise than as something that the exchange has words for.
    void endOtherwise(const Outcome &outcome);

    /// A key in a sentence.
    [[nodiscard]] static QString shown(const QByteArray &key);
    /// What a command that was not carried out, or may not have been, came to: a sentence.
    [[nodiscard]] static QString failureText(const Outcome &outcome);

private:
    void takeReply();
    void takeReading();

    QPointer<Connection> m_connection;
    QString m_place; ///< of the server that it began with
    ServerSettings m_server;
    std::unique_ptr<CommandReply> m_reply;
    TakeOutcome m_take;
    std::unique_ptr<ItemReading> m_reading;
    std::function<void(ReadItem &&)> m_takeItem;
    QByteArray m_readKey;
    Result m_result = Result::Unfinished;
    QString m_text;
    std::vector<ItemDeed> m_deeds;
    LookTally m_looks;
    bool m_cancelled = false;
};

/// The ADD or REPLACE that stores `item` under `key`, with what is left of its TTL or, if it is given, with `ttl`. `itemNow`, `now`:
/// seconds since the epoch by the clocks of the server that it is from and of the one that it goes to.
[[nodiscard]] Command copyingCommand(Opcode opcode, const QByteArray &key, const ReadItem &item, const std::optional<KeyTtl> &ttl,
                                     qint64 itemNow, qint64 now);

/// What is known of an item that `command` has stored, but for its value.
[[nodiscard]] ReadItem storedItem(const Command &command, quint64 cas, qint64 now);
