#pragma once

#include "app/itemdump/dumpportions.h"
#include "app/itemdump/itemreport.h"
#include "app/keyspace/looktally.h"
#include "connection/serversettings.h"
#include "connection/text/textchannel.h"

#include <QObject>

#include <memory>

/// Reads a dump to its end and looks what a restore would find on the server: it writes nothing, and leaves no trace on the items that are
/// there.
class RestoreCheck : public QObject
{
    Q_OBJECT

public:
    explicit RestoreCheck(QObject *parent = nullptr);
    ~RestoreCheck() override;

    /// Not while one is under way. `server`: what the server that is restored to said of itself.
    void start(const QString &path, const ConnectionOptions &options, const ServerSettings &server);
    /// finished() follows.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_portions != nullptr; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    /// The file cannot be read or is no whole dump, or the server was lost meanwhile.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// Why nobody could look what is on the server, which is no reason not to restore: it has no text channel.
    [[nodiscard]] const Error &blindness() const { return m_blindness; }
    [[nodiscard]] const DumpOrigin &origin() const { return m_origin; }
    /// See there; empty: the dump's CAS tell what was changed since.
    [[nodiscard]] const QString &casDoubt() const { return m_casDoubt; }
    /// Of each item: Absent, Present, Unchanged, Changed, Unseen, Expired, TooLarge or Refused.
    [[nodiscard]] const std::shared_ptr<const ItemReport> &report() const { return m_reported; }
    /// Bytes of all keys and values in the dump.
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// How many items in it have no CAS.
    [[nodiscard]] qint64 withoutCas() const { return m_withoutCas; }
    /// What this has added to the server's counters.
    [[nodiscard]] const LookTally &looks() const { return m_looks; }

signals:
    /// So many bytes of the file are done.
    void progressed(qint64 position, qint64 size);
    /// Once for each start().
    void finished();

private:
    struct Verdict
    {
        ItemFate fate = ItemFate::Unseen;
        QString reason{};
    };

    void takePortion();
    void look();
    void takeSeen();
    void report(const std::vector<PeekedItem> &seen);
    [[nodiscard]] Verdict verdictOn(const DumpedItem &item) const;
    [[nodiscard]] Verdict verdictOn(const DumpedItem &item, const PeekedItem &found);
    void goOn();
    void end(const Error &error);

    ConnectionOptions m_options;
    ServerSettings m_server;
    QString m_casDoubt;
    std::unique_ptr<DumpPortions> m_portions;
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<PeekReply> m_peek;
    std::vector<DumpedItem> m_items; ///< of the portion that is looked at
    std::vector<Verdict> m_verdicts; ///< on each of them; Unseen: the server is asked
    std::shared_ptr<ItemReport> m_report;
    std::shared_ptr<const ItemReport> m_reported;
    DumpOrigin m_origin;
    Error m_error;
    Error m_blindness;
    qint64 m_bytes = 0;
    qint64 m_withoutCas = 0;
    LookTally m_looks;
    qint64 m_unanswered = 0; ///< keys that are asked for
    bool m_cancelled = false;
};
