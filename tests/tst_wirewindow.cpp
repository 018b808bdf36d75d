#include "tests/person.h"
#include "tests/privatehome.h"
#include "ui/results/hexview.h"
#include "ui/results/resultsmodel.h"
#include "ui/results/resultspanel.h"
#include "ui/wire/packettree.h"
#include "ui/wire/wireview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QToolButton>

namespace {

/// A person who looks at the wire.
class Looker : public Person
{
public:
    Looker()
    {
        if (!activate())
            qFatal("no window");
        QTest::keyClick(&window(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    }

    void connectAndWait(const RealServer &server)
    {
        connectTo(server);
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
    }
    PacketTree *tree() const { return see<PacketTree>("wirePackets"); }
    HexView *hex() const { return see<HexView>("wireHex"); }
    QString title() const { return see<ElidedLabel>("wireTitle")->text(); }
    QString heading() const { return see<ElidedLabel>("wireHeading")->text(); }
    QString notes() const { return see<QLabel>("wireNotes")->text(); }
    bool showsNothing() const { return !tree()->parentWidget()->isVisible() && heading().isEmpty(); }
    /// "SET request: k", a line a packet.
    QStringList packets() const
    {
        QStringList lines;
        for (int row = 0; row < tree()->model()->rowCount(); ++row) {
            const QModelIndex packet = tree()->model()->index(row, 0);
            lines +=
                QStringLiteral("%1: %2").arg(packet.data().toString(), packet.siblingAtColumn(PacketModel::ValueColumn).data().toString());
        }
        return lines;
    }
    QString field() const { return tree()->currentIndex().siblingAtColumn(0).data().toString(); }
    void key(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(widget, key, modifiers); }
    void clickRow(int row) const
    {
        auto *table = see<ResultsTable>("results");
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(row, 1)).center());
    }
    void runAll() const
    {
        QTRY_VERIFY(see<QToolButton>("runCommandButton")->isEnabled());
        QTest::keyClick(see<ScriptEditor>("script"), Qt::Key_Return, Qt::ControlModifier);
    }
    ScriptEditor *editor() const { return see<ScriptEditor>("script"); }
    static QString clipboard() { return QApplication::clipboard()->text(); }
};

} // namespace

class TestWireWindow : public QObject
{
    Q_OBJECT

private:
    PrivateHome m_folder;
    RealServer m_server;

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init()
    {
        m_folder.clearSettings();
        QApplication::clipboard()->clear();
    }

    void keyShowsAndHidesIt()
    {
        Looker person;
        auto *dock = person.see<QDockWidget>("wireDock");
        QVERIFY(dock->isVisible());
        QVERIFY(person.see<WireView>("wireView")->isVisible());
        QVERIFY(person.showsNothing());
        person.key(&person.window(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!dock->isVisible());
        QVERIFY(!person.see<QAction>("showWire")->statusTip().isEmpty());
    }

    void commandIsSeenBeforeAndAfterItRuns()
    {
        Looker person;
        person.connectAndWait(m_server);
        auto *field = person.see<QLineEdit>("command");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("SET k v"));
        QTRY_COMPARE(person.heading(), QStringLiteral("Dry run: what would be sent"));
        QTRY_COMPARE(person.title(), QStringLiteral("SET k v"));
        QCOMPARE(person.packets(), (QStringList{QStringLiteral("SET request: k"), QStringLiteral("NOOP request: ours")}));
        const QByteArray before = person.tree()->packets().bytes(person.tree()->model()->index(0, 0)).toByteArray();

        person.key(field, Qt::Key_Return);
        QTRY_VERIFY2(person.heading().startsWith(QStringLiteral("As it went: answered after ")), qPrintable(person.heading()));
        QCOMPARE(person.title(), QStringLiteral("Line 1: SET k"));
        QCOMPARE(person.packets().size(), 2);
        QCOMPARE(person.packets().at(0), QStringLiteral("SET request: k"));
        QVERIFY2(person.packets().at(1).startsWith(QStringLiteral("SET answer: Success · after ")), qPrintable(person.packets().at(1)));
        QCOMPARE(person.tree()->packets().bytes(person.tree()->model()->index(0, 0)), QByteArrayView(before));
    }

