#include "app/profiles/profilesecrets.h"
#include "tests/patience.h"
#include "tests/secretword.h"

#include <QSignalSpy>
#include <QTest>

namespace {

/// A keyring that cannot be used.
class NoKeyring : public SecretStore
{
public:
    [[nodiscard]] Reply read(const SecretName &) override { return answered(m_error); }
    [[nodiscard]] Reply write(const SecretName &, const QString &) override { return answered(m_error); }
    [[nodiscard]] Reply remove(const SecretName &) override { return answered(m_error); }

private:
    Error m_error{Error::Code::Unavailable, QStringLiteral("none here")};
};

Profile profile()
{
    Profile made;
    made.id = QStringLiteral("p");
    made.user = QStringLiteral("someone");
    made.passwordKept = true;
    made.address.encryption = Encryption::Tls;
    made.keyPassphraseKept = true;
    return made;
}

} // namespace

class TestProfileSecrets : public QObject
{
    Q_OBJECT

private slots:
    void bothAreFetched()
    {
        SessionSecrets store;
        (void)store.write({QStringLiteral("p"), SecretName::Kind::Password}, testSecret("-word"));
        (void)store.write({QStringLiteral("p"), SecretName::Kind::KeyPassphrase}, testSecret("-phrase"));
        ProfileSecrets secrets(&store);
        QVERIFY(fetch(secrets, profile()));
        QVERIFY(secrets.password() == testSecret("-word"));
        QVERIFY(secrets.keyPassphrase() == testSecret("-phrase"));
        QVERIFY(secrets.missing().isEmpty());
        QCOMPARE(secrets.error(), Error());
    }

    void passphraseOfTheTunnelIsFetchedAndNotMissed()
    {
        SessionSecrets store;
        Profile tunnelled;
        tunnelled.id = QStringLiteral("p");
        tunnelled.tunnel = SshTunnel{.host = QStringLiteral("bastion")};
        tunnelled.sshPassphraseKept = true;
        (void)store.write({QStringLiteral("p"), SecretName::Kind::SshPassphrase}, testSecret("-ssh"));
        ProfileSecrets secrets(&store);
        QVERIFY(fetch(secrets, tunnelled));
        QVERIFY(secrets.sshPassphrase() == testSecret("-ssh"));
        QVERIFY(secrets.keyPassphrase().isEmpty() && secrets.password().isEmpty());
        tunnelled.tunnel.reset();
        ProfileSecrets direct(&store);
        QVERIFY(fetch(direct, tunnelled));
        QVERIFY(direct.sshPassphrase().isEmpty());
    }

    void onlyWhatIsNeededIsAskedFor()
    {
        NoKeyring store;
        Profile open = profile();
        open.user.clear();
        open.address.encryption = Encryption::None;
        ProfileSecrets secrets(&store);
        QVERIFY(fetch(secrets, open));
        QVERIFY(secrets.missing().isEmpty());
        QCOMPARE(secrets.error(), Error());
        open.address.socketPath = QStringLiteral("/socket");
        open.address.encryption = Encryption::Tls;
        ProfileSecrets again(&store);
        QVERIFY(fetch(again, open));
        QVERIFY(again.missing().isEmpty());
    }

    void passwordThatIsNotKeptIsMissing()
    {
        NoKeyring store;
        Profile asks = profile();
        asks.passwordKept = false;
        asks.keyPassphraseKept = false;
        ProfileSecrets secrets(&store);
        QVERIFY(fetch(secrets, asks));
        QCOMPARE(secrets.missing(), QList<SecretName::Kind>{SecretName::Kind::Password});
        QCOMPARE(secrets.error(), Error());
    }

    void whatTheStoreDoesNotHaveIsMissing()
    {
        SessionSecrets store;
        (void)store.write({QStringLiteral("p"), SecretName::Kind::KeyPassphrase}, testSecret("-phrase"));
        ProfileSecrets secrets(&store);
        QVERIFY(fetch(secrets, profile()));
        QCOMPARE(secrets.missing(), QList<SecretName::Kind>{SecretName::Kind::Password});
        QVERIFY(secrets.keyPassphrase() == testSecret("-phrase"));
    }

    void storeThatCannotBeAskedIsTold()
    {
        NoKeyring store;
        ProfileSecrets secrets(&store);
        QVERIFY(fetch(secrets, profile()));
        QCOMPARE(secrets.missing().size(), 2);
        QCOMPARE(secrets.error().text, QStringLiteral("none here"));
    }

private:
    static bool fetch(ProfileSecrets &secrets, const Profile &profile)
    {
        QSignalSpy finished(&secrets, &ProfileSecrets::finished);
        secrets.fetch(profile);
        return finished.isEmpty() && finished.wait(Patience::usual) && finished.size() == 1;
    }
};

QTEST_GUILESS_MAIN(TestProfileSecrets)
#include "tst_profilesecrets.moc"
