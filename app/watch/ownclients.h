#pragma once

#include "connection/text/textchannel.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

/// Finds out by which numbers a server knows the connections of this program, so that what they do can be told from what others do: asks
/// `stats conns` at first, and again as soon as one of ours has opened or closed. What a connection does right after it has opened is told
/// of before its number is known, and what it did before it closed is told of later: the numbers change so that neither is taken for
/// another's.
class OwnClients : public QObject
{
    Q_OBJECT

public:
    explicit OwnClients(QObject *parent = nullptr);

    void follow(const ConnectionOptions &options);
    /// What is known stays so, for what is still on its way.
    void stop();
    void forget() { m_numbers.clear(); }
    /// Whether what is told now is not to be judged by numbers() yet: where ours have changed the server is asked at once. Never for long
    /// once it has answered for the first time.
    [[nodiscard]] bool mustWait();
    /// As far as the server has told.
    [[nodiscard]] const QSet<qint64> &numbers() const { return m_numbers; }

signals:
    /// There is nothing to wait for now, or it has taken too long.
    void answered();

private:
    enum class Closed { Forgotten, Kept };

    void check();
    void look();
    void ask(Closed closed);
    void take();
    [[nodiscard]] bool isUpToDate() const;
    [[nodiscard]] bool waitsTooLong() const;

    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<StatisticsReply> m_reply;
    QSet<qint64> m_numbers;
    QTimer m_timer;
    QTimer m_again; ///< a server that has not named all of ours is asked once more
    bool m_hasAnswered = false;
    bool m_isComplete = true;       ///< it has named all of ours, as far as that can be waited for
    quint64 m_asked = 0;            ///< generation of our addresses that the server was last asked about
    Closed m_closed = Closed::Kept; ///< what becomes of numbers that nobody has any more
    QElapsedTimer m_changed;        ///< since ours were found to be others; not valid: that is long ago
    QElapsedTimer m_waiting;        ///< since it is waited for numbers that are up to date; not valid: they are
};
