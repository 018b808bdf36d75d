#include "app/profiles/exchange/importreader.h"
#include "tests/secretword.h"
#include "ui/profiles/exportdialog.h"

#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

namespace {

QString password()
{
    return testSecret("-n3belb4nk»Z");
}
QString passphrase()
{
    return testSecret("-sieben alte Schraubenzieher");
}

/// A keyring that is locked for some, or does not answer.
class OddSecrets : public SecretStore
{
public:
    Reply read(const SecretName &name) override
    {
        if (silent)
            return std::make_unique<SecretReply>();
        if (!error && secrets.contains(name.text()))
            return answered({}, secrets.value(name.text()));
        return answered(error);
    }
    Reply write(const SecretName &, const QString &) override { return answered({}); }
    Reply remove(const SecretName &) override { return answered({}); }

    QHash<QString, QString> secrets;
    Error error;
    bool silent = false;
};

Profile profile(const char *id, const char *name, bool passwordKept)
{
    Profile made;
    made.id = QLatin1String(id);
    made.name = QLatin1String(name);
    made.address.host = QLatin1String(id);
    made.user = passwordKept ? QStringLiteral("shop") : QString();
    made.passwordKept = passwordKept;
    return made;
}

/// The dialog as a person has it.
class Person
{
public:
    explicit Person(const QStringList &selected = {})
        : store(folder.filePath(QStringLiteral("profiles.json")))
    {
        store.setList({{profile("a.example", "A", true), profile("b.example", "B", true), profile("c.example", "C", false)}, {}, {}});
        secrets.secrets.insert(SecretName{QStringLiteral("a.example")}.text(), password());
        dialog = new ExportDialog(&store, &secrets, selected);
        exported = std::make_unique<QSignalSpy>(dialog, &ExportDialog::exported);
        dialog->open();
        (void)QTest::qWaitForWindowActive(dialog);
    }
    ~Person() { delete dialog; }

