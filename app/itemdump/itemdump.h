#pragma once

#include "app/itemdump/dumpeditem.h"
#include "app/itemdump/itemreport.h"
#include "app/keyspace/keylisting.h"
#include "app/keyspace/looktally.h"
#include "connection/text/textchannel.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <vector>

/// Reads listed items with their values from a server, without a trace on them, and writes them to a file; see ItemDumpFormat. It works in
/// portions of bounded size, and files are written in another thread. The file is there once all is written: one that was there before
/// stays as it is until then, and after an error or a cancel.
class ItemDump : public QObject
{
    Q_OBJECT

public:
    struct Job
    {
        QString path{};
        QString server{}; ///< what the server is called
        KeyListing listing{};
        std::shared_ptr<const std::vector<int>> indexes{}; ///< the keys to be dumped, in their order; null: all
    };

    explicit ItemDump(QObject *parent = nullptr);
    ~ItemDump() override;

    /// Not while one is under way.
    void start(const ConnectionOptions &options, const Job &job);
    /// finished() follows; nothing is left of the file, unless it was just being put in its place.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    /// Why there is no file: there is no text channel (values could be read only in a way that counts as reading them, and without their
    /// TTL), the server was lost, or the file cannot be written. None after a success or a cancel.
    [[nodiscard]] const Error &error() const { return m_error; }
    [[nodiscard]] const QString &path() const { return m_job.path; }
    /// How many keys are to be dumped.
    [[nodiscard]] qint64 count() const { return m_count; }
    /// What became of each key so far: Dumped, Gone, Expired or Refused.
    [[nodiscard]] const std::shared_ptr<const ItemReport> &report() const { return m_reported; }
    /// Bytes of all values that were dumped.
    [[nodiscard]] qint64 valueBytes() const { return m_valueBytes; }
    /// What this has added to the server's counters.
    [[nodiscard]] const LookTally &looks() const { return m_looks; }

signals:
    /// So many keys are done.
    void progressed(qint64 done);
    /// Once for each start().
    void finished();

private:
    struct File;
    enum class Step { Opening, Writing, Committing };

    void takeClock();
    void askNext();
    void takeItems();
    void takeEnd();
    void write(Step step);
    void takeWritten();
    void end(const Error &error);
    [[nodiscard]] int indexAt(qint64 place) const { return m_job.indexes ? (*m_job.indexes)[size_t(place)] : int(place); }
    void keep(const PeekedItem &item);
    void loseUnanswered(Error::Code code);
    [[nodiscard]] DumpOrigin origin() const;
    /// Seconds since the epoch by the server's clock, now.
    [[nodiscard]] qint64 serverTime() const;

    Job m_job;
    QString m_serverPlace;
    ServerProcess m_process; ///< that is read from
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<StatisticsReply> m_clockReply;
    std::unique_ptr<PeekReply> m_peek;
    std::shared_ptr<File> m_file; ///< used by one thread at a time
    QFutureWatcher<Error> m_writing;
    std::vector<DumpedItem> m_items; ///< that are to be written next
    std::shared_ptr<ItemReport> m_report;
    std::shared_ptr<const ItemReport> m_reported;
    Error m_error;
    QElapsedTimer m_sinceClock;
    qint64 m_serverTime = 0;   ///< seconds since the epoch, when m_sinceClock began
    qint64 m_count = 0;        ///< keys
    qint64 m_place = 0;        ///< of the next key to be answered
    qint64 m_portionBytes = 0; ///< of the values that came in this portion
    qint64 m_valueBytes = 0;
    LookTally m_looks;
    qint64 m_asked = 0; ///< keys that were asked for, of those from the first on
    Step m_step = Step::Opening;
    bool m_running = false;
    bool m_cancelled = false;
};
