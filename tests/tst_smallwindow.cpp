#include "app/keychange/undojournal.h"
#include "app/keyspace/keystore.h"
#include "app/profiles/profilestore.h"
#include "app/profiles/secretstore.h"
#include "tests/asking.h"
#include "tests/cutparts.h"
#include "tests/keyperson.h"
#include "tests/keysample.h"
#include "tests/patience.h"
#include "tests/privatehome.h"
#include "tests/profilesample.h"
#include "ui/aboutdialog.h"
#include "ui/connection/certificatedialog.h"
#include "ui/connection/passworddialog.h"
#include "ui/connection/sshquestiondialog.h"
#include "ui/connection/tlsdialog.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/keys/itemdumpdialog.h"
#include "ui/keys/itemrestoredialog.h"
#include "ui/keys/keychangedialog.h"
#include "ui/keys/savedfiltersdialog.h"
#include "ui/keys/typedkeysdialog.h"
#include "ui/noticerow.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/profiles/exportdialog.h"
#include "ui/profiles/importdialog.h"
#include "ui/profiles/profiledialog.h"
#include "ui/valueedit/nodetextdialog.h"
#include "ui/values/valuepage.h"
#include "ui/workbench/batchmakerdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QLabel>
#include <QTabWidget>
#include <QTcpServer>
#include <QToolButton>

/// 1280x1024 at 200 % are 640x512, of which the desktop takes its part: everything is seen whole there, or can be scrolled to.
class TestSmallWindow : public QObject
{
    Q_OBJECT

    static constexpr QSize small{620, 460};
    PrivateHome m_folder;
    RealServer m_server;

