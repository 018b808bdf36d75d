#pragma once

#include "app/keyspace/keychanges.h"
#include "app/keyspace/keysnapshot.h"
#include "app/keyspace/keystore.h"
#include "app/keyspace/slabchunks.h"
#include "connection/connectionoptions.h"
#include "connection/error.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <unordered_set>

class KeyDumpReply;
class KeyDumps;
class StatisticsReply;
class TextChannel;

/// The keys of one server as they are listed: what came last, and what comes now. The keys of a first listing are there as they come. One
/// that refreshes a complete listing comes in the background and takes its place in one go at its end, so that whoever looks at it is not
/// thrown out of it; if it is stopped or fails, the earlier one stays.
class Keyspace : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Empty,    ///< nothing was listed yet
        Waiting,  ///< for another list of the keys of this server to come to its end
        Listing,  ///< keys come, or the server is asked for them
        Complete, ///< all came
        Stopped,  ///< by the person; what had come is kept
        Failed,   ///< see error(); what had come is kept
    };
    Q_ENUM(State)
    /// Where the keys are from.
    enum class Source { Server, File, Elsewhere };
    Q_ENUM(Source)

    /// `dumps` must outlive it.
    explicit Keyspace(KeyDumps *dumps, QObject *parent = nullptr);
    ~Keyspace() override;

    /// Lists the keys of the server that `options` lead to; where they are listed already nothing happens.
    void list(const ConnectionOptions &options);
    /// Wants no more keys.
    void stop();
    /// Keys that were kept in a file.
    void show(KeySnapshot snapshot);
    /// Keys from elsewhere: typed, seen in answers, or from `stats cachedump`. `chunks` of their server, if known.
    void setStore(KeyStore store, const SlabChunks &chunks = {});
    /// One more key of the same server, which came after the list was made; nothing happens where nothing is listed.
    void add(const QByteArray &key, const KeySegment::Fields &fields);
    /// One of the keys was stored anew from here since the list was made.
    void amend(const QByteArray &key, const KeySegment::Fields &fields);
    /// Forgets everything.
    void clear();

    [[nodiscard]] State state() const { return m_state; }
    /// It is Waiting or Listing.
    [[nodiscard]] bool isBusy() const { return m_state == State::Waiting || m_state == State::Listing; }
    /// Keys come in the background while those of an earlier listing are shown.
    [[nodiscard]] bool isRefreshing() const { return isBusy() && m_background; }
    /// Why it has Failed.
    [[nodiscard]] const Error &error() const { return m_error; }

    // What is shown.
    [[nodiscard]] const KeyStore &store() const { return *m_shown; }
    [[nodiscard]] const KeyListing &listing() const { return m_shown->listing(); }
    [[nodiscard]] const SlabChunks &chunks() const { return m_chunks; }
    [[nodiscard]] Source source() const { return m_source; }
    /// The server that the keys are from, for people; empty: not known.
    [[nodiscard]] const QString &serverName() const { return m_serverName; }
    /// When its listing began, by our clock; invalid: not known.
    [[nodiscard]] const QDateTime &listedAt() const { return m_listedAt; }
    /// They were listed at `place`, and by another process than `process`, which answers there now.
    [[nodiscard]] bool isOfEarlier(const QString &place, const ServerProcess &process) const;
    /// All keys of the server at that time are among them.
    [[nodiscard]] bool isWhole() const { return m_whole; }
    /// What became of the keys since the listing before; empty until it is worked out, and after a first listing.
    [[nodiscard]] const KeyChanges &changes() const { return m_changes; }
    /// The key at `index` was stored anew from here since then.
    [[nodiscard]] bool isAmended(int index) const { return m_amended.contains(index); }
    [[nodiscard]] bool hasAmended() const { return !m_amended.empty(); }
    /// Seconds since the epoch by the server's clock, if the keys are of a server; else of when they were listed.
    [[nodiscard]] qint64 time() const;

    // How far what comes has got.
    /// Keys that have come; what the server said it has (`curr_items`), -1: not known.
    [[nodiscard]] qint64 cameCount() const { return m_coming->count(); }
    [[nodiscard]] qint64 expectedCount() const { return m_expected; }
    /// How long the listing takes or took.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// Keys a second since the first came; 0: not known.
    [[nodiscard]] qint64 rate() const;
    [[nodiscard]] std::optional<std::chrono::seconds> timeLeft() const;
    /// Seconds by which the server's clock is before ours; negative: behind. None: not asked, or not told.
    [[nodiscard]] std::optional<qint64> clockSkew() const { return m_shownSkew; }

signals:
    void stateChanged();
    /// More keys stand at the end of listing(); told at once for the first, then in portions.
    void keysCame();
    /// What is known of the key at `index` is another.
    void amended(int index, const KeySegment::Fields &fields);
    /// listing() is another one, with new indexes.
    void replaced();
    /// cameCount() and what follows from it.
    void progressChanged();
    void changesFound();

private:
    enum class Whole { No, Yes };

    void takeStatistics();
    void takeSlabs();
    void collect();
    void takeIn();
    void goOnTaking();
    void announce();
    void finish();
    void end(State state, const Error &error = {});
    void adopt(KeyStore store, const SlabChunks &chunks, Source source, const QString &serverName);
    void replaceShown(Whole whole, Source source, const QString &serverName);
    void compare(const std::shared_ptr<const KeyStore> &before);
    void cancelComparison();
    void takeChanges();
    void setState(State state);
    void hangUp();

    KeyDumps *m_dumps;
    ConnectionOptions m_options;
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<StatisticsReply> m_statistics;
    std::unique_ptr<StatisticsReply> m_slabs;
    std::unique_ptr<KeyDumpReply> m_dump;
    std::deque<KeySegment> m_segments; ///< that came and are not in m_coming yet
    std::shared_ptr<KeyStore> m_shown;
    std::shared_ptr<KeyStore> m_coming; ///< what comes, or came last
    SlabChunks m_chunks;
    SlabChunks m_comingChunks;
    KeyChanges m_changes;
    std::unordered_set<int> m_amended;
    QFutureWatcher<KeyChanges> m_comparison;
    std::shared_ptr<std::atomic_bool> m_comparisonCancelled;
    QTimer m_announcing;
    QElapsedTimer m_clock;   ///< since the listing began
    qint64 m_firstCame = -1; ///< ms of m_clock
    qint64 m_lastCame = -1;  ///< ms of m_clock
    qint64 m_expected = -1;
    int m_announced = 0;               ///< keys of m_coming
    qint64 m_took = 0;                 ///< ms
    std::optional<qint64> m_skew;      ///< of the server that is being listed
    std::optional<qint64> m_shownSkew; ///< of the one that is shown
    ServerProcess m_process;           ///< that is listed
    QDateTime m_listedAt;
    QDateTime m_begunAt;
    QString m_serverName;
    Error m_error;
    State m_state = State::Empty;
    Source m_source = Source::Server;
    bool m_whole = false;
    bool m_background = false; ///< what comes is shown only once it is whole
    bool m_takingQueued = false;
};
