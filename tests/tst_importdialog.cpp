#include "tests/patience.h"
#include "tests/secretword.h"
#include "ui/profiles/importdialog.h"
#include "ui/profiles/importmodel.h"
#include "ui/workbench/pastefield.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

namespace {

QString password()
{
    return testSecret("-t4nnenh4her»Q");
}
QString passphrase()
{
    return testSecret("-neun lila Giraffen");
}
constexpr SealedSecrets::Cost cheap{1, 64 * 1024};

Profile profile(const char *id, const char *name, const char *host)
{
    Profile made;
    made.id = QLatin1String(id);
    made.name = QLatin1String(name);
    made.address.host = QLatin1String(host);
    return made;
}

/// Keeps secrets, unless it is told otherwise.
class OddSecrets : public SessionSecrets
{
public:
    Reply write(const SecretName &name, const QString &secret) override
    {
        ++writes;
        if (silent)
            return std::make_unique<SecretReply>();
        return error ? answered(error) : SessionSecrets::write(name, secret);
    }

    Reply remove(const SecretName &name) override { return error ? answered(error) : SessionSecrets::remove(name); }

    Error error;
    bool silent = false;
    int writes = 0;
};

/// The dialog as a person has it.
class Person
{
public:
    explicit Person(const QList<Profile> &profiles = {})
        : store(folder.filePath(QStringLiteral("profiles.json")))
    {
        store.load();
        (void)comesTrue([this] { return store.isLoaded(); });
        store.setList({profiles, {QStringLiteral("Shops")}, {}});
        dialog = new ImportDialog(&store, &secrets);
        imported = std::make_unique<QSignalSpy>(dialog, &ImportDialog::imported);
        dialog->open();
        (void)QTest::qWaitForWindowActive(dialog);
    }
    ~Person() { delete dialog; }

    template <typename Widget> Widget *see(const char *name) const { return dialog->findChild<Widget *>(QLatin1String(name)); }
    void click(const char *name) const { QTest::mouseClick(see<QAbstractButton>(name), Qt::LeftButton); }
    void paste(const QString &text) const
    {
        QApplication::clipboard()->setText(text);
        see<PasteField>("importText")->setFocus();
        QTest::keyClick(see<PasteField>("importText"), Qt::Key_V, Qt::ControlModifier);
    }
    QString write(const QByteArray &bytes) const
    {
        const QString path = folder.filePath(QStringLiteral("in.json"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
        return path;
    }
    QAbstractItemModel *table() const { return see<QTableView>("importPreview")->model(); }
    int rows() const { return table()->rowCount(); }
    QString cell(int row, int column) const { return table()->index(row, column).data().toString(); }
    /// Opens the box in a row with a click and takes an entry of it with the keys.
    void choose(int row, const QString &action) const
    {
        auto *view = see<QTableView>("importPreview");
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(table()->index(row, ImportModel::Action)).center());
        QTRY_VERIFY(see<QComboBox>("importAction"));
        const QPointer<QComboBox> box = see<QComboBox>("importAction");
        QTRY_VERIFY(box->view()->isVisible());
        const int wanted = box->findText(action);
        QVERIFY2(wanted >= 0, qPrintable(action));
        while (box->view()->currentIndex().row() != wanted)
            QTest::keyClick(box->view(), box->view()->currentIndex().row() < wanted ? Qt::Key_Down : Qt::Key_Up);
        QTest::keyClick(box->view(), Qt::Key_Return);
        QTRY_VERIFY(!box);
    }
    QString problems() const
    {
        const auto *problems = see<QPlainTextEdit>("importProblems");
        return problems->isVisible() ? problems->toPlainText() : QString();
    }
    QString message() const { return see<QLabel>("importMessage")->text(); }
    bool canImport() const { return see<QPushButton>("importAccept")->isEnabled(); }
    std::optional<QString> kept(const QString &id, SecretName::Kind kind = SecretName::Kind::Password)
    {
        const SecretStore::Reply reply = secrets.read({id, kind});
        (void)comesTrue([&reply] { return reply->isFinished(); });
        return reply->secret();
    }
    QStringList names() const
    {
        QStringList all;
        for (const Profile &each : store.list().profiles)
            all.append(each.name);
        return all;
    }

    QTemporaryDir folder;
    ProfileStore store;
    OddSecrets secrets;
    QPointer<ImportDialog> dialog;
    std::unique_ptr<QSignalSpy> imported;
};

/// A file with two profiles, one of them with a password.
QByteArray sealedFile()
{
    Profile shop = profile("shop", "Shop", "shop.example");
    shop.user = QStringLiteral("shop");
    const ProfileList list{{shop, profile("news", "News", "news.example")}, {}, {}};
    const auto sealed =
        ExchangeFormat::seal(list, {{{QStringLiteral("shop"), SecretName::Kind::Password}, password()}}, passphrase(), cheap);
    return ExchangeFormat::write(list, std::get<SealedSecrets>(sealed));
}

} // namespace

class TestImportDialog : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithAHint()
    {
        const Person person;
        QTRY_VERIFY(person.message().startsWith(QStringLiteral("Paste servers")));
        QVERIFY(!person.canImport());
        QVERIFY(person.problems().isEmpty());
    }

