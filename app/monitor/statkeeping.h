#pragma once

#include "app/monitor/statwriting.h"

#include <QFutureWatcher>
#include <QTimer>

#include <functional>

class StatPoll;

/// Keeps what is measured of a server in a file, from one start of the program to the next.
class StatKeeping : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes interval{5};

    /// `poll` outlives it.
    explicit StatKeeping(StatPoll *poll, QObject *parent = nullptr);
    ~StatKeeping() override;

    /// Where it is kept of the server at `place`.
    [[nodiscard]] static QString pathOf(const QString &place);
    /// Also stops one that is just being written.
    void remove(const QString &place);
    /// Which places may be kept, asked before each is: it may have been turned off from elsewhere.
    void setCondition(std::function<bool(const QString &)> mayKeep) { m_mayKeep = std::move(mayKeep); }

    /// Reads what was kept of it; loaded() follows, unless another is asked for before that.
    void load(const QString &place);
    [[nodiscard]] bool isLoading() const { return m_reading.isRunning(); }
    /// From now on it is kept every now and then, and when save() says so.
    void begin();
    /// No more; what is being read is of no use.
    void end();
    /// Once more, in another thread.
    void save();
    /// The same for the last time: it goes on when this is gone, and the program waits for it at its end.
    void saveLast();

signals:
    void loaded();

private:
    void take();
    void clearUp();
    [[nodiscard]] bool canSave() const;
    void writeBehind(const QString &place, const StatRecord &record) const;

    StatPoll *m_poll;
    QTimer m_timer;
    StatWriting m_writing;
    QFutureWatcher<std::variant<StatRecord, Error>> m_reading;
    QString m_place;            ///< that is read
    QString m_written;          ///< that is being written
    StatRecord m_writtenRecord; ///< of it
    std::function<bool(const QString &)> m_mayKeep;
};
