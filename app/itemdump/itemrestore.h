#pragma once

#include "app/itemdump/dumpportions.h"
#include "app/itemdump/itemreport.h"
#include "connection/connection.h"

#include <QObject>

#include <deque>
#include <memory>
#include <vector>

/// Stores the items of a dump on a server, as one quiet batch, with what is left of their TTL by the server's clock. Expired ones are left
/// out. Whoever lets it begin has asked the guard.
class ItemRestore : public QObject
{
    Q_OBJECT

public:
    /// What happens to keys that are on the server.
    enum class Policy {
        Skip,            ///< they are left as they are (ADD)
        Replace,         ///< they are replaced (SET)
        ReplaceUnchanged ///< they are replaced where they still have the CAS that was dumped, and else left as they are; an error where
                         ///< the dump's CAS tell nothing, see casDoubt()
    };
    Q_ENUM(Policy)

    explicit ItemRestore(QObject *parent = nullptr);
    ~ItemRestore() override;

    /// Not while one is under way. `connection` outlives it.
    void start(const QString &path, Connection *connection, Policy policy);
    /// What was written runs to its true outcome; finished() follows.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_batch != nullptr; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    /// The connection is read-only or lost, or the file cannot be read to its end: what came before it was restored.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// Of each item that came to its turn: Restored, Kept, Changed, Expired, TooLarge or Refused.
    [[nodiscard]] const std::shared_ptr<const ItemReport> &report() const { return m_reported; }

signals:
    /// So many items are done.
    void progressed(qint64 done);
    /// Once for each start().
    void finished();

private:
    /// A command that is under way.
    struct Pending
    {
        enum class Role : quint8 {
            Whole, ///< its outcome is the item's
            First, ///< an ADD, which the check of the CAS follows
            Second,
        };
        QByteArray key;
        Role role = Role::Whole;
        bool hasCas = true;
    };

    [[nodiscard]] SourceState nextCommand(SourcedCommand &sourced);
    [[nodiscard]] bool hasItem();
    void takePortion();
    void takeOutcomes();
    void take(const Outcome &outcome);
    void judge(const Pending &pending, const Outcome &outcome);
    void end();

    Connection *m_connection = nullptr;
    Policy m_policy = Policy::Skip;
    std::unique_ptr<DumpPortions> m_portions;
    std::unique_ptr<BatchReply> m_batch;
    std::vector<DumpedItem> m_items; ///< of which those from m_at on are still to be stored
    size_t m_at = 0;
    bool m_isSecondNext = false; ///< the item at m_at has had its ADD
    std::deque<Pending> m_pending;
    ItemFate m_firstFate = ItemFate::Refused; ///< what came of the last ADD
    std::shared_ptr<ItemReport> m_report;
    std::shared_ptr<const ItemReport> m_reported;
    Error m_error;
    bool m_cancelled = false;
};
