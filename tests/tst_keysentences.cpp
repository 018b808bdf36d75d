#include "ui/amounttext.h"
#include "ui/keys/analysis/keysentences.h"

#include <QLocale>
#include <QTest>

namespace {

using Kind = KeyFinding::Kind;

KeyFinding finding(Kind kind, qint64 keys, qint64 bytes, double share, const QByteArray &prefix = {})
{
    return {.kind = kind, .prefix = prefix, .keys = keys, .bytes = bytes, .share = share};
}

} // namespace

class TestKeySentences : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aFindingBecomesASentence_data()
    {
        QTest::addColumn<KeyFinding>("found");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const KeyFinding &found, const char *sentence) {
            QTest::newRow(name) << found << QString::fromUtf8(sentence);
        };
        row("never read", finding(Kind::NeverRead, 120'000, 1'288'490'189, 0.38, "session:"),
            "38 % of the memory, 1.2 GiB, is 120,000 “session:” keys never read since they were written.");
        row("never read, one", finding(Kind::NeverRead, 1, 40'000, 0.07, "session:"),
            "7 % of the memory, 39.1 KiB, is one “session:” key, never read since it was written.");
        row("a name that is no text", finding(Kind::NeverRead, 2, 2'048, 0.5, QByteArray("\xff\n%1:", 5)),
            "50 % of the memory, 2 KiB, is 2 “\\xFF\\n%1:” keys never read since they were written.");
        row("without a TTL", finding(Kind::WithoutTtl, 12, 5 << 20, 0.052, "user:"),
            "5 % of the memory, 5 MiB, is 12 “user:” keys without a TTL: they never expire.");
        row("without a TTL, one", finding(Kind::WithoutTtl, 1, 5 << 20, 1, "user:"),
            "100 % of the memory, 5 MiB, is one “user:” key without a TTL: it never expires.");
        row("large", finding(Kind::Large, 3, 300 << 20, 0.999), "99 % of the memory, 300 MiB, is 3 items of 100 KiB or more.");
        row("large, one", finding(Kind::Large, 1, 102'400, 0.1), "10 % of the memory, 100 KiB, is one item of 100 KiB or more.");
        row("stale", finding(Kind::Stale, 1'000, 1'536, 0.2),
            "20 % of the memory, 1.5 KiB, is 1,000 keys that nobody touched for 1 d or longer.");
        row("stale, one", finding(Kind::Stale, 1, 1'536, 0.2),
            "20 % of the memory, 1.5 KiB, is one key that nobody touched for 1 d or longer.");
        row("expires soon", finding(Kind::ExpiresSoon, 2, 900, 0.06),
            "6 % of the memory, 900 B, is 2 keys that expire within the hour after they were listed.");
        row("expires soon, one", finding(Kind::ExpiresSoon, 1, 900, 0.06),
            "6 % of the memory, 900 B, is one key that expires within the hour after it was listed.");
        KeyFinding waste = finding(Kind::ChunkWaste, 4'000, 30 << 20, 0.08);
        waste.slabClass = 12;
        row("waste", waste,
            "The 4,000 items of slab class 12 leave 30 MiB of their chunks empty, as much as 8 % of the bytes of all items.");
        waste.keys = 1;
        row("waste, one", waste,
            "The one item of slab class 12 leaves 30 MiB of its chunk empty, as much as 8 % of the bytes of all items.");
    }

    void aFindingBecomesASentence()
    {
        QFETCH(KeyFinding, found);
        QFETCH(QString, sentence);
        QCOMPARE(findingSentence(found, AnalysedKeys::All), sentence);
    }

    void ofFilteredKeysNothingIsSaidOfTheMemory()
    {
        QCOMPARE(findingSentence(finding(Kind::Large, 3, 300 << 20, 0.4), AnalysedKeys::Filtered),
                 QStringLiteral("40 % of what the filter shows, 300 MiB, is 3 items of 100 KiB or more."));
    }

    void anEndlessPrefixIsCut()
    {
        const QString sentence = findingSentence(finding(Kind::NeverRead, 3, 1, 0.4, QByteArray(250, 'x')), AnalysedKeys::All);
        QVERIFY2(sentence.contains(QChar(0x2026)) && sentence.size() < 160, qPrintable(sentence));
    }

    void bytesHaveUnits_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 bytes, const char *text) { QTest::newRow(text) << bytes << QString::fromLatin1(text); };
        row(0, "0 B");
        row(-3, "0 B");
        row(1'023, "1,023 B");
        row(1'024, "1 KiB");
        row(1'126, "1.1 KiB");
        row(102'400, "100 KiB");
        row(393'626, "384 KiB");
        row(1'048'576, "1 MiB");
        row(qint64(3) << 30, "3 GiB");
        row(qint64(3) << 40, "3 TiB");
        row(qint64(3) << 50, "3,072 TiB");
    }
    void bytesHaveUnits()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(byteText(bytes), text);
    }

    void timesHaveUnits_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 seconds, const char *text) { QTest::newRow(text) << seconds << QString::fromLatin1(text); };
        row(0, "0 s");
        row(59, "59 s");
        row(60, "1 min");
        row(1'024, "17 min 4 s");
        row(3'600, "1 h");
        row(3'659, "1 h");
        row(7'500, "2 h 5 min");
        row(86'400, "1 d");
        row(273'600, "3 d 4 h");
        row(quint32(-1), "49,710 d 6 h");
    }
    void timesHaveUnits()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, text);
        QCOMPARE(durationText(seconds), text);
    }

    void littleIsNotNothingAndMostIsNotAll()
    {
        QCOMPARE(shareText(0), QStringLiteral("0 %"));
        QCOMPARE(shareText(0.0001), QStringLiteral("under 1 %"));
        QCOMPARE(shareText(0.384), QStringLiteral("38 %"));
        QCOMPARE(shareText(0.9999), QStringLiteral("99 %"));
        QCOMPARE(shareText(1), QStringLiteral("100 %"));
        QCOMPARE(shareText(7), QStringLiteral("100 %"));
        QCOMPARE(fineShareText(0), QStringLiteral("0 %"));
        QCOMPARE(fineShareText(0.0004), QStringLiteral("<0.1 %"));
        QCOMPARE(fineShareText(0.0424), QStringLiteral("4.2 %"));
        QCOMPARE(fineShareText(0.09951), QStringLiteral("10 %"));
    }
};

QTEST_APPLESS_MAIN(TestKeySentences)
#include "tst_keysentences.moc"
