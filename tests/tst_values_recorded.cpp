#include "app/sandbox/recordeditems.h"
#include "app/values/valuechain.h"
#include "tests/valuesample.h"

#include <QTest>

namespace {

ClientLibrary libraryOf(const QByteArray &key)
{
    constexpr std::pair<const char *, ClientLibrary> beginnings[] = {
        {":1:dj-default", ClientLibrary::Pymemcache},
        {"site:3:dj-lib", ClientLibrary::Pylibmc},
        {"bmemcached", ClientLibrary::Bmemcached},
        {"dalli", ClientLibrary::Dalli},
        {"ns:", ClientLibrary::Dalli},
        {"memjs", ClientLibrary::Memjs},
        {"node_memcached", ClientLibrary::NodeMemcached},
        {"peclmemcache", ClientLibrary::PeclMemcache},
        {"perl_cm", ClientLibrary::PerlMemcached},
        {"phpmemcached", ClientLibrary::PhpMemcached},
        {"pylibmc", ClientLibrary::Pylibmc},
        {"pymemcache", ClientLibrary::Pymemcache},
        {"python_memcached", ClientLibrary::PythonMemcached},
        {"rails", ClientLibrary::Rails},
        {"spy_whalin", ClientLibrary::Whalin},
        {"spymemcached", ClientLibrary::Spymemcached},
    };
    for (const auto &[beginning, library] : beginnings) {
        if (key.startsWith(beginning))
            return library;
    }
    return ClientLibrary::Unknown;
}

/// What the libraries were given (the table of inputs that came with the recordings), as JSON.
QByteArray inputOf(const QByteArray &key)
{
    const QByteArray name = key.mid(key.lastIndexOf(':') + 1);
    const qsizetype longest = key.startsWith("spy") ? 20'000 : 5'000;
    // These store what the language's own str() or to_s makes.
    if (key == "pymemcache_plain:dict")
        return "\"{'a': 1}\"";
    if (key == "pymemcache_plain:list")
        return "\"[1, 'a']\"";
    if (key == "dalli_raw:dict")
        return "\"{\\\"a\\\"=>1}\"";
    if (key == "pymemcache_plain:false")
        return "\"False\"";
    const bool isAsText = key.startsWith("pymemcache_plain:") || key.startsWith("dalli_raw:") || key.startsWith("perl_cm:int");
    const auto plain = [isAsText](const QByteArray &text) { return isAsText ? '"' + text + '"' : text; };
    if (name == "bytes")
        return R"("raw\u0000bytes")";
    if (name == "str")
        return R"("héllo")";
    if (name == "wide")
        return R"("héllo☺")";
    if (name == "ascii")
        return R"("hello")";
    if (name == "sym")
        return R"("sym")";
    if (name == "int")
        return plain("42");
    if (name == "negint" || name == "neg")
        return plain("-5");
    if (name == "bigint")
        return "1180591620717411303424";
    if (name == "true" || name == "false")
        return plain(name);
    if (name == "float" || name == "double")
        return plain("3.25");
    if (name == "none" || name == "null")
        return "null";
    if (name == "list")
        return R"([1,"a"])";
    if (name == "dict" || name == "dict_p-1" || name == "obj")
        return R"({"a":1})";
    if ((name == "long" && key != "spy_whalin:long") || name == "longstr")
        return '"' + QByteArray(longest, 'x') + '"';
    if (key == "spymemcached:longbytes") // a new byte[20000]
        return '"' + QByteArray("\\u0000").repeated(20'000) + '"';
    if (name == "longbytes")
        return '"' + QByteArray(longest, 'y') + '"';
    if (name == "bigarr")
        return '[' + QByteArrayList(600, "\"abcdef\"").join(',') + ']';
    return {};
}

} // namespace

class TestValuesRecorded : public QObject
{
    Q_OBJECT

private slots:
    void isWhatTheLibraryWasGiven_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<quint32>("flags");
        const QList<Command> items = recordedItems();
        QVERIFY(items.size() > 200);
        for (const Command &item : items)
            QTest::newRow(item.key.constData()) << item.key << item.value << item.flags;
    }

    void isWhatTheLibraryWasGiven()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(quint32, flags);
        const ClientLibrary library = libraryOf(key);
        QVERIFY(library != ClientLibrary::Unknown);
        const ValueReading reading = readValue(value, flags, library, DecodeLimits());
        QCOMPARE(reading.compressionFault.text, QString());
        QCOMPARE(reading.value.fault.text, QString());
        QVERIFY(reading.compression.reason.endsWith(QLatin1Char('.')));
        QVERIFY(reading.serialization.reason.endsWith(QLatin1Char('.')));
        const QByteArray input = inputOf(key);
        QCOMPARE(reading.envelope.envelope, key.startsWith("rails") && flags % 2 == 1 ? Envelope::RailsEntry : Envelope::None);
        if (reading.envelope.envelope == Envelope::RailsEntry)
            QCOMPARE(reading.envelopeFacts.made.value_or(0) / 1000, 1'795'335'886);
        if (!input.isEmpty())
            QCOMPARE(asJson(reading.value.tree), input);
    }

    void isFoundWithoutKnowingTheLibrary_data() { isWhatTheLibraryWasGiven_data(); }
    void isFoundWithoutKnowingTheLibrary()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(quint32, flags);
        const ValueReading known = readValue(value, flags, libraryOf(key), DecodeLimits());
        const ValueReading found = readValue(value, flags, ClientLibrary::Unknown, DecodeLimits());
        QCOMPARE(found.bytes, known.bytes);
        QVERIFY(found.serialization.certainty != Certainty::Certain);
        if (known.serialization.serialization >= Serialization::Json && known.serialization.serialization <= Serialization::Storable)
            QCOMPARE(asJson(found.value.tree), asJson(known.value.tree));
    }
};

QTEST_GUILESS_MAIN(TestValuesRecorded)
#include "tst_values_recorded.moc"
