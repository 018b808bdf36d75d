#pragma once

#include "app/keyspace/looktally.h"
#include "connection/connection.h"
#include "connection/text/textchannel.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

/// An item as it was read, with what is needed to store it elsewhere or to guard a change of it.
struct ReadItem
{
    QByteArray value{}; ///< empty where it was not asked for
    qint64 size = 0;    ///< bytes of the value
    quint32 flags = 0;
    quint64 cas = 0;                ///< 0: the server has none
    std::optional<qint64> expiry{}; ///< seconds since the epoch by its server's clock, or ListedKey::never; none: not known

    bool operator==(const ReadItem &) const = default;
};

/// Reads one item whole or its metadata, once: without a trace, or where that cannot be, by a GET if that is wished for.
class ItemReading : public QObject
{
    Q_OBJECT

public:
    enum class Way { Peek, Get };
    enum class State {
        Asking,
        Found, ///< see item()
        Missing,
        GetOnly, ///< it could be read by a GET only; error() says why
        Failed,  ///< see error()
    };
    Q_ENUM(State)

    /// Begins; nothing is emitted before it returns.
    ItemReading(Connection *connection, const QByteArray &key, PeekParts parts, Way way = Way::Peek, QObject *parent = nullptr);
    ~ItemReading() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const ReadItem &item() const { return m_item; }
    [[nodiscard]] const Error &error() const { return m_error; }
    /// What it has added to the server's counters.
    [[nodiscard]] const LookTally &looks() const { return m_looks; }
    /// The server that was asked.
    [[nodiscard]] const QString &place() const { return m_place; }

signals:
    /// Once.
    void finished();

private:
    void takePeek();
    void takeGet();
    void end(State state, const Error &error = {});

    QPointer<Connection> m_connection;
    QString m_place;
    PeekParts m_parts;
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<PeekReply> m_peek;
    std::unique_ptr<CommandReply> m_get;
    State m_state = State::Asking;
    ReadItem m_item;
    Error m_error;
    LookTally m_looks;
};
