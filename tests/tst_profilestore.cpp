#include "app/profiles/profilestore.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

namespace {

Profile named(const QString &name)
{
    Profile profile;
    profile.name = name;
    return profile;
}

QStringList namesOf(const ProfileList &list)
{
    QStringList names;
    for (const Profile &profile : list.profiles)
        names.append(profile.name);
    return names;
}

} // namespace

class TestProfileStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void whatIsPutIsThereAtTheNextStart()
    {
        {
            ProfileStore store(path());
            QSignalSpy changed(&store, &ProfileStore::changed);
            store.load();
            QTRY_COMPARE(changed.size(), 1);
            const QString id = store.put(named(QStringLiteral("a")));
            QVERIFY(!id.isEmpty());
            QCOMPARE(store.find(id)->name, QStringLiteral("a"));
            Profile renamed = *store.find(id);
            renamed.name = QStringLiteral("b");
            QCOMPARE(store.put(renamed), id);
            store.put(named(QStringLiteral("c")));
            QCOMPARE(changed.size(), 4);
        } // ends at once
        ProfileStore store(path());
        store.load();
        QTRY_COMPARE(namesOf(store.list()), (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
        store.remove(store.list().profiles.constFirst().id);
        store.finish();
        QCOMPARE(std::get<ReadProfiles>(ProfileFile(path()).read()).list.profiles.size(), 1);
    }

    void whatIsTakenBackBeforeTheFirstSavingIsTakenInComesBack()
    {
        ProfileStore store(path());
        store.load();
        QTRY_VERIFY(store.isLoaded());
        const QString id = store.put(named(QStringLiteral("a")));
        const Profile kept = *store.find(id);
        QVERIFY(!store.finish());
        store.remove(id);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000)); // written, and nobody knows yet
        store.put(kept);
        QVERIFY(!store.finish());
        QCOMPARE(std::get<ReadProfiles>(ProfileFile(path()).read()).list.profiles, QList{kept});
    }

    void twoProgramsLoseNothing()
    {
        ProfileStore first(path());
        ProfileStore second(path());
        first.load();
        second.load();
        QTRY_VERIFY(first.isLoaded() && second.isLoaded());
        for (int i = 0; i < 20; ++i) {
            first.put(named(QStringLiteral("first %1").arg(i)));
            second.put(named(QStringLiteral("second %1").arg(i)));
        }
        QTRY_COMPARE(first.list().profiles.size(), 40);
        QTRY_COMPARE(second.list().profiles.size(), 40);
        QCOMPARE(std::get<ReadProfiles>(ProfileFile(path()).read()).list.profiles.size(), 40);
        const QString id = first.list().profiles.constFirst().id;
        second.remove(id);
        QTRY_VERIFY(!first.find(id));
    }

    void fileOfALaterVersionIsShownAndNotChanged()
    {
        fill("{\"format\":\"slabscope-profiles\",\"version\":99,\"profiles\":[{\"id\":\"a\",\"name\":\"later\"}]}");
        ProfileStore store(path());
        const QSignalSpy noted(&store, &ProfileStore::noted);
        store.load();
        QTRY_COMPARE(namesOf(store.list()), QStringList{QStringLiteral("later")});
        QCOMPARE(noted.size(), 1);
        QVERIFY(store.obstacle().contains(QStringLiteral("later version")));
        store.put(named(QStringLiteral("new")));
        store.finish();
        QCOMPARE(namesOf(store.list()), QStringList{QStringLiteral("later")});
    }

    void failureToSaveIsToldAndNothingIsLost()
    {
        fill("a file where the folder should be");
        ProfileStore store(path() + QStringLiteral("/profiles.json"));
        const QSignalSpy failed(&store, &ProfileStore::failed);
        store.load();
        QTRY_VERIFY(store.isLoaded());
        store.put(named(QStringLiteral("kept")));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(namesOf(store.list()), QStringList{QStringLiteral("kept")});
        QVERIFY(QFile::remove(path()));
        store.put(named(QStringLiteral("more")));
        store.finish();
        QCOMPARE(std::get<ReadProfiles>(ProfileFile(path() + QStringLiteral("/profiles.json")).read()).list.profiles.size(), 2);
    }

    void damageMeanwhileLosesNothing()
    {
        ProfileStore store(path());
        const QSignalSpy noted(&store, &ProfileStore::noted);
        store.load();
        QTRY_VERIFY(store.isLoaded());
        store.put(named(QStringLiteral("a")));
        store.finish();
        store.put(named(QStringLiteral("b")));
        store.finish();
        fill("nonsense");
        QTRY_COMPARE(noted.size(), 1);
        QTRY_COMPARE(namesOf(std::get<ReadProfiles>(ProfileFile(path()).read()).list),
                     (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(namesOf(store.list()), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }

    void unreadableFileIsAnObstacleUntilItCanBeRead()
    {
        QVERIFY(QDir().mkpath(path()));
        ProfileStore store(path());
        const QSignalSpy failed(&store, &ProfileStore::failed);
        store.load();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!store.obstacle().isEmpty());
        QVERIFY(QDir().rmdir(path()));
        store.load();
        QTRY_VERIFY(store.obstacle().isEmpty());
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("profiles.json")); }
    void fill(const QByteArray &bytes) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