    void lineThatDoesNotParseSaysWhy()
    {
        Looker person;
        auto *field = person.see<QLineEdit>("command");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("GET k bogus"));
        QTRY_COMPARE(person.heading(), QStringLiteral("Not a command"));
        QVERIFY(person.notes().startsWith(QStringLiteral("Column 7: ")));
        QVERIFY(!person.tree()->isVisible());
        QVERIFY(!person.see<QToolButton>("wireCopyButton")->isEnabled());
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("GETQ k"));
        QTRY_COMPARE(person.heading(), QStringLiteral("Dry run: what would be sent"));
        QVERIFY(person.notes().contains(QStringLiteral("Silence means")));
        QVERIFY(person.notes().contains(QStringLiteral("without a connection")));
        QVERIFY(!person.see<QToolButton>("wireRunButton")->isVisible());
        field->clear();
        QTRY_VERIFY(person.heading().isEmpty());
    }

    void linesOfAScriptAreFollowed()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.write(QStringLiteral("SETQ a 1\n# nothing\nGETQ absent\nGET a"));
        QTRY_COMPARE(person.title(), QStringLiteral("GET a"));
        QCOMPARE(person.packets(), QStringList{QStringLiteral("GET request: a")});
        person.key(person.editor(), Qt::Key_Up);
        QTRY_COMPARE(person.title(), QStringLiteral("GETQ absent"));
        QCOMPARE(person.packets().size(), 2);
        person.key(person.editor(), Qt::Key_Up);
        QTRY_VERIFY(person.heading().isEmpty());

        person.runAll();
        QTRY_COMPARE(person.rows(), 3);
        person.key(person.editor(), Qt::Key_Down);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 3: GETQ absent"));
        QVERIFY(person.heading().startsWith(QStringLiteral("As it went: silence proved after ")));
        QVERIFY2(person.packets().at(1).startsWith(QStringLiteral("GET answer: proves the silence · Success · after ")),
                 qPrintable(person.packets().at(1)));
        QVERIFY(person.notes().contains(QStringLiteral("which the answer to a later command proves")));
        person.key(person.editor(), Qt::Key_End);
        QTest::keyClicks(person.editor(), QStringLiteral("2"));
        QTRY_COMPARE(person.title(), QStringLiteral("GETQ absent2"));
        QCOMPARE(person.heading(), QStringLiteral("Dry run: what would be sent"));
    }

    void linesThatEndInCrLfAreFollowed()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.editor()->setLineEnd(true);
        person.write(QStringLiteral("GET a\nGET b"));
        person.runAll();
        QTRY_COMPARE(person.rows(), 2);
        person.key(person.editor(), Qt::Key_Up);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 1: GET a"));
    }

    void resultsAreFollowed()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.write(QStringLiteral("SETQ a 1\nSTAT settings\nSETQ b 1"));
        person.runAll();
        QTRY_COMPARE(person.rows(), 3);
        person.clickRow(1);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 2: STAT settings"));
        QVERIFY(person.packets().size() > 10);
        QVERIFY(person.packets().at(1).contains(QStringLiteral(" = ")));
        QCOMPARE(person.packets().constLast(), QStringLiteral("STAT answer: the end of the statistics"));
        person.key(person.see<ResultsTable>("results"), Qt::Key_Down);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 3: SETQ b"));
        QVERIFY(person.packets().at(1).startsWith(QStringLiteral("NOOP answer: proves the silence")));
        QVERIFY(person.notes().contains(QStringLiteral("NOOP of ours")));
        // The field that was looked at stays so.
        person.tree()->setFocus();
        person.key(person.tree(), Qt::Key_Down);
        person.key(person.tree(), Qt::Key_Down);
        QCOMPARE(person.field(), QStringLiteral("Opcode"));
        person.clickRow(0);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 1: SETQ a"));
        QCOMPARE(person.field(), QStringLiteral("Opcode"));
    }

    void fieldAndBytesAreMarkedTogether()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.command(QStringLiteral("SET key value flags=7"));
        QTRY_VERIFY2(person.heading().startsWith(QStringLiteral("As it went: answered after ")), qPrintable(person.heading()));
        person.tree()->setFocus();
        person.key(person.tree(), Qt::Key_Home);
        for (int i = 0; i < 11; ++i)
            person.key(person.tree(), Qt::Key_Down);
        QCOMPARE(person.field(), QStringLiteral("Flags"));
        person.key(person.tree(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(Looker::clipboard(), QStringLiteral("00 00 00 07"));
        person.hex()->setFocus();
        person.key(person.hex(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(Looker::clipboard(), QStringLiteral("00 00 00 07"));
        // From the bytes to the field: one further is the expiration.
        person.key(person.hex(), Qt::Key_Right);
        QCOMPARE(person.field(), QStringLiteral("Expiration"));
        person.key(person.hex(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(Looker::clipboard(), QStringLiteral("00"));
        person.key(person.hex(), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(person.field(), QStringLiteral("Value"));
        QTest::mouseClick(person.see<QWidget>("wireCopyTextButton"), Qt::LeftButton);
        QCOMPARE(Looker::clipboard(), QStringLiteral("value"));
        QTest::mouseClick(person.see<QWidget>("wireCopyButton"), Qt::LeftButton);
        QCOMPARE(Looker::clipboard(), QStringLiteral("76 61 6C 75 65"));
        const QModelIndex opcode = person.tree()->model()->index(1, 0, person.tree()->model()->index(1, 0));
        person.tree()->scrollTo(opcode);
        QTest::mouseClick(person.tree()->viewport(), Qt::LeftButton, {}, person.tree()->visualRect(opcode).center());
        person.key(person.hex(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(Looker::clipboard(), QStringLiteral("01"));
    }

    void bytesAreSaved()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.command(QStringLiteral("SET key value"));
        QTRY_VERIFY2(person.heading().startsWith(QStringLiteral("As it went: answered after ")), qPrintable(person.heading()));
        person.tree()->setCurrentIndex(person.tree()->packets().fieldAt(0, 36));
        person.see<QAction>("wireSave")->trigger();
        auto *dialog = person.see<QFileDialog>("saveBytesDialog");
        QVERIFY(dialog);
        const QString path = m_folder.filePath(QStringLiteral("value.bin"));
        emit dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("value"));
    }

    void whatRanCanBeRehearsedAgain()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.write(QStringLiteral("GET a\nSET rehearsed 1"));
        person.runAll();
        QTRY_COMPARE(person.rows(), 2);
        person.clickRow(1);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 2: SET rehearsed"));
        QTest::mouseClick(person.see<QToolButton>("wireBeforeButton"), Qt::LeftButton);
        QTRY_COMPARE(person.title(), QStringLiteral("SET rehearsed 1"));
        QCOMPARE(person.heading(), QStringLiteral("Dry run: what would be sent"));
        QTest::mouseClick(person.see<QToolButton>("wireBeforeButton"), Qt::LeftButton);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 2: SET rehearsed"));
    }

    void whatWasNotRecordedCanBeRunAlone()
    {
        QFile value(m_folder.filePath(QStringLiteral("big")));
        QVERIFY(value.open(QIODevice::WriteOnly));
        value.write(QByteArray(1'000'000, 'v'));
        value.close();
        Looker person;
        person.connectAndWait(m_server);
        QString script;
        for (int i = 0; i < 10; ++i)
            script += QStringLiteral("SET big%1 file:%2\n").arg(QString::number(i), value.fileName());
        person.write(script);
        person.runAll();
        QTRY_COMPARE(person.rows(), 10);
        QTRY_VERIFY(person.see<QToolButton>("runCommandButton")->isEnabled());
        person.clickRow(2);
        QTRY_VERIFY2(person.heading().startsWith(QStringLiteral("As it went: answered after ")), qPrintable(person.heading()));
        person.clickRow(8);
        QTRY_COMPARE(person.heading(), QStringLiteral("As it went, recorded in part"));
        QVERIFY2(person.notes().startsWith(QStringLiteral("Of this request only the beginning was recorded")), qPrintable(person.notes()));
        QVERIFY2(person.packets().at(0).contains(QStringLiteral("The packet is cut")), qPrintable(person.packets().at(0)));
        person.clickRow(9);
        QTRY_VERIFY(person.notes().startsWith(QStringLiteral("The request was not recorded: of each run the first 8 MiB each way are.")));
        QCOMPARE(person.packets().size(), 1);
        QVERIFY(person.packets().at(0).startsWith(QStringLiteral("SET answer: Success")));
        QTest::mouseClick(person.see<QToolButton>("wireRunButton"), Qt::LeftButton);
        QTRY_COMPARE(person.rows(), 1);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 10: SET big9"));
        QTRY_VERIFY2(person.heading().startsWith(QStringLiteral("As it went: answered after ")), qPrintable(person.heading()));
        QCOMPARE(person.packets().at(0), QStringLiteral("SET request: big9"));
    }

    void keyboardAloneIsEnough()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.command(QStringLiteral("GET absent"));
        QTRY_VERIFY2(person.heading().startsWith(QStringLiteral("As it went: answered after ")), qPrintable(person.heading()));
        // By F6 through the parts of the window.
        for (int part = 0; part < 8 && QApplication::focusWidget() != person.tree(); ++part)
            person.key(QApplication::focusWidget(), Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget(), person.tree());
        person.key(person.tree(), Qt::Key_Down);
        QCOMPARE(person.field(), QStringLiteral("Magic"));
        person.key(person.tree(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), person.hex());
        person.key(person.hex(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), person.see<QToolButton>("wireBeforeButton"));
        person.key(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_COMPARE(person.heading(), QStringLiteral("Dry run: what would be sent"));
    }

    void forgottenRunIsNotKept()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.command(QStringLiteral("GET first"));
        QTRY_COMPARE(person.title(), QStringLiteral("Line 1: GET first"));
        QTRY_VERIFY(person.see<QToolButton>("runCommandButton")->isEnabled());
        const std::weak_ptr<const RunRecord> run = person.see<ResultsPanel>("resultsPanel")->shownRun();
        QVERIFY(!run.expired());
        QTest::mouseClick(person.see<QToolButton>("earlierRunsButton"), Qt::LeftButton);
        auto *runs = person.see<QTableView>("runs");
        QTRY_VERIFY(runs->isVisible());
        QTest::mouseClick(runs->viewport(), Qt::LeftButton, {}, runs->visualRect(runs->model()->index(0, 1)).center());
        QTest::keyClick(runs, Qt::Key_Delete);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        QTRY_VERIFY(person.heading().isEmpty());
        QTRY_VERIFY(run.expired());
    }

    void nothingIsWorkedOutWhileItIsHidden()
    {
        Looker person;
        person.connectAndWait(m_server);
        person.key(&person.window(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        person.command(QStringLiteral("GET absent"));
        QTRY_COMPARE(person.rows(), 1);
        QVERIFY(person.title().isEmpty());
        person.key(&person.window(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(person.title(), QStringLiteral("Line 1: GET absent"));
    }
};

QTEST_MAIN(TestWireWindow)
#include "tst_wirewindow.moc"
