#include "tests/asking.h"
#include "tests/person.h"
#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/hintpage.h"
#include "ui/monitor/connectionsview.h"
#include "ui/monitor/generalview.h"
#include "ui/monitor/itemsview.h"
#include "ui/monitor/monitorpage.h"
#include "ui/monitor/prefixesview.h"
#include "ui/monitor/settingsview.h"
#include "ui/monitor/sizesview.h"
#include "ui/monitor/slabbars.h"
#include "ui/monitor/slabsview.h"
#include "ui/monitor/statchanger.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"
#include "ui/noticerow.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace {

constexpr int patience = 30'000; // milliseconds

using Look = GroupView::Look;

StatRow rowOf(const QByteArray &id, double order, bool isMarked = false)
{
    return {.id = id, .cells = {{.text = QString::fromLatin1(id)}, {.text = QString::number(order), .order = order}}, .isMarked = isMarked};
}

/// Another client of the server.
void send(const RealServer &server, const QList<Command> &commands)
{
    Connection client;
    client.open(optionsFor(server.port()));
    QTRY_VERIFY(client.isReady());
    for (const Command &command : commands) {
        const auto reply = client.execute(command);
        QTRY_VERIFY(reply->isFinished());
    }
}

/// A person who looks at what a server tells.
class Reader : public Person
{
public:
    explicit Reader(const RealServer &server, const Profile *profile = nullptr)
    {
        if (!activate())
            qFatal("no window");
        if (profile) {
            workspace().profiles()->put(*profile);
            static_cast<void>(workspace().openProfile(profile->id));
        } else {
            connectTo(server);
        }
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
    }
    void lookAt(const QByteArray &tab, const char *side = nullptr)
    {
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        QVERIFY(activate());
        QTest::keyClick(&window(), Qt::Key_3, Qt::ControlModifier);
        auto *page = see<MonitorPage>("monitorPage");
        QVERIFY(page->isVisible());
        page->setTab(tab);
        if (side) {
            auto *button = see<QToolButton>(side);
            QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), patience);
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    [[nodiscard]] QString cell(const StatTable *table, const QByteArray &id, int column) const
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 0).data(StatRows::RawRole).toString() == QLatin1String(id))
                return table->model()->index(row, column).data().toString();
        }
        return QStringLiteral("no such row");
    }
    [[nodiscard]] RunQuestionDialog *question() const { return see<RunQuestionDialog>("runQuestion"); }
    template <typename View> View *view(const char *name) const { return see<View>(name); }
};

} // namespace

