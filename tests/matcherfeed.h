#pragma once

#include "connection/responsematcher.h"
#include "tests/answerbytes.h"
#include "tests/collectingsink.h"

#include <QTest>

#include <cstring>

/// Bytes: what the matchers of these tests are set to.
inline constexpr quint32 maximumBody = 8 * 1024 * 1024;

inline QString ourWords()
{
    return QStringLiteral("our words");
}

/// Every test runs with several sizes of what the socket gives at a time: for initTestCase_data().
inline void addSlices()
{
    QTest::addColumn<int>("slice");
    for (const int slice : {1, 2, 7, 23, 24, 25, 1000, 1 << 30})
        QTest::addRow("%d", slice) << slice;
}

/// A matcher fed in slices of at most so many bytes.
struct Feed
{
    explicit Feed(qsizetype atMost, qsizetype blockCapacity = ReadBlock::usualCapacity)
        : matcher(maximumBody, blockCapacity)
        , slice(atMost)
    {
    }

    quint32 ask(Opcode opcode, ResultSink *to, qsizetype size = 24) { return matcher.expect(opcode, size, to, false); }

    ResponseMatcher::Result receive(const QByteArray &bytes)
    {
        auto result = ResponseMatcher::Result::Fine;
        for (qsizetype at = 0; at < bytes.size() && result == ResponseMatcher::Result::Fine;) {
            char *space = matcher.space();
            const qsizetype count = std::min({matcher.spaceLeft(), slice, bytes.size() - at});
            if (count <= 0)
                qFatal("no space");
            std::memcpy(space, bytes.constData() + at, size_t(count));
            at += count;
            result = matcher.received(count);
        }
        return result;
    }

    ResponseMatcher matcher;
    CollectingSink sink;
    qsizetype slice;
};

inline QByteArray hit(quint32 opaque, const QByteArray &value, Opcode opcode = Opcode::Get)
{
    const QByteArray key = has(opcode, OpcodeTrait::Keyed) ? QByteArray("key") : QByteArray();
    return AnswerBytes{.opcode = opcode, .opaque = opaque, .extras = bigEndian32(0), .key = key, .value = value};
}

inline QByteArray plain(Opcode opcode, quint32 opaque, quint16 status = 0, const QByteArray &text = {})
{
    return AnswerBytes{.opcode = opcode, .status = status, .opaque = opaque, .value = text};
}

inline QByteArray line(quint32 opaque, const QByteArray &name, const QByteArray &value)
{
    return AnswerBytes{.opcode = Opcode::Stat, .opaque = opaque, .key = name, .value = value};
}
