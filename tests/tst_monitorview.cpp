#include "app/monitor/statkeeping.h"
#include "tests/asking.h"
#include "tests/monitorperson.h"
#include "tests/patience.h"
#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "ui/monitor/historyfiles.h"
#include "ui/monitor/historyview.h"
#include "ui/monitor/monitortiles.h"
#include "ui/monitor/monitorview.h"
#include "ui/monitor/numberstable.h"
#include "ui/monitor/recordings.h"
#include "ui/monitor/recordingview.h"
#include "ui/noticerow.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>

namespace {

constexpr int patience = 30'000; // milliseconds

/// A person who looks how a server is doing.
class Watcher : public MonitorPerson
{
public:
    [[nodiscard]] ChartStack *charts() const { return monitor()->overview()->view()->charts(); }
    [[nodiscard]] ChartTime *time() const { return monitor()->overview()->view()->time(); }
    [[nodiscard]] QString page() const { return see<QStackedWidget>("overviewTab")->currentWidget()->objectName(); }
    [[nodiscard]] QString tile(const char *name) const { return see<QWidget>(name)->findChildren<QLabel *>().at(1)->text(); }
    void connectAndWatch(const RealServer &server)
    {
        connectTo(server);
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        goToMonitor();
        monitor()->setTab("overviewTab"); // and not where an earlier person was last
        monitor()->poll()->setInterval(StatPoll::shortestInterval);
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("monitorView"), patience);
    }
};

} // namespace

