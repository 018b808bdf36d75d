#include "app/profiles/profilesaving.h"
#include "app/profiles/profilestore.h"
#include "tests/patience.h"
#include "tests/secretword.h"
#include "tests/silentkeyring.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

using Kind = SecretName::Kind;

/// A keyring that looks, whenever it is asked, what the file says.
class LookingKeyring : public SessionSecrets
{
public:
    explicit LookingKeyring(const QString &path)
        : m_file(path)
    {
    }
    [[nodiscard]] Reply write(const SecretName &name, const QString &secret) override
    {
        look();
        return error ? answered(error) : SessionSecrets::write(name, secret);
    }
    [[nodiscard]] Reply remove(const SecretName &name) override
    {
        look();
        return error ? answered(error) : SessionSecrets::remove(name);
    }

    ProfileList seen;
    int asked = 0;
    Error error;

private:
    void look()
    {
        ++asked;
        const auto read = m_file.read();
        if (const auto *found = std::get_if<ReadProfiles>(&read))
            seen = found->list;
    }
    ProfileFile m_file;
};

} // namespace

/// In which order a profile and its secrets are kept, so that nothing is lost wherever it ends.
class TestProfileSaving : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(QStringLiteral("profiles.json"));
        m_keyring = std::make_unique<LookingKeyring>(m_path);
        load();
    }
    void cleanup() { m_store.reset(); }

    void keyringGetsANewSecretOnceTheFileTellsOfIt()
    {
        ProfileSaving saving(m_store.get(), m_keyring.get());
        QVERIFY(save(saving, {}, profile(true), {{.kind = Kind::Password, .secret = testSecret("-new")}}));
        QVERIFY(saving.isStored());
        QCOMPARE(m_keyring->asked, 1);
        QCOMPARE(m_keyring->seen.profiles.size(), 1);
        QVERIFY(m_keyring->seen.profiles.value(0).passwordKept);
        QVERIFY(secret() == testSecret("-new"));
    }

    void removedSecretIsThereUntilTheFileHasTheProfile()
    {
        const Profile before = kept();
        Profile after = before;
        after.name = QStringLiteral("renamed");
        after.passwordKept = false;
        ProfileSaving saving(m_store.get(), m_keyring.get());
        QVERIFY(save(saving, before, after, {{.kind = Kind::Password}}));
        QCOMPARE(m_keyring->seen.profiles.value(0).name, QStringLiteral("renamed"));
        QVERIFY(m_keyring->seen.profiles.value(0).passwordKept); // whoever ends here has one too many named, not one too few
        QVERIFY(secret().isEmpty());
        m_store->finish();
        QVERIFY(!inFile().passwordKept);
    }

    void failedSaveTouchesNoSecret_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::addRow("new profile") << true;
        QTest::addRow("profile that is there") << false;
    }
    void failedSaveTouchesNoSecret()
    {
        QFETCH(const bool, isNew);
        const Profile before = isNew ? Profile() : kept();
        m_store->finish();
        makeUnwritable();
        Profile after = profile(isNew);
        after.note = QStringLiteral("something new");
        const ProfileSaving::Change change = isNew ? ProfileSaving::Change{Kind::Password, testSecret("-new")} : ProfileSaving::Change{};
        ProfileSaving saving(m_store.get(), m_keyring.get());
        QVERIFY(save(saving, before, after, {change}));
        QVERIFY(!saving.isStored());
        QVERIFY(saving.error());
        QCOMPARE(m_keyring->asked, 0);
        QCOMPARE(m_store->find(QStringLiteral("p"))->passwordKept, !isNew);
        // Where it can be saved again, the same goes through.
        QVERIFY(QFile::remove(m_folder->path()) && QDir().mkpath(m_folder->path()));
        ProfileSaving again(m_store.get(), m_keyring.get());
        QVERIFY(save(again, before, after, {change}));
        QVERIFY(again.isStored());
        QCOMPARE(m_keyring->asked, 1);
        m_store->finish();
        QCOMPARE(inFile().passwordKept, isNew);
    }

    void profileThatCannotBeChangedTouchesNoSecret()
    {
        m_store.reset();
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"format":"slabscope-profiles","version":99,"profiles":[{"id":"p","name":"later"}]})");
        file.close();
        load();
        ProfileSaving saving(m_store.get(), m_keyring.get());
        QVERIFY(save(saving, {}, profile(true), {{.kind = Kind::Password, .secret = testSecret("-new")}}));
        QVERIFY(!saving.isStored());
        QCOMPARE(m_keyring->asked, 0);
    }

    void endWhileTheKeyringIsWaitedForLosesNothing_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::addRow("new secret") << true;
        QTest::addRow("removed secret") << false;
    }
    void endWhileTheKeyringIsWaitedForLosesNothing()
    {
        QFETCH(const bool, isNew);
        const Profile before = isNew ? Profile() : kept();
        SilentKeyring silent;
        {
            ProfileSaving saving(m_store.get(), &silent);
            saving.save(before, profile(isNew),
                        {isNew ? ProfileSaving::Change{Kind::Password, testSecret("-new")} : ProfileSaving::Change{}});
            QTRY_COMPARE(silent.asked, 1);
        }
        m_store->finish();
        QVERIFY(inFile().passwordKept); // the keyring may have it
    }

    void whatTheKeyringDoesNotTakeIsNotCountedAsKept()
    {
        m_keyring->error = {Error::Code::Unavailable, QStringLiteral("none here")};
        ProfileSaving saving(m_store.get(), m_keyring.get());
        QVERIFY(
            save(saving, {}, profile(true),
                 {{.kind = Kind::Password, .secret = testSecret("-new")}, {.kind = Kind::KeyPassphrase, .secret = testSecret("-key")}}));
        QVERIFY(saving.isStored());
        QCOMPARE(saving.unkept().size(), 2);
        QCOMPARE(saving.error().text, QStringLiteral("none here"));
        m_store->finish();
        QVERIFY(!inFile().passwordKept);
        QVERIFY(!inFile().keyPassphraseKept);
    }

    void profileThatIsDeletedMeanwhileDoesNotComeBack()
    {
        m_keyring->error = {Error::Code::Unavailable, QStringLiteral("none here")};
        ProfileSaving saving(m_store.get(), m_keyring.get());
        connect(m_store.get(), &ProfileStore::settled, &saving, [this] { m_store->remove(QStringLiteral("p")); });
        QVERIFY(save(saving, {}, profile(true), {{.kind = Kind::Password, .secret = testSecret("-new")}}));
        QVERIFY(m_store->list().profiles.isEmpty());
    }

