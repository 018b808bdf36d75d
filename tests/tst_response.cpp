#include "connection/protocol/response.h"
#include "tests/answerbytes.h"

#include <QTest>

namespace {

constexpr quint32 limit = 1024;

}

class TestResponse : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldIsRead()
    {
        const QByteArray bytes = QByteArray::fromHex("810c 0003 04 00 0102 0000000c 0a0b0c0d 1112131415161718 cafebabe 6b6579 0068656cff");
        Response response;
        QCOMPARE(parseResponse(bytes, limit, response), ParseState::Complete);
        QCOMPARE(response.header.opcode, Opcode::GetK);
        QCOMPARE(response.header.keyLength, quint16(3));
        QCOMPARE(response.header.extrasLength, quint8(4));
        QCOMPARE(response.header.status, quint16(0x0102));
        QCOMPARE(response.header.bodyLength, 12U);
        QCOMPARE(response.header.opaque, 0x0a0b0c0dU);
        QCOMPARE(response.header.cas, quint64(0x1112131415161718));
        QCOMPARE(response.header.packetLength(), 36);
        QCOMPARE(response.extras.toByteArray().toHex(), QByteArray("cafebabe"));
        QCOMPARE(response.key.toByteArray(), QByteArray("key"));
        QCOMPARE(response.value.toByteArray().toHex(), QByteArray("0068656cff"));
    }

    void theViewsPointIntoTheBytes()
    {
        const QByteArray bytes = AnswerBytes{.extras = "1234", .key = "k", .value = "value"};
        Response response;
        QCOMPARE(parseResponse(bytes, limit, response), ParseState::Complete);
        QCOMPARE(response.extras.data(), bytes.constData() + 24);
        QCOMPARE(response.key.data(), bytes.constData() + 28);
        QCOMPARE(response.value.data(), bytes.constData() + 29);
    }

    void everyBeginningIsIncomplete_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("header only") << QByteArray(AnswerBytes{});
        QTest::newRow("value") << QByteArray(AnswerBytes{.value = "Not found"});
        QTest::newRow("all parts") << QByteArray(AnswerBytes{.cas = ~quint64(0), .extras = "abcd", .key = "key", .value = "value"});
        QTest::newRow("longest extras") << QByteArray(AnswerBytes{.extras = QByteArray(255, 'e')});
        QTest::newRow("at the limit") << QByteArray(AnswerBytes{.value = QByteArray(limit, 'v')});
    }

    void everyBeginningIsIncomplete()
    {
        QFETCH(QByteArray, bytes);
        for (qsizetype length = 0; length < bytes.size(); ++length) {
            // A copy of its own, so that a sanitizer sees a read behind the end.
            const QByteArray beginning(bytes.constData(), length);
            ResponseHeader header;
            Response response;
            QCOMPARE(parseHeader(beginning, limit, header), length < 24 ? ParseState::Incomplete : ParseState::Complete);
            QCOMPARE(parseResponse(beginning, limit, response), ParseState::Incomplete);
        }
        Response whole;
        QCOMPARE(parseResponse(bytes, limit, whole), ParseState::Complete);
        QCOMPARE(whole.header.packetLength(), bytes.size());
    }

    void whatFollowsIsLeftAlone()
    {
        const QByteArray first = AnswerBytes{.opaque = 1, .value = "one"};
        const QByteArray second = AnswerBytes{.opaque = 2, .value = "two"};
        Response response;
        const QByteArray both = first + second;
        QCOMPARE(parseResponse(both, limit, response), ParseState::Complete);
        QCOMPARE(response.header.opaque, 1U);
        QCOMPARE(response.value.toByteArray(), QByteArray("one"));
        const QByteArray andText = first + "ERROR\r\n";
        QCOMPARE(parseResponse(andText, limit, response), ParseState::Complete);
    }

    void nothingIsIncomplete()
    {
        ResponseHeader header;
        Response response;
        QCOMPARE(parseHeader({}, limit, header), ParseState::Incomplete);
        QCOMPARE(parseResponse({}, limit, response), ParseState::Incomplete);
    }

    void badMagicIsMalformedFromTheFirstByteOn()
    {
        for (int magic = 0; magic < 256; ++magic) {
            QByteArray bytes = AnswerBytes{.value = "value"};
            bytes[0] = char(magic);
            const ParseState expected = magic == 0x81 ? ParseState::Incomplete : ParseState::Malformed;
            ResponseHeader header;
            Response response;
            QCOMPARE(parseHeader(bytes.first(1), limit, header), expected);
            QCOMPARE(parseResponse(bytes.first(1), limit, response), expected);
            QCOMPARE(parseResponse(bytes.first(23), limit, response), expected);
            QCOMPARE(parseResponse(bytes, limit, response), magic == 0x81 ? ParseState::Complete : ParseState::Malformed);
        }
    }

    void impossibleLengthsAreMalformedOnceTheHeaderIsThere_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("body above the limit") << QByteArray::fromHex("8100 0000 00 00 0000 00000401 00000000 0000000000000000");
        QTest::newRow("body of 2 GiB") << QByteArray::fromHex("8100 0000 00 00 0000 80000000 00000000 0000000000000000");
        QTest::newRow("body of 4 GiB") << QByteArray::fromHex("8100 0000 00 00 0000 ffffffff 00000000 0000000000000000");
        QTest::newRow("key longer than body") << QByteArray::fromHex("8100 0005 00 00 0000 00000004 00000000 0000000000000000");
        QTest::newRow("extras longer than body") << QByteArray::fromHex("8100 0000 05 00 0000 00000004 00000000 0000000000000000");
        QTest::newRow("both together") << QByteArray::fromHex("8100 0003 02 00 0000 00000004 00000000 0000000000000000");
        QTest::newRow("no body") << QByteArray::fromHex("8100 ffff ff 00 0000 00000000 00000000 0000000000000000");
    }

    void impossibleLengthsAreMalformedOnceTheHeaderIsThere()
    {
        QFETCH(QByteArray, header);
        ResponseHeader parsed;
        Response response;
        QCOMPARE(parseHeader(header.first(23), limit, parsed), ParseState::Incomplete);
        QCOMPARE(parseHeader(header, limit, parsed), ParseState::Malformed);
        QCOMPARE(parseResponse(header, limit, response), ParseState::Malformed);
        QCOMPARE(parseResponse(header + QByteArray(2000, 'x'), limit, response), ParseState::Malformed);
    }

    void theLargestBodyDoesNotOverflow()
    {
        const QByteArray header = QByteArray::fromHex("8100 ffff ff 00 0000 ffffffff 00000000 0000000000000000");
        ResponseHeader parsed;
        Response response;
        QCOMPARE(parseHeader(header, 0xffffffff, parsed), ParseState::Complete);
        QCOMPARE(parsed.packetLength(), qsizetype(0xffffffff) + 24);
        QCOMPARE(parseResponse(header + QByteArray(1000, 'x'), 0xffffffff, response), ParseState::Incomplete);
    }

    void aLimitOfNothingLetsHeadersThrough()
    {
        Response response;
        QCOMPARE(parseResponse(QByteArray(AnswerBytes{}), 0, response), ParseState::Complete);
        QCOMPARE(parseResponse(QByteArray(AnswerBytes{.value = "v"}), 0, response), ParseState::Malformed);
    }

    void opcodesAndStatusesOfOthersAreKept()
    {
        Response response;
        QCOMPARE(parseResponse(QByteArray(AnswerBytes{.opcode = Opcode(0x60), .status = 0xffff}), limit, response), ParseState::Complete);
        QCOMPARE(response.header.opcode, Opcode(0x60));
        QCOMPARE(response.header.status, quint16(0xffff));
    }
};

QTEST_GUILESS_MAIN(TestResponse)
#include "tst_response.moc"
