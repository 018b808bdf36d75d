#pragma once

#include "app/keyspace/keystore.h"
#include "app/keyspace/looktally.h"
#include "connection/connectionoptions.h"
#include "connection/error.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

class PeekReply;
class StatisticsReply;
class TextChannel;

/// Asks a server about keys whose names are known, in portions and without a trace (TextChannel::peek()), and puts together what a list
/// would have told of them.
class KeyLookup : public QObject
{
    Q_OBJECT

public:
    explicit KeyLookup(QObject *parent = nullptr);
    ~KeyLookup() override;

    void start(const ConnectionOptions &options, const KeyListing &names);
    /// What has come can still be taken; finished() does not follow.
    void stop();
    [[nodiscard]] bool isBusy() const { return m_channel != nullptr; }
    /// Why it ended early; none: all keys were answered.
    [[nodiscard]] const Error &error() const { return m_error; }

    [[nodiscard]] int answeredCount() const { return m_answered; }
    [[nodiscard]] int totalCount() const { return m_names.size(); }
    /// By how much this has raised the server's get_hits and get_misses.
    [[nodiscard]] int hitCount() const { return int(m_looks.hits); }
    [[nodiscard]] int missCount() const { return int(m_looks.misses); }
    [[nodiscard]] const LookTally &looks() const { return m_looks; }
    /// Keys that the text protocol cannot name: they are there by their names only.
    [[nodiscard]] int unnamableCount() const { return m_unnamable; }
    /// The keys that are there. Leaves none.
    [[nodiscard]] KeyStore takeStore() { return std::exchange(m_store, {}); }

signals:
    void progressChanged();
    void finished();

private:
    void takeTime();
    void askNext();
    void takeItems();
    void add(QByteArrayView key, const KeySegment::Fields &fields);
    void close();
    void end(const Error &error);

    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<StatisticsReply> m_statistics;
    std::unique_ptr<PeekReply> m_peek;
    KeyListing m_names;
    KeyStore m_store;
    KeySegment m_open;
    Error m_error;
    QElapsedTimer m_sinceTime;
    int m_asked = 0;
    int m_answered = 0; ///< of the names
    LookTally m_looks;
    int m_unnamable = 0;
};
