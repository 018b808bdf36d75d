#include "app/commands/commandparser.h"
#include "app/commands/commandusage.h"
#include "app/commands/completion.h"
#include "app/commands/keyhistory.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

/// Completes at the `|` of `text`: the words that are offered, joined by blanks.
QByteArray offered(const QByteArray &text, const KeyHistory *keys = nullptr)
{
    const qsizetype at = text.indexOf('|');
    const QByteArray line = text.left(at) + text.mid(at + 1);
    QByteArrayList words;
    const Completions completions = completionsAt(line, at, keys);
    for (const Completion &entry : completions.entries)
        words += entry.insert;
    return words.join(' ');
}

/// The line after the first entry was taken.
QByteArray taken(const QByteArray &text, const KeyHistory *keys = nullptr)
{
    const qsizetype at = text.indexOf('|');
    QByteArray line = text.left(at) + text.mid(at + 1);
    const Completions completions = completionsAt(line, at, keys);
    if (completions.entries.isEmpty())
        return "nothing";
    return line.replace(completions.begin, completions.end - completions.begin, completions.entries.first().insert);
}

/// The call tip at the `|` of `text`, with the marked part in brackets.
QByteArray tip(const QByteArray &text)
{
    const qsizetype at = text.indexOf('|');
    const std::optional<CallTip> found = callTipAt(text.left(at) + text.mid(at + 1), at);
    if (!found)
        return "none";
    QString usage = found->usage;
    if (found->markLength > 0)
        usage.insert(found->markBegin + found->markLength, u'>').insert(found->markBegin, u'<');
    return usage.toUtf8();
}

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_keys.clear();
        for (const char *key : {"user:1", "with blank", "hex:61", "\xff\x01", "user:2"})
            m_keys.add(key);
    }

    void namesAreOfferedInTheCaseThatWasTyped()
    {
        QCOMPARE(offered("GE|"), "GET GETQ GETK GETKQ");
        QCOMPARE(offered("ge|"), "get getq getk getkq");
        QCOMPARE(offered("Ge|"), "Get Getq Getk Getkq");
        QCOMPARE(offered("incr|"), "increment incr incrementq incrq");
        QCOMPARE(offered("  tou|"), "touch");
        QCOMPARE(taken("  tou| k 5"), "  touch k 5");
        QCOMPARE(taken("GE|TT k"), "GET k");
        QCOMPARE(offered("NOOP|"), "");
        QCOMPARE(offered("nothing|"), "");
        QCOMPARE(offered("|").split(' ').size(), qsizetype(commandLanguage().size()));
    }

    void keysSeenBeforeAreOfferedQuoted()
    {
        QCOMPARE(offered("GET |", &m_keys), "user:2 hex:ff01 \"hex:61\" \"with blank\" user:1");
        QCOMPARE(offered("GET u|", &m_keys), "user:2 user:1");
        QCOMPARE(offered("SET \"wi|", &m_keys), "\"with blank\"");
        QCOMPARE(offered("SET 'with b|", &m_keys), "\"with blank\"");
        QCOMPARE(offered("GET hex:F|", &m_keys), "user:2 hex:ff01 \"hex:61\" \"with blank\" user:1");
        QCOMPARE(offered("GET hex:FF|", &m_keys), "hex:ff01");
        QCOMPARE(offered("GET \"\\xff|", &m_keys), "hex:ff01");
        QCOMPARE(offered("GET user:1 |", &m_keys), "");
        QCOMPARE(offered("GET us|", nullptr), "");
        QCOMPARE(taken("SET us|er:7 value", &m_keys), "SET user:2 value");
        QCOMPARE(taken("SET \"wi| value", &m_keys), "SET \"with blank\" value");
    }

    void whatIsOfferedForAKeyIsReadBackAsTheKey()
    {
        CommandParser parser;
        const Completions completions = completionsAt("GET ", 4, &m_keys);
        QCOMPARE(completions.entries.size(), 5);
        for (const Completion &entry : completions.entries) {
            const QByteArray line = "GET " + entry.insert;
            QCOMPARE(parser.parse(line), CommandParser::Result::Command);
            QVERIFY(m_keys.find(parser.parsed().command.key, 1).contains(parser.parsed().command.key));
            QVERIFY(!entry.label.isEmpty() && !entry.help.isEmpty());
        }
    }

    void formsOfValuesAreOffered()
    {
        QCOMPARE(offered("SET k |"), "hex: base64: file:");
        QCOMPARE(offered("SET k b|"), "base64:");
        QCOMPARE(offered("SET k x|"), "");
        QCOMPARE(completionsAt("SET k ", 6, nullptr).entries.first().behind, Completion::Behind::More);
    }

    void timesToLiveAreOfferedAsTheyAreTyped()
    {
        QCOMPARE(offered("TOUCH k |"), "30s 5m 1h 1d 7d never @");
        QCOMPARE(offered("GAT k 12|"), "12s 12m 12h 12d");
        QCOMPARE(offered("SET k v ttl=n|"), "never");
        QCOMPARE(offered("FLUSH |"), "30s 5m 1h 1d @");
        QCOMPARE(taken("SET k v ttl=4|5 flags=1"), "SET k v ttl=4s flags=1");
    }

    void optionsThatAreNotGivenYetAreOffered()
    {
        QCOMPARE(offered("SET k v |"), "ttl= flags= cas=");
        QCOMPARE(offered("SET k v flags=1 |"), "ttl= cas=");
        QCOMPARE(offered("SET k v | flags=1"), "ttl= cas=");
        QCOMPARE(offered("SET k v t|"), "ttl=");
        QCOMPARE(offered("ADD k v |"), "ttl= flags="); // cas= is allowed, and never meant
        QCOMPARE(offered("INCR k 5 |"), "ttl= cas= initial= create=no");
        QCOMPARE(offered("INCR k ttl=5 |"), "cas= initial=");
        QCOMPARE(offered("INCR k create=no |"), "cas= initial=");
        QCOMPARE(offered("INCR k create=|"), "no");
        QCOMPARE(offered("GET k |"), "");
        QCOMPARE(offered("SET k |ttl=5"), "hex: base64: file:");
    }

    void groupsOfStatisticsAreOfferedAsOneWord()
    {
        QCOMPARE(offered("STAT |"), "settings items slabs sizes reset detail on detail off detail dump");
        QCOMPARE(offered("stats detail d|"), "detail dump");
        QCOMPARE(taken("STAT deta| x"), "STAT detail on x");
        QCOMPARE(taken("STAT detail o|n"), "STAT detail on");
        QCOMPARE(offered("STAT items|"), "");
    }

    void nothingIsOfferedInAComment()
    {
        QCOMPARE(offered("# GE|"), "");
        QCOMPARE(offered("SET k v # tt|"), "");
        QCOMPARE(offered("STAT items # s|"), "");
        QCOMPARE(offered("GET # x|", &m_keys), "");
        QCOMPARE(offered("bogus k |", &m_keys), "");
    }

    void callTipMarksTheArgumentAtHand()
    {
        QCOMPARE(tip("SET |"), "SET <key> value [ttl=…] [flags=…] [cas=…]");
        QCOMPARE(tip("SET k|"), "SET <key> value [ttl=…] [flags=…] [cas=…]");
        QCOMPARE(tip("SET \"a b\" |"), "SET key <value> [ttl=…] [flags=…] [cas=…]");
        QCOMPARE(tip("SET k v ttl=|"), "SET key value <[ttl=…]> [flags=…] [cas=…]");
        QCOMPARE(tip("SET k v |"), "SET key value [ttl=…] [flags=…] [cas=…]");
        QCOMPARE(tip("INCR k |"), "INCREMENT key <[delta]> [ttl=…] [cas=…] [initial=…] [create=no]");
        QCOMPARE(tip("INCR k 5 |"), "INCREMENT key [delta] [ttl=…] [cas=…] [initial=…] [create=no]");
        QCOMPARE(tip("STAT detail |"), "STAT <[group]>");
        QCOMPARE(tip("get|"), "GET key");
        QCOMPARE(tip("ge|"), "none");
        QCOMPARE(tip("# SET |"), "none");
        QCOMPARE(callTipAt("SET k v ttl=", 12)->help, QStringLiteral("How long the item lives"));
        QCOMPARE(callTipAt("SET", 3)->help, commandHelp(*findCommand("SET")));
    }

    void anyBytesAreTaken()
    {
        QRandomGenerator random(4711);
        const QByteArrayList parts{"SET",      "get",
                                   "INCR",     "STAT",
                                   "FLUSH",    " ",
                                   " ",        "\t",
                                   "\"",       "'",
                                   "\\",       "\\x4",
                                   "hex:",     "hex:6",
                                   "base64:",  "file:",
                                   "file:\"",  "#",
                                   "ttl=",     "create=",
                                   "cas=5",    "k",
                                   "user:",    "\xff",
                                   "\xe2\x80", QByteArray(1, '\0'),
                                   "\r",       "=",
                                   "@",        "12"};
        for (int round = 0; round < 40'000; ++round) {
            QByteArray line;
            for (int i = random.bounded(9); i > 0; --i)
                line += random.bounded(8) == 0 ? QByteArray(1, char(random.bounded(256))) : parts[random.bounded(parts.size())];
            const qsizetype at = random.bounded(line.size() + 1);
            const Completions completions = completionsAt(line, at, &m_keys);
            QVERIFY2(completions.begin >= 0 && completions.begin <= at && completions.end >= at && completions.end <= line.size(),
                     line.toHex().constData());
            const std::optional<CallTip> found = callTipAt(line, at);
            QVERIFY(!found || found->markBegin + found->markLength <= found->usage.size());
        }
    }

private:
    KeyHistory m_keys;
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
