#include "app/keyspace/keystore.h"
#include "connection/text/keydumps.h"
#include "tests/asking.h"
#include "tests/dumpsample.h"
#include "tests/keysample.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"
#include "ui/elidedlabel.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/keys/itemdumpdialog.h"
#include "ui/keys/itemreportview.h"
#include "ui/keys/itemrestoredialog.h"
#include "ui/keys/keyfiles.h"
#include "ui/noticerow.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
}

/// The strip as a person has it, with keys and where wanted a server.
class Person
{
public:
    explicit Person(int keys = 0)
    {
        KeyStore store(KeySample::now);
        constexpr int full = int(KeySegment::usualSize);
        for (int begin = 0; begin < keys; begin += full)
            store.append(KeySample().segment(begin, std::min(begin + full, keys)));
        serverName = QStringLiteral("cache:11211");
        setListing(store.listing());
        files.resize(800, 40);
    }
    void setListing(const KeyListing &listing)
    {
        shown.listing = listing;
        files.setCounts(listing.size(), {shown.count()});
    }
    void setShown(const std::vector<int> &indexes)
    {
        shown.indexes = std::make_shared<const std::vector<int>>(indexes);
        setListing(shown.listing);
    }
    [[nodiscard]] bool start(const QStringList &arguments = {}, Access access = Access::Full)
    {
        server = std::make_unique<RealServer>(arguments);
        if (!server->start())
            return false;
        ConnectionOptions options = optionsFor(server->port());
        options.access = access;
        connection.open(options);
        return comesTrue([this] { return connection.isReady(); });
    }
    [[nodiscard]] bool send(const QList<Command> &commands)
    {
        const auto batch = connection.executeBatch(commands);
        return comesTrue([&batch] { return batch->isFinished(); });
    }
    void list()
    {
        KeyDumps dumps;
        const auto reply = dumps.list(optionsFor(server->port()));
        if (!comesTrue([&reply] { return reply->isFinished(); }))
            qWarning("the listing did not finish");
        KeyStore store(QDateTime::currentSecsSinceEpoch());
        for (KeySegment &segment : reply->takeSegments())
            store.append(std::move(segment));
        setListing(store.listing());
    }
    template <typename Widget> Widget *see(const char *name) const { return files.findChild<Widget *>(QLatin1String(name)); }
    void click(const char *name) const
    {
        auto *widget = see<QWidget>(name);
        QTest::mouseClick(widget, Qt::LeftButton, {}, qobject_cast<QRadioButton *>(widget) ? QPoint(10, widget->height() / 2) : QPoint());
    }
    [[nodiscard]] QString text() const { return see<ElidedLabel>("keyFilesText")->text(); }
    [[nodiscard]] QString notice(const char *name) const { return see<NoticeRow>(name)->text(); }
    [[nodiscard]] QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
    /// Chooses `path` in the dialog that is open.
    void choose(const char *dialogName, const QString &path) const
    {
        auto *dialog = see<QFileDialog>(dialogName);
        QVERIFY(dialog);
        emit dialog->fileSelected(path);
        dialog->close();
    }
    void writeDump(const QString &path, const QList<DumpedItem> &items) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(dumpOf(items, {QStringLiteral("elsewhere:11211"), QDateTime::currentSecsSinceEpoch()}));
    }

    QTemporaryDir folder;
    QString serverName;
    KeyChoice shown;
    KeyChoice selected;
    int timesAsked = 0; ///< which keys are shown
    std::unique_ptr<RealServer> server;
    Connection connection;
    KeyFiles files{{.server = [this] { return serverName; },
                    .shown =
                        [this] {
                            ++timesAsked;
                            return shown;
                        },
                    .selected = [this] { return selected; }},
                   &connection};
};

