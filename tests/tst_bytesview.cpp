#include "tests/readvalue.h"
#include "ui/results/hexview.h"
#include "ui/values/bytesview.h"
#include "ui/values/inspectorpane.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>

namespace {

InspectedRow row(const QByteArray &hex, const char *name, qsizetype offset = 0)
{
    const QByteArray bytes = QByteArray::fromHex(hex);
    const QList<InspectedRow> rows = inspect(bytes, offset);
    for (const InspectedRow &one : rows) {
        if (one.name == QLatin1String(name))
            return one;
    }
    return {};
}

} // namespace

class TestBytesView : public QObject
{
    Q_OBJECT

    static void drag(const BytesView &view, QPoint by)
    {
        QSplitterHandle *handle = view.findChild<QSplitter *>()->handle(1);
        const QPoint from = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, from + by, handle->mapToGlobal(from + by), Qt::LeftButton, Qt::LeftButton, {});
        QApplication::sendEvent(handle, &move);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, from);
    }

private slots:
    void initTestCase() { qputenv("TZ", "Asia/Tokyo"); }

    void inspectorKeepsTheRoomItWasGiven()
    {
        constexpr QSize narrow(400, 600);
        constexpr QSize wide(1'800, 600);
        const auto room = [](const BytesView &view) { return view.findChild<QSplitter *>()->sizes().constLast(); };
        BytesView view(QStringLiteral("valueHex"));
        view.resize(narrow);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const int first = room(view);
        drag(view, {0, -60});
        const int below = room(view);
        QVERIFY2(below > first + 30, qPrintable(QString::number(below)));
        view.resize(wide);
        drag(view, {80, 0});
        const int beside = room(view);
        view.resize(narrow);
        QVERIFY(std::abs(room(view) - below) <= 2);
        // As in another page, and at the next start.
        BytesView other(QStringLiteral("valueHex"));
        other.restoreDivision(view.division());
        other.resize(narrow);
        other.show();
        QVERIFY(QTest::qWaitForWindowExposed(&other));
        QVERIFY(std::abs(room(other) - below) <= 2);
        other.resize(wide);
        QVERIFY(std::abs(room(other) - beside) <= 2);
        other.restoreDivision({});
        other.resize(narrow);
        QVERIFY(std::abs(room(other) - first) <= 2);
        other.restoreDivision("2000 x");
        QVERIFY(std::abs(room(other) - first) <= 2);
    }

    void inspectorThatIsFoldedAwayStaysSo()
    {
        BytesView view(QStringLiteral("valueHex"));
        view.resize(400, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        drag(view, {0, 600});
        QCOMPARE(view.findChild<QSplitter *>()->sizes().constLast(), 0);
        BytesView other(QStringLiteral("valueHex"));
        other.restoreDivision(view.division());
        other.resize(400, 600);
        other.show();
        QVERIFY(QTest::qWaitForWindowExposed(&other));
        QCOMPARE(other.findChild<QSplitter *>()->sizes().constLast(), 0);
    }

    void bytesAreReadInBothOrders_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("little");
        QTest::addColumn<QString>("big");
        const auto add = [](const char *hex, const char *name, const char *little, const char *big) {
            QTest::addRow("%s %s", name, hex) << QByteArray(hex) << QByteArray(name) << QString::fromUtf8(little) << QString::fromUtf8(big);
        };
        add("fe", "int8", "-2", "");
        add("fe", "uint8", "254", "");
        add("a5", "Bits", "10100101", "");
        add("0100", "int16", "1", "256");
        add("ff00", "uint16", "255", "65280");
        add("00000080", "int32", "-2147483648", "128");
        add("ffffffff", "uint32", "4294967295", "4294967295");
        add("ffffffffffffffff", "int64", "-1", "-1");
        add("ffffffffffffffff", "uint64", "18446744073709551615", "18446744073709551615");
        add("0000c03f", "float", "1.5", "6.89649039e-41");
        add("000000000000f83f", "double", "1.5", "3.1398365858857059e-319");
        add("ac02", "varint", "300  (2 bytes)", "");
        add("ffffffffffffffffff01", "varint", "18446744073709551615  (10 bytes)", "");
        add("ffffffffffffffffff02", "varint", "", ""); // too large
        add("ffff", "varint", "", "");                 // no end
        add("00e1f505", "Unix time, s", "1973-03-03 09:46:40 UTC\n1973-03-03 18:46:40 here",
            "1970-06-21 09:25:25 UTC\n1970-06-21 18:25:25 here");
        add("00fc4ecc8c010000", "Unix time, ms", "2024-01-02 22:32:57.600 UTC\n2024-01-03 07:32:57.600 here", "");
        add("e282ac", "UTF-8 character", "€  U+20AC", "");
        add("41", "UTF-8 character", "A  U+0041", "");
        add("0a", "UTF-8 character", "\\n  U+000A", "");
        add("ff", "UTF-8 character", "", "");
    }
    void bytesAreReadInBothOrders()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QByteArray, name);
        QFETCH(QString, little);
        QFETCH(QString, big);
        const InspectedRow found = row(hex, name.constData());
        QCOMPARE(found.little, little);
        if (!big.isEmpty())
            QCOMPARE(found.big, big);
    }

    void ticksOfDotNetHaveAKind()
    {
        // 638397614450000000 is 2024-01-02 03:04:05, here with the kind UTC in the highest bits.
        const quint64 ticks = 638'397'614'450'000'000ULL | 0x4000'0000'0000'0000ULL;
        QByteArray bytes;
        for (int i = 0; i < 8; ++i)
            bytes += char(ticks >> (8 * i));
        QCOMPARE(row(bytes.toHex(), ".NET ticks").little, QStringLiteral("2024-01-02 03:04:05 UTC\n2024-01-02 12:04:05 here"));
    }

    void nothingIsReadBehindTheEnd()
    {
        const QByteArray bytes(7, '\x7f');
        for (qsizetype offset = -1; offset <= 8; ++offset) {
            const QList<InspectedRow> rows = inspect(bytes, offset);
            QCOMPARE(rows.size(), inspect({}, 0).size());
            for (const InspectedRow &one : rows)
                QVERIFY(!one.name.contains(QStringLiteral("64")) || one.little.isEmpty());
        }
        QByteArray extreme(16, '\x80');
        QVERIFY(!inspect(extreme, 0).isEmpty());
        extreme.fill('\0');
        extreme[7] = '\x80';
        QVERIFY(!inspect(extreme, 0).isEmpty()); // the least number of 64 bits
    }

    void cursorIsFollowedAndCellsAreCopied()
    {
        BytesView page(QStringLiteral("bytes"));
        page.resize(1200, 500);
        const auto bytes = std::make_shared<const QByteArray>(QByteArray::fromHex("010200000000000000ff"));
        page.setBytes(*bytes, bytes);
        page.show();
        auto *hex = page.findChild<HexView *>();
        auto *inspector = page.findChild<InspectorPane *>();
        const QAbstractItemModelTester tester(inspector->model());
        const auto value = [inspector](const QString &name, int column) {
            for (int number = 0; number < inspector->model()->rowCount(); ++number) {
                if (inspector->model()->index(number, 0).data().toString() == name)
                    return inspector->model()->index(number, column).data().toString();
            }
            return QString();
        };
        QCOMPARE(value(QStringLiteral("uint16"), 1), QStringLiteral("513"));
        QCOMPARE(value(QStringLiteral("uint16"), 2), QStringLiteral("258"));
        QTest::keyClick(hex, Qt::Key_Right);
        QCOMPARE(value(QStringLiteral("uint16"), 1), QStringLiteral("2"));
        page.select(BytesView::Stage::Decompressed, 9, 1);
        QCOMPARE(value(QStringLiteral("uint8"), 1), QStringLiteral("255"));
        QCOMPARE(value(QStringLiteral("uint16"), 1), QStringLiteral("–"));
        const QSignalSpy told(&page, &BytesView::told);
        inspector->setFocus();
        QTest::keyClick(inspector, Qt::Key_Down);
        QTest::keyClick(inspector, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("-1"));
        QCOMPARE(told.size(), 1);
    }

    void inspectorGoesBelowWhereItIsNarrow()
    {
        BytesView page(QStringLiteral("bytes"));
        page.resize(1600, 500);
        page.show();
        const auto *splitter = page.findChild<QSplitter *>();
        QCOMPARE(splitter->orientation(), Qt::Horizontal);
        page.resize(500, 500);
        QCOMPARE(splitter->orientation(), Qt::Vertical);
        QVERIFY(page.minimumSizeHint().width() < 400);
    }

    void nothingIsNoTrouble()
    {
        BytesView page(QStringLiteral("bytes"));
        page.showReading({});
        page.select(BytesView::Stage::Stored, 5, 4);
        page.showReading(readBy(Serialization::Bytes, ""));
        page.adoptFixedFont();
        QVERIFY(!page.grab().isNull());
    }
};

QTEST_MAIN(TestBytesView)
#include "tst_bytesview.moc"
