#include "app/keyspace/keyfilter.h"
#include "app/keyspace/keyfilterparser.h"
#include "app/keyspace/keymatcher.h"
#include "app/keyspace/keystore.h"
#include "tests/keysample.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <atomic>

namespace {

using Keys = QList<QByteArray>;

KeyFilter parsed(const QString &text)
{
    const KeyFilter::Parsed result = KeyFilter::parse(text);
    if (const auto *error = std::get_if<KeyFilterError>(&result))
        qFatal("%s: %s", qPrintable(text), qPrintable(error->text));
    return std::get<KeyFilter>(result);
}

KeyListing listingOf(const Keys &keys)
{
    KeyListing listing(KeySample::now);
    listing.append(KeySample::segmentOf(keys));
    return listing;
}

Keys matching(const KeyListing &listing, const QString &text)
{
    Keys keys;
    for (const int index : matchingKeys(listing, parsed(text)).indexes)
        keys += listing.key(index).toByteArray();
    return keys;
}

/// Keys with fields, each of them named for what is special about it.
KeyListing listingWithFields()
{
    KeySegment segment;
    const auto add = [&segment](const char *key, auto change) {
        KeySegment::Fields fields;
        fields.size = 100;
        fields.lastAccess = quint32(KeySample::now - 60);
        fields.cas = 10;
        fields.slabClass = 2;
        change(fields);
        KeySample::append(segment, key, fields);
    };
    add("plain", [](KeySegment::Fields &) {});
    add("large", [](KeySegment::Fields &fields) { fields.size = 10'241; });
    add("even", [](KeySegment::Fields &fields) { fields.size = 10'240; });
    add("fleeting", [](KeySegment::Fields &fields) { fields.expiry = quint32(KeySample::now + 30); });
    add("hour", [](KeySegment::Fields &fields) { fields.expiry = quint32(KeySample::now + 3'600); });
    add("idler", [](KeySegment::Fields &fields) { fields.lastAccess = quint32(KeySample::now - 100'000); });
    add("seen", [](KeySegment::Fields &fields) { fields.marks = KeySegment::fetchedMark; });
    add("flagged", [](KeySegment::Fields &fields) {
        fields.marks = KeySegment::flagsMark;
        fields.flags = 0x10;
    });
    add("fifth", [](KeySegment::Fields &fields) { fields.slabClass = 5; });
    add("hugecas", [](KeySegment::Fields &fields) { fields.cas = 0xffffffffffffffff; });
    add("untold", [](KeySegment::Fields &fields) { fields = {}; });
    KeyListing listing(KeySample::now);
    listing.append(std::move(segment));
    return listing;
}

} // namespace

class TestKeyFilter : public QObject
{
    Q_OBJECT

private slots:
    void namesAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Keys>("expected");
        const auto row = [](const char *text, const Keys &expected) { QTest::addRow("%s", text) << QString::fromUtf8(text) << expected; };
        const QByteArray binary("\x00\xff*", 3);
        row("",
            {"user:1:name", "User:2", "a b", "x*y", "xzy", "-dash", "\"q\"", "/p/a", "not", "K\xc3\xa4se", binary, "back\\slash", "size=1",
             "read"});
        row("  ", matching(m_names, {}));
        row("user", {"user:1:name", "User:2"});
        row("USER:", {"user:1:name", "User:2"});
        row("er: na", {"user:1:name"});
        row("user -name", {"User:2"});
        row("user not name", {"User:2"});
        row("not user not /[a-z]/ ", {binary});
        row("not not user", {"user:1:name", "User:2"});
        row("--user", {"user:1:name", "User:2"});
        row("\"a b\"", {"a b"});
        row("a\\ b", {"a b"});
        row("\\-da", {"-dash"});
        row("\"-d\"", {"-dash"});
        row("\\\"q", {"\"q\""});
        row("\"\\\"q\\\"\"", {"\"q\""});
        row("\\/p/", {"/p/a"});
        row("p/a", {"/p/a"});
        row("\"not\"", {"not"});
        row("no*", {"not"});
        row("Käse", {"K\xc3\xa4se"});
        row("k\\xC3\\xa4", {"K\xc3\xa4se"});
        row("k\\u{E4}", {"K\xc3\xa4se"});
        row("\\x00\\xff", {binary});
        row("\\0", {binary});
        row("back\\\\", {"back\\slash"});
        row("\"size=1\"", {"size=1"});
        row("\"read\"", {"read"});
        row("siz=1", {});
        // patterns for the whole key
        row("x*y", {"x*y", "xzy"});
        row("x?y", {"x*y", "xzy"});
        row("x\\*y", {"x*y"});
        row("\"x*y\"", {"x*y"});
        row("user*", {"user:1:name"});
        row("*:name", {"user:1:name"});
        row("u*:*e", {"user:1:name"});
        row("*ser:?", {"User:2"});
        row("-*a*  -*e*", {"x*y", "xzy", "\"q\"", "not", binary});
        row("\\x00*", {binary});
        row("??\\*", {binary});
        // beginnings and whole keys
        row("key:user", {"user:1:name"});
        row("key:\"a b\"", {"a b"});
        row("key:user:*:n", {"user:1:name"});
        row("key:/p", {"/p/a"});
        row("key:-", {"-dash"});
        row("-key:user -key:User -a -x -\"not\" -/s/", {"\"q\"", binary});
        row("key=xzy", {"xzy"});
        row("key=xz", {});
        row("key=\"\\x00\\xFF*\"", {binary});
        // expressions
        row("/^user:[0-9]+:/", {"user:1:name"});
        row("/^USER:/i", {"user:1:name", "User:2"});
        row("/^USER:/", {});
        row("/\\xff/", {binary});
        row("/^.\\xff.$/", {binary});
        row("/^\\/p\\//", {"/p/a"});
        row("/a b/", {"a b"});
        row("/K.{2}se/", {"K\xc3\xa4se"});
        row("/Kä/", {"K\xc3\xa4se"});
        row("/^.{3}$/ -x", {"a b", "\"q\"", "not", binary});
        row("//", matching(m_names, {}));
    }

    void namesAreFound()
    {
        QFETCH(QString, text);
        QFETCH(Keys, expected);
        QCOMPARE(matching(m_names, text), expected);
        QCOMPARE(parsed(text).text(), text);
    }

    void fieldsAreCompared_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Keys>("expected");
        const auto row = [](const char *text, const Keys &expected) { QTest::addRow("%s", text) << QString::fromUtf8(text) << expected; };
        row("size>10k", {"large"});
        row("size>=10K", {"large", "even"});
        row("size>=0.009m size!=10241", {"even"});
        row("size>=10kb", {"large", "even"});
        row("size=10240b", {"even"});
        row("size<1g size>100", {"large", "even"});
        row("ttl<1h", {"fleeting"});
        row("ttl<=1h", {"fleeting", "hour"});
        row("ttl<=60m", {"fleeting", "hour"});
        row("ttl=3600s", {"hour"});
        row("ttl>1m", {"hour"});
        row("ttl>0.5h", {"hour"});
        row("not nottl", {"fleeting", "hour"});
        row("-nottl ttl<40", {"fleeting"});
        row("nottl size>10000 -large", {"even"});
        row("idle>1d", {"idler"});
        row("idle>1w", {});
        row("idle<1d key:p", {"plain"});
        row("read", {"seen"});
        row("-unread", {"seen"});
        row("unread size>10k", {"large"});
        row("class=5", {"fifth"});
        row("class>2", {"fifth"});
        row("class=0", {"untold"});
        row("cas=18446744073709551615", {"hugecas"});
        row("cas>10", {"hugecas"});
        row("cas!=10", {"hugecas"});
        row("flags=16", {"flagged"});
        row("flags!=0", {"flagged"});
        row("flags=0X10", {"flagged"});
        row("flags=0", {});
        // Of what was not told nothing is claimed, so that its opposite holds.
        row("-size>0", {"untold"});
        row("-idle>=0", {"untold"});
        row("-cas>0", {"untold"});
        row("-size>0 -idle>=0 -class=2 -cas>0 -flags>=0 unread nottl", {"untold"});
    }

    void fieldsAreCompared()
    {
        QFETCH(QString, text);
        QFETCH(Keys, expected);
        QCOMPARE(matching(listingWithFields(), text), expected);
    }

    void aComparisonThatIsWrittenAsTextIsTold()
    {
        const auto of = [](const char *text) { return mistakenTerm(parsed(QString::fromLatin1(text))); };
        QCOMPARE(of("user flags:2"), (MistakenTerm{QStringLiteral("flags:2"), QStringLiteral("flags=2")}));
        QCOMPARE(of("ttl:<1h size:>10"), std::nullopt);
        QCOMPARE(of("size:10k class:3"), (MistakenTerm{QStringLiteral("size:10k"), QStringLiteral("size=10k")}));
        QCOMPARE(of("size:many"), std::nullopt);
        QCOMPARE(of("user:2"), std::nullopt);
        QCOMPARE(of("key:flags:2"), std::nullopt);
        QCOMPARE(of(":2 flags=2 unread"), std::nullopt);
        QCOMPARE(of(""), std::nullopt);
    }

    void errorsSayWhatAndWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *text, const char *part, const char *words) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(part) << QString::fromUtf8(words);
        };
        row("a \"b c", "\"b c", "no partner");
        row("a /b", "/b", "no / at its end");
        row("/b\\", "/b\\", "no / at its end");
        row("/b\\/", "/b\\/", "no / at its end");
        row("a /x(y/", "x(y", "parenthesis");
        row("a /xy)z/", "xy)z", "parenthesis");
        row("a /x[y/", "[y", "bracket");
        row("a /x**/ b", "**", "repeated");
        row("/x/ /*/", "*", "repeated");
        row("/x[b-a]/", "b-a", "range");
        row("/x\\q/", "\\q", "escape");
        row("/(?=x)/", "(?=", "group");
        row("/x{1001}/", "{1001}", "1,000");
        row("/((x{500}){500}){500}/", "", "");
        row("/[[:nothing:]]/", "[:nothing:]", "class");
        row("/a/b", "b", "blank");
        row("/a/ib", "b", "blank");
        row("\"a\"b", "b", "blank");
        row("a size>", "", "nothing");
        row("size>abc", "abc", "“abc”");
        row("size>10x", "10x", "1.5m");
        row("size>1..5", "1..5", "1.5m");
        row("size>-5", "-5", "size");
        row("size>99999999999999999999", "99999999999999999999", "size");
        row("ttl<1y", "1y", "1w");
        row("ttl<k", "k", "1w");
        row("idle>1k", "1k", "1w");
        row("class=64", "64", "63");
        row("class=+1", "+1", "63");
        row("cas=18446744073709551616", "18446744073709551616", "number");
        row("cas=0x1", "0x1", "number");
        row("flags=4294967296", "4294967296", "Flags");
        row("flags=0x", "0x", "Flags");
        row("flags=0x100000000", "0x100000000", "Flags");
        row("a -", "-", "quotation");
        row("a - b", "-", "quotation");
        row("a not ", "not ", "quotation");
        row("a key:", "key:", "beginning");
        row("a key= b", "key=", "key");
        row("a\\", "\\", "backslash");
        row("a\\q", "\\q", "backslash");
        row("a\\x5", "\\x5", "hexadecimal");
        row("a\\xg1 b", "\\xg1", "hexadecimal");
        row("ä\\x", "\\x", "hexadecimal");
        row("a\\u", "\\u", "code point");
        row("a\\u{}", "\\u{}", "code point");
        row("a\\u{D800}", "\\u{D800}", "code point");
        row("a\\u{110000}", "\\u{110000}", "code point");
    }

    void errorsSayWhatAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        QFETCH(QString, words);
        const KeyFilter::Parsed result = KeyFilter::parse(text);
        const auto *error = std::get_if<KeyFilterError>(&result);
        QVERIFY(error);
        QVERIFY2(error->text.contains(words), qPrintable(error->text));
        QVERIFY(error->text.endsWith(QLatin1Char('.')));
        if (!words.isEmpty())
            QCOMPARE(text.mid(error->position, error->length), part);
        QVERIFY(error->position + error->length <= text.size());
    }

    /// Each beginning of a text is one that somebody types.
    void whatIsHalfTypedIsReadOrRefusedWithASentence()
    {
        const QString text =
            QStringLiteral("-user:* not /^a[b-c]+(d|e)$/i key:\"a\\x41\\u{E4}\" size>=1.5m ttl<1h class=5 \\n\\- nottl 𝄞?");
        for (qsizetype length = 0; length <= text.size(); ++length) {
            const KeyFilter::Parsed result = KeyFilter::parse(text.left(length));
            if (const auto *error = std::get_if<KeyFilterError>(&result))
                QVERIFY2(!error->text.isEmpty() && error->position + error->length <= length, qPrintable(text.left(length)));
        }
        QVERIFY(std::holds_alternative<KeyFilter>(KeyFilter::parse(text)));
    }

    void anyKeyCanBeNamedInAFilter_data()
    {
        QTest::addColumn<QByteArray>("key");
        QByteArray all;
        for (int byte = 0; byte < 0x100; ++byte)
            all += char(byte);
        QTest::newRow("all bytes") << all.left(250);
        QTest::newRow("the last bytes") << all.right(100);
        QTest::newRow("blanks and quotes") << QByteArray("a \"b\" \\x41 *?/");
        QTest::newRow("umlauts") << QByteArray("K\xc3\xa4se \xf0\x9d\x84\x9e \xe2\x80\xa8");
    }

    void anyKeyCanBeNamedInAFilter()
    {
        QFETCH(QByteArray, key);
        const KeyListing listing = listingOf({key + 'x', key, key.chopped(1)});
        QCOMPARE(matching(listing, KeyFilter::exactTerm(key)), Keys({key}));
        QCOMPARE(matching(listing, KeyFilter::prefixTerm(key)), Keys({key + 'x', key}));
        QCOMPARE(matching(listing, QLatin1Char('-') + KeyFilter::prefixTerm(key)), Keys({key.chopped(1)}));
    }

    /// What lies across the border of two keys is in neither.
    void textAcrossTwoKeysIsNotFound_data()
    {
        QTest::addColumn<int>("others");
        QTest::newRow("in most keys") << 0;
        QTest::newRow("in few keys") << 300;
    }

    void textAcrossTwoKeysIsNotFound()
    {
        QFETCH(int, others);
        Keys keys{"aab", "aba", "aaa", "b", "ab"};
        keys.insert(2, others / 2, "-");
        keys.append(Keys(others / 2, "-"));
        const KeyListing listing = listingOf(keys);
        QCOMPARE(matching(listing, QStringLiteral("ab")), Keys({"aab", "aba", "ab"}));
        QCOMPARE(matching(listing, QStringLiteral("aa")), Keys({"aab", "aaa"}));
        QCOMPARE(matching(listing, QStringLiteral("ba")), Keys({"aba"}));
        QCOMPARE(matching(listing, QStringLiteral("b")), Keys({"aab", "aba", "b", "ab"}));
        QCOMPARE(matching(listing, QStringLiteral("abab")), Keys());
    }

    /// The same keys as by looking at one after the other, over several parts and from anywhere on.
    void manyKeysAreFilteredAsOneByOne_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("sought");
        QTest::newRow("common") << QStringLiteral("e") << QByteArray("e");
        QTest::newRow("prefix") << QStringLiteral("session:") << QByteArray("session:");
        QTest::newRow("rare") << QStringLiteral("item-777.") << QByteArray("item-777.");
        QTest::newRow("binary") << QStringLiteral("\\xff\\r\\n") << QByteArray("\xff\r\n");
        QTest::newRow("nowhere") << QStringLiteral("nowhere at") << QByteArray("nowhere");
        QTest::newRow("expression") << QStringLiteral("/profile$/") << QByteArray("profile");
        QTest::newRow("glob") << QStringLiteral("*profile*") << QByteArray("profile");
    }

    void manyKeysAreFilteredAsOneByOne()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, sought);
        constexpr int count = 50'000;
        const KeySample sample;
        KeyListing listing(KeySample::now);
        for (int begin = 0; begin < count; begin += 2'000) // so many parts that each thread has some
            listing.append(sample.segment(begin, begin + 2'000));
        std::vector<int> expected;
        for (int i = 0; i < count; ++i) {
            if (listing.key(i).toByteArray().toLower().contains(sought))
                expected.push_back(i);
        }
        QVERIFY(expected.size() != size_t(count));
        const KeyMatches found = matchingKeys(listing, parsed(text));
        QCOMPARE(found.indexes, expected);
        qint64 bytes = 0;
        for (const int index : expected)
            bytes += listing.at(index).size;
        QCOMPARE(found.itemBytes, bytes);
        if (!text.contains(QLatin1Char(' '))) { // or else it is two terms
            const std::vector<int> all = listing.allIndexes();
            std::vector<int> others;
            std::ranges::set_difference(all, expected, std::back_inserter(others));
            const KeyMatches negated = matchingKeys(listing, parsed(QLatin1Char('-') + text));
            QCOMPARE(negated.indexes, others);
            QCOMPARE(negated.itemBytes, listing.itemBytes() - bytes);
        }
        constexpr int from = 33'333;
        std::erase_if(expected, [](int index) { return index < from; });
        QCOMPARE(matchingKeys(listing, parsed(text), from).indexes, expected);
        std::atomic_int asked = 0;
        static_cast<void>(matchingKeys(listing, parsed(text), 0, [&asked] { return ++asked >= 2; }));
        QVERIFY(asked <= 1 + QThread::idealThreadCount());
    }

    /// With backtracking these would take longer than anybody lives.
    void noExpressionTakesForever()
    {
        const KeyListing listing = listingOf({QByteArray(250, 'a'), QByteArray(249, 'a') + 'b'});
        QCOMPARE(matching(listing, QStringLiteral("/^(a+)+$/")), Keys({QByteArray(250, 'a')}));
        QCOMPARE(matching(listing, QStringLiteral("/(a|aa)+(a|aa)+(a|aa)+c/")), Keys());
        QCOMPARE(matching(listing, QStringLiteral("/(x+x+)+y|^(a?){200}a{200}$/")), Keys({QByteArray(250, 'a')}));
        QCOMPARE(matching(listing, QStringLiteral("*a*a*a*a*a*a*a*a*a*a*a*b")), Keys({QByteArray(249, 'a') + 'b'}));
    }

private:
    const KeyListing m_names = listingOf({"user:1:name", "User:2", "a b", "x*y", "xzy", "-dash", "\"q\"", "/p/a", "not", "K\xc3\xa4se",
                                          QByteArray("\x00\xff*", 3), "back\\slash", "size=1", "read"});
};

QTEST_APPLESS_MAIN(TestKeyFilter)
#include "tst_keyfilter.moc"