QList<Command> threeItems()
{
    return {{.opcode = Opcode::Set, .key = "a", .value = "1"},
            {.opcode = Opcode::Set, .key = QByteArray("\x00\xff", 2), .value = QByteArray("\x00\r\n", 3), .flags = 7},
            {.opcode = Opcode::Set, .key = "c", .value = "3", .expiry = 1'000}};
}

} // namespace

class TestKeyFiles : public QObject
{
    Q_OBJECT

private slots:
    void actionsFollowWhatIsThere()
    {
        Person person;
        KeyFiles &files = person.files;
        QVERIFY(files.isHidden());
        QVERIFY(files.openSnapshot()->isEnabled());
        for (QAction *action : {files.saveSnapshot(), files.compareWith(), files.exportKeys(), files.dumpItems(), files.restoreItems()})
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        files.setCounts(10, {0});
        QVERIFY(files.saveSnapshot()->isEnabled());
        QVERIFY(!files.exportKeys()->isEnabled());
        files.setCounts(10, {5});
        QVERIFY(files.exportKeys()->isEnabled());
        QVERIFY(!files.dumpItems()->isEnabled());
        QVERIFY(person.start());
        QVERIFY(files.dumpItems()->isEnabled());
        QVERIFY(files.restoreItems()->isEnabled());
        files.setOrigin(KeyFiles::Origin::File);
        QVERIFY(!files.dumpItems()->isEnabled());
        QVERIFY(files.restoreItems()->isEnabled());
    }

    void shownKeysAreExported_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("JSON lines") << "JSON lines (*.jsonl)"
                                    << "keys.jsonl" << QByteArray("{\"key\":");
        QTest::newRow("CSV") << "CSV (*.csv)"
                             << "keys.csv" << QByteArray("key,keyBase64,");
        QTest::newRow("script") << "Script of the workbench (*.mcb)"
                                << "keys.mcb" << QByteArray("# To run this");
    }

    void shownKeysAreExported()
    {
        QFETCH(QString, filter);
        QFETCH(QString, name);
        QFETCH(QByteArray, begin);
        Person person(100);
        person.setShown({5, 3});
        person.files.exportKeys()->trigger();
        auto *dialog = person.see<QFileDialog>("exportKeysDialog");
        QVERIFY(dialog->selectedFiles().constFirst().contains(QStringLiteral("cache-11211-")));
        QCOMPARE(person.timesAsked, 0); // a name needs no list of a million keys
        emit dialog->filterSelected(filter);
        QCOMPARE(dialog->defaultSuffix(), name.section(u'.', 1));
        const QString path = person.folder.filePath(name);
        person.choose("exportKeysDialog", path);
        QTRY_VERIFY(person.text().startsWith(QStringLiteral("Keys exported to ")));
        QVERIFY(person.text().endsWith(QStringLiteral(": 2")));
        QVERIFY2(content(path).startsWith(begin), content(path).constData());
        QVERIFY(!person.files.isHidden());
        person.click("closeKeyFile");
        QVERIFY(person.files.isHidden());
    }

    void anExportIsCancelled()
    {
        Person person(400'000);
        person.files.exportTo(person.path("keys.csv"));
        QVERIFY(person.see<QProgressBar>("keyFilesProgress")->isVisibleTo(&person.files));
        QVERIFY(!person.files.saveSnapshot()->isEnabled());
        QTest::mouseClick(person.see<QToolButton>("cancelKeyFile"), Qt::LeftButton);
        QTRY_COMPARE(person.text(), QStringLiteral("Export cancelled: nothing was written"));
        QCOMPARE(QDir(person.folder.path()).entryList(QDir::Files), QStringList());
        QVERIFY(person.files.saveSnapshot()->isEnabled());
    }

    void aSnapshotIsSavedOpenedAndComparedWith()
    {
        Person person(1'000);
        const QString path = person.path("keys.slabkeys");
        person.files.saveSnapshot()->trigger();
        person.choose("saveSnapshotDialog", path);
        QTRY_VERIFY2(person.text().startsWith(QStringLiteral("Snapshot saved")), qPrintable(person.text()));
        QSignalSpy opened(&person.files, &KeyFiles::snapshotOpened);
        QSignalSpy wanted(&person.files, &KeyFiles::comparisonWanted);
        person.files.openSnapshot()->trigger();
        person.choose("openSnapshotDialog", path);
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(person.files.isHidden());
        const auto snapshot = opened.constFirst().constFirst().value<std::shared_ptr<KeySnapshot>>();
        QCOMPARE(snapshot->server, QStringLiteral("cache:11211"));
        QCOMPARE(snapshot->store.count(), 1'000);
        person.files.compareTo(path);
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(opened.size(), 1);
    }

    void aDamagedSnapshotIsToldOf()
    {
        Person person(10);
        QFile file(person.path("bad.slabkeys"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("SlabKeys\x01");
        file.close();
        QSignalSpy opened(&person.files, &KeyFiles::snapshotOpened);
        person.files.openFrom(file.fileName());
        QTRY_VERIFY2(person.text().contains(QStringLiteral("damaged")), qPrintable(person.text()));
        QVERIFY(opened.isEmpty());
    }

    void chosenItemsAreDumpedAndRestored()
    {
        Person person;
        QVERIFY(person.start());
        QVERIFY(person.send(threeItems()));
        person.list();
        QCOMPARE(person.shown.listing.size(), 3);
        QSignalSpy counted(&person.files, &KeyFiles::counted);
        person.files.dumpItems()->trigger();
        QVERIFY(!person.see<QRadioButton>("dumpSelected")->isEnabled());
        QVERIFY(person.see<QRadioButton>("dumpShown")->isChecked());
        person.click("dumpStart");
        const QString path = person.path("items.slabitems");
        person.choose("dumpFileDialog", path);
        QTRY_VERIFY2(person.notice("dumpNotice").contains(QStringLiteral(": 3 of 3, with")), qPrintable(person.notice("dumpNotice")));
        QVERIFY(person.see<ItemReportView>("keyReport")->isHidden());
        QCOMPARE(counted.constFirst().at(0).toString(), person.connection.options().place());
        QCOMPARE(counted.constFirst().at(1).value<LookTally>().hits, 3);
        person.click("dumpClose");
        QTRY_VERIFY(!person.see<QDialog>("itemDumpDialog"));

        QVERIFY(person.send({{.opcode = Opcode::Delete, .key = "a"}, {.opcode = Opcode::Set, .key = "c", .value = "other"}}));
        person.files.restoreItems()->trigger();
        person.choose("openDumpDialog", path);
        QTRY_VERIFY(person.see<QPushButton>("restoreStart")->isVisible());
        const QString findings = person.see<QLabel>("restoreFindings")->text();
        QVERIFY2(findings.contains(QStringLiteral("Not on the server: 1.")), qPrintable(findings));
        QVERIFY2(findings.contains(QStringLiteral("On the server: 2 (unchanged since the dump: 1)")), qPrintable(findings));
        QVERIFY(person.see<QLabel>("restoreOrigin")->text().contains(QStringLiteral("dumped from cache:11211")));
        QVERIFY(person.see<QLabel>("restorePlan")->text().contains(QStringLiteral("adds 1 key, replaces none, and leaves 2")));
        person.click("restoreUnchanged");
        QVERIFY(person.see<QLabel>("restorePlan")->text().contains(QStringLiteral("adds 1 key, replaces 1, and leaves 1")));
        QSignalSpy restored(&person.files, &KeyFiles::restored);
        person.click("restoreStart");
        QTRY_COMPARE(restored.size(), 1);
        const QString outcome = person.notice("restoreNotice");
        QVERIFY2(outcome.contains(QStringLiteral("Restored: 2 of 3.")), qPrintable(outcome));
        QVERIFY2(outcome.contains(QStringLiteral("Left as they are on the server: 1.")), qPrintable(outcome));
        auto *fates = person.see<QComboBox>("keyReportFates");
        QCOMPARE(fates->count(), 3); // all, restored, changed
        auto *table = person.see<QTableView>("keyReportTable");
        QCOMPARE(table->model()->rowCount(), 3);
        fates->setFocus();
        QTest::keyClick(fates, Qt::Key_Down);
        QCOMPARE(table->model()->rowCount(), 1);
        QTest::keyClick(table, Qt::Key_Escape);
        QTRY_VERIFY(!person.see<QDialog>("itemRestoreDialog"));
    }

    void onlySelectedItemsAreDumped()
    {
        Person person;
        QVERIFY(person.start());
        QVERIFY(person.send(threeItems()));
        person.list();
        person.selected = {person.shown.listing, std::make_shared<const std::vector<int>>(std::vector<int>{1, 2})};
        QVERIFY(person.send({{.opcode = Opcode::Delete, .key = person.shown.listing.key(2).toByteArray()}}));
        person.files.dumpItems()->trigger();
        QVERIFY(person.see<QRadioButton>("dumpSelected")->isChecked());
        person.see<ItemDumpDialog>("itemDumpDialog")->dumpTo(person.path("some"));
        QTRY_VERIFY(!person.notice("dumpNotice").isEmpty());
        QVERIFY2(person.notice("dumpNotice").contains(QStringLiteral(": 1 of 2")), qPrintable(person.notice("dumpNotice")));
        QVERIFY(person.notice("dumpNotice").contains(QStringLiteral("Gone since they were listed: 1.")));
        QVERIFY(person.see<ItemReportView>("keyReport")->isVisible());
    }

    void withoutATextChannelTheReasonIsTold()
    {
        Person person(5);
        QVERIFY(person.start({QStringLiteral("-B"), QStringLiteral("binary")}));
        person.files.dumpItems()->trigger();
        person.see<ItemDumpDialog>("itemDumpDialog")->dumpTo(person.path("some"));
        QTRY_VERIFY2(person.notice("dumpNotice").contains(QStringLiteral("counts as a read")), qPrintable(person.notice("dumpNotice")));
        QVERIFY(person.see<QPushButton>("dumpStart")->isVisible());
        QCOMPARE(QDir(person.folder.path()).entryList(QDir::Files), QStringList());

        person.writeDump(person.path("dump"), {{.key = "a", .value = "1"}});
        person.files.restoreFrom(person.path("dump"));
        QTRY_VERIFY(person.see<QPushButton>("restoreStart")->isVisible());
        QVERIFY(person.see<QLabel>("restoreFindings")->text().contains(QStringLiteral("without leaving a trace")));
        QVERIFY(person.see<QPushButton>("restoreStart")->isEnabled());
    }

    void aReadOnlyConnectionOnlyLooks()
    {
        Person person;
        QVERIFY(person.start({}, Access::ReadOnly));
        person.writeDump(person.path("dump"), {{.key = "a", .value = "1"}});
        person.files.restoreFrom(person.path("dump"));
        QTRY_VERIFY(person.notice("restoreNotice").contains(QStringLiteral("read-only")));
        QVERIFY(!person.see<QPushButton>("restoreStart")->isEnabled());
        QVERIFY(person.see<QLabel>("restorePlan")->text().contains(QStringLiteral("adds 1 key")));
    }

    void whatWasLookedUpIsRestoredThereOnly()
    {
        Person person;
        QVERIFY(person.start());
        RealServer another;
        QVERIFY(another.start());
        person.writeDump(person.path("dump"), {{.key = "a", .value = "1"}});
        person.files.restoreFrom(person.path("dump"));
        QTRY_VERIFY(person.see<QPushButton>("restoreStart")->isVisible());
        QVERIFY(person.see<QPushButton>("restoreStart")->isEnabled());
        person.connection.open(optionsFor(another.port()));
        QTRY_VERIFY(person.connection.isReady());
        QVERIFY(!person.see<QPushButton>("restoreStart")->isEnabled());
        QVERIFY(person.notice("restoreNotice").contains(person.connection.options().place()));
    }

    void productionIsAskedAboutFirst()
    {
        Person person;
        QVERIFY(person.start());
        person.files.setProfile(QStringLiteral("Shop"), Environment::Production);
        person.writeDump(person.path("dump"), {{.key = "a", .value = "1"}, {.key = "b", .value = "2"}});
        person.files.restoreFrom(person.path("dump"));
        QTRY_VERIFY(person.see<QPushButton>("restoreStart")->isVisible());
        QSignalSpy restored(&person.files, &KeyFiles::restored);
        person.click("restoreStart");
        auto *question = person.see<RunQuestionDialog>("runQuestion");
        QVERIFY(question);
        QVERIFY(question->findChild<QLabel *>(QStringLiteral("runQuestionText"))->text().contains(QStringLiteral("Shop")));
        QVERIFY(question->findChild<QLabel *>(QStringLiteral("runQuestionChanges"))->text().contains(QStringLiteral("2")));
        QTest::keyClick(question, Qt::Key_Escape);
        QVERIFY(restored.isEmpty());
        QTRY_VERIFY(!person.see<RunQuestionDialog>("runQuestion"));
        person.click("restoreStart");
        QTest::mouseClick(person.see<QPushButton>("consent"), Qt::LeftButton);
        QTRY_COMPARE(restored.size(), 1);
        QVERIFY(person.notice("restoreNotice").contains(QStringLiteral("Restored: 2 of 2.")));
    }

    void aDamagedDumpRestoresNothing()
    {
        Person person;
        QVERIFY(person.start());
        QByteArray bytes = dumpOf(sampleItems(), {});
        bytes.chop(3);
        QFile file(person.path("bad"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        person.files.restoreFrom(file.fileName());
        QTRY_VERIFY2(person.notice("restoreNotice").contains(QStringLiteral("damaged")), qPrintable(person.notice("restoreNotice")));
        QVERIFY(!person.see<QPushButton>("restoreStart")->isVisible());
        QTest::keyClick(person.see<QDialog>("itemRestoreDialog"), Qt::Key_Escape);
        QTRY_VERIFY(!person.see<QDialog>("itemRestoreDialog"));
    }

    void aDumpFromBeforeARestartOffersNoComparison()
    {
        Person person;
        QVERIFY(person.start());
        QVERIFY(person.send({{.opcode = Opcode::Set, .key = "a", .value = "1"}}));
        const DumpOrigin origin{.time = QDateTime::currentSecsSinceEpoch(),
                                .place = person.connection.options().place(),
                                .process = person.connection.server().process};
        const auto isOffered = [&person](const DumpOrigin &of) {
            QFile file(person.path("dump"));
            if (!file.open(QIODevice::WriteOnly))
                return false;
            file.write(dumpOf({{.key = "a", .value = "1", .cas = 1}}, of));
            file.close();
            person.files.restoreFrom(person.path("dump"));
            return comesTrue([&person] { return person.see<QPushButton>("restoreStart")->isVisible(); })
                && person.see<QRadioButton>("restoreUnchanged")->isEnabled();
        };
        QVERIFY(isOffered(origin));
        QVERIFY(person.see<QLabel>("restoreFindings")->text().contains(QStringLiteral("On the server: 1 (unchanged since the dump: 1)")));
        person.click("restoreClose");
        QTRY_VERIFY(!person.see<QDialog>("itemRestoreDialog"));

        QVERIFY(person.server->restart());
        QTRY_VERIFY(person.connection.isReady() && person.connection.server().process.isAnother(origin.process));
        QVERIFY(person.send({{.opcode = Opcode::Set, .key = "a", .value = "of somebody else"}}));
        QVERIFY(!isOffered(origin));
        const QString findings = person.see<QLabel>("restoreFindings")->text();
        QVERIFY2(findings.contains(QStringLiteral("On the server: 1.")), qPrintable(findings));
        QVERIFY2(findings.contains(QStringLiteral("restarted since the dump")), qPrintable(findings));
        QVERIFY(person.see<QRadioButton>("restoreReplace")->isEnabled());
        QVERIFY(person.see<QRadioButton>("restoreUnchanged")->toolTip().contains(QStringLiteral("restarted")));
    }

    void aServerWithoutCasOffersNoComparison()
    {
        Person person;
        QVERIFY(person.start({QStringLiteral("-C")}));
        QVERIFY(person.send({{.opcode = Opcode::Set, .key = "a", .value = "1"}}));
        person.writeDump(person.path("dump"), {{.key = "a", .value = "1", .cas = 5}});
        person.files.restoreFrom(person.path("dump"));
        QTRY_VERIFY(person.see<QPushButton>("restoreStart")->isVisible());
        QVERIFY(!person.see<QRadioButton>("restoreUnchanged")->isEnabled());
        QVERIFY(person.see<QLabel>("restoreFindings")->text().contains(QStringLiteral("no CAS")));
        QVERIFY(!person.see<QPushButton>("restoreStart")->isEnabled()); // there is nothing to be stored
        person.click("restoreReplace");
        QVERIFY(person.see<QPushButton>("restoreStart")->isEnabled());
    }

    void theReportModelIsOne()
    {
        auto report = std::make_shared<ItemReport>();
        report->add("a", ItemFate::Restored);
        report->add(QByteArray("\x00", 1), ItemFate::Refused, QStringLiteral("Because."));
        ItemReportModel model;
        const QAbstractItemModelTester tester(&model);
        model.setReport(report);
        QCOMPARE(model.rowCount(), 2);
        model.show(ItemFate::Refused);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, ItemReportModel::KeyColumn).data().toString(), QStringLiteral("\\0"));
        QCOMPARE(model.index(0, ItemReportModel::ReasonColumn).data().toString(), QStringLiteral("Because."));
        model.show(std::nullopt);
        QCOMPARE(model.rowCount(), 2);
    }
};

QTEST_MAIN(TestKeyFiles)
#include "tst_keyfiles.moc"
