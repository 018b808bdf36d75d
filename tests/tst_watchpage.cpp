#include "tests/asking.h"
#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"
#include "tests/watchperson.h"
#include "ui/elidedlabel.h"
#include "ui/keys/keydetails.h"
#include "ui/noticerow.h"
#include "ui/settings.h"
#include "ui/watch/watchcounts.h"
#include "ui/watch/watchfiles.h"
#include "ui/watch/watchstart.h"
#include "ui/watch/watchtoptable.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTcpSocket>
#include <QToolButton>

namespace {

constexpr int patience = WatchPerson::patience;

} // namespace

class TestWatchPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use({"config"}));
    }

    void init() { m_folder.clearSettings(); }

    void linesAppearAndAreAddedUp()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        const QAbstractItemModelTester lines(person.table()->model());
        const QAbstractItemModelTester top(person.see<QTableView>("watchPrefixes")->model());
        person.connectAndGo(server);
        QCOMPARE(person.front(), QStringLiteral("watchStart"));
        QVERIFY(person.word("fetchers")->isChecked());
        QVERIFY(!person.word("mutations")->isChecked());
        QVERIFY(!person.word("deletions"));
        person.consent();
        person.see<QCheckBox>("watchOwn")->setChecked(false);
        person.startWatching();
        QCOMPARE(person.front(), QStringLiteral("watchContent"));
        QTRY_VERIFY(person.see<QWidget>("watchQuiet")->isVisible());
        Connection other;
        other.open(optionsFor(server.port()));
        QTRY_VERIFY(other.isReady());
        QList<Command> commands;
        for (int i = 0; i < 50; ++i)
            commands += Command{.opcode = Opcode::Set, .key = "user:" + QByteArray::number(i), .value = "v"};
        commands += Command{.opcode = Opcode::Get, .key = QByteArray("job:\n", 5)};
        const auto batch = other.executeBatch(commands);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows(), 101, patience);
        QVERIFY(person.table()->isVisible());
        QCOMPARE(person.cell(1, WatchCell::Kind), QStringLiteral("Store"));
        QCOMPARE(person.cell(1, WatchCell::Key), QStringLiteral("user:0"));
        QCOMPARE(person.cell(1, WatchCell::Status), QStringLiteral("set · stored"));
        QCOMPARE(person.cell(1, WatchCell::Ttl), QStringLiteral("never"));
        QCOMPARE(person.cell(100, WatchCell::Key), QStringLiteral("job:\\n"));
        QTRY_COMPARE(person.see<QTableView>("watchPrefixes")->model()->index(0, 0).data().toString(), QStringLiteral("user:"));
        QVERIFY(person.see<QLabel>("watchCount1")->text().contains(QStringLiteral("50")));
        // Where no line is as wanted, that is said, and how to see some again.
        person.enter(person.see<QLineEdit>("watchFilterField"), QStringLiteral("nobody:*"));
        QTRY_VERIFY(person.see<QWidget>("watchNoneLike")->isVisible());
        person.see<QAction>("watchShowAll")->trigger();
        QTRY_COMPARE(person.rows(), 101);
        QVERIFY(person.table()->isVisible());
        filterAndShow(person);
    }

    void whatWeDoOurselvesIsLeftOut()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        QVERIFY(person.see<QCheckBox>("watchOwn")->isChecked());
        person.startWatching();
        QTcpSocket foreign;
        foreign.connectToHost(QHostAddress::LocalHost, server.port());
        // Until it is known which connections are ours.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                foreign.write("get foreign\r\n");
                person.command(QStringLiteral("get own"));
                person.goToWatch();
                return person.page()->watch()->figures().leftOut > 0 && person.rows() > 0;
            }(),
            patience);
        person.page()->watch()->clear();
        const quint64 before = person.page()->watch()->figures().leftOut;
        person.command(QStringLiteral("get own"));
        foreign.write("get foreign\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(person.page()->watch()->figures().leftOut > before && person.rows() > 0, patience);
        for (int row = 0; row < person.rows(); ++row) {
            QCOMPARE(person.cell(row, WatchCell::Key), QStringLiteral("foreign"));
            QCOMPARE(person.cell(row, WatchCell::Status), QStringLiteral("not found"));
            QCOMPARE(person.cell(row, WatchCell::Size), QString()); // what is not there has none
        }
    }

    void aServerThatForbidsItSaysSoInPlainWords()
    {
        RealServer server({QStringLiteral("-W")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        person.click("watchStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(!person.see<NoticeRow>("watchStartNotice")->text().isEmpty(), patience);
        QVERIFY2(person.see<NoticeRow>("watchStartNotice")->text().contains(QStringLiteral("-W")),
                 qPrintable(person.see<NoticeRow>("watchStartNotice")->text()));
        QCOMPARE(person.front(), QStringLiteral("watchStart"));
    }

    void aServerThatSpeaksBinaryOnlySaysSo()
    {
        RealServer server({QStringLiteral("-B"), QStringLiteral("binary")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        person.click("watchStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(person.see<NoticeRow>("watchStartNotice")->text().contains(QStringLiteral("binary protocol only")),
                                 patience);
    }

    void whatWasWrongWithOneServerIsNotToldOfAnother()
    {
        RealServer forbidding({QStringLiteral("-W")});
        RealServer server;
        QVERIFY2(forbidding.start() && server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(forbidding);
        person.click("watchStartButton");
        auto *notice = person.see<NoticeRow>("watchStartNotice");
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), patience);
        person.connectAndGo(server);
        QVERIFY2(notice->text().isEmpty(), qPrintable(notice->text()));
        QCOMPARE(person.page()->watch()->state(), ServerWatch::State::Off);
        person.startWatching();
        person.connectAndGo(forbidding);
        QCOMPARE(person.front(), QStringLiteral("watchStart"));
    }

    void whatIsWrongWithAFilterIsSaidInWords()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        auto *field = person.see<QLineEdit>("watchKeptField");
        auto *words = person.see<NoticeRow>("watchKeptError");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("size>"));
        QTRY_VERIFY(words->isVisible());
        QCOMPARE(words->text(), field->accessibleDescription());
        QVERIFY(!words->text().isEmpty() && !person.see<QPushButton>("watchStartButton")->isEnabled());
        QTest::keyClicks(field, QStringLiteral("1k"));
        QTRY_VERIFY(!words->isVisible());
        QVERIFY(person.see<QPushButton>("watchStartButton")->isEnabled());
        // Who clicks at once gets what is typed.
        QTest::keyClicks(field, QStringLiteral(" unread"));
        person.startWatching();
        QCOMPARE(person.page()->watch()->kept().keys.text(), QStringLiteral("size>1k unread"));
    }

    void theTwentyFirstWatcherIsToldWhy()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        TextChannel channel(optionsFor(server.port()));
        std::vector<std::unique_ptr<WatchReply>> watchers;
        for (int i = 0; i < 20; ++i) {
            watchers.push_back(channel.watch({"evictions"}));
            QTRY_VERIFY(watchers.back()->isWatching());
        }
        WatchPerson person;
        person.connectAndGo(server);
        person.click("watchStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(person.see<NoticeRow>("watchStartNotice")->text().contains(QStringLiteral("20")), patience);
    }

    void whatIsRefusedOnceIsNotConsentForAll()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        QTest::mouseClick(person.word("mutations"), Qt::LeftButton, {}, QPoint(6, person.word("mutations")->height() / 2));
        QTRY_VERIFY(person.see<QMessageBox>("watchRisk"));
        QVERIFY(person.see<QMessageBox>("watchRisk")->informativeText().contains(QStringLiteral("1.6.18")));
        QTest::keyClick(person.see<QMessageBox>("watchRisk"), Qt::Key_Escape);
        QTRY_VERIFY(!person.see<QMessageBox>("watchRisk"));
        QVERIFY(!person.word("mutations")->isChecked());
        person.consent();
        // The next connection is asked anew.
        person.connectTo(server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        QTRY_VERIFY(!person.word("mutations")->isChecked());
    }

    void aLossIsARowAndComesBack()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        person.startWatching();
        QVERIFY(server.restart());
        QTRY_COMPARE_WITH_TIMEOUT(person.page()->watch()->losses(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(person.page()->watch()->state(), ServerWatch::State::Watching, patience);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows(), 2, patience);
        QCOMPARE(person.cell(0, WatchCell::Kind), QStringLiteral("Lost"));
        QCOMPARE(person.cell(1, WatchCell::Kind), QStringLiteral("Connected"));
        QVERIFY(person.see<NoticeRow>("watchNotice")->text().contains(QStringLiteral("was lost once")));
    }

    /// Above the page of what is so now, in the line of what was so then; the rest of the page does not repeat it.
    void whyAConnectionWasLostIsSaidOnce()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        QTRY_VERIFY_WITH_TIMEOUT(!person.monitor()->poll()->statistics().isEmpty(), WatchPerson::patience);
        person.startWatching();
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(person.rows(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(person.page()->watch()->error().text.contains(QStringLiteral("refused")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(person.state().contains(QStringLiteral("refused")), patience);
        QCOMPARE(person.cell(0, WatchCell::Key),
                 QStringLiteral("Connection lost: what happens now is not seen. The server closed the connection."));
        QCOMPARE(person.cell(0, WatchCell::More), QString());
        QTRY_COMPARE_WITH_TIMEOUT(person.see<NoticeRow>("watchNotice")->text(),
                                  QStringLiteral("The connection was lost once: what happened then is not seen."), patience);
        QTRY_COMPARE_WITH_TIMEOUT(person.see<NoticeRow>("monitorNotice")->text(), QStringLiteral("Nothing is measured now."), patience);
        // It has the room of all cells beside it, in whatever order they are.
        auto *header = person.table()->horizontalHeader();
        const auto isWrittenOn = [&person](WatchCell cell) {
            const QRect place = person.table()->visualRect(person.table()->model()->index(0, int(cell))).adjusted(1, 1, -1, -1);
            const QImage image = person.table()->viewport()->grab(place).toImage();
            QSet<QRgb> colors;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    colors.insert(image.pixel(x, y));
            }
            return colors.size() > 1;
        };
        person.window().resize(1'500, 800);
        QTRY_VERIFY(person.table()->visualRect(person.table()->model()->index(0, int(WatchCell::Size))).right() < person.table()->width());
        QVERIFY(isWrittenOn(WatchCell::Status));
        header->moveSection(header->visualIndex(int(WatchCell::Status)), 0);
        QVERIFY(!isWrittenOn(WatchCell::Status));
        QVERIFY(isWrittenOn(WatchCell::Size));
    }

    void aServerThatIsTooOldSaysSo()
    {
        FakeServer server;
        server.answerGreeting(Greeting{.version = "1.4.20"});
        WatchPerson person;
        person.connectAndGo(QStringLiteral("127.0.0.1:%1").arg(server.port()));
        QVERIFY(person.see<QLabel>("watchTooOld")->text().contains(QStringLiteral("1.4.20")));
        QVERIFY(!person.see<QPushButton>("watchStartButton")->isEnabled());
    }

    void theWordsOfANewerServerAreOffered()
    {
        FakeServer server;
        server.answerGreeting(Greeting{.version = "1.6.24"});
        WatchPerson person;
        person.connectAndGo(QStringLiteral("127.0.0.1:%1").arg(server.port()));
        QVERIFY(person.word("deletions"));
    }

    void aFileIsOpenedWithoutAServer()
    {
        const QString path = m_folder.filePath(QStringLiteral("some.watch"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 5'000; ++i)
            file.write("ts=1000." + QByteArray::number(i) + " gid=1 type=item_get key=user:" + QByteArray::number(i % 7)
                       + " status=found clsid=1 cfd=1 size=10\n");
        file.write("skipped=12\n");
        file.close();
        WatchPerson person;
        person.goToWatch();
        QVERIFY(!person.see<QPushButton>("watchStartButton")->isEnabled());
        person.see<WatchFiles>("watchFiles")->openFile(path);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows(), 5'001, patience);
        QVERIFY(person.watchState().contains(QStringLiteral("some.watch")));
        // Nothing happens any more, as often as that is counted.
        for (const bool isPaused : {true, false, true, false})
            person.see<QAction>("watchPause")->setChecked(isPaused);
        QCOMPARE(person.see<QLabel>("watchCount0")->text(), QStringLiteral("Reads: 5,000"));
        QTRY_VERIFY(person.see<NoticeRow>("watchNotice")->text().contains(QStringLiteral("they were read: 12.")));
        // The newest are in sight, and going up ends that.
        QTRY_COMPARE(person.table()->verticalScrollBar()->value(), person.table()->verticalScrollBar()->maximum());
        person.table()->setFocus();
        QTest::keyClick(person.table(), Qt::Key_Home, Qt::ControlModifier);
        QVERIFY(!person.table()->isFollowing());
        QTest::keyClick(person.table(), Qt::Key_End, Qt::ControlModifier);
        QVERIFY(person.table()->isFollowing());
        const QString copy = m_folder.filePath(QStringLiteral("copy.watch"));
        person.see<WatchFiles>("watchFiles")->saveTo(copy);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(copy), patience);
        QFile one(path);
        QFile two(copy);
        QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
        QCOMPARE(two.readAll(), one.readAll());
    }

    void whatIsReadStaysInPlaceWhileOldLinesGo()
    {
        constexpr int lines = 2'100; // more are not put together
        const auto segment = [](int number) {
            WatchSegment made;
            for (int i = number * lines; i < (number + 1) * lines; ++i)
                made.append("ts=1000.1 gid=1 type=item_get key=" + QByteArray::number(10'000 + i) + " status=found clsid=1 cfd=1 size=1");
            made.squeeze();
            return made;
        };
        WatchLog log(qint64(10) * segment(0).byteSize());
        WatchView view;
        WatchTableModel model(&view);
        WatchTable table(&model);
        table.resize(600, 300);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        for (int i = 0; i < 10; ++i)
            log.append(segment(i));
        view.follow(log);
        QCOMPARE(model.rowCount(), 10 * lines);
        table.setCurrentIndex(model.index(3, 0)); // which goes
        table.setFollowing(false);
        table.verticalScrollBar()->setValue(15'000);
        const auto top = [&] { return model.index(table.rowAt(0), int(WatchCell::Key)).data().toString(); };
        QCOMPARE(top(), QStringLiteral("25000"));
        for (int i = 10; i < 12; ++i) {
            log.append(segment(i));
            view.follow(log);
            QCoreApplication::sendPostedEvents();
            QCOMPARE(top(), QStringLiteral("25000"));
        }
        QVERIFY(log.dropped() > 0);
        // Until it goes itself.
        for (int i = 12; i < 25; ++i)
            log.append(segment(i));
        view.follow(log);
        QCOMPARE(table.verticalScrollBar()->value(), 0);
    }

    void choicesFiltersAndColumnsAreKept()
    {
        QVERIFY(m_folder.use({"data"}));
        {
            WatchPerson person;
            person.goToWatch();
            person.word("sysevents")->click();
            person.word("evictions")->click();
            person.see<QCheckBox>("watchOwn")->click();
            person.enter(person.see<QLineEdit>("watchKeptField"), QStringLiteral("user:*"));
            person.see<QAction>("watchFilterKind0")->trigger();
            person.table()->horizontalHeader()->resizeSection(int(WatchCell::Key), 345);
            person.table()->horizontalHeader()->hideSection(int(WatchCell::Client));
            person.see<WatchTopTable>("watchKeys")->horizontalHeader()->resizeSection(0, 234);
            QVERIFY(person.window().close());
        }
        WatchPerson person;
        QVERIFY(person.word("fetchers")->isChecked() && person.word("sysevents")->isChecked());
        QVERIFY(!person.word("evictions")->isChecked() && !person.word("mutations")->isChecked());
        QVERIFY(!person.see<QCheckBox>("watchOwn")->isChecked());
        QCOMPARE(person.table()->horizontalHeader()->sectionSize(int(WatchCell::Key)), 345);
        QVERIFY(person.table()->horizontalHeader()->isSectionHidden(int(WatchCell::Client)));
        QCOMPARE(person.see<WatchTopTable>("watchKeys")->horizontalHeader()->sectionSize(0), 234);
        // Filters come back with their tab, but are none of another.
        QCOMPARE(person.see<QLineEdit>("watchKeptField")->text(), QStringLiteral("user:*"));
        QVERIFY(!person.page()->view()->filter().has(WatchKind::Read));
        QCOMPARE(person.workspace().settings()->layout(QStringLiteral("watchFilters")), QByteArray());
        for (const char *damaged : {"", "x", "1", "4294967295 size>", "\xff \xff", "all", "others ", "AAAA AAAA AAAA AAAA"}) {
            person.page()->restoreChoice(damaged);
            person.page()->restoreFilters(damaged);
            person.page()->restoreColumns(damaged);
        }
        QVERIFY(person.table()->horizontalHeader()->hiddenSectionCount() < watchCellCount);
    }

private:
    /// A double click on a prefix shows its lines, and one on a line its item.
    static void filterAndShow(WatchPerson &person)
    {
        person.see<QTabWidget>("watchTabs")->setCurrentIndex(2);
        auto *prefixes = person.see<WatchTopTable>("watchPrefixes");
        prefixes->setCurrentIndex(prefixes->model()->index(0, 0));
        prefixes->setFocus();
        QTest::keyClick(prefixes, Qt::Key_Return);
        QTRY_COMPARE(person.rows(), 100);
        QVERIFY(person.table()->isVisible());
        person.table()->setFocus();
        person.table()->setCurrentIndex(person.table()->model()->index(1, 0));
        QTest::keyClick(person.table(), Qt::Key_Return);
        QTRY_COMPARE(person.see<KeyDetails>("keyDetails")->key(), QByteArray("user:0"));
        QVERIFY(person.see<KeyDetails>("keyDetails")->isVisible());
    }

    PrivateHome m_folder;
};

QTEST_MAIN(TestWatchPage)
#include "tst_watchpage.moc"
