#include "ui/keys/reporttable.h"

#include "tests/keychangeasking.h"
#include "ui/elidedlabel.h"
#include "ui/keys/itemreportview.h"
#include "ui/keys/keyrunreport.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMenu>

namespace {

QByteArray oddKey()
{
    return QByteArray("two words\n");
}

/// Chooses in the context menu of a table, as a person does by its key.
void choose(ReportTable *table, int entry)
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), table->mapToGlobal(QPoint()));
    QApplication::sendEvent(table->viewport(), &event);
    auto *menu = table->findChild<QMenu *>(QStringLiteral("reportMenu"));
    QVERIFY(menu);
    QTRY_VERIFY(menu->isVisible());
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().at(entry)).center());
    QTRY_VERIFY(!table->findChild<QMenu *>(QStringLiteral("reportMenu")));
}

} // namespace

/// What can be copied of the reports on keys.
class TestReportTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { QApplication::clipboard()->clear(); }

    void keysAndRowsOfADumpAreCopied()
    {
        auto report = std::make_shared<ItemReport>();
        report->add("one", ItemFate::Dumped);
        report->add(oddKey(), ItemFate::Refused, QStringLiteral("It was busy."));
        report->add("three", ItemFate::Gone);
        ItemReportView view;
        view.setReport(report);
        view.show();
        auto *table = view.findChild<ReportTable *>(QStringLiteral("keyReportTable"));
        const QAbstractItemModelTester tester(table->model());
        auto *told = view.findChild<ElidedLabel *>(QStringLiteral("keyReportTold"));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QString()); // nothing is selected
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("\"two words\\n\""));
        QCOMPARE(told->text(), QStringLiteral("Copied: 1 key"));
        QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
        choose(table, 1);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("one\tDumped\t\ntwo words\\n\tRefused\tIt was busy.\nthree\tGone since it was listed\t"));
        QCOMPARE(told->text(), QStringLiteral("Copied: 3 keys"));
        choose(table, 0);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("one\n\"two words\\n\"\nthree"));
        view.setReport(report);
        QCOMPARE(told->text(), QString());
    }

    void keysAndRowsOfARunAreCopied()
    {
        KeyOutcomes outcomes(3);
        outcomes.settle(0, KeyOutcome::Done);
        outcomes.settle(1, KeyOutcome::Changed);
        outcomes.settle(2, KeyOutcome::Changed);
        KeyRunReport view;
        view.setReport({KeyRunPurpose::Delete, namedKeys({"one", oddKey(), "three"}), std::make_shared<KeyOutcomes>(outcomes)},
                       QStringLiteral("Over"), {}, Tone::Notice);
        view.show();
        auto *table = view.findChild<ReportTable *>(QStringLiteral("keyReportTable"));
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->setFocus();
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("\"two words\\n\""));
        QCOMPARE(view.findChild<QLabel *>(QStringLiteral("keyReportFound"))->text(), QStringLiteral("Copied: 1 key"));
        choose(table, 1);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("two words\\n\tKept: rewritten or moved since the list was made"));
    }

    void whatTheTitleSaysIsNotSaidOnceMore()
    {
        KeyOutcomes outcomes(2);
        outcomes.settle(0, KeyOutcome::Done);
        outcomes.settle(1, KeyOutcome::Done);
        KeyRunReport view;
        view.setReport({KeyRunPurpose::Delete, namedKeys({"one", "two"}), std::make_shared<KeyOutcomes>(outcomes)},
                       QStringLiteral("Deleted: 2 keys"), {}, Tone::Notice);
        QVERIFY(!view.findChild<QLabel *>(QStringLiteral("keyReportCount%1").arg(int(KeyOutcome::Done))));
        QVERIFY(!view.findChild<QWidget *>(QStringLiteral("keyReportTable"))->isVisibleTo(&view));
    }

    void noMoreAreCopiedThanCanBeAtOnce()
    {
        auto report = std::make_shared<ItemReport>();
        for (const QByteArray &key : numberedKeys(ReportTable::mostCopied + 5))
            report->add(key, ItemFate::Dumped);
        ItemReportView view;
        view.setReport(report);
        auto *table = view.findChild<ReportTable *>(QStringLiteral("keyReportTable"));
        table->selectAll();
        table->copy();
        QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), ReportTable::mostCopied - 1);
        QVERIFY(view.findChild<ElidedLabel *>(QStringLiteral("keyReportTold"))->text().startsWith(QStringLiteral("Only the first 10,000")));
    }
};

QTEST_MAIN(TestReportTable)
#include "tst_reporttable.moc"
