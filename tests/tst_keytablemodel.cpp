#include "ui/keys/keytablemodel.h"

#include "app/keyspace/keyspace.h"
#include "app/keyspace/keyview.h"
#include "connection/text/keydumps.h"
#include "tests/keysample.h"
#include "ui/keys/keytable.h"
#include "ui/keys/keytreetext.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

namespace {

KeyStore storeOf(int begin, int end, qint64 time = KeySample::now)
{
    KeyStore store(time);
    for (int first = begin; first < end; first += int(KeySegment::usualSize))
        store.append(KeySample().segment(first, std::min(end, first + int(KeySegment::usualSize))));
    return store;
}

/// A table over keys that no server was asked for.
struct Shown
{
    KeyDumps dumps;
    Keyspace keyspace{&dumps};
    KeyView view;
    KeyTableModel model{&keyspace, &view};
    QAbstractItemModelTester tester{&model};
    KeyTable table{&model, &view};

    explicit Shown(int count)
    {
        QObject::connect(&keyspace, &Keyspace::replaced, &view, [this] { view.setListing(keyspace.listing(), keyspace.chunks()); });
        SlabChunks chunks;
        for (int slabClass = 1; slabClass < 64; ++slabClass)
            chunks.setChunkSize(quint8(slabClass), quint32(slabClass) * 100'000);
        keyspace.setStore(storeOf(0, count), chunks);
        table.resize(1200, 400);
        table.show();
    }
    [[nodiscard]] bool activate()
    {
        table.activateWindow();
        return QTest::qWaitForWindowActive(&table);
    }
    [[nodiscard]] QString cell(int row, KeyCell cell) const { return model.index(row, int(cell)).data().toString(); }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, table.visualRect(model.index(row, 0)).center());
    }
    void clickHeader(KeyCell cell) const
    {
        const QHeaderView *header = table.horizontalHeader();
        const QPoint place(header->sectionViewportPosition(int(cell)) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
    }
};

} // namespace

class TestKeyTableModel : public QObject
{
    Q_OBJECT

private slots:
    void init() { QApplication::clipboard()->clear(); }

    void cellsSayWhatIsKnownOfAKey()
    {
        KeySegment segment;
        KeySample::append(segment, QByteArray("a\0b", 3),
                          {.cas = 7,
                           .expiry = quint32(KeySample::now + 3700),
                           .lastAccess = quint32(KeySample::now - 61),
                           .size = 2048,
                           .flags = 4,
                           .slabClass = 3,
                           .marks = KeySegment::fetchedMark | KeySegment::flagsMark});
        KeySample::append(segment, "plain", {});
        KeyStore store(KeySample::now);
        store.append(std::move(segment));
        SlabChunks chunks;
        chunks.setChunkSize(3, 3072);
        Shown shown(0);
        shown.keyspace.setStore(std::move(store), chunks);
        QCOMPARE(shown.model.rowCount(), 2);
        QCOMPARE(shown.cell(0, KeyCell::Key), QStringLiteral("a\\0b"));
        QCOMPARE(shown.cell(0, KeyCell::Size), QStringLiteral("2 KiB"));
        QCOMPARE(shown.cell(0, KeyCell::Ttl), QStringLiteral("1 h 1 min"));
        QVERIFY(!shown.cell(0, KeyCell::Expiry).isEmpty());
        QCOMPARE(shown.cell(0, KeyCell::Idle), QStringLiteral("1 min 1 s"));
        QCOMPARE(shown.cell(0, KeyCell::Fetched), QStringLiteral("yes"));
        QCOMPARE(shown.cell(0, KeyCell::Cas), QStringLiteral("7"));
        QCOMPARE(shown.cell(0, KeyCell::Flags), QStringLiteral("4"));
        QCOMPARE(shown.cell(0, KeyCell::SlabClass), QStringLiteral("3"));
        QCOMPARE(shown.cell(0, KeyCell::Waste), QStringLiteral("1 KiB"));
        QCOMPARE(shown.cell(1, KeyCell::Ttl), QStringLiteral("never"));
        for (const KeyCell untold : {KeyCell::Size, KeyCell::Idle, KeyCell::Cas, KeyCell::Flags, KeyCell::SlabClass, KeyCell::Waste})
            QCOMPARE(shown.cell(1, untold), QString());
    }

