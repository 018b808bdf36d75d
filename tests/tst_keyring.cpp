#include "app/profiles/keyring.h"
#include "tests/keyringdesktop.h"
#include "tests/patience.h"
#include "tests/secretword.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <memory>

using namespace std::chrono_literals;

class TestKeyring : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_desktop = std::make_unique<KeyringDesktop>(); }
    void cleanupTestCase() { m_desktop.reset(); }

    void withoutABusTheReasonIsSaid()
    {
        const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        Keyring keyring(QStringLiteral("slabscope-test"), 20s);
        const auto written = answer(keyring.write(password, testSecret("-hunter2")));
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
        QCOMPARE(written->error().code, Error::Code::Unavailable);
        QVERIFY2(saysWhatToDo(written->error().text), qPrintable(written->error().text));
        QVERIFY(!written->error().text.contains(testSecret("")));
    }

    void withoutASecretServiceTheReasonIsSaid()
    {
        Keyring keyring(QStringLiteral("slabscope-test"), 20s);
        for (const auto &reply :
             {answer(keyring.read(password)).release(), answer(keyring.write(password, testSecret("-hunter2"))).release()}) {
            const std::unique_ptr<SecretReply> owned(reply);
            QCOMPARE(owned->error().code, Error::Code::Unavailable);
            QVERIFY2(saysWhatToDo(owned->error().text), qPrintable(owned->error().text));
            QVERIFY(!owned->secret());
        }
    }

    void whatIsWrittenIsReadAndRemoved()
    {
        QVERIFY(m_desktop->unlockKeyring());
        Keyring keyring(QStringLiteral("slabscope-test"));
        QVERIFY(!answer(keyring.read(password))->secret());
        const QString secret = testSecret(" pässwörd with spaces and \U0001F511");
        QCOMPARE(answer(keyring.write(password, secret))->error().text, QString());
        QCOMPARE(answer(keyring.write(passphrase, QString()))->error().text, QString());
        QVERIFY(answer(keyring.read(password))->secret() == std::optional(secret));
        QVERIFY(answer(keyring.read(passphrase))->secret() == std::optional(QString()));
        QCOMPARE(answer(keyring.write(password, testSecret("-new")))->error().text, QString());
        QVERIFY(answer(keyring.read(password))->secret() == std::optional(testSecret("-new")));
        QCOMPARE(answer(keyring.remove(password))->error().text, QString());
        QCOMPARE(answer(keyring.remove(password))->error().text, QString());
        const auto gone = answer(keyring.read(password));
        QCOMPARE(gone->error(), Error());
        QVERIFY(!gone->secret());
    }

    void otherProgramsFindItUnderOurName()
    {
        Keyring keyring(QStringLiteral("slabscope-test"));
        QCOMPARE(answer(keyring.write(password, testSecret(" looked up")))->error().text, QString());
        QProcess tool;
        tool.start(QStringLiteral("secret-tool"),
                   {QStringLiteral("lookup"), QStringLiteral("server"), QStringLiteral("slabscope-test"), QStringLiteral("user"),
                    QStringLiteral("profile-1/password")});
        QVERIFY(tool.waitForFinished());
        QCOMPARE(tool.readAllStandardOutput(), QByteArray(SECRET_WORD " looked up"));
    }

    void replyThatIsDroppedIsNotMissed()
    {
        Keyring keyring(QStringLiteral("slabscope-test"));
        keyring.read(password).reset();
        SecretStore::Reply latest = keyring.read(password);
        latest = keyring.read(passphrase);
        QSignalSpy finished(latest.get(), &SecretReply::finished);
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(latest->isFinished());
    }

    /// The case that reads like "no entry": whoever asks must not take it for that.
    void lockedKeyringTellsNoSecret()
    {
        Keyring keyring(QStringLiteral("slabscope-test"));
        QCOMPARE(answer(keyring.write(password, testSecret(" behind a lock")))->error().text, QString());
        QProcess lock;
        lock.start(QStringLiteral("dbus-send"),
                   {QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.secrets"),
                    QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                    QStringLiteral("array:objpath:/org/freedesktop/secrets/collection/login")});
        QVERIFY(lock.waitForFinished());
        QCOMPARE(lock.exitCode(), 0);
        Keyring impatient(QStringLiteral("slabscope-test"), 3s);
        const auto read = answer(impatient.read(password));
        QVERIFY(!read->secret());
    }

    void sessionSecretsAreForgotten()
    {
        SessionSecrets secrets;
        QVERIFY(!answer(secrets.read(password))->secret());
        QCOMPARE(answer(secrets.write(password, testSecret("-short")))->error(), Error());
        QVERIFY(answer(secrets.read(password))->secret() == std::optional(testSecret("-short")));
        QVERIFY(!answer(secrets.read(passphrase))->secret());
        (void)answer(secrets.remove(password));
        QVERIFY(!answer(secrets.read(password))->secret());
    }

private:
    /// A plain sentence, and the words of others after it.
    static bool saysWhatToDo(const QString &text)
    {
        const qsizetype raw = text.indexOf(QStringLiteral(" (It says: "));
        return text.startsWith(QStringLiteral("The keyring cannot be used: look whether one runs")) && raw > 0
            && !QStringView(text).left(raw).contains(u"org.freedesktop") && text.endsWith(u')');
    }
    static SecretStore::Reply answer(SecretStore::Reply reply)
    {
        QSignalSpy finished(reply.get(), &SecretReply::finished);
        if (reply->isFinished() || !finished.wait(30'000))
            qWarning("no answer, or one too early");
        return reply;
    }

    const SecretName password{.profileId = QStringLiteral("profile-1"), .kind = SecretName::Kind::Password};
    const SecretName passphrase{.profileId = QStringLiteral("profile-1"), .kind = SecretName::Kind::KeyPassphrase};
    std::unique_ptr<KeyringDesktop> m_desktop;
};

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"
