#pragma once

#include "connection/text/textchannel.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

/// Finds out by which numbers a server knows the connections of this program, so that what they do can be told from what others do: asks
/// `stats conns` at first, and again when one of ours has opened or closed.
class OwnClients : public QObject
{
    Q_OBJECT

public:
    explicit OwnClients(QObject *parent = nullptr);

    void follow(const ConnectionOptions &options);
    /// What is known stays so, for what is still on its way.
    void stop();
    void forget() { m_numbers.clear(); }
    /// The server was asked, and has not answered for the first time.
    [[nodiscard]] bool isPending() const { return m_reply && !m_hasAnswered; }
    /// As far as the server has told.
    [[nodiscard]] const QSet<qint64> &numbers() const { return m_numbers; }

signals:
    /// For the first time since follow(), or not at all.
    void answered();

private:
    void look();
    void take();

    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<StatisticsReply> m_reply;
    QSet<qint64> m_numbers;
    QTimer m_timer;
    bool m_hasAnswered = false;
    quint64 m_asked = 0; ///< generation of our addresses that the server was last asked about
};
