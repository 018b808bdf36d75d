#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QElapsedTimer>

#include <chrono>
#include <vector>

/// The bytes that went over a connection while somebody wanted to know, plain, as they were handed to the transport and came from it, with
/// the time of each portion. Never those of an authentication. Bounded: of each way the beginning is kept.
class WireRecord
{
public:
    /// Bytes kept of each way: some hundred thousand commands, all that a person looks at one by one; and copying them takes some
    /// milliseconds of the second that so many commands take.
    static constexpr qsizetype usualBound = 8 * 1024 * 1024;

    /// A portion that was handed over, or came, at one go.
    struct Chunk
    {
        qsizetype end = 0;              ///< where it ends among the bytes that are kept
        std::chrono::nanoseconds at{0}; ///< since the record began
    };

    /// One way: to the server, or from it.
    class Way
    {
    public:
        explicit Way(qsizetype bound)
            : m_bound(bound)
        {
        }

        /// A copy stays as it is while more comes.
        [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
        /// What is kept and what is not, in bytes.
        [[nodiscard]] qint64 total() const { return m_total; }
        [[nodiscard]] bool isWhole() const { return m_total == m_bytes.size(); }
        [[nodiscard]] bool isFull() const { return m_bytes.size() >= m_bound; }
        [[nodiscard]] const std::vector<Chunk> &chunks() const { return m_chunks; }
        /// When the portion with the byte at `offset`, which is kept, was handed over or came; since the record began.
        [[nodiscard]] std::chrono::nanoseconds timeOf(qsizetype offset) const;

    private:
        friend class WireRecord;
        void add(const char *bytes, qint64 count, std::chrono::nanoseconds at);
        void squeeze();

        QByteArray m_bytes;
        std::vector<Chunk> m_chunks;
        qint64 m_total = 0;
        qsizetype m_bound;
    };

    /// Where one connection's bytes begin: after a loss there is another, on which opaques begin anew.
    struct Stream
    {
        qsizetype requestsBegin = 0;
        qsizetype answersBegin = 0;
        size_t barriersBegin = 0;

        bool operator==(const Stream &) const = default;
    };

    explicit WireRecord(qsizetype bound = usualBound);

    [[nodiscard]] const Way &requests() const { return m_requests; }
    [[nodiscard]] const Way &answers() const { return m_answers; }
    [[nodiscard]] const std::vector<Stream> &streams() const { return m_streams; }
    /// The opaques of NOOPs of ours that nobody asked for, in the order of their requests.
    [[nodiscard]] const std::vector<quint32> &barriers() const { return m_barriers; }
    /// Bytes held.
    [[nodiscard]] qint64 byteSize() const;

    // For the connection.
    void beginStream();
    void addRequests(const char *bytes, qint64 count) { m_requests.add(bytes, count, now()); }
    void addAnswers(const char *bytes, qint64 count) { m_answers.add(bytes, count, now()); }
    void addBarrier(quint32 opaque);
    /// Gives back what was reserved for more.
    void squeeze();

private:
    [[nodiscard]] std::chrono::nanoseconds now() const { return std::chrono::nanoseconds(m_clock.nsecsElapsed()); }

    Way m_requests;
    Way m_answers;
    std::vector<Stream> m_streams;
    std::vector<quint32> m_barriers;
    QElapsedTimer m_clock;
};
