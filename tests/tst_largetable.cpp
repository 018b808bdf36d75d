#include "ui/largetable.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTest>

class TestLargeTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (int row = 0; row < 200; ++row)
            m_model.appendRow({new QStandardItem(QStringLiteral("key%1").arg(row)), new QStandardItem(QString::number(row))});
    }

    void wholeRowsAreSelectedAndToldFromTheTop()
    {
        LargeTable table(&m_model);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        click(table, 3, Qt::NoModifier);
        click(table, 1, Qt::ControlModifier);
        click(table, 5, Qt::ControlModifier);
        QCOMPARE(table.selectedCount(), 3);
        QCOMPARE(table.selectedRows(10), (std::vector<int>{1, 3, 5}));
        QCOMPARE(table.selectedRows(2), (std::vector<int>{1, 3}));
        table.selectAll();
        QCOMPARE(table.selectedCount(), 200);
        QVERIFY(table.selectionModel()->isRowSelected(199));
    }

    /// Among a million rows each would take a while.
    void lettersDoNotLookThroughTheRows()
    {
        LargeTable table(&m_model);
        table.show();
        table.setFocus();
        table.setCurrentIndex(m_model.index(2, 0));
        QTest::keyClicks(&table, QStringLiteral("key77"));
        QCOMPARE(table.currentIndex().row(), 2);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(table.currentIndex().row(), 3);
    }

    void columnsComeBackUnsortedAndNeverAllHidden()
    {
        LargeTable table(&m_model);
        table.horizontalHeader()->resizeSection(0, 123);
        table.horizontalHeader()->moveSection(0, 1);
        table.horizontalHeader()->setSortIndicator(1, Qt::DescendingOrder);
        const QByteArray arranged = table.horizontalHeader()->saveState();
        LargeTable other(&m_model);
        other.restoreColumns(arranged);
        QCOMPARE(other.horizontalHeader()->logicalIndex(0), 1);
        QCOMPARE(other.columnWidth(0), 123);
        QVERIFY(other.horizontalHeader()->sortIndicatorSection() < 0);
        other.hideColumn(0);
        other.hideColumn(1);
        const QByteArray hidden = other.horizontalHeader()->saveState();
        table.restoreColumns(hidden);
        QVERIFY(!table.isColumnHidden(0) && !table.isColumnHidden(1));
    }

private:
    static void click(LargeTable &table, int row, Qt::KeyboardModifiers modifiers)
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, table.visualRect(table.model()->index(row, 0)).center());
    }

    QStandardItemModel m_model;
};

QTEST_MAIN(TestLargeTable)
#include "tst_largetable.moc"
