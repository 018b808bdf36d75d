#pragma once

#include "connection/connection.h"

#include <QObject>

#include <memory>

/// Reads one item by a GET of the binary protocol, over a connection that is opened for it and closed behind it. To a server that is a read
/// like any other: the item moves to the front and counts as fetched.
class ItemGet : public QObject
{
    Q_OBJECT

public:
    ItemGet(const ConnectionOptions &options, const QByteArray &key, QObject *parent = nullptr);
    ~ItemGet() override;

    /// Why there is no answer; none where there is one. Meaningful once finished.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// What the server said; meaningful once finished without an error. Its bytes live as long as owner().
    [[nodiscard]] Outcome outcome() const { return m_segment->outcome(0); }
    [[nodiscard]] std::shared_ptr<const void> owner() const { return m_segment; }
    /// Whether the server has, or may have, got it.
    [[nodiscard]] bool isSent() const { return m_batch != nullptr; }

signals:
    /// Once, and never before the constructor has returned.
    void finished();

private:
    void follow(Connection::State state);
    void take();
    void fail(const Error &error);

    Connection m_connection;
    std::unique_ptr<BatchReply> m_batch; ///< of one command, since its segment can be handed on without a copy
    std::shared_ptr<const ResultSegment> m_segment;
    QByteArray m_key;
    Error m_error;
};