/// What a real server tells in tables, in the real window.
class TestMonitorTables : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use({"config"}));
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }

    void init() { QDir(m_folder.filePath(QStringLiteral("config"))).removeRecursively(); }

    void rowsThatStayAreChangedInPlace()
    {
        StatRows rows({{QStringLiteral("Name"), {}, StatColumn::Kind::Code}, {QStringLiteral("Now")}});
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        StatOrder order;
        order.setSourceModel(&rows);
        const QAbstractItemModelTester orderTester(&order, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setRows({rowOf("a", 1), rowOf("b", 2), rowOf("d", 4)});
        const QPersistentModelIndex second = rows.index(1, 0);
        rows.setRows({rowOf("a", 1), rowOf("b", 7), rowOf("c", 3), rowOf("d", 4), rowOf("e", 5)});
        QVERIFY(second.isValid() && second.row() == 1);
        QCOMPARE(rows.index(1, 1).data().toString(), QStringLiteral("7"));
        rows.setRows({rowOf("b", 7), rowOf("e", 5)});
        QVERIFY(second.isValid() && second.row() == 0);
        rows.setRows({rowOf("e", 5), rowOf("b", 7)}); // another order
        QCOMPARE(rows.rowOf("b"), 1);
        rows.setRows({});
        QCOMPARE(rows.rowCount(), 0);
        rows.setColumns({{QStringLiteral("Name")}});
        QCOMPARE(rows.columnCount(), 1);
    }

    void whatIsNotKnownComesLastInBothOrders()
    {
        StatRows rows({{QStringLiteral("Name")}, {QStringLiteral("Now")}});
        StatOrder order;
        order.setSourceModel(&rows);
        rows.setRows({rowOf("none", std::numeric_limits<double>::quiet_NaN()), rowOf("ten", 10, true), rowOf("two", 2)});
        order.sort(1, Qt::AscendingOrder);
        QCOMPARE(order.index(0, 0).data().toString(), QStringLiteral("two"));
        QCOMPARE(order.index(2, 0).data().toString(), QStringLiteral("none"));
        order.sort(1, Qt::DescendingOrder);
        QCOMPARE(order.index(0, 0).data().toString(), QStringLiteral("ten"));
        QCOMPARE(order.index(2, 0).data().toString(), QStringLiteral("none"));
        order.setText(QStringLiteral("TW"));
        QCOMPARE(order.rowCount(), 1);
        order.setText({});
        order.setShown(StatOrder::Shown::Marked);
        QCOMPARE(order.rowCount(), 1);
    }

    void figuresAreReadAsPeopleDo()
    {
        QCOMPARE(statText("67108864", StatForm::Bytes), QStringLiteral("64 MiB"));
        QCOMPARE(statText("3700", StatForm::Seconds), QStringLiteral("1 h 1 min"));
        QCOMPARE(statText("4294967295", StatForm::Seconds), QStringLiteral("never"));
        QCOMPARE(statText("1", StatForm::YesNo), QStringLiteral("yes"));
        QCOMPARE(statText("18446744073709551615", StatForm::Count), QStringLiteral("18446744073709551615"));
        QCOMPARE(statText("1234567", StatForm::Count), QStringLiteral("1,234,567"));
        QCOMPARE(statText("-5", StatForm::Bytes), QStringLiteral("-5"));
        QCOMPARE(statText("many", StatForm::Bytes), QStringLiteral("many"));
        QCOMPARE(statText("NULL", StatForm::Text), QStringLiteral("none"));
        QCOMPARE(statText("a\nb", StatForm::Text), QStringLiteral("a\\nb"));
        QCOMPARE(statText("99999999999999999", StatForm::Time), QStringLiteral("99999999999999999"));
    }

    void allStatisticsAreExplainedSearchedAndCopied()
    {
        Reader person(m_server);
        person.lookAt("statisticsTab");
        auto *general = person.view<GeneralView>("generalView");
        QTRY_COMPARE_WITH_TIMEOUT(general->look(), Look::Full, patience);
        StatTable *table = general->table();
        QVERIFY(table->model()->rowCount() > 80);
        QVERIFY(person.cell(table, "curr_items", GeneralView::MeaningColumn).startsWith(QStringLiteral("Items that are stored now")));
        QCOMPARE(person.cell(table, "limit_maxbytes", GeneralView::ValueColumn), QStringLiteral("64 MiB"));
        QTRY_VERIFY_WITH_TIMEOUT(person.cell(table, "bytes_read", GeneralView::RateColumn).endsWith(QStringLiteral("/s")), patience);
        QCOMPARE(person.cell(table, "curr_items", GeneralView::RateColumn), QString());
        auto *search = person.see<QLineEdit>("generalSearch");
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("limit_max"));
        QCOMPARE(table->model()->rowCount(), 1);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, GeneralView::ValueColumn));
        table->copyCell();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("67108864"));
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("limit_maxbytes\t67108864\t")));
        table->copyAll();
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("Name\tNow\t")));
        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QVERIFY(table->model()->rowCount() > 80);
    }

    void settingsThatDifferAreFound()
    {
        Reader person(m_server);
        person.lookAt("statisticsTab", "settingsViewSide");
        auto *settings = person.view<SettingsView>("settingsView");
        QTRY_COMPARE_WITH_TIMEOUT(settings->look(), Look::Full, patience);
        StatTable *table = settings->table();
        QCOMPARE(person.cell(table, "tcpport", SettingsView::DiffersColumn), QStringLiteral("differs"));
        QCOMPARE(person.cell(table, "tcpport", SettingsView::UsualColumn), QStringLiteral("11211"));
        QCOMPARE(person.cell(table, "item_size_max", SettingsView::DiffersColumn), QString());
        QTest::mouseClick(person.see<QCheckBox>("settingsDiffering"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(table->model()->rowCount() >= 2 && table->model()->rowCount() < 12);
        QVERIFY(person.see<QLabel>("settingsSummary")->text().contains(QStringLiteral("differ from those of memcached 1.6")));
    }

    void memoryIsSeenByClass()
    {
        send(m_server,
             {{.opcode = Opcode::Set, .key = "small", .value = "x"},
              {.opcode = Opcode::Set, .key = "large", .value = QByteArray(2'000, 'y')}});
        Reader person(m_server);
        person.lookAt("memoryTab", "slabsViewSide");
        auto *slabs = person.view<SlabsView>("slabsView");
        QTRY_COMPARE_WITH_TIMEOUT(slabs->look(), Look::Full, patience);
        StatTable *table = slabs->table();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
        QCOMPARE(person.cell(table, "1", SlabsView::ChunkColumn), QStringLiteral("96 B"));
        QCOMPARE(person.cell(table, "1", SlabsView::ItemsColumn), QStringLiteral("1"));
        QVERIFY(person.see<QLabel>("slabsSummary")->text().contains(QStringLiteral("belong")));
        auto *bars = person.see<SlabBars>("slabBars");
        QTest::mouseClick(bars, Qt::LeftButton, {}, bars->columnOf(1).center().toPoint());
        QCOMPARE(table->currentId(), QByteArray("1"));
        QVERIFY(bars->accessibleDescription().startsWith(QStringLiteral("Class 1, chunks of 96 B")));
        bars->setFocus();
        QTest::keyClick(bars, Qt::Key_Right);
        QVERIFY(table->currentId() != QByteArray("1") && !table->currentId().isEmpty());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Up);
        QCOMPARE(bars->current(), 1);
        QTest::mouseClick(person.see<QToolButton>("itemsViewSide"), Qt::LeftButton);
        auto *items = person.view<ItemsView>("itemsView");
        QTRY_COMPARE_WITH_TIMEOUT(items->look(), Look::Full, patience);
        QCOMPARE(items->table()->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Items"));
        QVERIFY(items->table()->model()->columnCount() > 20);
    }

    void sizesAreAskedOnlyWhereTheyAreTracked()
    {
        Reader person(m_server);
        person.lookAt("memoryTab", "sizesViewSide");
        auto *sizes = person.view<SizesView>("sizesView");
        QTRY_COMPARE_WITH_TIMEOUT(sizes->look(), Look::Empty, patience);
        RealServer tracking({QStringLiteral("-o"), QStringLiteral("track_sizes")});
        QVERIFY2(tracking.start(), qPrintable(tracking.errorString()));
        person.connectTo(tracking);
        QTRY_COMPARE_WITH_TIMEOUT(sizes->look(), Look::Full, patience);
        send(tracking, {{.opcode = Opcode::Set, .key = "small", .value = "x"}});
        QTRY_COMPARE_WITH_TIMEOUT(sizes->table()->model()->rowCount(), 1, patience);
        QCOMPARE(sizes->table()->model()->index(0, SizesView::SizeColumn).data().toString(), QStringLiteral("65 B to 96 B"));
    }

    void whoIsConnectedIsSeenAndWhichOfThemWeAre()
    {
        Reader person(m_server);
        person.lookAt("connectionsTab");
        auto *connections = person.view<ConnectionsView>("connectionsView");
        QTRY_COMPARE_WITH_TIMEOUT(connections->look(), Look::Full, patience);
        QStringList places;
        QStringList owners;
        for (int row = 0; row < connections->table()->model()->rowCount(); ++row) {
            places += connections->table()->model()->index(row, ConnectionsView::AddressColumn).data().toString();
            owners += connections->table()->model()->index(row, ConnectionsView::OwnerColumn).data().toString();
        }
        QVERIFY2(places.contains(QStringLiteral("127.0.0.1:%1").arg(m_server.port())), qPrintable(places.join(u' ')));
        QVERIFY2(owners.filter(QStringLiteral("this program")).size() >= 3, qPrintable(owners.join(u' ')));
        QTest::keyClick(&person.window(), Qt::Key_1, Qt::ControlModifier); // nobody looks
        QTRY_COMPARE(person.see<MonitorPage>("monitorPage")->poll()->connections(), 1);
    }

    void withoutTextNobodyCanTellWhoIsConnected()
    {
        RealServer binary({QStringLiteral("-B"), QStringLiteral("binary")});
        QVERIFY2(binary.start(), qPrintable(binary.errorString()));
        Reader person(binary);
        person.lookAt("connectionsTab");
        auto *connections = person.view<ConnectionsView>("connectionsView");
        QTRY_COMPARE_WITH_TIMEOUT(connections->look(), Look::Failed, patience);
        const auto *page = person.see<HintPage>("connectionsRefused");
        QStringList texts;
        for (const QLabel *label : page->findChildren<QLabel *>())
            texts += label->text();
        QVERIFY2(texts.join(u' ').contains(QStringLiteral("speaks the binary protocol only")), qPrintable(texts.join(u' ')));
    }

    void usesByPrefixAreCountedOnceThePersonWantsIt()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Reader person(server);
        person.lookAt("statisticsTab", "prefixesViewSide");
        auto *prefixes = person.view<PrefixesView>("prefixesView");
        QTRY_COMPARE_WITH_TIMEOUT(prefixes->look(), Look::Empty, patience);
        auto *count = person.see<QToolButton>("prefixesCountButton");
        QTRY_VERIFY_WITH_TIMEOUT(count->isEnabled(), patience);
        QTest::mouseClick(count, Qt::LeftButton);
        QTRY_VERIFY(person.question());
        QTest::keyClick(person.question(), Qt::Key_Escape);
        QTRY_VERIFY(!person.question());
        QCOMPARE(prefixes->look(), Look::Empty);
        QTest::mouseClick(count, Qt::LeftButton);
        QTRY_VERIFY(person.question());
        QTest::mouseClick(person.see<QPushButton>("consent"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(prefixes->look(), Look::Full, patience);
        send(server,
             {{.opcode = Opcode::Set, .key = "user:1", .value = "x"},
              {.opcode = Opcode::Get, .key = "user:1"},
              {.opcode = Opcode::Get, .key = "user:2"}});
        QTRY_COMPARE_WITH_TIMEOUT(person.cell(prefixes->table(), "user", PrefixesView::GetsColumn), QStringLiteral("2"), patience);
        QCOMPARE(person.cell(prefixes->table(), "user", PrefixesView::RatioColumn), QStringLiteral("50 %"));
        QVERIFY(!count->isEnabled());
        QTest::mouseClick(person.see<QToolButton>("prefixesStopButton"), Qt::LeftButton);
        QTRY_VERIFY(person.question()); // others may look at the counts, too
        QTest::mouseClick(person.see<QPushButton>("consent"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(count->isEnabled(), patience);
        QVERIFY(person.see<NoticeRow>("prefixesNotice")->text().contains(QStringLiteral("of earlier")));
    }

    void countersAreSetBackOnlyAfterAQuestion()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Profile profile{.id = QStringLiteral("p1"), .name = QStringLiteral("Shop"), .environment = Environment::Production};
        profile.address.port = server.port();
        Reader person(server, &profile);
        person.lookAt("statisticsTab");
        auto *general = person.view<GeneralView>("generalView");
        QTRY_COMPARE_WITH_TIMEOUT(general->look(), Look::Full, patience);
        const Command missed{.opcode = Opcode::Get, .key = "nowhere"};
        send(server, {missed, missed, missed});
        QTRY_COMPARE_WITH_TIMEOUT(person.cell(general->table(), "get_misses", GeneralView::ValueColumn), QStringLiteral("3"), patience);
        QTest::mouseClick(person.see<QToolButton>("statResetButton"), Qt::LeftButton);
        QTRY_VERIFY(person.question());
        QVERIFY(!person.see<QPushButton>("consent")->isEnabled());
        QTest::keyClicks(person.see<QLineEdit>("demandedName"), QStringLiteral("Shop"));
        QTest::mouseClick(person.see<QPushButton>("consent"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(person.cell(general->table(), "get_misses", GeneralView::ValueColumn), QStringLiteral("0"), patience);
        const auto &marks = person.see<MonitorPage>("monitorPage")->poll()->history().marks();
        QTRY_VERIFY_WITH_TIMEOUT(!marks.empty() && marks.back().event == StatEvent::Reset, patience);
        profile.readOnly = true;
        person.workspace().profiles()->put(profile);
        QTRY_VERIFY_WITH_TIMEOUT(!person.see<QToolButton>("statResetButton")->isEnabled(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(person.see<MonitorPage>("monitorPage")->changer()->obstacle().contains(QStringLiteral("read-only")),
                                 patience);
    }

private:
    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestMonitorTables)
#include "tst_monitortables.moc"
