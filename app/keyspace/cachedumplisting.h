#pragma once

#include "app/keyspace/keystore.h"
#include "connection/connectionoptions.h"
#include "connection/error.h"

#include <QObject>

#include <memory>
#include <vector>

class CachedumpReply;
class StatisticsReply;
class TextChannel;

/// The keys that a server tells of by `stats cachedump`, of all its slab classes one after the other: for one that lists its keys in no
/// other way. See CachedumpExchange for what it leaves out; items that have expired are left out here.
class CachedumpListing : public QObject
{
    Q_OBJECT

public:
    explicit CachedumpListing(QObject *parent = nullptr);
    ~CachedumpListing() override;

    void start(const ConnectionOptions &options);
    /// What has come can still be taken; finished() does not follow.
    void stop();
    [[nodiscard]] bool isBusy() const { return m_channel != nullptr; }
    /// Why it ended early; none: all was told that there is to be told.
    [[nodiscard]] const Error &error() const { return m_error; }

    /// Slab classes that have been asked for, and all that have items; 0 before that is known.
    [[nodiscard]] int classesDone() const { return int(m_next); }
    [[nodiscard]] int classCount() const { return int(m_classes.size()); }
    [[nodiscard]] int keyCount() const { return m_store.count(); }
    /// Items that the server said it has in all; -1: not told.
    [[nodiscard]] qint64 itemCount() const { return m_itemCount; }
    /// A class had more than fits into an answer.
    [[nodiscard]] bool isCutOff() const { return m_cutOff; }
    [[nodiscard]] qint64 expiredCount() const { return m_expired; }
    /// Lines that could not be told apart.
    [[nodiscard]] qint64 unreadableCount() const { return m_unreadable; }
    /// What share of the server's keys this is and why, to be shown above them.
    [[nodiscard]] QString summary() const;
    /// Leaves none.
    [[nodiscard]] KeyStore takeStore() { return std::exchange(m_store, {}); }

signals:
    void progressChanged();
    void finished();

private:
    void takeStatistics();
    void takeClasses();
    void askNext();
    void takeKeys();
    void append(KeySegment &&segment);
    void end(const Error &error);

    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<StatisticsReply> m_statistics;
    std::unique_ptr<CachedumpReply> m_dump;
    std::vector<int> m_classes;
    size_t m_next = 0;
    KeyStore m_store;
    Error m_error;
    qint64 m_itemCount = -1;
    qint64 m_expired = 0;
    qint64 m_unreadable = 0;
    quint32 m_meansNever = 0; ///< an expiry that old servers give for none
    bool m_cutOff = false;
};