    void pastedServersAreShownBeforeTheyAreThere()
    {
        Person person;
        const QAbstractItemModelTester tester(person.table());
        person.paste(QStringLiteral("cache-1.example\ncache-2.example:x\nmemcacheds://shop:%1@cache-3.example:7")
                         .arg(QString::fromLatin1(QUrl::toPercentEncoding(password()))));
        QTRY_COMPARE(person.rows(), 2);
        QCOMPARE(person.cell(0, ImportModel::Name), QStringLiteral("cache-1.example"));
        QCOMPARE(person.cell(1, ImportModel::Address), QStringLiteral("cache-3.example:7 (TLS)"));
        QCOMPARE(person.cell(1, ImportModel::Action), QStringLiteral("Add"));
        QCOMPARE(person.cell(1, ImportModel::Remark), QStringLiteral("Brings a password"));
        QVERIFY(person.problems().startsWith(QStringLiteral("Line 2, “cache-2.example:x”")));
        QVERIFY(person.store.list().profiles.isEmpty());
        QTest::keyClick(person.see<QLineEdit>("importFolderText"), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(person.see<QLineEdit>("importFolderText"), QStringLiteral("From a list"));
        person.click("importAccept");
        QTRY_COMPARE(person.imported->size(), 1);
        QTRY_VERIFY(!person.dialog);
        QCOMPARE(person.names(), (QStringList{QStringLiteral("cache-1.example"), QStringLiteral("cache-3.example:7")}));
        const Profile added = person.store.list().profiles[1];
        QCOMPARE(added.folder, QStringLiteral("From a list"));
        QCOMPARE(added.user, QStringLiteral("shop"));
        QVERIFY(added.passwordKept);
        QVERIFY(person.kept(added.id) == std::optional(password()));
        person.store.finish();
        QFile file(person.folder.filePath(QStringLiteral("profiles.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(password().toUtf8()));
    }

    void eachCanBeAddedReplacedOrSkipped()
    {
        const Person person(
            {profile("1", "One", "one.example"), profile("2", "Two", "two.example"), profile("3", "Three", "three.example")});
        person.paste(QStringLiteral("one.example, two.example, four.example"));
        QTRY_COMPARE(person.rows(), 3);
        QCOMPARE(person.cell(0, ImportModel::Remark), QStringLiteral("There already: “One” has this address"));
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Skip"));
        person.choose(0, QStringLiteral("Replace “One”"));
        person.choose(1, QStringLiteral("Skip"));
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Replace “One”"));
        QVERIFY(person.message().startsWith(QStringLiteral("1 to add, 1 to replace, 1 to skip.")));
        person.click("importAccept");
        QTRY_VERIFY(!person.dialog);
        QCOMPARE(
            person.names(),
            (QStringList{QStringLiteral("one.example"), QStringLiteral("Two"), QStringLiteral("Three"), QStringLiteral("four.example")}));
        QCOMPARE(person.store.list().profiles[0].id, QStringLiteral("1"));
    }

    void whatIsThereAlreadyIsSkipped()
    {
        const Person person({profile("1", "one.example", "one.example")});
        person.paste(QStringLiteral("one.example"));
        QTRY_COMPARE(person.rows(), 1);
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Skip"));
        QVERIFY(!person.canImport());
        const auto set = [&person](const char *name) { person.see<QAction>(name)->trigger(); };
        set("importAddAll");
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Add"));
        set("importReplaceAll");
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Replace “one.example”"));
        set("importSkipAll");
        QVERIFY(!person.canImport());
        set("importSuggestAll");
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Skip"));
    }

    void lostCareIsShownBeforeItIsLost()
    {
        Profile production = profile("1", "Shop", "shop.example");
        production.environment = Environment::Production;
        const Person person({production});
        person.paste(QStringLiteral("shop.example"));
        QTRY_COMPARE(person.rows(), 1);
        QVERIFY(!person.cell(0, ImportModel::Remark).contains(QStringLiteral("production")));
        person.choose(0, QStringLiteral("Replace “Shop”"));
        QVERIFY(person.cell(0, ImportModel::Remark).contains(QStringLiteral("no longer be marked as production")));
        QVERIFY(person.message().contains(QStringLiteral("Careful: “Shop” will no longer be marked as production")));
    }

    void fileIsOpenedUnlockedAndImported()
    {
        Person person;
        person.click("importOpen");
        auto *files = person.see<QFileDialog>("importFileDialog");
        QVERIFY(files);
        auto *name = files->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        name->setText(person.write(sealedFile()));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(person.rows(), 2);
        auto *field = person.see<QLineEdit>("importPassphrase");
        QTRY_VERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("acht lila Giraffen"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(person.message(), QStringLiteral("This is not the passphrase that the passwords were encrypted with."));
        QVERIFY(person.dialog && person.store.list().profiles.isEmpty());
        QTest::keyClicks(field, passphrase()); // in the place of the wrong one, which is selected
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(person.message(), QStringLiteral("Passwords unlocked: 1."));
        QVERIFY(!field->isVisible());
        QCOMPARE(field->text(), QString());
        QCOMPARE(person.cell(0, ImportModel::Remark), QStringLiteral("Brings a password"));
        person.click("importAccept");
        QTRY_VERIFY(!person.dialog);
        QCOMPARE(person.names(), (QStringList{QStringLiteral("Shop"), QStringLiteral("News")}));
        QVERIFY(person.store.find(QStringLiteral("shop"))->passwordKept);
        QVERIFY(person.kept(QStringLiteral("shop")) == std::optional(password()));
    }

    void profilesCanBeImportedWithoutTheirPasswords()
    {
        Person person;
        person.dialog->openFile(person.write(sealedFile()));
        QTRY_COMPARE(person.rows(), 2);
        QTRY_VERIFY(person.canImport());
        person.click("importAccept");
        QTRY_VERIFY(!person.dialog);
        QVERIFY(!person.store.find(QStringLiteral("shop"))->passwordKept);
        QCOMPARE(person.kept(QStringLiteral("shop")), std::nullopt);
    }

    void keyringThatDoesNotKeepIsToldByName()
    {
        Person person;
        person.secrets.error = {Error::Code::Unavailable, QStringLiteral("No keyring answers.")};
        person.paste(QStringLiteral("memcached://shop:%1@a.example").arg(password()));
        QTRY_COMPARE(person.rows(), 1);
        QTRY_VERIFY(person.canImport());
        person.click("importAccept");
        QTRY_COMPARE(person.imported->size(), 1);
        QCOMPARE(person.problems(), QStringLiteral("a.example"));
        QVERIFY(person.message().contains(QStringLiteral("No keyring answers.")));
        QVERIFY(!person.store.list().profiles[0].passwordKept);
        QVERIFY(!person.canImport());
        person.click("importCancel");
        QTRY_VERIFY(!person.dialog);
    }

    void waitingForTheKeyringCanBeCancelled()
    {
        Person person;
        person.secrets.silent = true;
        person.paste(QStringLiteral("memcached://shop:%1@a.example memcached://shop:%1@b.example c.example").arg(password()));
        QTRY_VERIFY(person.canImport());
        person.click("importAccept");
        QTRY_VERIFY(person.message().contains(QStringLiteral("put into the keyring")));
        // What ends here leaves nothing in the keyring that no profile tells of.
        QVERIFY(person.store.list().profiles[0].passwordKept);
        QTRY_COMPARE(person.secrets.writes, 1);
        person.click("importCancel");
        QTRY_COMPARE(person.imported->size(), 1);
        QCOMPARE(person.names(), (QStringList{QStringLiteral("a.example"), QStringLiteral("b.example"), QStringLiteral("c.example")}));
        QVERIFY(person.store.list().profiles[0].passwordKept); // the keyring may take it yet
        QVERIFY(!person.store.list().profiles[1].passwordKept);
        QVERIFY(person.dialog && person.dialog->isVisible());
        QCOMPARE(person.problems(), QStringLiteral("a.example\nb.example"));
        QVERIFY(person.message().contains(QStringLiteral("could not be kept")));
    }

    void whatWasPastedIsNotImportedBeforeItIsShown()
    {
        const Person person;
        person.paste(QStringLiteral("a.example\n"));
        QTRY_VERIFY(person.canImport());
        person.paste(QStringLiteral("b.example\n"));
        QVERIFY(!person.canImport());
        QCOMPARE(person.rows(), 1);
        QTRY_VERIFY(person.canImport());
        QCOMPARE(person.rows(), 2);
    }

    void onlyOneReplacesAProfile()
    {
        Person person({profile("1", "One", "one.example")});
        person.paste(QStringLiteral("memcached://shop:%1@one.example memcached://news:%1-2@one.example").arg(password()));
        QTRY_COMPARE(person.rows(), 2);
        person.see<QAction>("importReplaceAll")->trigger();
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Replace “One”"));
        QCOMPARE(person.cell(1, ImportModel::Action), QStringLiteral("Add"));
        person.choose(1, QStringLiteral("Replace “One”"));
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Add"));
        QCOMPARE(person.cell(1, ImportModel::Action), QStringLiteral("Replace “One”"));
        QTRY_VERIFY(person.canImport());
        person.click("importAccept");
        QTRY_VERIFY(!person.dialog);
        QCOMPARE(person.store.list().profiles.size(), 2);
        QCOMPARE(person.store.list().profiles[0].user, QStringLiteral("news"));
        QVERIFY(person.kept(person.store.list().profiles[0].id) == std::optional(QString(password() + QStringLiteral("-2"))));
        QVERIFY(person.kept(person.store.list().profiles[1].id) == std::optional(password()));
    }

    void passwordOfWhatIsReplacedIsRemoved_data()
    {
        QTest::addColumn<bool>("works");
        QTest::newRow("keyring works") << true;
        QTest::newRow("keyring fails") << false;
    }
    void passwordOfWhatIsReplacedIsRemoved()
    {
        QFETCH(bool, works);
        Profile one = profile("1", "One", "one.example");
        one.user = QStringLiteral("shop");
        one.passwordKept = true;
        Person person({one});
        const SecretStore::Reply reply = person.secrets.write({QStringLiteral("1"), SecretName::Kind::Password}, password());
        QTRY_VERIFY(reply->isFinished());
        if (!works)
            person.secrets.error = {Error::Code::Unavailable, QStringLiteral("No keyring answers.")};
        person.paste(QStringLiteral("memcached://root@one.example"));
        QTRY_VERIFY(person.canImport());
        person.choose(0, QStringLiteral("Replace “One”"));
        QVERIFY(person.cell(0, ImportModel::Remark).contains(QStringLiteral("password kept for “One” will be removed")));
        person.click("importAccept");
        QTRY_COMPARE(person.imported->size(), 1);
        QVERIFY(!person.store.list().profiles[0].passwordKept);
        if (works) {
            QTRY_VERIFY(!person.dialog);
            QCOMPARE(person.kept(QStringLiteral("1")), std::nullopt);
        } else {
            QVERIFY(person.message().contains(QStringLiteral("may still hold passwords that were used before for: one.example.")));
            QVERIFY(person.message().contains(QStringLiteral("No keyring answers.")));
            QVERIFY(person.problems().isEmpty());
        }
    }

    void whatCannotBeReadWhollyIsSkippedAtFirst()
    {
        Profile shop = profile("shop", "Shop", "shop.example");
        shop.readOnly = true;
        QByteArray bytes = ExchangeFormat::write({{shop, profile("news", "News", "news.example")}, {}, {}});
        bytes.replace("\"readOnly\": true", "\"readOnly\": 7");
        const Person person;
        person.dialog->openFile(person.write(bytes));
        QTRY_COMPARE(person.rows(), 2);
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Skip"));
        QVERIFY(person.cell(0, ImportModel::Remark).contains(QStringLiteral("Not all of it can be used")));
        QCOMPARE(person.cell(1, ImportModel::Action), QStringLiteral("Add"));
        person.see<QAction>("importAddAll")->trigger();
        person.see<QAction>("importSuggestAll")->trigger();
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Skip"));
    }

    void unlockingCanBeCancelled()
    {
        Person person;
        person.dialog->openFile(person.write(sealedFile()));
        QTRY_COMPARE(person.rows(), 2);
        auto *field = person.see<QLineEdit>("importPassphrase");
        QTRY_VERIFY(field->isEnabled());
        QTest::keyClicks(field, passphrase());
        person.click("importUnlock");
        person.click("importCancel");
        QVERIFY(!person.see<QPushButton>("importUnlock")->isEnabled()); // the first try has not ended
        QVERIFY(person.dialog && person.dialog->isVisible());
        QTRY_VERIFY(field->isEnabled());
        QVERIFY(field->text() == passphrase());
        QTRY_VERIFY(person.see<QPushButton>("importUnlock")->isEnabled());
        person.click("importUnlock");
        QTRY_COMPARE(person.message(), QStringLiteral("Passwords unlocked: 1."));
    }

    void whatCannotBeReadIsSaid()
    {
        const Person person;
        const QString path = person.write("{\"format\":\"slabscope-export\",\"version\":7}");
        person.dialog->openFile(path);
        QTRY_VERIFY(person.message().contains(QStringLiteral("A later version of Slabscope")));
        QVERIFY(person.message().contains(path));
        QVERIFY(!person.canImport());
        person.dialog->openFile(person.folder.path());
        QTRY_VERIFY(person.message().contains(QStringLiteral("is no file")));
        person.click("importLetGo");
        QTRY_VERIFY(person.message().startsWith(QStringLiteral("Paste servers")));
    }

    void fileCanBeDroppedAnywhere()
    {
        const Person person;
        QMimeData dropped;
        dropped.setUrls({QUrl::fromLocalFile(person.write(sealedFile()))});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(person.dialog, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(person.dialog, &drop);
        QTRY_COMPARE(person.rows(), 2);
    }

    void changedListIsFollowed()
    {
        Person person;
        person.paste(QStringLiteral("one.example"));
        QTRY_COMPARE(person.rows(), 1);
        QCOMPARE(person.cell(0, ImportModel::Remark), QString());
        person.store.put(profile("1", "one.example", "one.example")); // by another window
        QCOMPARE(person.cell(0, ImportModel::Action), QStringLiteral("Skip"));
        QTRY_VERIFY(!person.canImport());
    }

    void listThatCannotBeChangedIsNotImportedInto()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("profiles.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"format\":\"slabscope-profiles\",\"version\":99,\"profiles\":[]}");
        file.close();
        ProfileStore store(path);
        store.load();
        QTRY_VERIFY(store.isLoaded());
        SessionSecrets secrets;
        ImportDialog dialog(&store, &secrets);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.open();
        dialog.findChild<PasteField *>(QStringLiteral("importText"))->setPlainText(QStringLiteral("a.example"));
        QTRY_COMPARE(dialog.findChild<QTableView *>(QStringLiteral("importPreview"))->model()->rowCount(), 1);
        QTRY_COMPARE(dialog.findChild<QLabel *>(QStringLiteral("importMessage"))->text(), store.obstacle());
        QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("importAccept"))->isEnabled());
    }
};

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
