#pragma once

#include "connection/text/textexchange.h"
#include "connection/text/watchedline.h"

#include <QByteArrayList>

#include <vector>

/// One `watch`: its answer goes on until the connection is closed.
class WatchExchange : public TextExchange
{
public:
    enum class Purpose {
        Watch,
        Probe, ///< only to learn whether the server knows the words: complete with its OK
    };

    WatchExchange(const QByteArrayList &words, Purpose purpose)
        : m_words(words)
        , m_purpose(purpose)
    {
    }

    [[nodiscard]] const QByteArrayList &words() const { return m_words; }
    /// Before it is asked, and before it is asked again.
    void setWords(const QByteArrayList &words);
    /// One unknown word among several refuses all: which one, can be found out.
    [[nodiscard]] bool isToBeAskedAgain() const override;

    [[nodiscard]] QByteArray nextPortion() override;
    [[nodiscard]] qsizetype take(QByteArrayView bytes) override;
    [[nodiscard]] std::chrono::milliseconds patience(std::chrono::milliseconds requestTimeout) const override;

    [[nodiscard]] bool isWatching() const { return m_watching; }
    /// Lines that the server lost since they were read too slowly.
    [[nodiscard]] quint64 skipped() const { return m_skipped; }
    /// Lines that were dropped here since nobody took them.
    [[nodiscard]] quint64 dropped() const { return m_dropped; }
    [[nodiscard]] qint64 lineCount() const { return m_lineCount; }
    [[nodiscard]] std::vector<WatchSegment> takeSegments();

private:
    void takeLine(QByteArrayView line);
    void closeResults() override;

    QByteArrayList m_words;
    Purpose m_purpose;
    std::vector<WatchSegment> m_full;
    WatchSegment m_open;
    quint64 m_skipped = 0;
    quint64 m_dropped = 0;
    qint64 m_lineCount = 0;
    qsizetype m_fullBytes = 0;
    bool m_written = false;
    bool m_watching = false;
    bool m_narrowed = false; ///< the words are those that the server knows
};