/// How a real server is doing, in the real window.
class TestMonitorView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use({"config", "data"}));
    }
    void init()
    {
        m_folder.clearSettings();
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }
    void cleanup() { m_server.reset(); }

    void withoutAServerItSaysSo()
    {
        Watcher person;
        person.press(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(person.monitor()->isVisible());
        QCOMPARE(person.page(), QStringLiteral("overviewOffline"));
    }

    void nothingIsAskedBeforeSomebodyLooks()
    {
        Watcher person;
        person.connectTo(*m_server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        QCOMPARE(person.monitor()->poll()->state(), Connection::State::Disconnected);
        person.press(Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(person.monitor()->poll()->state(), Connection::State::Ready);
        QCOMPARE(person.page(), QStringLiteral("overviewWaiting"));
    }

    void whatOthersDoIsSeen()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        Connection other;
        other.open(optionsFor(m_server->port()));
        QTRY_VERIFY(other.isReady());
        for (int i = 0; i < 40; ++i) {
            const auto reply = other.execute(i == 0 ? Command{.opcode = Opcode::Set, .key = "key", .value = "value"}
                                                    : Command{.opcode = Opcode::Get, .key = i % 4 == 0 ? "nowhere" : "key"});
            QTRY_VERIFY(reply->isFinished());
        }
        QTRY_COMPARE_WITH_TIMEOUT(person.tile("tileHitRatio"), QStringLiteral("77 %"), patience); // 30 of 39
        QVERIFY(person.charts()->text().contains(QStringLiteral("Items: Items 1")));
        QVERIFY(!person.charts()->accessibleDescription().isEmpty());
        QTest::mouseClick(person.see<QToolButton>("monitorCopyButton"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Hit ratio: 77 %")));
    }

    void timeIsMovedAndZoomedByKeys()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        ChartTime *time = person.time();
        person.charts()->setFocus();
        const qint64 window = time->window();
        person.press(Qt::Key_Plus);
        QVERIFY(time->window() < window);
        QVERIFY(time->isFollowing());
        person.press(Qt::Key_Minus);
        QVERIFY(qAbs(time->window() - window) <= 1);
        for (int i = 0; i < 100; ++i)
            person.press(Qt::Key_Minus);
        QCOMPARE(time->window(), ChartTime::longestWindow);
        for (int i = 0; i < 100; ++i)
            person.press(Qt::Key_Plus);
        QCOMPARE(time->window(), ChartTime::shortestWindow);
        person.press(Qt::Key_PageUp);
        QVERIFY(!time->isFollowing());
        QVERIFY(!person.see<QToolButton>("monitorFollowButton")->isChecked());
        person.press(Qt::Key_End);
        QVERIFY(time->isFollowing());
        QVERIFY(person.see<QToolButton>("monitorFollowButton")->isChecked());
        person.press(Qt::Key_Left);
        QVERIFY(time->cursor() > 0);
        QVERIFY(person.see<QLabel>("monitorCursor")->text().startsWith(QStringLiteral("Charts: at ")));
        person.press(Qt::Key_Escape);
        QCOMPARE(time->cursor(), 0);
        auto *shown = person.see<QComboBox>("monitorWindow");
        shown->setFocus();
        person.press(Qt::Key_Home);
        QCOMPARE(time->window(), 60'000);
    }

    void whatNobodySeesIsNotPainted()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        person.press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!person.monitor()->isVisible());
        const int before = person.charts()->replotCount();
        QSignalSpy samples(person.monitor()->poll(), &StatPoll::sampled);
        QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 2, patience); // it goes on
        QCOMPARE(person.charts()->replotCount(), before);
        person.press(Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(person.charts()->replotCount() > before);
    }

    void aServerThatGoesAwayIsTold()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        // There are more of them, which the list of connections shows.
        QTRY_VERIFY_WITH_TIMEOUT(person.see<QLabel>("monitorNote")->text().contains(QStringLiteral("one of this program's connections")),
                                 patience);
        m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!person.see<NoticeRow>("monitorNotice")->text().isEmpty(), patience);
        QCOMPARE(person.page(), QStringLiteral("monitorView")); // what was measured stays
        QTRY_VERIFY(person.see<QLabel>("monitorCursor")->text().startsWith(QStringLiteral("Tiles: the server's last answer was at ")));
        const auto *value = person.see<QLabel>("tileMemoryValue");
        QCOMPARE(value->palette().color(value->foregroundRole()), toneColor(Tone::Muted, value->palette()));
        // The time goes on, and what is not known any more is not told.
        const qint64 end = person.time()->end();
        QTRY_VERIFY_WITH_TIMEOUT(person.time()->end() > end, patience);
        QTRY_VERIFY_WITH_TIMEOUT(person.charts()->text().contains(QStringLiteral("Items: Items –")), patience);
        QVERIFY(m_server->restart());
        QTRY_VERIFY_WITH_TIMEOUT(person.see<NoticeRow>("monitorNotice")->text().isEmpty(), patience);
        const StatHistory &history = person.monitor()->poll()->history();
        QTRY_COMPARE(history.marks().size(), size_t(1));
        QCOMPARE(history.marks().front().event, StatEvent::Restart);
        QTRY_VERIFY_WITH_TIMEOUT(person.charts()->text().contains(QStringLiteral("Items: Items 0")), patience);
        QVERIFY(person.see<QLabel>("monitorCursor")->text().startsWith(QStringLiteral("Tiles: since the restart at ")));
        QCOMPARE(value->palette().color(value->foregroundRole()), toneColor(Tone::Plain, value->palette()));
    }

    /// What it measured before is of another life of the server.
    void tilesAreOfOneLifeOfAServer()
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        StatHistory history;
        const auto add = [&](qint64 ago, quint64 evictions, StatEvent event) {
            StatInterval interval{.begin = now - ago, .end = now - ago + 1'000, .event = event};
            interval.amounts[indexOf(Metric::Evictions)] = evictions;
            history.append(interval);
        };
        add(9'000, 500, StatEvent::None);
        add(8'000, 0, StatEvent::Restart);
        add(7'000, 20, StatEvent::None);
        HistoryView view(&history);
        view.refresh({});
        QCOMPARE(view.findChild<QLabel *>(QStringLiteral("tileEvictionsValue"))->text(), QStringLiteral("20/s"));
    }

    /// Each below another, whatever they tell.
    void tilesAreEquallyWide()
    {
        MonitorTiles tiles;
        StatSample latest;
        const QList<QFrame *> frames = tiles.findChildren<QFrame *>(QRegularExpression(QStringLiteral("^tile[A-Z][a-z]*(Ratio)?$")));
        QCOMPARE(frames.size(), 6);
        for (const quint64 evictions : {0ULL, 123'456'789'012ULL, 5ULL}) {
            latest.values[indexOf(Metric::Evictions)] = evictions;
            tiles.show({}, latest);
            tiles.resize(900, tiles.heightForWidth(900));
            tiles.QWidget::show();
            QTRY_COMPARE(frames.constFirst()->x(), 0);
            for (const QFrame *frame : frames)
                QTRY_COMPARE(frame->width(), frames.constFirst()->width());
        }
    }

    void axesAreTickedEvenly()
    {
        const auto text = [](double value, double step, double top, ChartUnit unit) { return axisText(value, step, top, unit); };
        constexpr double mebibyte = 1'048'576;
        QCOMPARE(text(102.5, 2.5, 110, ChartUnit::PerSecond), QStringLiteral("102.5/s"));
        QCOMPARE(text(2'000, 1'000, 3'000, ChartUnit::PerSecond), QStringLiteral("2,000/s"));
        QCOMPARE(text(mebibyte / 2, mebibyte / 2, 1.5 * mebibyte, ChartUnit::Bytes), QStringLiteral("0.5 MiB"));
        QCOMPARE(text(mebibyte, mebibyte / 2, 1.5 * mebibyte, ChartUnit::BytesPerSecond), QStringLiteral("1.0 MiB/s"));
        QCOMPARE(text(0.005, 0.005, 0.02, ChartUnit::Share), QStringLiteral("0.5 %"));
        QCOMPARE(text(2.5, 0.5, 3, ChartUnit::Share), QStringLiteral("250 %")); // of one processor
        QCOMPARE(text(250, 250, 1'000, ChartUnit::Microseconds), QStringLiteral("0.25 ms"));
        QCOMPARE(chartText(2.5, ChartUnit::Share), QStringLiteral("250 %"));
    }

    void whatKeysDoIsFoundInTheMenuOfTheCharts()
    {
        const StatHistory history;
        HistoryView view(&history);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const qint64 window = view.time()->window();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {5, 5}, view.charts()->mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(view.charts(), &event);
        auto *menu = view.findChild<QMenu *>(QStringLiteral("chartsMenu"));
        QVERIFY(menu && menu->isVisible());
        const QList<QAction *> actions = menu->actions();
        for (const QAction *action : actions)
            QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
        QTest::keyClick(menu, Qt::Key_I);
        QVERIFY(view.time()->window() < window);
    }

    void whoHangsUpIsNotAskedAnyMore()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        person.click("disconnectButton");
        QTRY_COMPARE(person.monitor()->poll()->state(), Connection::State::Disconnected);
        QCOMPARE(person.page(), QStringLiteral("monitorView"));
    }

    void theSameIsThereAsNumbers()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        auto *numbers = person.see<NumbersTable>("monitorNumbers");
        QVERIFY(!numbers->isVisible());
        auto *form = person.see<QComboBox>("monitorForm");
        form->setFocus();
        person.press(Qt::Key_Down);
        QVERIFY(numbers->isVisible());
        QVERIFY(!person.charts()->isVisible());
        const auto *model = numbers->model();
        QCOMPARE(model->index(0, NumbersModel::SeriesColumn).data().toString(), QStringLiteral("Gets"));
        QTRY_COMPARE_WITH_TIMEOUT(model->index(0, NumbersModel::NowColumn).data().toString(), QStringLiteral("0/s"), patience);
        QVERIFY(numbers->text().contains(QStringLiteral("Memory limit\t64 MiB\t64 MiB\t64 MiB\t64 MiB\tMemory of items")));
        numbers->setFocus();
        numbers->setCurrentIndex(model->index(1, NumbersModel::AverageColumn));
        person.press(Qt::Key_Space);
        QCOMPARE(model->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        person.press(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("Series\tLatest\tAverage\tLeast\tMost\tChart\nSets\t")));
        form->setFocus();
        person.press(Qt::Key_Down);
        QVERIFY(numbers->isVisible());
        QVERIFY(person.charts()->isVisible());
        const QByteArray kept = person.monitor()->overview()->state();
        HistoryView other(&person.monitor()->poll()->history());
        other.restoreState(kept.mid(kept.indexOf(' ') + 1));
        QCOMPARE(other.form(), HistoryView::Form::Both);
        QCOMPARE(other.findChild<NumbersTable *>()->model()->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    }

    void numbersAreAWellMadeModel()
    {
        const StatHistory history;
        ChartTime time;
        HiddenSeries hidden;
        NumbersModel model(&history, serverCharts(), &time, &hidden);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.refresh();
        QCOMPARE(model.index(0, NumbersModel::NowColumn).data().toString(), QStringLiteral("–"));
        QSignalSpy changed(&hidden, &HiddenSeries::changed);
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(hidden.words(), QStringList{QStringLiteral("gets")});
    }

    void aClickOnALegendHidesItsLine()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        const auto *model = person.see<NumbersTable>("monitorNumbers")->model();
        QWidget *plot = person.charts()->findChild<QWidget *>();
        const auto isHidden = [model] { return model->index(0, 0).data(Qt::CheckStateRole).toInt() == Qt::Unchecked; };
        QTRY_VERIFY(plot->height() > 300);
        int at = 0;
        const auto findsIt = [&] {
            for (int y = 8; y < 70 && !isHidden(); ++y) {
                at = y;
                QTest::mouseClick(plot, Qt::LeftButton, {}, {30, y});
            }
            return isHidden();
        };
        QTRY_VERIFY(findsIt()); // once it is painted
        QTest::mouseClick(plot, Qt::LeftButton, {}, {30, at});
        QVERIFY(!isHidden());
    }

    void whatWasRecordedIsOpenedWithoutItsServer()
    {
        const QString path = m_folder.filePath(QStringLiteral("sample.slabstats"));
        {
            Watcher person;
            person.connectAndWatch(*m_server);
            auto *files = person.monitor()->findChild<HistoryFiles *>();
            QSignalSpy told(files, &HistoryFiles::told);
            files->save(path);
            QVERIFY(told.wait(Patience::usual));
            QVERIFY(told.at(0).at(0).toString().contains(QStringLiteral("sample.slabstats")));
        }
        Watcher person;
        person.press(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(person.page(), QStringLiteral("overviewOffline"));
        const int tabs = person.monitor()->tabs()->count();
        person.monitor()->recordings()->open(path);
        QTRY_COMPARE(person.monitor()->tabs()->count(), tabs + 1);
        auto *recording = person.see<RecordingView>("recordingView");
        QVERIFY(recording->isVisible());
        QVERIFY(recording->title().contains(QString::number(m_server->port())));
        QTRY_VERIFY(recording->view()->charts()->text().contains(QStringLiteral("Items: Items 0")));
        QTest::mouseClick(person.see<QToolButton>("recordingCloseButton"), Qt::LeftButton);
        QTRY_COMPARE(person.monitor()->tabs()->count(), tabs);
        QCOMPARE(person.monitor()->tab(), "overviewTab"); // as before
        QFile broken(path);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("hello");
        broken.close();
        person.monitor()->recordings()->open(path);
        QTRY_VERIFY(person.see<NoticeRow>("monitorNotice")->text().contains(QStringLiteral("no recording")));
    }

    void chartsAndNumbersAreExported()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        auto *files = person.monitor()->findChild<HistoryFiles *>();
        QSignalSpy told(files, &HistoryFiles::told);
        const auto written = [&](void (HistoryFiles::*write)(const QString &), const char *name) {
            const QString path = m_folder.filePath(QLatin1String(name));
            (files->*write)(path);
            QFile file(path);
            return told.wait(Patience::usual) && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QImage image = QImage::fromData(written(&HistoryFiles::writeCharts, "charts.png"));
        QCOMPARE(image.size(), person.charts()->size() * 2);
        const QByteArray drawing = written(&HistoryFiles::writeCharts, "charts.svg");
        QVERIFY(drawing.contains("<svg"));
        const QDate begin = QDateTime::fromMSecsSinceEpoch(person.time()->begin()).date(); // yesterday's, just after midnight
        const QByteArray server = QByteArray::number(m_server->port()) + ", " + begin.toString(Qt::ISODate).toLatin1();
        QCOMPARE(drawing.count(server), 2); // its title, and the line above the charts
        QVERIFY(written(&HistoryFiles::writeNumbers, "numbers.csv").startsWith("begin,end,event,gets_mean"));
        QVERIFY(written(&HistoryFiles::writeNumbers, "numbers.jsonl").startsWith("{\"begin\":\"20"));
        files->writeNumbers(m_folder.filePath(QStringLiteral("no/such/folder.csv")));
        QTRY_VERIFY(!person.see<NoticeRow>("monitorProblem")->text().isEmpty());
    }

    void historyIsKeptForTheNextStart()
    {
        qint64 begin = 0;
        {
            Watcher person;
            person.connectAndWatch(*m_server);
            person.see<QAction>("monitorKeepHistory")->trigger();
            begin = person.monitor()->poll()->history().begin();
            person.click("disconnectButton");
            QTRY_VERIFY(QFile::exists(StatKeeping::pathOf(person.monitor()->poll()->place())));
        }
        Watcher person;
        person.connectTo(*m_server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        person.press(Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(person.monitor()->poll()->history().begin(), begin);
        QTRY_VERIFY(person.monitor()->poll()->isAsking());
        QVERIFY(person.see<QAction>("monitorKeepHistory")->isChecked());
        const QString path = StatKeeping::pathOf(person.monitor()->poll()->place());
        person.see<QAction>("monitorKeepHistory")->trigger();
        QVERIFY(!QFile::exists(path));
    }

private:
    PrivateHome m_folder;
    std::unique_ptr<RealServer> m_server;
};

QTEST_MAIN(TestMonitorView)
#include "tst_monitorview.moc"