    template <typename Widget> Widget *see(const char *name) const { return dialog->findChild<Widget *>(QLatin1String(name)); }
    void click(const char *name) const
    {
        auto *button = see<QAbstractButton>(name);
        const bool box = qobject_cast<QCheckBox *>(button) || qobject_cast<QRadioButton *>(button);
        QTest::mouseClick(button, Qt::LeftButton, {}, box ? QPoint(8, button->height() / 2) : QPoint());
    }
    void type(const char *name, const QString &text) const
    {
        auto *field = see<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    void givePassphrase() const
    {
        click("exportSecrets");
        type("exportPassphrase", passphrase());
        type("exportPassphraseAgain", passphrase());
    }
    /// Presses Export, and gives the file its name.
    void choosePlace() const
    {
        click("exportAccept");
        auto *files = see<QFileDialog>("exportFileDialog");
        QVERIFY(files);
        auto *name = files->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        name->setText(path());
        QTest::keyClick(name, Qt::Key_Return);
    }
    QString path() const { return folder.filePath(QStringLiteral("out.json")); }
    QByteArray written() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString message() const { return see<QLabel>("exportMessage")->text(); }
    bool canExport() const { return see<QPushButton>("exportAccept")->isEnabled(); }

    QTemporaryDir folder;
    ProfileStore store;
    OddSecrets secrets;
    QPointer<ExportDialog> dialog;
    std::unique_ptr<QSignalSpy> exported;
};

ReadImport read(const QByteArray &bytes)
{
    const auto found = ImportReader::read(bytes);
    return std::holds_alternative<Error>(found) ? ReadImport() : std::get<ReadImport>(found);
}

} // namespace

class TestExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void exportsAllWithoutPasswordsAtFirst()
    {
        const Person person;
        QVERIFY(!person.see<QCheckBox>("exportSecrets")->isChecked());
        QVERIFY(person.see<QRadioButton>("exportAll")->isChecked());
        QVERIFY(!person.see<QRadioButton>("exportSelected")->isEnabled());
        QVERIFY(person.see<QLabel>("exportMeaning")->text().contains(QStringLiteral("no passwords")));
        person.choosePlace();
        QTRY_COMPARE(person.exported->size(), 1);
        const ReadImport found = read(person.written());
        QCOMPARE(found.entries.size(), 3);
        QVERIFY(!found.hasSecrets());
        QVERIFY(!person.written().contains(password().toUtf8()));
        QCOMPARE(QFile(person.path()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(person.message().contains(person.path()));
        person.click("exportCancel");
        QTRY_VERIFY(!person.dialog);
    }

    void exportsThoseThatAreSelected()
    {
        const Person person({QStringLiteral("b.example"), QStringLiteral("gone")});
        QVERIFY(person.see<QRadioButton>("exportSelected")->isChecked());
        person.choosePlace();
        QTRY_COMPARE(person.exported->size(), 1);
        const ReadImport found = read(person.written());
        QCOMPARE(found.entries.size(), 1);
        QCOMPARE(found.entries[0].profile.name, QStringLiteral("B"));
    }

    void passphraseIsAskedForTwiceAndItsLengthJudged()
    {
        const Person person;
        person.click("exportSecrets");
        const auto hint = [&person] { return person.see<QLabel>("exportStrength")->text(); };
        QVERIFY(!person.canExport());
        person.type("exportPassphrase", QStringLiteral("kurz"));
        QVERIFY(!person.canExport());
        person.type("exportPassphraseAgain", QStringLiteral("kurr"));
        QCOMPARE(hint(), QStringLiteral("The two are not the same."));
        QVERIFY(!person.canExport());
        person.type("exportPassphraseAgain", QStringLiteral("kurz"));
        QVERIFY(hint().startsWith(QStringLiteral("Short")));
        QVERIFY(person.canExport());
        person.type("exportPassphrase", passphrase());
        person.type("exportPassphraseAgain", passphrase());
        QVERIFY(hint().startsWith(QStringLiteral("Long")));
        QCOMPARE(person.see<QLineEdit>("exportPassphrase")->echoMode(), QLineEdit::Password);
        person.click("exportShowPassphrase");
        QCOMPARE(person.see<QLineEdit>("exportPassphrase")->echoMode(), QLineEdit::Normal);
    }

    void passwordsGoAlongEncrypted()
    {
        const Person person({QStringLiteral("a.example")});
        person.givePassphrase();
        person.choosePlace();
        QTRY_COMPARE_WITH_TIMEOUT(person.exported->size(), 1, 60'000);
        const QByteArray bytes = person.written();
        QVERIFY(!bytes.contains(password().toUtf8()) && !bytes.contains(passphrase().toUtf8()));
        const ReadImport found = read(bytes);
        QVERIFY(found.hasSecrets());
        const auto unsealed = std::get<UnsealedSecrets>(ExchangeFormat::unseal(found.exchange, passphrase()));
        QCOMPARE(unsealed.secrets.size(), 1);
        QVERIFY(unsealed.secrets.constFirst().secret == password());
        QCOMPARE(person.see<QLineEdit>("exportPassphrase")->text(), QString());
        QVERIFY(person.message().endsWith(QStringLiteral("is written. Passwords in it: 1.")));
        QVERIFY(!person.see<QPlainTextEdit>("exportMissing")->isVisible());
    }

    void passwordsThatAreNotKeptAreSaid()
    {
        Person person({QStringLiteral("c.example")});
        ProfileList list = person.store.list();
        list.profiles[2].user = QStringLiteral("shop");
        person.store.setList(list);
        person.givePassphrase();
        person.choosePlace();
        QTRY_COMPARE_WITH_TIMEOUT(person.exported->size(), 1, 60'000);
        QVERIFY(!read(person.written()).hasSecrets());
        QVERIFY(person.message().contains(QStringLiteral("There is no password in it, and nothing of it is encrypted.")));
        QVERIFY(person.see<QPlainTextEdit>("exportMissing")->isVisible());
        QCOMPARE(person.see<QPlainTextEdit>("exportMissing")->toPlainText(), QStringLiteral("C"));
    }

    void passwordThatCannotBeReadIsNamedAndThePersonDecides()
    {
        const Person person;
        person.givePassphrase();
        person.choosePlace();
        QTRY_VERIFY(person.see<QPlainTextEdit>("exportMissing")->isVisible());
        QCOMPARE(person.see<QPlainTextEdit>("exportMissing")->toPlainText(), QStringLiteral("B"));
        QVERIFY(person.message().contains(QStringLiteral("cannot be read")));
        QVERIFY(person.written().isEmpty());
        person.click("exportAccept"); // without them
        QTRY_COMPARE_WITH_TIMEOUT(person.exported->size(), 1, 60'000);
        const ReadImport found = read(person.written());
        QCOMPARE(found.entries.size(), 3);
        QCOMPARE(std::get<UnsealedSecrets>(ExchangeFormat::unseal(found.exchange, passphrase())).secrets.size(), 1);
    }

    void keyringThatFailsIsQuoted()
    {
        Person person;
        person.secrets.error = {Error::Code::Unavailable, QStringLiteral("No keyring answers.")};
        person.givePassphrase();
        person.choosePlace();
        QTRY_COMPARE(person.see<QPlainTextEdit>("exportMissing")->toPlainText(), QStringLiteral("A\nB"));
        QVERIFY(person.message().contains(QStringLiteral("No keyring answers.")));
        person.click("exportCancel"); // back to the choices
        QVERIFY(person.dialog && person.dialog->isVisible());
        QVERIFY(person.see<QCheckBox>("exportSecrets")->isEnabled());
        QVERIFY(person.written().isEmpty());
    }

    void waitingForTheKeyringCanBeCancelled()
    {
        Person person;
        person.secrets.silent = true;
        person.givePassphrase();
        person.choosePlace();
        QTRY_VERIFY(person.message().contains(QStringLiteral("being read from the keyring")));
        QVERIFY(!person.canExport());
        person.click("exportCancel");
        QVERIFY(person.canExport());
        QVERIFY(person.written().isEmpty());
    }

    void cancelledEncryptionWritesNothing()
    {
        const Person person({QStringLiteral("a.example")});
        person.givePassphrase();
        person.choosePlace();
        QTRY_VERIFY(person.message().contains(QStringLiteral("being encrypted")));
        person.click("exportCancel");
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(person.exported->size(), 0);
        QVERIFY(person.written().isEmpty());
    }

    void failureToWriteIsSaid()
    {
        const Person person;
        person.dialog->exportTo(person.folder.filePath(QStringLiteral("no/where.json")));
        QTRY_VERIFY(person.message().contains(QStringLiteral("cannot be written")));
        QVERIFY(person.see<QLabel>("exportMessage")->isVisible());
        QVERIFY(person.canExport());
    }
};

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
