#pragma once

#include "app/keychange/keychange.h"
#include "app/keyspace/itemexpiry.h"
#include "connection/serversettings.h"

#include <QByteArray>
#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <vector>

/// What a key was before it was changed, and how it becomes that again.
struct UndoEntry
{
    enum class Way : quint8 {
        PutBack, ///< it was deleted: ADD
        Retime,  ///< it was given another TTL: TOUCH, where it is still the same and has that TTL
        Restore, ///< something else was stored: REPLACE of just that, by its CAS; see keepsTtl()
        Remove,  ///< it was not there: DELETE of just what was stored, by its CAS
    };
    enum class After : quint8 {
        Nothing,
        Previous, ///< only once the entry before it is put back: so a renamed item is never without either key
    };

    QByteArray key{};
    QByteArray value{};    ///< of one that is put back or restored
    quint64 cas = 0;       ///< what the change gave it; of one to be retimed: what it had. 0 where the server has none
    quint64 formerCas = 0; ///< what it had before the change: of one to be put back or restored; 0: not known
    qint64 expiry = -1;    ///< seconds since the epoch by the server's clock, or ListedKey::never
    qint64 set = -1;       ///< the expiry that it was given instead, likewise: of one to be retimed or restored
    quint32 flags = 0;
    Way way = Way::PutBack;
    After after = After::Nothing;

    /// The change left the TTL alone, and so does whoever takes it back: the item keeps what it has by then.
    [[nodiscard]] bool keepsTtl() const { return way == Way::Restore && isSameExpiry(set, expiry); }
    /// Bytes that it takes up, about.
    [[nodiscard]] qint64 byteSize() const { return costOf(key.size(), value.size()); }
    [[nodiscard]] static qint64 costOf(qint64 keySize, qint64 valueSize) { return keySize + valueSize + overhead; }
    /// Two allocations, and this.
    static constexpr qint64 overhead = 160;
};

/// What one run has changed, as far as it can be put back.
struct UndoStep
{
    enum class Kind : quint8 {
        Delete,
        SetTtl,
        Save,   ///< of an edited value
        Add,    ///< of a new item, a duplicate or a copy
        Rename, ///< the former key is the first entry
        Change, ///< of an item by the server: increment, append and the like
    };

    Kind kind = Kind::Delete;
    QString place{};                     ///< of the server, as ConnectionOptions::place() tells it: nothing of it goes to another one
    ServerProcess process{};             ///< that gave the entries their CAS
    std::chrono::seconds clockOffset{0}; ///< the server's clock minus ours
    QDateTime when{};
    std::deque<UndoEntry> entries{}; ///< in order; those that are not kept any more are without a key
    int kept = 0;
    int done = 0;          ///< keys that a run has changed, kept or not; 0: nobody counted, all that is kept was
    int unknown = 0;       ///< keys of which it is not known whether it has
    bool recording = true; ///< a run adds to it
    qint64 bytes = 0;

    /// Of those that are kept; for steps of few.
    [[nodiscard]] QByteArray firstKey() const;
    /// What was done, and what of it can be put back: "“user:7” is saved.", "Deleted: 3 keys. Can be put back: 2 keys."
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isPartial() const { return unknown > 0 || (done > 0 && done != kept); }
    [[nodiscard]] static Kind kindOf(KeyChange::Kind change) { return change == KeyChange::Kind::Delete ? Kind::Delete : Kind::SetTtl; }
};

/// The keys that were deleted, stored anew or given another TTL, kept in memory up to a bound, so that they can be put back while the
/// program runs. Who needs room forgets the oldest steps; a deleted item is forgotten when it would have expired.
class UndoJournal : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 usualLimit = 256LL * 1024 * 1024;

    explicit UndoJournal(QObject *parent = nullptr);
    ~UndoJournal() override;

    /// Bytes that may be kept; at most largestLimit().
    [[nodiscard]] qint64 limit() const { return m_limit; }
    void setLimit(qint64 bytes);
    /// A quarter of this computer's memory.
    [[nodiscard]] static qint64 largestLimit();
    [[nodiscard]] qint64 byteSize() const;

    /// What is undone next; null: nothing.
    [[nodiscard]] std::shared_ptr<const UndoStep> latest() const;
    /// "Undo deletion of 1,204 keys", "Undo saving of “user:7”"; empty: there is nothing to undo.
    [[nodiscard]] QString text() const;
    /// Something was changed, or may have been, that no step was begun for. What remember() and end() cannot keep they note themselves.
    void noteLost();
    /// Whether nothing was lost since latest(): who undoes without a look at text() means what was done last.
    [[nodiscard]] bool isOfLast() const { return !m_hasLost; }
    /// Forgets all, as when another server is looked at.
    void clear();

    // For runs.
    [[nodiscard]] std::shared_ptr<UndoStep> latestStep() const;
    /// A step that becomes the latest. `server`: what the one at `place` says of itself.
    [[nodiscard]] std::shared_ptr<UndoStep> begin(UndoStep::Kind kind, const QString &place, const ServerSettings &server = {});
    /// Whether there is room for `bytes` in `step`, once older ones are forgotten.
    [[nodiscard]] bool hasRoom(const std::shared_ptr<UndoStep> &step, qint64 bytes) const { return step->bytes + bytes <= m_limit; }
    /// Keeps `entry` and returns its number; -1: there is no room.
    [[nodiscard]] int keep(const std::shared_ptr<UndoStep> &step, UndoEntry &&entry);
    /// The key stayed as it was, or is so again: there is nothing to undo.
    void drop(const std::shared_ptr<UndoStep> &step, int number);
    /// A run is over: a step of which nothing is kept goes. If it has changed something nevertheless, that is lost.
    void end(const std::shared_ptr<UndoStep> &step);
    /// What is kept of it could not be put back: all others come before it.
    void putOff(const std::shared_ptr<UndoStep> &step);
    /// The steps before `step`, of the same server.
    [[nodiscard]] std::vector<std::shared_ptr<UndoStep>> stepsBefore(const std::shared_ptr<UndoStep> &step) const;

    /// A whole step of few entries, which becomes the latest; false: there are none, since what was changed cannot be taken back, or there
    /// is no room for them. Nothing is kept then, and that is lost.
    [[nodiscard]] bool remember(UndoStep::Kind kind, const QString &place, const ServerSettings &server, std::vector<UndoEntry> entries);

    /// Forgets what would have expired by now; it does so by itself each minute. Of much, the rest is forgotten a moment later.
    void forgetExpired();

signals:
    /// text() may be another.
    void changed();
    /// Something was changed that is latest() now; before changed().
    void remembered();

private:
    void makeRoom(const std::shared_ptr<UndoStep> &step, qint64 bytes);
    void sweep();
    static void letGo(UndoStep *step);

    std::deque<std::shared_ptr<UndoStep>> m_steps; ///< the latest last
    std::deque<std::shared_ptr<UndoStep>> m_sweep; ///< that are still to be looked through for what has expired
    size_t m_swept = 0;                            ///< entries of the first of them
    qint64 m_limit;
    bool m_hasLost = false; ///< since the last step came
    QTimer m_timer;
};
