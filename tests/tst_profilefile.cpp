#include "app/profiles/profilefile.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

ProfileList numbered(int count)
{
    ProfileList list;
    for (int i = 0; i < count; ++i) {
        Profile profile;
        profile.id = profile.name = QString::number(i);
        profile.note = QString(100, QLatin1Char('n'));
        list.profiles.append(profile);
    }
    return list;
}

/// What the test does to a file in a process of its own: adds 100 profiles.
int addMany(const QString &path)
{
    return std::holds_alternative<ReadProfiles>(ProfileFile(path).write({}, numbered(100))) ? 0 : 1;
}

} // namespace

class TestProfileFile : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void withoutAFileThereAreNone()
    {
        const auto read = ProfileFile(path()).read();
        QCOMPARE(std::get<ReadProfiles>(read).list, ProfileList());
        QVERIFY(!QFile::exists(path()));
    }

    void whatIsWrittenIsRead()
    {
        const ProfileFile file(path());
        QCOMPARE(std::get<ReadProfiles>(file.write({}, numbered(3))).list, numbered(3));
        QCOMPARE(list(), numbered(3));
    }

    void onlyTheOwnerMayReadIt()
    {
        const ProfileFile file(path());
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write({}, numbered(1))));
        QVERIFY(QFile::setPermissions(path(), QFile::permissions(path()) | QFile::ReadOther | QFile::ReadGroup));
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write(numbered(1), numbered(2))));
        for (const QString &each : {path(), path() + QStringLiteral(".previous")})
            QCOMPARE(QFile::permissions(each) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    }

    void theVersionBeforeIsBesideIt()
    {
        const ProfileFile file(path());
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write({}, numbered(1))));
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write(numbered(1), numbered(2))));
        QCOMPARE(std::get<ReadProfiles>(ProfileFile(path() + QStringLiteral(".previous")).read()).list, numbered(1));
    }

    void changesOfAnotherProgramAreKept()
    {
        const ProfileFile file(path());
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write({}, numbered(1))));
        ProfileList others = numbered(1);
        others.profiles.append(numbered(5).profiles.constLast());
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write(numbered(1), others)));
        QCOMPARE(std::get<ReadProfiles>(file.write(numbered(1), numbered(2))).list.profiles.size(), 3);
        QCOMPARE(list().profiles.size(), 3);
    }

    void damagedFileIsSetAsideAndThePreviousShown()
    {
        const ProfileFile file(path());
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write({}, numbered(1))));
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write(numbered(1), numbered(2))));
        const QByteArray damaged = content().first(content().size() / 2);
        fill(damaged);
        const auto read = std::get<ReadProfiles>(file.read());
        QCOMPARE(read.list, numbered(1));
        QCOMPARE(read.notes.size(), 1);
        const QStringList aside = QDir(m_folder->path()).entryList({QStringLiteral("profiles.json.damaged-*")});
        QCOMPARE(aside.size(), 1);
        QVERIFY(read.notes.constFirst().contains(aside.constFirst()));
        QFile kept(m_folder->filePath(aside.constFirst()));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), damaged);
        const auto again = std::get<ReadProfiles>(file.read()); // it is no one-time thing
        QCOMPARE(again.list, numbered(1));
        QCOMPARE(again.notes, QStringList());
    }

    void damagedFileIsNotOverwrittenBySaving()
    {
        const ProfileFile file(path());
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write({}, numbered(1))));
        QVERIFY(std::holds_alternative<ReadProfiles>(file.write(numbered(1), numbered(2))));
        fill("nonsense");
        // Profile 1 is not in the version before: it must not be taken for one that somebody deleted.
        const auto written = std::get<ReadProfiles>(file.write(numbered(2), numbered(3)));
        QCOMPARE(written.list, numbered(3));
        QCOMPARE(written.notes.size(), 1);
        QCOMPARE(list(), numbered(3));
        const QStringList aside = QDir(m_folder->path()).entryList({QStringLiteral("profiles.json.damaged-*")});
        QCOMPARE(aside.size(), 1);
    }

    void fileOfALaterVersionIsNotWritten()
    {
        const QByteArray later = "{\"format\":\"slabscope-profiles\",\"version\":99,\"profiles\":[{\"id\":\"a\",\"name\":\"b\"}]}";
        fill(later);
        const ProfileFile file(path());
        QVERIFY(std::get<ReadProfiles>(file.read()).isNewer);
        const auto written = file.write({}, numbered(1));
        QVERIFY(std::get<Error>(written).text.contains(QStringLiteral("later version")));
        QCOMPARE(content(), later);
    }

    void folderThatCannotBeMadeIsTold()
    {
        fill("a file");
        const ProfileFile file(path() + QStringLiteral("/inside/profiles.json"));
        const auto written = file.write({}, numbered(1));
        QCOMPARE(std::get<Error>(written).code, Error::Code::Unreadable);
        QCOMPARE(content(), QByteArray("a file"));
    }

    void aFolderInItsPlaceIsTold()
    {
        QVERIFY(QDir().mkpath(path()));
        QCOMPARE(std::get<Error>(ProfileFile(path()).read()).code, Error::Code::Unreadable);
    }

    /// Kills a program before and after each call that changes the file system while it saves.
    void killLeavesTheOldListOrTheNewOne_data()
    {
        QTest::addColumn<int>("saves"); // before the one that is killed
        QTest::newRow("first version") << 0;
        QTest::newRow("second version, the first is put beside it") << 1;
        QTest::newRow("third version, the second takes the place of the first") << 2;
    }
    void killLeavesTheOldListOrTheNewOne()
    {
        QFETCH(const int, saves);
        prepare(saves);
        const QStringList calls = callsOfASave();
        const QString previous = path() + QStringLiteral(".previous");
        QVERIFY2(areInOrder({QStringLiteral("write"), QStringLiteral("fdatasync"), QStringLiteral("fsync")}, calls),
                 qPrintable(calls.join(QLatin1Char('\n'))));
        const auto takePlace = [&calls](const QString &file) {
            return calls.contains(QStringLiteral("rename ") + file) || calls.contains(QStringLiteral("linkat ") + file);
        };
        QVERIFY2(takePlace(path()), qPrintable(calls.join(QLatin1Char('\n'))));
        QCOMPARE(takePlace(previous), saves > 0);
        QCOMPARE(calls.filter(QRegularExpression(QStringLiteral("^fdatasync "))).size(), saves > 0 ? 3 : 2); // the lock has one too
        QCOMPARE(calls.filter(QStringLiteral("fsync ") + m_folder->path()).size(), saves > 0 ? 2 : 1);

        int old = 0;
        for (int at = 1; at <= 2 * calls.size(); ++at) {
            prepare(saves);
            QProcess child;
            start(child, {{QStringLiteral("KILL_AT"), QString::number(at)}});
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            const auto read = ProfileFile(path()).read();
            QVERIFY(std::holds_alternative<ReadProfiles>(read));
            QCOMPARE(std::get<ReadProfiles>(read).notes, QStringList());
            const qsizetype count = std::get<ReadProfiles>(read).list.profiles.size();
            const QByteArray place = QStringLiteral("killed at %1: %2 profiles").arg(at).arg(count).toUtf8();
            QVERIFY2(count == saves || count == 100, place.constData());
            old += count == saves ? 1 : 0;
            // The version beside it is a whole one as well: the one before, or the one before that.
            const auto beside = std::get<ReadProfiles>(ProfileFile(previous).read());
            QCOMPARE(beside.notes, QStringList());
            QVERIFY2(beside.list.profiles.size() == saves || beside.list.profiles.size() == std::max(0, saves - 1), place.constData());
            QVERIFY2(count != 100 || beside.list.profiles.size() == saves, place.constData());
            // And the next one is not held up.
            QVERIFY(std::holds_alternative<ReadProfiles>(ProfileFile(path()).write({}, numbered(3))));
        }
        QVERIFY(old > 0 && old < 2 * calls.size());
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("profiles.json")); }
    ProfileList list() const { return std::get<ReadProfiles>(ProfileFile(path()).read()).list; }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// So many versions were saved: the last has as many profiles.
    void prepare(int saves) const
    {
        for (const QString &file : {path(), path() + QStringLiteral(".previous"), path() + QStringLiteral(".lock")})
            QFile::remove(file);
        for (int count = 1; count <= saves; ++count)
            QVERIFY(std::holds_alternative<ReadProfiles>(ProfileFile(path()).write({}, numbered(count))));
    }
    void start(QProcess &child, const QHash<QString, QString> &wishes) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(KILL_AT));
        environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("verify_asan_link_order=0:detect_leaks=0"));
        for (auto wish = wishes.cbegin(); wish != wishes.cend(); ++wish)
            environment.insert(wish.key(), wish.value());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--add-many"), path()});
    }
    /// As they were counted: name and path.
    QStringList callsOfASave() const
    {
        QFile log(m_folder->filePath(QStringLiteral("calls")));
        log.remove();
        QProcess child;
        start(child, {{QStringLiteral("KILL_LOG"), log.fileName()}});
        if (!child.waitForFinished() || child.exitCode() != 0 || !log.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(log.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
    static bool areInOrder(const QStringList &names, const QStringList &calls)
    {
        auto name = names.cbegin();
        for (const QString &call : calls)
            name += name != names.cend() && call.startsWith(*name + QLatin1Char(' ')) ? 1 : 0;
        return name == names.cend();
    }
    void fill(const QByteArray &bytes) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--add-many")
        return addMany(QFile::decodeName(argv[2]));
    TestProfileFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_profilefile.moc"
