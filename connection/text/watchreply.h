#pragma once

#include "connection/mutationswatch.h"
#include "connection/text/textconversation.h"
#include "connection/text/textreply.h"
#include "connection/text/watchexchange.h"

#include <optional>

/// The handle of a `watch`, over a connection of its own that lasts until it is cancelled or deleted. A server that does not know a word
/// refuses all of them: then each is tried alone, over further connections one after another, and those it knows are watched.
class WatchReply : public TextReply
{
    Q_OBJECT

public:
    ~WatchReply() override;

    /// Whether the server has begun; told by resultsReady().
    [[nodiscard]] bool isWatching() const { return m_watch->isWatching(); }
    /// What is watched.
    [[nodiscard]] const QByteArrayList &words() const { return m_watch->words(); }
    /// The words that the server does not know.
    [[nodiscard]] const QByteArrayList &unknownWords() const { return m_unknown; }
    /// Lines so far that told of something.
    [[nodiscard]] qint64 lineCount() const { return m_watch->lineCount(); }
    /// Lines that the server lost, since it could not send them fast enough.
    [[nodiscard]] quint64 skipped() const { return m_watch->skipped(); }
    /// Lines that were dropped here, since 64 MiB of them waited to be taken.
    [[nodiscard]] quint64 dropped() const { return m_watch->dropped(); }
    /// The lines that have come since the last call, in order, those among them that tell of skipped ones.
    [[nodiscard]] std::vector<WatchSegment> takeSegments() { return m_watch->takeSegments(); }

private:
    friend class TextChannel;
    WatchReply(const ConnectionOptions &options, const std::shared_ptr<WatchExchange> &watch, const std::optional<QByteArray> &agreed);
    void open(const std::shared_ptr<WatchExchange> &exchange);
    void goOn();
    [[nodiscard]] Error danger() const;
    void takeProbe();
    void probeNext();
    void end(const Error &error);
    void hangUp();

    ConnectionOptions m_options;
    std::optional<QByteArray> m_agreed; ///< the version of a server that may be endangered
    std::shared_ptr<WatchExchange> m_watch;
    std::shared_ptr<WatchExchange> m_asked;      ///< m_watch or a probe
    std::unique_ptr<MutationsWatch> m_mutations; ///< they are watched, or about to be
    std::unique_ptr<TextConversation> m_conversation;
    QByteArrayList m_unprobed;
    QByteArrayList m_known;
    QByteArrayList m_unknown;
};
