#pragma once

#include "app/monitor/statwriting.h"

#include <QFutureWatcher>
#include <QTimer>

class StatPoll;

/// Keeps what is measured of a server in a file, from one start of the program to the next.
class StatKeeping : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes interval{5};

    /// `poll` outlives it.
    explicit StatKeeping(StatPoll *poll, QObject *parent = nullptr);

    /// Where it is kept of the server at `place`.
    [[nodiscard]] static QString pathOf(const QString &place);
    static void remove(const QString &place);

    /// Reads what was kept of it; loaded() follows, unless another is asked for before that.
    void load(const QString &place);
    [[nodiscard]] bool isLoading() const { return m_reading.isRunning(); }
    /// From now on it is kept every now and then, and when saveNow() says so.
    void begin();
    void end();
    void saveNow() const;

signals:
    void loaded();

private:
    void take();
    void save();

    StatPoll *m_poll;
    QTimer m_timer;
    StatWriting m_writing;
    QFutureWatcher<std::variant<StatRecord, Error>> m_reading;
    QString m_place; ///< that is read
};