    void columnsAreExplained()
    {
        const Shown shown(1);
        for (int column = 0; column < shown.model.columnCount(); ++column) {
            QVERIFY(!shown.model.headerData(column, Qt::Horizontal).toString().isEmpty());
            QVERIFY(!shown.model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        }
    }

    /// Unlike the TTL beside it, it does not go on counting.
    void idleTimeIsThatOfTheListing()
    {
        const Shown shown(1);
        const auto heading = [](const QAbstractItemModel &model, int column, int role) {
            return model.headerData(column, Qt::Horizontal, role).toString();
        };
        QCOMPARE(heading(shown.model, int(KeyCell::Idle), Qt::DisplayRole), QStringLiteral("Idle at listing"));
        QVERIFY(heading(shown.model, int(KeyCell::Idle), Qt::ToolTipRole).contains(QStringLiteral("when it was listed")));
        QCOMPARE(KeyTreeText::header(KeyTreeText::Idle), QStringLiteral("Idle at listing"));
        const QHeaderView *header = shown.table.horizontalHeader();
        QVERIFY(header->sectionSize(int(KeyCell::Idle)) >= header->sectionSizeHint(int(KeyCell::Idle)));
    }

    void flagsAreShownWhereTheServerTellsThem()
    {
        Shown shown(100);
        QVERIFY(shown.table.isColumnHidden(int(KeyCell::Flags)));
        KeyStore told(KeySample::now);
        told.append(KeySample(KeySample::Flags::Told).segment(0, 100));
        const QByteArray columns = shown.table.columns();
        shown.keyspace.setStore(std::move(told));
        QVERIFY(!shown.table.isColumnHidden(int(KeyCell::Flags)));
        shown.table.restoreColumns(columns); // they were left out, not hidden by the person
        QVERIFY(!shown.table.isColumnHidden(int(KeyCell::Flags)));
    }

    void keysThatComeAreAdded()
    {
        Shown shown(1000);
        QSignalSpy reset(&shown.model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&shown.model, &QAbstractItemModel::rowsInserted);
        shown.view.grow(storeOf(0, 5000).listing());
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(shown.model.rowCount(), 5000);
    }

    void aClickOnAHeaderSorts()
    {
        Shown shown(5000);
        shown.clickHeader(KeyCell::Size);
        QTRY_VERIFY(!shown.view.isWorking());
        QCOMPARE(shown.view.order(), (KeyOrder{.column = int(KeyColumn::Size), .order = Qt::AscendingOrder}));
        QVERIFY(shown.model.keyAt(0).size <= shown.model.keyAt(4999).size);
        shown.clickHeader(KeyCell::Size);
        QTRY_VERIFY(!shown.view.isWorking());
        QVERIFY(shown.model.keyAt(0).size > shown.model.keyAt(4999).size);
        shown.clickHeader(KeyCell::Size);
        QTRY_VERIFY(!shown.view.isWorking());
        QVERIFY(shown.view.order().isArrival());
    }

    void whatIsLookedAtStaysSoByKey()
    {
        Shown shown(5000);
        shown.clickRow(2);
        shown.clickRow(5, Qt::ControlModifier);
        const QByteArray current = shown.table.currentKey().value();
        QCOMPARE(current, KeySample::key(5));
        shown.clickHeader(KeyCell::Key);
        QTRY_VERIFY(!shown.view.isWorking());
        QCOMPARE(shown.table.currentKey(), std::optional(current));
        QCOMPARE(shown.table.selectedCount(), 2);
        QVERIFY(shown.table.viewport()->rect().intersects(shown.table.visualRect(shown.table.currentIndex())));
        // Another listing, with other indexes and one of the keys gone.
        shown.keyspace.setStore(storeOf(3, 4000, KeySample::now + 60));
        QTRY_COMPARE(shown.model.rowCount(), 3997);
        QCOMPARE(shown.table.currentKey(), std::optional(current));
        QCOMPARE(shown.table.selectedCount(), 1);
    }

    void theScrollPositionStaysByKey()
    {
        Shown shown(5000);
        shown.table.verticalScrollBar()->setValue(1234);
        const QByteArray top = shown.model.keyAt(shown.table.rowAt(0)).key.toByteArray();
        shown.keyspace.setStore(storeOf(100, 6000, KeySample::now + 60));
        QTRY_COMPARE(shown.model.rowCount(), 5900);
        QCOMPARE(shown.model.keyAt(shown.table.rowAt(0)).key.toByteArray(), top);
    }

    void lettersGoNowhere()
    {
        Shown shown(5000);
        QVERIFY(shown.activate());
        shown.clickRow(0);
        QTest::keyClicks(&shown.table, QStringLiteral("user"));
        QCOMPARE(shown.table.currentIndex().row(), 0);
    }

    void selectedKeysAreCopied()
    {
        Shown shown(100);
        QVERIFY(shown.activate());
        shown.clickRow(0);
        shown.clickRow(2, Qt::ShiftModifier);
        QTest::keyClick(&shown.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 2);
        shown.table.copyRows();
        QCOMPARE(QApplication::clipboard()->text().section(QLatin1Char('\t'), 0, 0), shown.cell(0, KeyCell::Key));
    }

    void returnActivatesAKey()
    {
        Shown shown(100);
        QVERIFY(shown.activate());
        QSignalSpy activated(&shown.table, &KeyTable::keyActivated);
        shown.clickRow(4);
        QTest::keyClick(&shown.table, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.constFirst().constFirst().toByteArray(), KeySample::key(4));
    }

    void itGoesToAKey()
    {
        Shown shown(5000);
        QVERIFY(shown.table.goTo(KeySample::key(4321)));
        QCOMPARE(shown.table.currentKey(), std::optional(KeySample::key(4321)));
        QVERIFY(!shown.table.goTo("nowhere"));
    }
};

QTEST_MAIN(TestKeyTableModel)
#include "tst_keytablemodel.moc"
