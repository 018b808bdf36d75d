#pragma once

#include "connection/responsematcher.h"
#include "tests/collectingsink.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

/// A ResponseMatcher that is asked and answered, with a plain account beside it of what it owes to whom.
class Conversation
{
public:
    static constexpr size_t sinkCount = 3;
    static constexpr quint32 maximumBody = 4096;

    struct Asked
    {
        Opcode opcode = Opcode::Noop;
        quint32 opaque = 0;
        bool sent = false;
    };

    /// Feeds at most `slice` bytes at a time.
    explicit Conversation(size_t slice)
        : m_slice(slice)
    {
        for (Asker &asker : m_askers)
            asker.sink = std::make_unique<CollectingSink>();
    }

    static void require(bool condition)
    {
        if (!condition)
            std::abort();
    }

    [[nodiscard]] static std::vector<char> packet(Opcode opcode, quint16 status, quint32 opaque, const std::string &extras,
                                                  const std::string &key, const std::string &value)
    {
        const size_t body = extras.size() + key.size() + value.size();
        std::vector<char> bytes(24);
        bytes[0] = char(ResponseHeader::magic);
        bytes[1] = char(opcode);
        bytes[3] = char(key.size());
        bytes[4] = char(extras.size());
        bytes[6] = char(status >> 8);
        bytes[7] = char(status);
        bytes[10] = char(body >> 8);
        bytes[11] = char(body);
        for (size_t i = 0; i < 4; ++i)
            bytes[12 + i] = char(opaque >> (24 - 8 * i));
        for (const std::string *part : {&extras, &key, &value})
            bytes.insert(bytes.end(), part->begin(), part->end());
        return bytes;
    }

    [[nodiscard]] bool isGoingOn() const { return m_result == ResponseMatcher::Result::Fine; }
    /// The command that waits at `place`, 0 for the oldest; null behind the last.
    [[nodiscard]] const Asked *waiting(size_t place) const
    {
        const size_t at = m_asked.size() - size_t(m_matcher.pendingCount()) + place;
        return at < m_asked.size() ? &m_asked[at] : nullptr;
    }

    /// `sink` counts from 0; sinkCount stands for nobody.
    void ask(Opcode opcode, qsizetype size, size_t sink, bool mayDesync)
    {
        const quint32 opaque = m_matcher.expect(opcode, size, take(sink, opcode, true), mayDesync);
        m_asked.push_back({opcode, opaque, true});
        m_sentBytes += size;
    }

    void refuse(Opcode opcode, size_t sink)
    {
        ResultSink *to = take(sink, opcode, false);
        m_asked.push_back({opcode, 0, false});
        m_matcher.expectNothing(opcode, Status::Refused, QStringLiteral("read only"), to);
    }

    /// The asker goes, and another comes in its place.
    void forget(size_t sink)
    {
        if (sink == sinkCount)
            return;
        m_matcher.forget(m_askers[sink].sink.get());
        m_askers[sink] = Asker{std::make_unique<CollectingSink>(), {}};
    }

    /// `bytes` come from the server; if `held`, half of them only with the next ones.
    void hear(const std::vector<char> &bytes, bool held)
    {
        m_held.insert(m_held.end(), bytes.begin(), bytes.end());
        size_t count = held ? m_held.size() / 2 : m_held.size();
        size_t at = 0;
        while (at < count && isGoingOn()) {
            char *space = m_matcher.space();
            require(m_matcher.spaceLeft() > 0);
            const size_t portion = std::min({count - at, m_slice, size_t(m_matcher.spaceLeft())});
            std::memcpy(space, m_held.data() + at, portion);
            m_result = m_matcher.received(qsizetype(portion));
            at += portion;
        }
        m_held.erase(m_held.begin(), m_held.begin() + qsizetype(at));
        require(m_result != ResponseMatcher::Result::Malformed || !m_matcher.fault().isEmpty());
    }

    /// The connection ends when `part` of what was asked had been taken.
    void end(bool clean, double part)
    {
        if (clean && isGoingOn())
            m_matcher.endOfStream(qint64(part * double(m_sentBytes)));
        m_matcher.endAll(qint64(part * double(m_sentBytes)), Status::Closed, QStringLiteral("over"));
        require(m_matcher.pendingCount() == 0 && m_matcher.pendingBytes() == 0);
    }

    /// The askers take what there is and let go of its bytes.
    void collect()
    {
        for (Asker &asker : m_askers) {
            (void)asker.sink->seen();
            for (const ResultSegment &segment : asker.sink->segments) {
                for (qsizetype i = 0; i < segment.size(); ++i) {
                    const Outcome outcome = segment.outcome(i);
                    require(outcome.status == segment.status(i) && outcome.opcode == segment.opcode(i));
                    require(outcome.succeeded() == outcome.message().isEmpty());
                    (void)outcome.statistics();
                }
            }
            asker.sink->segments.clear();
        }
    }

    /// Every asker has one outcome for each command, in order.
    void check()
    {
        collect();
        for (Asker &asker : m_askers) {
            const std::vector<SeenOutcome> &seen = asker.sink->seen();
            require(seen.size() == asker.asked.size() && asker.sink->outcomeCount() == qint64(seen.size()));
            bool unwritten = false;
            for (size_t i = 0; i < seen.size(); ++i) {
                checkOne(seen[i], asker.asked[i]);
                // Once one was not written, none behind it was.
                require(!unwritten || !asker.asked[i].sent || seen[i].basis == Basis::NotSent);
                unwritten = unwritten || (asker.asked[i].sent && seen[i].basis == Basis::NotSent);
            }
        }
    }

    [[nodiscard]] bool sameOutcomes(Conversation &other)
    {
        for (size_t i = 0; i < sinkCount; ++i) {
            if (m_askers[i].sink->seen() != other.m_askers[i].sink->seen())
                return false;
        }
        return m_result == other.m_result;
    }

private:
    struct Asker
    {
        std::unique_ptr<CollectingSink> sink;
        std::vector<Asked> asked;
    };

    static void checkOne(const SeenOutcome &seen, const Asked &asked)
    {
        require(seen.opcode == asked.opcode);
        require(asked.sent == (seen.status != Status::Refused));
        switch (seen.basis) {
        case Basis::Answer: {
            ResponseHeader header;
            require(parseHeader(seen.bytes, maximumBody, header) == ParseState::Complete);
            require(header.opcode == asked.opcode && seen.bytes.size() >= header.packetLength());
            require(asked.opcode == Opcode::Stat || (header.status == quint32(seen.status) && seen.bytes.size() == header.packetLength()));
            break;
        }
        case Basis::Silence:
            require(isQuiet(asked.opcode) && seen.bytes.isEmpty());
            break;
        case Basis::NotSent:
            require(seen.status == Status::NotConnected || !asked.sent);
            break;
        case Basis::NoAnswer:
            require(seen.status == Status::Closed && asked.sent);
            break;
        }
    }

    ResultSink *take(size_t sink, Opcode opcode, bool sent)
    {
        if (sink == sinkCount)
            return nullptr;
        m_askers[sink].asked.push_back({opcode, 0, sent});
        return m_askers[sink].sink.get();
    }

    ResponseMatcher m_matcher{maximumBody, 1024};
    std::array<Asker, sinkCount> m_askers;
    std::vector<Asked> m_asked;
    std::vector<char> m_held;
    qint64 m_sentBytes = 0;
    size_t m_slice;
    ResponseMatcher::Result m_result = ResponseMatcher::Result::Fine;
};