    /// Empty: the window has room there, and nothing in it is cut.
    static QString fault(QWidget &window)
    {
        const auto fits = [&window] {
            window.resize(small);
            const QSize least = window.minimumSizeHint().expandedTo(window.minimumSize());
            return least.boundedTo(small) == least && window.size() == small && cutParts(window).isEmpty();
        };
        if (comesTrue(fits, 1'000))
            return {};
        const QSize least = window.minimumSizeHint().expandedTo(window.minimumSize());
        return QStringLiteral("needs %1x%2, has %3x%4; ").arg(least.width()).arg(least.height()).arg(window.width()).arg(window.height())
            + cutParts(window).join(QStringLiteral("; "));
    }
    static void show(KeyPerson &person, const char *dock)
    {
        auto *shown = person.window().findChild<QDockWidget *>(QLatin1String(dock));
        shown->show();
        shown->raise();
    }
    static void hide(KeyPerson &person, const char *dock) { person.window().findChild<QDockWidget *>(QLatin1String(dock))->hide(); }
    static void addProfiles(KeyPerson &person)
    {
        QTRY_VERIFY(person.workspace().profiles()->isLoaded());
        const ProfileList list = sampleList();
        for (Profile profile : list.profiles) {
            profile.name = QStringLiteral("A name that is longer than the list is wide %1").arg(profile.id);
            profile.address.host = QStringLiteral("cache-%1.production.example.org").arg(profile.id);
            person.workspace().profiles()->put(profile);
        }
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init() { m_folder.clearSettings(); }

    void startPageFits()
    {
        KeyPerson person;
        person.window().showStart();
        QCOMPARE(fault(person.window()), QString());
        addProfiles(person);
        QCOMPARE(fault(person.window()), QString());
        show(person, "profilesDock");
        QCOMPARE(fault(person.window()), QString());
    }

    void workbenchFitsWithEveryPanel()
    {
        KeyPerson person;
        addProfiles(person);
        show(person, "profilesDock");
        QCOMPARE(fault(person.window()), QString());
        person.connectTo(QStringLiteral("127.0.0.1:1"));
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Retrying")));
        QCOMPARE(fault(person.window()), QString());
        person.connectTo(m_server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        QCOMPARE(fault(person.window()), QString());
        person.write(QStringLiteral("SET user:1 a\nSET user:2 b\nSTAT\nGET x"));
        QTest::keyClick(person.see<ScriptEditor>("script"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(person.rows(), 4);
        QCOMPARE(fault(person.window()), QString());
        for (const char *dock : {"helpDock", "wireDock"}) {
            show(person, dock);
            QCOMPARE(fault(person.window()), QString());
            hide(person, dock);
        }
        show(person, "logDock");
        QCOMPARE(fault(person.window()), QString());
        hide(person, "logDock");
        person.click("earlierRunsButton");
        QCOMPARE(fault(person.window()), QString());
        person.click("closeRuns");
        person.write(QStringLiteral("SET\nGET\nNOPE\nGET x y z"));
        QTRY_VERIFY(person.see<QToolButton>("problemsToggle")->isVisible());
        QCOMPARE(fault(person.window()), QString());
    }

    /// There is no room for it beside the buttons.
    void whyItDoesNotConnectIsSeen()
    {
        KeyPerson person;
        person.window().resize(small.width(), 700);
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        person.connectTo(QStringLiteral("127.0.0.1:%1").arg(port));
        auto *trouble = person.see<NoticeRow>("connectionTrouble");
        QTRY_VERIFY(trouble->isVisible());
        QVERIFY(!trouble->text().isEmpty());
        person.connectTo(m_server);
        QTRY_VERIFY(!trouble->isVisible());
    }

    void keysFitInEveryForm()
    {
        KeyPerson person;
        addProfiles(person);
        person.connectTo(m_server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        person.command(QStringLiteral("SET user:1 '{\"name\": \"Ada\", \"roles\": [1, 2]}'"));
        QTRY_COMPARE(person.rows(), 1);
        show(person, "profilesDock");
        person.press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(fault(person.window()), QString());
        person.listAgain();
        person.clickRow(0);
        QTRY_VERIFY(person.see<QWidget>("keyContent")->isVisible());
        for (const int form : {0, 1, 2}) {
            person.showForm(form);
            QVERIFY(form != 1 || person.treeIsBuilt());
            QCOMPARE(fault(person.window()), QString());
        }
    }

    /// Each way to change it, and what is said about a fault.
    void changedValueFits()
    {
        Connection connection;
        connection.open(optionsFor(m_server.port()));
        QTRY_VERIFY(connection.isReady());
        const auto reply = connection.execute({.opcode = Opcode::Set, .key = "changed", .value = "{\"a\": [1, 2]}"});
        QTRY_VERIFY(reply->isFinished());
        KeyPerson person;
        person.listKeysOf(m_server);
        person.clickRow(int(person.shownKeys().indexOf("changed")));
        auto *page = person.see<ValuePage>("keyValue");
        QTRY_VERIFY(page->editAction()->isEnabled());
        page->editAction()->trigger();
        auto *tabs = person.see<QTabWidget>("keyValueEditTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            QCOMPARE(tabs->tabText(i) + fault(person.window()), tabs->tabText(i));
        }
        tabs->setCurrentIndex(0);
        QTest::keyClicks(person.see<QWidget>("keyValueEditText"), QStringLiteral("x"));
        QTRY_VERIFY(person.see<QWidget>("keyValueEditFault")->isVisible());
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            QCOMPARE(tabs->tabText(i) + fault(person.window()), tabs->tabText(i));
        }
        page->endEdit();
    }

    void everyDialogFitsOrScrolls_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"profile", "tls", "import", "export", "certificate", "password", "ssh", "guard", "delete", "ttl", "dump",
                                 "restore", "filters", "keys", "batch", "preferences", "text", "about"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void everyDialogFitsOrScrolls()
    {
        QFETCH(const QString, name);
        KeyPerson person;
        addProfiles(person);
        const std::unique_ptr<QDialog> dialog(make(name, person));
        QVERIFY(dialog);
        dialog->open();
        QTRY_VERIFY(dialog->isVisible());
        QTRY_COMPARE(cutParts(*dialog), QStringList()); // as it comes, too
        QCOMPARE(lettersOf(*dialog), QStringList());
        QCOMPARE(fault(*dialog), QString());
        auto *pages = dialog->findChild<QTabWidget *>();
        for (int page = 0; pages && page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            QCOMPARE(fault(*dialog), QString());
            QCOMPARE(lettersOf(*dialog), QStringList());
        }
        if (auto *locks = dialog->findChild<QCheckBox *>(QStringLiteral("exportSecrets"))) {
            locks->setChecked(true);
            QCOMPARE(fault(*dialog), QString());
        }
    }

private:
    UndoJournal m_journal;
    SessionSecrets m_secrets;
    Connection m_connection;

    static QString letterOf(const QString &text) { return QKeySequence::mnemonic(text).toString(); }
    /// What is wrong with the letters of what is seen of a dialog, and with the buttons that end it.
    static QStringList lettersOf(const QDialog &dialog)
    {
        QStringList wrong;
        QStringList texts;
        const QList<QAbstractButton *> buttons = dialog.findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible() && !button->text().isEmpty())
                texts.append(button->text());
        }
        const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->buddy())
                texts.append(label->text());
        }
        if (const auto *pages = dialog.findChild<QTabWidget *>()) {
            for (int page = 0; page < pages->count(); ++page)
                texts.append(pages->tabText(page));
        }
        QSet<QString> seen;
        for (const QString &text : std::as_const(texts)) {
            const QString letter = letterOf(text);
            if (!letter.isEmpty() && seen.contains(letter))
                wrong.append(text);
            seen.insert(letter);
        }
        const auto *box = dialog.findChild<QDialogButtonBox *>();
        if (!box)
            return {QStringLiteral("no button box")};
        const QList<QAbstractButton *> ending = box->buttons();
        for (const QAbstractButton *button : ending) {
            const auto standard = box->standardButton(const_cast<QAbstractButton *>(button));
            const bool hasLetter = !letterOf(button->text()).isEmpty() || standard == QDialogButtonBox::Ok
                || standard == QDialogButtonBox::Close || standard == QDialogButtonBox::Apply
                || standard == QDialogButtonBox::RestoreDefaults
                || (standard == QDialogButtonBox::Cancel && seen.contains(letterOf(QStringLiteral("&C"))));
            if (button->isVisible() && !hasLetter)
                wrong.append(button->text());
        }
        return wrong;
    }

    [[nodiscard]] QDialog *make(const QString &name, KeyPerson &person)
    {
        Workspace &workspace = person.workspace();
        const KeySample sample;
        KeyStore keys(KeySample::now);
        keys.append(sample.segment(0, 100));
        const auto indexes = std::make_shared<const std::vector<int>>(std::vector<int>{1, 2, 3});
        ServerCertificate certificate;
        certificate.subject = QStringLiteral("CN=cache.production.example.org, O=Example of a company with a long name, C=DE");
        certificate.issuer = QStringLiteral("CN=Example Internal Authority for Servers G2, O=Example of a company, C=DE");
        certificate.names = {QStringLiteral("cache.production.example.org"), QStringLiteral("cache2.production.example.org")};
        certificate.fingerprint = QByteArray(32, 'f');
        certificate.faults = {QStringLiteral("The authority that issued it is not known to this computer."),
                              QStringLiteral("It has expired.")};
        const KeyRunTarget target{.connection = &m_connection, .journal = &m_journal, .profile = QStringLiteral("Shop")};
        const QString sentence = QStringLiteral("The authenticity of host 'bastion.example.org (192.0.2.1)' can't be established.\n"
                                                "ED25519 key fingerprint is SHA256:uNiVztksCsDhcc0u9e8BrrJXVGDLtVQjsMFqLsAeFeo.\n"
                                                "This key is not known by any other names.\nAre you sure you want to continue connecting?");
        const QHash<QString, std::function<QDialog *()>> makers{
            {QStringLiteral("profile"),
             [&] { return new ProfileDialog(workspace.profiles(), &m_secrets, sampleProfile(QStringLiteral("A"))); }},
            {QStringLiteral("tls"), [] { return new TlsDialog({}, {}); }},
            {QStringLiteral("import"), [&] { return new ImportDialog(workspace.profiles(), &m_secrets); }},
            {QStringLiteral("export"), [&] { return new ExportDialog(workspace.profiles(), &m_secrets, {}); }},
            {QStringLiteral("certificate"),
             [&] { return new CertificateDialog(certificate, QStringLiteral("cache:11211"), CertificateDialog::Acceptance::Offered); }},
            {QStringLiteral("password"),
             [] { return new PasswordDialog({.label = QStringLiteral("Password of shop at cache:11211:"), .isKeepingOffered = true}); }},
            {QStringLiteral("ssh"),
             [&] {
                 return new SshQuestionDialog({.kind = SshQuestion::Kind::HostKey, .text = sentence, .host = QStringLiteral("bastion")});
             }},
            {QStringLiteral("guard"),
             [] {
                 return new RunQuestionDialog({.question = QStringLiteral("Delete everything on Shop, which is production?"),
                                               .consequence = QStringLiteral("It cannot be undone."),
                                               .changes = {QStringLiteral("DELETE: 1,000"), QStringLiteral("FLUSH: 1")},
                                               .consent = QStringLiteral("&Delete"),
                                               .demanded = QStringLiteral("Shop"),
                                               .environment = Environment::Production},
                                              nullptr);
             }},
            {QStringLiteral("delete"), [&] { return new KeyChangeDialog(target, keys.listing(), indexes, KeyChange::Kind::Delete); }},
            {QStringLiteral("ttl"), [&] { return new KeyChangeDialog(target, keys.listing(), indexes, KeyChange::Kind::SetTtl); }},
            {QStringLiteral("dump"),
             [&] { return new ItemDumpDialog({.server = QStringLiteral("cache:11211"), .shown = {.listing = keys.listing()}}, nullptr); }},
            {QStringLiteral("restore"), [&] { return new ItemRestoreDialog(QStringLiteral("/nowhere"), &m_connection, {}, nullptr); }},
            {QStringLiteral("filters"), [&] { return new SavedFiltersDialog(workspace.settings()); }},
            {QStringLiteral("keys"), [] { return new TypedKeysDialog; }},
            {QStringLiteral("batch"), [] { return new BatchMakerDialog; }},
            {QStringLiteral("preferences"), [] { return new PreferencesDialog({}, [](const Preferences &) { return Error(); }, {}); }},
            {QStringLiteral("text"),
             [] {
                 return new NodeTextDialog(QStringLiteral("$.some.long.path.to.a.part.of.it"), "one\ntwo",
                                           [](const QByteArray &) { return QString(); });
             }},
            {QStringLiteral("about"), [] { return new AboutDialog; }},
        };
        return makers.value(name)();
    }
};

QTEST_MAIN(TestSmallWindow)
#include "tst_smallwindow.moc"
