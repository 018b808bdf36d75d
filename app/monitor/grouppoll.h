#pragma once

#include "app/monitor/statpoll.h"

#include <QHash>

#include <optional>

class StatisticsReply;
class TextChannel;

/// Asks a server for certain groups of statistics every so often, as long as somebody looks at them: over the connection of the poll, or
/// what only the text protocol has over one of its own that is there meanwhile.
class GroupPoll : public QObject
{
    Q_OBJECT

public:
    enum class Way : quint8 { Binary, Text };

    static constexpr qint64 mostRepeated = 1'000'000; ///< bytes of a round: one of more is asked for by askNow() only

    /// `poll` outlives it. What is asked in one round is asked in the order of `groups`.
    GroupPoll(StatPoll *poll, const QByteArrayList &groups, Way way = Way::Binary, QObject *parent = nullptr);
    ~GroupPoll() override;

    /// Somebody looks, or does not any more: then long answers are let go of.
    void begin();
    void end();
    /// Again, now, also where it was refused.
    void askNow();

    /// The last answer to `group`, in the server's order; empty: there was none yet.
    [[nodiscard]] TextStatistics statistics(const QByteArray &group) const { return m_answers.value(group); }
    /// The same, and lets go of it; none: there was none since it was last taken.
    [[nodiscard]] std::optional<TextStatistics> takeStatistics(const QByteArray &group);
    /// The last round was so long that the next is asked for by askNow() only.
    [[nodiscard]] bool isResting() const { return m_resting; }
    /// All of the last round were answered.
    [[nodiscard]] bool isKnown() const { return m_known; }
    /// Why the last round came to nothing.
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    /// A round is over, or what was known was forgotten.
    void changed();

private:
    void follow();
    void ask();
    void askNext();
    void takeBinary();
    void takeText();
    void take(const TextStatistics &statistics);
    void fail(const Error &error);
    void rest();

    StatPoll *m_poll;
    QByteArrayList m_groups;
    Way m_way;
    QTimer m_timer;
    QElapsedTimer m_round; ///< since its begin
    QString m_place;       ///< that the answers are of
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<CommandReply> m_reply;
    std::unique_ptr<StatisticsReply> m_textReply;
    QHash<QByteArray, TextStatistics> m_answers;
    Error m_error;
    qsizetype m_next = 0; ///< of m_groups
    qint64 m_bytes = 0;   ///< of the answers of this round, or of the last
    bool m_resting = false;
    bool m_asking = false;
    bool m_looking = false;
    bool m_known = false;
    bool m_refused = false; ///< for good: asking again would tell nothing else
};
