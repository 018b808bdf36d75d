#include "app/profiles/secretremoval.h"
#include "tests/patience.h"

#include <QSignalSpy>
#include <QTest>

namespace {

/// A keyring that nobody answers for.
class AbsentSecrets : public SessionSecrets
{
public:
    [[nodiscard]] Reply remove(const SecretName &) override { return answered({Error::Code::Unavailable, QStringLiteral("no keyring")}); }
};

} // namespace

class TestSecretRemoval : public QObject
{
    Q_OBJECT

    static std::optional<QString> kept(SessionSecrets &secrets, const QString &id, SecretName::Kind kind)
    {
        const SecretStore::Reply reply = secrets.read({id, kind});
        return comesTrue([&reply] { return reply->isFinished(); }) ? reply->secret() : QStringLiteral("no answer");
    }

private slots:
    void everySecretOfTheseProfilesGoesAndNoOther()
    {
        SessionSecrets secrets;
        for (const char *id : {"a", "b", "c"}) {
            for (const SecretName::Kind kind : SecretName::kinds)
                (void)secrets.write({QLatin1String(id), kind}, QStringLiteral("kept"));
        }
        SecretRemoval removal(&secrets);
        const QSignalSpy finished(&removal, &SecretRemoval::finished);
        removal.remove({QStringLiteral("a")});
        removal.remove({QStringLiteral("c"), QStringLiteral("unknown")});
        QVERIFY(removal.isRunning());
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!removal.isRunning());
        for (const SecretName::Kind kind : SecretName::kinds) {
            QVERIFY(!kept(secrets, QStringLiteral("a"), kind));
            QVERIFY(!kept(secrets, QStringLiteral("c"), kind));
            QCOMPARE(kept(secrets, QStringLiteral("b"), kind), QStringLiteral("kept"));
        }
        removal.remove({QStringLiteral("b")});
        QTRY_COMPARE(finished.size(), 2);
        QVERIFY(!kept(secrets, QStringLiteral("b"), SecretName::Kind::Password));
    }

    void keyringThatIsNotThereIsTold()
    {
        AbsentSecrets secrets;
        SecretRemoval removal(&secrets);
        QSignalSpy failed(&removal, &SecretRemoval::failed);
        const QSignalSpy finished(&removal, &SecretRemoval::finished);
        removal.remove({QStringLiteral("a")});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(failed.size(), qsizetype(SecretName::kinds.size()));
        QCOMPARE(failed.constFirst().constFirst().toString(), QStringLiteral("a"));
    }
};

QTEST_GUILESS_MAIN(TestSecretRemoval)
#include "tst_secretremoval.moc"
