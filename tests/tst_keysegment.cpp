#include "connection/text/keysegment.h"

#include <QTest>

#include <cstring>

namespace {

void append(KeySegment &segment, const QByteArray &key, const std::optional<quint32> &flags = {})
{
    KeySegment::Fields fields;
    fields.flags = flags.value_or(0);
    fields.marks = flags ? KeySegment::flagsMark : 0;
    std::memcpy(segment.keySpace(), key.data(), size_t(key.size()));
    segment.append(key.size(), fields);
}

} // namespace

class TestKeySegment : public QObject
{
    Q_OBJECT

private slots:
    void keysOfAnyLengthAreWhereTheyEnd_data()
    {
        QTest::addColumn<bool>("squeezed");
        QTest::newRow("while it is filled") << false;
        QTest::newRow("squeezed") << true;
    }

    void keysOfAnyLengthAreWhereTheyEnd()
    {
        QFETCH(bool, squeezed);
        KeySegment segment;
        const auto keyOf = [](int i) { return QByteArray(i % 1'000 < 300 ? 250 : 1 + i * 7 % 250, char('a' + i % 26)); };
        for (int i = 0; i < KeySegment::usualSize; ++i)
            append(segment, keyOf(i));
        QVERIFY(segment.isFull());
        if (squeezed)
            segment.squeeze();
        qsizetype end = 0;
        for (int i = 0; i < segment.size(); ++i) {
            end += keyOf(i).size();
            if (segment.key(i) != keyOf(i) || segment.keyEnd(i) != end)
                QFAIL(qPrintable(QString::number(i)));
        }
        QCOMPARE(segment.keys().size(), end);
    }

    void flagsAreKeptHoweverManyThereAre_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("different");
        QTest::addColumn<int>("untold"); ///< so many at the beginning, and each seventh
        QTest::addColumn<int>("mostBytes");
        QTest::newRow("all the same") << 16'384 << 1 << 0 << 26;
        QTest::newRow("a few") << 16'384 << 5 << 0 << 26;
        QTest::newRow("just few enough") << 16'384 << 256 << 0 << 26;
        QTest::newRow("one too many") << 16'384 << 257 << 0 << 29;
        QTest::newRow("all different") << 16'384 << 16'384 << 0 << 29;
        QTest::newRow("some untold") << 16'384 << 3 << 1'000 << 26;
        QTest::newRow("many, some untold") << 16'384 << 400 << 1'000 << 29;
        QTest::newRow("few keys") << 100 << 100 << 10 << 29;
        QTest::newRow("none told") << 16'384 << 1 << 16'384 << 25;
    }

    void flagsAreKeptHoweverManyThereAre()
    {
        QFETCH(int, count);
        QFETCH(int, different);
        QFETCH(int, untold);
        QFETCH(int, mostBytes);
        KeySegment segment;
        const auto flagsOf = [&](int i) -> std::optional<quint32> {
            if (i < untold || (untold != 0 && i % 7 == 0))
                return {};
            return 0xffffffff - quint32(i % different);
        };
        for (int i = 0; i < count; ++i)
            append(segment, "key", flagsOf(i));
        for (int i = 0; i < count; ++i)
            QCOMPARE(segment.flags(i), flagsOf(i));
        segment.squeeze();
        for (int i = 0; i < count; ++i)
            QCOMPARE(segment.flags(i), flagsOf(i));
        const qsizetype columns = segment.byteSize() - segment.keys().size();
        QVERIFY2(columns <= qsizetype(count) * mostBytes, qPrintable(QString::number(columns)));
        const KeySegment moved = std::move(segment);
        QCOMPARE(moved.flags(count - 1), flagsOf(count - 1));
    }
};

QTEST_APPLESS_MAIN(TestKeySegment)
#include "tst_keysegment.moc"