private:
    void load()
    {
        m_store = std::make_unique<ProfileStore>(m_path);
        m_store->load();
        QTRY_VERIFY(m_store->isLoaded());
    }
    static Profile profile(bool passwordKept)
    {
        Profile made;
        made.id = QStringLiteral("p");
        made.name = QStringLiteral("one");
        made.user = QStringLiteral("someone");
        made.passwordKept = passwordKept;
        return made;
    }
    /// In the list, with its password in the keyring.
    Profile kept()
    {
        m_store->put(profile(true));
        (void)m_keyring->SessionSecrets::write({QStringLiteral("p"), Kind::Password}, testSecret("-old"));
        return profile(true);
    }
    static bool save(ProfileSaving &saving, const Profile &base, const Profile &ours, const QList<ProfileSaving::Change> &changes)
    {
        QSignalSpy finished(&saving, &ProfileSaving::finished);
        saving.save(base, ours, changes);
        return finished.isEmpty() && finished.wait(Patience::usual) && finished.size() == 1;
    }
    /// A file takes the place of its folder.
    void makeUnwritable()
    {
        QVERIFY(QDir(m_folder->path()).removeRecursively());
        QFile file(m_folder->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    [[nodiscard]] Profile inFile() const { return std::get<ReadProfiles>(ProfileFile(m_path).read()).list.profiles.value(0); }
    [[nodiscard]] QString secret() const
    {
        const SecretStore::Reply reply = m_keyring->read({QStringLiteral("p"), Kind::Password});
        return comesTrue([&reply] { return reply->isFinished(); }) ? reply->secret().value_or(QString()) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<LookingKeyring> m_keyring;
    std::unique_ptr<ProfileStore> m_store;
};

QTEST_GUILESS_MAIN(TestProfileSaving)
#include "tst_profilesaving.moc"
