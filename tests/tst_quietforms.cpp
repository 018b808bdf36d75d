#include "app/commands/commandparser.h"
#include "app/commands/quietforms.h"

#include <QRandomGenerator>
#include <QTest>

class TestQuietForms : public QObject
{
    Q_OBJECT

private slots:
    void onlyTheNameChanges()
    {
        const QByteArray script = "\xef\xbb\xbfSET  k\tv  ttl=5 # note\r\n"
                                  "  get k\n\n# SET k v\nincr n\nTOUCH k 5\nGETKQ x\nsEt k v\nbogus\nDELETE k";
        const LoudnessChange quiet = turned(script, Loudness::Quiet);
        QCOMPARE(quiet.text,
                 QByteArray("\xef\xbb\xbfSETQ  k\tv  ttl=5 # note\r\n"
                            "  getq k\n\n# SET k v\nincrq n\nTOUCH k 5\nGETKQ x\nsEtq k v\nbogus\nDELETEQ k"));
        QCOMPARE(quiet.changedCount, 5);
        QCOMPARE(quiet.alreadyCount, 1);
        QCOMPARE(quiet.withoutCount, 1);
        QCOMPARE(quiet.unreadableCount, 1);
    }

    void loudTakesTheQAway()
    {
        const LoudnessChange loud = turned("SETQ k v\r\nincrq n 5\nGET k\nNOOP\nQUITQ", Loudness::Loud);
        QCOMPARE(loud.text, QByteArray("SET k v\r\nincr n 5\nGET k\nNOOP\nQUIT"));
        QCOMPARE(loud.changedCount, 3);
        QCOMPARE(loud.alreadyCount, 1);
        QCOMPARE(loud.withoutCount, 1);
        QVERIFY(loud.losses().isEmpty());
    }

    void whatIsLostIsTold()
    {
        const LoudnessChange quiet = turned("INCR n\nDECR n\nSET k v\nGET k\nDELETE k", Loudness::Quiet);
        QCOMPARE(quiet.losses().size(), 2);
        QVERIFY(quiet.losses().constFirst().endsWith(QStringLiteral(": 2")));
        QVERIFY(quiet.losses().constLast().endsWith(QStringLiteral(": 1")));
        QVERIFY(turned("GET k\nDELETE k\nINCRQ n", Loudness::Quiet).losses().isEmpty());
        LoudnessChange sum = turned("INCR n\nTOUCH k 1\nbogus\nGETQ k", Loudness::Quiet);
        sum.addCounts(quiet);
        QCOMPARE(sum.losses().constFirst(), QStringLiteral("Counters that no longer tell their new number: 3"));
        QCOMPARE(sum.changedCount, 6);
        QCOMPARE(sum.alreadyCount, 1);
        QCOMPARE(sum.withoutCount, 1);
        QCOMPARE(sum.unreadableCount, 1);
    }

    void anyScriptComesBackAsItWas()
    {
        QRandomGenerator random(12);
        const QByteArrayList parts{"SET k v", "get k", "INCR n 5",          "GETQ", " ", "\t", "\n", "\r\n", "\r", "#",
                                   "STAT",    "\xff",  QByteArray(1, '\0'), "\"",   "Q"};
        for (int round = 0; round < 5000; ++round) {
            QByteArray script;
            for (int i = random.bounded(30); i > 0; --i)
                script += parts[random.bounded(parts.size())];
            const LoudnessChange quiet = turned(script, Loudness::Quiet);
            const LoudnessChange loud = turned(quiet.text, Loudness::Loud);
            QCOMPARE(quiet.text.size(), script.size() + quiet.changedCount);
            QCOMPARE(loud.changedCount, quiet.changedCount + quiet.alreadyCount);
            QCOMPARE(turned(loud.text, Loudness::Quiet).text, quiet.text);
            QCOMPARE(turned(script, Loudness::Loud).text, loud.text);
        }
    }
};

QTEST_GUILESS_MAIN(TestQuietForms)
#include "tst_quietforms.moc"
