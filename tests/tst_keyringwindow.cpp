#include "tests/keyringdesktop.h"
#include "tests/privatehome.h"
#include "tests/profilewindow.h"
#include "ui/noticerow.h"
#include "ui/profiles/profiledialog.h"

#include <QCheckBox>
#include <QMessageBox>

/// The real keyring and the real window: absent, empty-handed, unlocked and locked, in this order, for the library holds on to a bus that
/// it has found.
class TestKeyringWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QVERIFY(m_runtime.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("data"))));
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("config"))));
    }

    void withoutABusNothingThatWasTypedIsLost() { nothingThatWasTypedIsLost(); }

    void withoutASecretServiceNothingThatWasTypedIsLost()
    {
        const QByteArray folder = qgetenv("XDG_DATA_HOME");
        m_desktop = std::make_unique<KeyringDesktop>();
        m_keyringFolder = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", folder);
        nothingThatWasTypedIsLost();
    }

    void passwordLivesInTheKeyringAsLongAsItsProfile()
    {
        QVERIFY(m_desktop);
        const QByteArray folder = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", m_keyringFolder); // which outlasts this test
        QVERIFY(m_desktop->unlockKeyring());
        qputenv("XDG_DATA_HOME", folder);
        QString id;
        {
            ProfileWindow window;
            QVERIFY(window.isReady());
            create(window, RealServer::password());
            QTRY_VERIFY(!dialog(window));
            QCOMPARE(window.workspace().profiles()->list().profiles.size(), 1);
            id = window.workspace().profiles()->list().profiles.constFirst().id;
            QVERIFY(profileOf(window).passwordKept);
            QTRY_VERIFY(kept(id) == RealServer::password());
            QTRY_VERIFY(fileOfProfiles().contains("alice"));
            window.open(id);
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            QVERIFY(window.page()->connection()->hasLoggedIn());

            // Another password takes its place; and the first comes back.
            for (const QString &password : {testSecret("-of-tomorrow"), RealServer::password()}) {
                edit(window, id);
                QCOMPARE(field(window, "profilePassword")->placeholderText(), QStringLiteral("Kept in the keyring"));
                type(window, "profilePassword", password);
                click(window, "profileSave");
                QTRY_VERIFY(!dialog(window));
                QTRY_VERIFY(kept(id) == password);
            }

            // A deleted profile can come back, with its password.
            window.click("disconnectButton");
            window.choose(id);
            QTest::keyClick(window.tree(), Qt::Key_Delete);
            QVERIFY(window.workspace().profiles()->list().profiles.isEmpty());
            QTRY_VERIFY(kept(id) == RealServer::password());
            window.click("undoDelete");
            QCOMPARE(window.workspace().profiles()->list().profiles.size(), 1);
            QVERIFY(profileOf(window).passwordKept);
            QTRY_VERIFY(kept(id) == RealServer::password());
            window.open(id);
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            QVERIFY(!window.question());
        }
        QVERIFY(!fileOfProfiles().contains(SECRET_WORD));
        QVERIFY(fileOfProfiles().contains(id.toUtf8()));

        // The next program finds both, and what is deleted in it goes from the keyring once it cannot come back.
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("another"))));
        {
            ProfileWindow window;
            QVERIFY(window.isReady());
            window.open(id);
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            QVERIFY(!window.question());
            window.choose(id);
            QTest::keyClick(window.tree(), Qt::Key_Delete);
            QVERIFY(window.workspace().profiles()->list().profiles.isEmpty());
        }
        ProfileWindow window;
        QVERIFY(window.isReady());
        QTRY_VERIFY_WITH_TIMEOUT(kept(id).isEmpty(), ProfileWindow::patience);
    }

    void passwordThatIsNotToBeKeptLeavesTheKeyring()
    {
        ProfileWindow window;
        QVERIFY(window.isReady());
        create(window, RealServer::password());
        QTRY_VERIFY(!dialog(window));
        const QString id = profileOf(window).id;
        QTRY_VERIFY(kept(id) == RealServer::password());
        edit(window, id);
        auto *keep = dialog(window)->findChild<QCheckBox *>(QStringLiteral("profilePasswordKeep"));
        QVERIFY(keep->isChecked());
        QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
        click(window, "profileSave");
        QTRY_VERIFY(!dialog(window));
        QVERIFY(!profileOf(window).passwordKept);
        QTRY_VERIFY(kept(id).isEmpty());
        // So it is asked for, and kept again if that is wished.
        window.open(id);
        QTRY_VERIFY(window.question());
        auto *wish = window.question()->findChild<QCheckBox *>(QStringLiteral("keepPassword"));
        QTest::mouseClick(wish, Qt::LeftButton, {}, QPoint(8, wish->height() / 2));
        window.give(RealServer::password());
        QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
        QTRY_VERIFY(profileOf(window).passwordKept);
        QTRY_VERIFY(kept(id) == RealServer::password());
    }

    void lockedKeyringCostsNothingThatItKeeps()
    {
        ProfileWindow window;
        QVERIFY(window.isReady());
        create(window, RealServer::password());
        QTRY_VERIFY(!dialog(window));
        const QString id = profileOf(window).id;
        QTRY_VERIFY(kept(id) == RealServer::password());
        QVERIFY(lock());

        // It waits for a person who unlocks it, which here nobody does; meanwhile the window goes on.
        window.open(id);
        QCOMPARE(window.page()->profileId(), id);
        QVERIFY2(window.tabFacts().contains(QStringLiteral("Not connected")), qPrintable(window.tabFacts()));
        // What has nothing to do with the password is saved without the keyring.
        edit(window, id);
        type(window, "profileName", QStringLiteral("Renamed"));
        click(window, "profileSave");
        QTRY_VERIFY(!dialog(window));
        QCOMPARE(profileOf(window).name, QStringLiteral("Renamed"));
        QVERIFY(profileOf(window).passwordKept);

        // Whoever does not want to wait for it has what they typed.
        edit(window, id);
        type(window, "profilePassword", testSecret("-of-tomorrow"));
        click(window, "profileSave");
        QTRY_VERIFY2(notice(window).contains(QStringLiteral("Waiting for the keyring")), qPrintable(notice(window)));
        click(window, "profileCancel");
        QTRY_VERIFY2(notice(window).contains(QStringLiteral("was not waited for")), qPrintable(notice(window)));
        QVERIFY(field(window, "profilePassword")->text() == testSecret("-of-tomorrow"));
        click(window, "profileCancel");
        if (auto *unsaved = window.see<QMessageBox>("profileUnsaved"))
            QTest::mouseClick(unsaved->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(!dialog(window));

        // The next session finds in it what it had.
        qputenv("XDG_DATA_HOME", m_keyringFolder);
        QVERIFY(m_desktop->logInAgain());
        QTRY_VERIFY(kept(id) == RealServer::password());
    }

private:
    void nothingThatWasTypedIsLost()
    {
        ProfileWindow window;
        QVERIFY(window.isReady());
        create(window, RealServer::password());
        QTRY_VERIFY_WITH_TIMEOUT(notice(window).contains(QStringLiteral("kept nowhere")), ProfileWindow::patience);
        QVERIFY2(notice(window).contains(QStringLiteral("The keyring cannot be used")), qPrintable(notice(window)));
        QVERIFY(notice(window).contains(QStringLiteral("asked for when connecting")));
        QVERIFY(!notice(window).contains(QStringLiteral(SECRET_WORD)));
        QVERIFY(field(window, "profilePassword")->text() == RealServer::password());
        QVERIFY(!profileOf(window).passwordKept);
        const QString id = profileOf(window).id;
        click(window, "profileSave"); // without a wish that cannot be fulfilled
        QTRY_VERIFY(!dialog(window));

        // It holds for this session.
        window.open(id);
        QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
        QVERIFY(window.page()->connection()->hasLoggedIn());
        QVERIFY(!window.question());

        // A profile from a time when there was one: the reason is said, and the wish is not forgotten.
        Profile old = profileOf(window);
        old.id = QStringLiteral("old");
        old.name = QStringLiteral("Old");
        old.passwordKept = true;
        window.workspace().profiles()->put(old);
        window.open(old.id);
        QTRY_VERIFY_WITH_TIMEOUT(window.question(), ProfileWindow::patience);
        QVERIFY2(window.questionText("passwordReason").startsWith(QStringLiteral("The keyring cannot be used")),
                 qPrintable(window.questionText("passwordReason")));
        QVERIFY(!window.question()->findChild<QCheckBox *>(QStringLiteral("keepPassword"))->isVisible());
        window.give(RealServer::password());
        QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
        QVERIFY(window.workspace().profiles()->find(old.id)->passwordKept);

        edit(window, old.id);
        click(window, "profileTest");
        const auto *fault = dialog(window)->findChild<NoticeRow *>(QStringLiteral("profilePasswordFault"));
        QTRY_VERIFY_WITH_TIMEOUT(fault->isVisible(), ProfileWindow::patience);
        QVERIFY2(fault->text().contains(QStringLiteral("The keyring could not be asked")), qPrintable(fault->text()));
    }

    static ProfileDialog *dialog(const ProfileWindow &window) { return window.see<ProfileDialog>("profileDialog"); }
    static QLineEdit *field(const ProfileWindow &window, const char *name)
    {
        return dialog(window)->findChild<QLineEdit *>(QLatin1String(name));
    }
    static QString notice(const ProfileWindow &window)
    {
        return dialog(window)->findChild<NoticeRow *>(QStringLiteral("profileNotice"))->text();
    }
    static void click(const ProfileWindow &window, const char *button)
    {
        QTest::mouseClick(dialog(window)->findChild<QWidget *>(QLatin1String(button)), Qt::LeftButton);
    }
    static void type(const ProfileWindow &window, const char *name, const QString &text)
    {
        field(window, name)->setFocus();
        field(window, name)->selectAll();
        QTest::keyClicks(field(window, name), text);
    }
    void create(const ProfileWindow &window, const QString &password) const
    {
        window.see<QAction>("menuNewProfile")->trigger();
        QTRY_VERIFY(dialog(window) && dialog(window)->isVisible());
        type(window, "profileName", QStringLiteral("Sessions"));
        type(window, "profileHost", QStringLiteral("127.0.0.1"));
        type(window, "profilePort", QString::number(m_server.port()));
        type(window, "profileUser", RealServer::user());
        type(window, "profilePassword", password);
        QVERIFY(dialog(window)->findChild<QCheckBox *>(QStringLiteral("profilePasswordKeep"))->isChecked());
        click(window, "profileSave");
    }
    static void edit(const ProfileWindow &window, const QString &id)
    {
        window.choose(id);
        QTest::keyClick(window.tree(), Qt::Key_Return, Qt::AltModifier);
        QTRY_VERIFY(dialog(window) && dialog(window)->isVisible());
    }
    static Profile profileOf(ProfileWindow &window) { return window.workspace().profiles()->list().profiles.value(0); }
    /// As another program finds it: the real client library, apart from ours.
    static QString kept(const QString &id)
    {
        QProcess tool;
        tool.start(QStringLiteral("secret-tool"),
                   {QStringLiteral("lookup"), QStringLiteral("server"), QStringLiteral("slabscope"), QStringLiteral("user"),
                    id + QStringLiteral("/password")});
        return tool.waitForFinished() ? QString::fromUtf8(tool.readAllStandardOutput()) : QStringLiteral("no answer");
    }
    static bool lock()
    {
        QProcess tool;
        tool.start(QStringLiteral("dbus-send"),
                   {QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.secrets"),
                    QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                    QStringLiteral("array:objpath:/org/freedesktop/secrets/collection/login")});
        return tool.waitForFinished() && tool.exitCode() == 0;
    }
    QByteArray fileOfProfiles() const
    {
        QFile file(ProfileFile::usualPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    PrivateHome m_runtime;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeyringDesktop> m_desktop;
    QByteArray m_keyringFolder;
    RealServer m_server{{}, RealServer::Access::Sasl};
};

QTEST_MAIN(TestKeyringWindow)
#include "tst_keyringwindow.moc"
