#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"
#include "tests/recordedtext.h"

#include <QTest>

#include <limits>

class TestTextLine : public QObject
{
    Q_OBJECT

private slots:
    void aLineEndsWithALineFeedWhateverIsBeforeIt()
    {
        QByteArrayView line;
        qsizetype length = 0;
        QCOMPARE(cutLine("END\r\nmore", line, length), ParseState::Complete);
        QCOMPARE(line.toByteArray(), QByteArray("END"));
        QCOMPARE(length, 5);
        QCOMPARE(cutLine("key=a\nmore", line, length), ParseState::Complete);
        QCOMPARE(line.toByteArray(), QByteArray("key=a"));
        QCOMPARE(length, 6);
        QCOMPARE(cutLine("\n", line, length), ParseState::Complete);
        QVERIFY(line.isEmpty());
        QCOMPARE(cutLine("\r\n", line, length), ParseState::Complete);
        QVERIFY(line.isEmpty());
    }

    void withoutItsEndALineIsIncomplete()
    {
        QByteArrayView line;
        qsizetype length = 0;
        QCOMPARE(cutLine("", line, length), ParseState::Incomplete);
        QCOMPARE(cutLine("END\r", line, length), ParseState::Incomplete);
        QCOMPARE(cutLine(QByteArray(longestTextLine - 1, 'x'), line, length), ParseState::Incomplete);
        QCOMPARE(cutLine(QByteArray(longestTextLine, 'x'), line, length), ParseState::Malformed);
        QCOMPARE(cutLine(QByteArray(longestTextLine, 'x') + '\n', line, length), ParseState::Malformed);
        QCOMPARE(cutLine(QByteArray(longestTextLine - 1, 'x') + '\n', line, length), ParseState::Complete);
    }

    void numbersAreWholeWords()
    {
        QCOMPARE(unsignedNumber("0"), std::optional<quint64>(0));
        QCOMPARE(unsignedNumber("18446744073709551615"), std::optional<quint64>(~quint64(0)));
        for (const char *bad : {"", "-1", "+1", " 1", "1 ", "1a", "0x1", "18446744073709551616", "99999999999999999999"})
            QVERIFY2(!unsignedNumber(bad), bad);
        QCOMPARE(unsignedNumber32("4294967295"), std::optional<quint32>(~quint32(0)));
        QVERIFY(!unsignedNumber32("4294967296"));
        QCOMPARE(signedNumber("-1"), std::optional<qint64>(-1));
        QCOMPARE(signedNumber("9223372036854775807"), std::optional<qint64>(std::numeric_limits<qint64>::max()));
        for (const char *bad : {"", "-", "--1", "9223372036854775808", "-9223372036854775809", "1-"})
            QVERIFY2(!signedNumber(bad), bad);
    }

    void percentSignsAreDecodedToAnyByte()
    {
        QCOMPARE(decodedPercent("plain"), std::optional<QByteArray>("plain"));
        QCOMPARE(decodedPercent(""), std::optional<QByteArray>(""));
        QByteArray encoded;
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte) {
            all += char(byte);
            encoded += '%' + QByteArray::number(byte, 16).rightJustified(2, '0');
        }
        QCOMPARE(decodedPercent(encoded), std::optional<QByteArray>(all));
        QCOMPARE(decodedPercent(encoded.toUpper()), std::optional<QByteArray>(all));
        for (const char *bad : {"%", "a%", "%4", "%g0", "%0g", "%%41", "% 1"})
            QVERIFY2(!decodedPercent(bad), bad);
    }

    void wordsStandBetweenAnyNumberOfSpaces()
    {
        TextWords words("  one two   three  ");
        QCOMPARE(words.next().toByteArray(), QByteArray("one"));
        QCOMPARE(words.rest().toByteArray(), QByteArray("two   three  "));
        QCOMPARE(words.next().toByteArray(), QByteArray("two"));
        QCOMPARE(words.next().toByteArray(), QByteArray("three"));
        QVERIFY(words.next().isEmpty());
        QVERIFY(words.next().isEmpty());
    }

    void aQuotedLineIsShortAndPrintable()
    {
        QCOMPARE(quotedLine("ERROR x"), QStringLiteral("ERROR x"));
        QCOMPARE(quotedLine(QByteArray("a\0\xff", 3)), QStringLiteral("a\\x00\\xff"));
        QVERIFY(quotedLine(QByteArray(10'000, 'x')).size() < 130);
    }

    void eachRefusalHasItsOwnCode_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Error::Code>("code");
        const auto recorded = [](const char *name, Error::Code code) {
            for (const QByteArray &version : recordedVersions())
                QTest::addRow("%s %s", name, version.constData()) << recordedText(version, name) << code;
        };
        recorded("X_metadump", Error::Code::DumpNotAllowed);
        recorded("W_watch", Error::Code::WatchNotAllowed);
        recorded("no_crawler_metadump", Error::Code::CrawlerDisabled);
        recorded("metadump_64", Error::Code::UnknownClass);
        recorded("metadump_foo", Error::Code::UnknownClass);
        recorded("Y_unauth", Error::Code::AuthenticationRequired);
        recorded("Y_auth_bad", Error::Code::AuthenticationFailed);
        recorded("watch_bogus", Error::Code::UnknownCommand);
        recorded("config_get_cluster_vanilla", Error::Code::UnknownCommand);
        recorded("F_flush", Error::Code::CommandRefused);
        recorded("X_cachedump", Error::Code::DumpNotAllowed);
        QTest::newRow("watchers") << recordedText("1.6.18", "watch_too_many") << Error::Code::TooManyWatchers;
        QTest::newRow("stopping") << QByteArray("ERROR an unknown error happened\r\n") << Error::Code::CrawlerBusy;
        QTest::newRow("busy") << QByteArray("BUSY currently processing crawler request\r\n") << Error::Code::CrawlerBusy;
        QTest::newRow("locked") << QByteArray("ERROR locked try again later\r\n") << Error::Code::HashTableLocked;
        QTest::newRow("connections") << QByteArray("ERROR Too many open connections\r\n") << Error::Code::TooManyConnections;
        QTest::newRow("memory") << QByteArray("SERVER_ERROR out of memory\r\n") << Error::Code::CommandRefused;
    }

    void eachRefusalHasItsOwnCode()
    {
        QFETCH(QByteArray, line);
        QFETCH(Error::Code, code);
        QByteArrayView cut;
        qsizetype length = 0;
        QCOMPARE(cutLine(line, cut, length), ParseState::Complete);
        const std::optional<Error> error = refusalIn(cut);
        QVERIFY(error);
        QCOMPARE(error->code, code);
        QVERIFY(!error->text.isEmpty());
    }

    void answersRefuseNothing()
    {
        for (const char *line : {"END", "OK", "STORED", "VERSION 1.6.18", "key=ERROR exp=-1", "STAT ERROR 1", "", "ERRORS", "HD"})
            QVERIFY2(!refusalIn(line), line);
        QVERIFY(malformedLine("gar\x01 bage").text.contains(QLatin1String("gar\\x01 bage")));
    }
};

QTEST_APPLESS_MAIN(TestTextLine)
#include "tst_textline.moc"
