#include "tests/valuesample.h"

#include <QTest>

class TestValuesFormats : public QObject
{
    Q_OBJECT

private slots:
    void meansWhatItsProgramWrote_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("json");
        const QList<ValueSample> samples = valueSamples();
        QVERIFY(samples.size() > 50);
        for (const ValueSample &sample : samples)
            QTest::newRow(sample.name.constData()) << sample.serialization << sample.bytes << sample.json;
    }

    void meansWhatItsProgramWrote()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, json);
        const Decoded decoded = deserialize(serialization, Primitive::None, bytes, DecodeLimits());
        QCOMPARE(decoded.fault.text, QString());
        QCOMPARE(asJson(decoded.tree), json);
    }

    /// So that an edit can put other bytes in their place.
    void rangesLieInEachOther_data() { meansWhatItsProgramWrote_data(); }
    void rangesLieInEachOther()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        const Decoded decoded = deserialize(serialization, Primitive::None, bytes, DecodeLimits());
        const ValueTree &tree = decoded.tree;
        for (qint32 node = tree.root(); node != ValueTree::none; node = tree.following(node, tree.root())) {
            QVERIFY(tree.at(node).begin <= tree.at(node).end);
            QVERIFY(tree.at(node).end <= quint32(bytes.size()));
            if (node != tree.root() && serialization != Serialization::Pickle) {
                QVERIFY2(tree.at(node).begin >= tree.at(tree.at(node).parent).begin, tree.path(node).constData());
                QVERIFY2(tree.at(node).end <= tree.at(tree.at(node).parent).end, tree.path(node).constData());
            }
        }
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<DecodeFault::Kind>("kind");
        QTest::addColumn<int>("offset");
        using enum DecodeFault::Kind;
        QTest::newRow("JSON, trailing") << Serialization::Json << QByteArray("[1] x") << Trailing << 4;
        QTest::newRow("JSON, comma") << Serialization::Json << QByteArray("[1,]") << Malformed << 3;
        QTest::newRow("JSON, zero") << Serialization::Json << QByteArray("01") << Malformed << 2;
        QTest::newRow("JSON, key") << Serialization::Json << QByteArray("{a:1}") << Malformed << 1;
        QTest::newRow("JSON, end") << Serialization::Json << QByteArray("{\"a\":[tru") << CutShort << 9;
        QTest::newRow("JSON, control") << Serialization::Json << QByteArray("\"a\nb\"") << Malformed << 2;
        QTest::newRow("PHP, length") << Serialization::Php << QByteArray("s:5:\"abc\";") << CutShort << 10;
        QTest::newRow("PHP, quote") << Serialization::Php << QByteArray("s:2:\"abc\";") << Malformed << 7;
        QTest::newRow("PHP, count") << Serialization::Php << QByteArray("a:1:{i:0;i:1;i:1;i:2;}") << Malformed << 13;
        QTest::newRow("PHP, reference") << Serialization::Php << QByteArray("a:1:{i:0;r:9;}") << Malformed << 9;
        QTest::newRow("MessagePack, c1") << Serialization::MessagePack << QByteArray("\x92\x01\xc1") << Malformed << 2;
        QTest::newRow("MessagePack, trailing") << Serialization::MessagePack << QByteArray("\x01\x02") << Trailing << 1;
        QTest::newRow("pickle, nothing there") << Serialization::Pickle << QByteArray("\x80\x04\x85.") << Malformed << 0;
        QTest::newRow("pickle, not kept") << Serialization::Pickle << QByteArray("\x80\x02h\x07.") << Malformed << 2;
        QTest::newRow("pickle, no end") << Serialization::Pickle << QByteArray("\x80\x02K\x07") << CutShort << 4;
        QTest::newRow("pickle, protocol") << Serialization::Pickle << QByteArray("\x80\x09N.") << Malformed << 0;
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        QFETCH(DecodeFault::Kind, kind);
        QFETCH(int, offset);
        const Decoded decoded = deserialize(serialization, Primitive::None, bytes, DecodeLimits());
        QCOMPARE(decoded.fault.kind, kind);
        QCOMPARE(decoded.fault.offset, offset);
        QVERIFY(decoded.fault.text.endsWith(QLatin1Char('.')));
    }

    void namesTypes()
    {
        const QByteArray php = QByteArray("O:8:\"App\\User\":1:{s:4:\"\\0*\\0b\";i:2;}").replace("\\0", QByteArray(1, '\0'));
        const Decoded decoded = deserialize(Serialization::Php, Primitive::None, php, DecodeLimits());
        QCOMPARE(decoded.tree.typeName(decoded.tree.root()), "App\\User");
        const qint32 member = decoded.tree.firstMember(decoded.tree.root());
        QCOMPARE(decoded.tree.typeName(decoded.tree.at(member).key), "protected");
        QCOMPARE(decoded.tree.path(member), "$.b");
        QCOMPARE(decoded.tree.stored(member), "i:2;");
    }
};

QTEST_GUILESS_MAIN(TestValuesFormats)
#include "tst_values_formats.moc"
