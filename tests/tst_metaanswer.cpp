#include "connection/text/metaanswer.h"
#include "connection/text/metakey.h"
#include "connection/text/textline.h"
#include "tests/recordedtext.h"

#include <QTest>

using Kind = MetaAnswer::Kind;

namespace {

ParseState parse(const QByteArray &bytes, MetaAnswer &answer)
{
    QByteArrayView line;
    qsizetype length = 0;
    return cutLine(bytes, line, length) == ParseState::Complete ? parseMetaAnswer(line, answer) : ParseState::Incomplete;
}

} // namespace

class TestMetaAnswer : public QObject
{
    Q_OBJECT

private slots:
    void recordedAnswersAreRead()
    {
        MetaAnswer answer;
        for (const char *version : {"1.6.18", "1.6.24"}) {
            QCOMPARE(parse(recordedText(version, "mg_peek_b64"), answer), ParseState::Complete);
            QCOMPARE(answer.kind, Kind::Value);
            QCOMPARE(answer.valueSize, 10);
            QCOMPARE(answer.timeToLive, std::optional<qint64>(MetaAnswer::never));
            QCOMPARE(answer.flags, std::optional<quint32>(1));
            QCOMPARE(answer.cas, std::optional<quint64>(2));
            QCOMPARE(answer.size, std::optional<quint64>(10));
            QCOMPARE(answer.idle, std::optional<quint64>(16));
            QCOMPARE(answer.wasRead, std::optional<bool>(false));
            QCOMPARE(parse(recordedText(version, "mg_peek_meta_only"), answer), ParseState::Complete);
            QCOMPARE(answer.kind, Kind::Header);
            QCOMPARE(answer.timeToLive, std::optional<qint64>(3583));
            QCOMPARE(answer.wasRead, std::optional<bool>(true));
            QCOMPARE(parse(recordedText(version, "mn"), answer), ParseState::Complete);
            QCOMPARE(answer.kind, Kind::Barrier);
            QCOMPARE(parse(recordedText(version, "mg_key_returned_b64"), answer), ParseState::Complete);
            QCOMPARE(answer.valueSize, 2);
        }
        for (const QByteArray &version : recordedVersions()) {
            QCOMPARE(parse(recordedText(version, "mg_miss"), answer), ParseState::Complete);
            QCOMPARE(answer.kind, Kind::Miss);
        }
        for (const char *name : {"mg_peek_b64", "mg_peek_meta_only", "mg_key_returned_b64"})
            QCOMPARE(parse(recordedText("1.5.22", name), answer), ParseState::Malformed);
    }

    void flagsAreToldByTheirLetters()
    {
        MetaAnswer answer;
        QCOMPARE(parseMetaAnswer("HD h1 W s0 q7 Oabc c18446744073709551615 t-1 X f4294967295 l0 Z kfoo ", answer), ParseState::Complete);
        MetaAnswer expected;
        expected.kind = Kind::Header;
        expected.wasRead = true;
        expected.size = 0;
        expected.cas = ~quint64(0);
        expected.timeToLive = -1;
        expected.flags = ~quint32(0);
        expected.idle = 0;
        expected.stale = expected.recacheWon = expected.recacheSent = true;
        QCOMPARE(answer, expected);
    }

    void trailingSpacesOfBefore1618AreNothing()
    {
        MetaAnswer answer;
        for (const auto &[line, kind] : {std::pair("HD ", Kind::Header), std::pair("NF ", Kind::NotFound),
                                         std::pair("NS ", Kind::NotStored), std::pair("EX ", Kind::Exists), std::pair("EN", Kind::Miss)}) {
            QCOMPARE(parseMetaAnswer(line, answer), ParseState::Complete);
            QCOMPARE(answer.kind, kind);
        }
    }

    void whatMakesNoSenseIsMalformed()
    {
        MetaAnswer answer;
        for (const char *line : {"",
                                 "OK",
                                 "VA",
                                 "VA x",
                                 "VA -1",
                                 "VA 99999999999999999999",
                                 "HD t",
                                 "HD tx",
                                 "HD t-2",
                                 "HD f-1",
                                 "HD f4294967296",
                                 "HD c-1",
                                 "HD c18446744073709551616",
                                 "HD s-1",
                                 "HD l-1",
                                 "HD h",
                                 "HD h2",
                                 "ERROR",
                                 "CLIENT_ERROR bad",
                                 "hd",
                                 "HDt1",
                                 "STORED"})
            QVERIFY2(parseMetaAnswer(line, answer) == ParseState::Malformed, line);
    }

    void keysAreNamedInBase64WhileTheyFit()
    {
        QCOMPARE(metaKey("with space"), QByteArray("d2l0aCBzcGFjZQ== b"));
        QCOMPARE(metaKey(QByteArray(1, '\0')), QByteArray("AA== b"));
        QVERIFY(metaKey(QByteArray(186, ' ')).endsWith(" b"));
        QCOMPARE(metaKey(QByteArray(187, 'k')), QByteArray(187, 'k'));
        QCOMPARE(metaKey(QByteArray(250, '\xff')), QByteArray(250, '\xff'));
        for (const char bad : {' ', '\r', '\n', '\0'})
            QVERIFY(metaKey(QByteArray(200, 'k') + bad).isEmpty());
        QVERIFY(metaKey({}).isEmpty());
        QVERIFY(metaKey(QByteArray(251, 'k')).isEmpty());
        QVERIFY(unnamableKey(QByteArray(251, 'k')).text.contains(QLatin1String("251")));
        QVERIFY(unnamableKey(QByteArray(200, ' ')).text.contains(QLatin1String("187")));
    }

    void versionsWithoutTodaysCommandsAreRefused()
    {
        QVERIFY(!metaObjection("1.6.10", UnknownVersion::IsRefused));
        QVERIFY(!metaObjection("1.6.45", UnknownVersion::IsRefused));
        QVERIFY(!metaObjection("2.0", UnknownVersion::IsRefused));
        QCOMPARE(metaObjection("1.6.9", UnknownVersion::IsTried).code, Error::Code::UnknownCommand);
        QCOMPARE(metaObjection("1.5.22", UnknownVersion::IsTried).code, Error::Code::UnknownCommand);
        QVERIFY(!metaObjection("", UnknownVersion::IsTried));
        QCOMPARE(metaObjection("", UnknownVersion::IsRefused).code, Error::Code::UnknownCommand);
        QCOMPARE(metaObjection("unknown", UnknownVersion::IsRefused).code, Error::Code::UnknownCommand);
    }
};

QTEST_APPLESS_MAIN(TestMetaAnswer)
#include "tst_metaanswer.moc"
