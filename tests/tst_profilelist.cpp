#include "app/profiles/profileformat.h"
#include "tests/secretword.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace std::chrono_literals;

namespace {

Profile named(const QString &id, const QString &name = {})
{
    Profile profile;
    profile.id = id;
    profile.name = name.isEmpty() ? id : name;
    return profile;
}

ProfileList listOf(std::initializer_list<Profile> profiles)
{
    return {.profiles = profiles};
}

QStringList idsOf(const ProfileList &list)
{
    QStringList ids;
    for (const Profile &profile : list.profiles)
        ids.append(profile.id);
    return ids;
}

/// Every member differs from what it is without being set.
Profile fullProfile()
{
    Profile profile;
    profile.id = QStringLiteral("one");
    profile.name = QStringLiteral("Näme");
    profile.folder = QStringLiteral("team/a");
    profile.note = QStringLiteral("two\nlines");
    profile.color = QStringLiteral("#12aBef");
    profile.environment = Environment::Production;
    profile.favourite = true;
    profile.address = {.host = QStringLiteral("::1"), .port = 11311, .encryption = Encryption::Tls};
    profile.tls = {.caFile = QStringLiteral("/ca.pem"),
                   .certificateFile = QStringLiteral("/cert.pem"),
                   .keyFile = QStringLiteral("/key.pem"),
                   .serverName = QStringLiteral("cache.example"),
                   .acceptedFingerprint = QByteArray(32, '\x9c'),
                   .verification = TlsOptions::Verification::NotAtAll};
    profile.user = QStringLiteral("someone");
    profile.passwordKept = true;
    profile.keyPassphraseKept = true;
    profile.sshPassphraseKept = true;
    profile.tunnel = {.host = QStringLiteral("bastion"), .port = 2222, .user = QStringLiteral("ops")};
    profile.connectTimeout = 1'234ms;
    profile.requestTimeout = 0ms;
    profile.backoff = {.first = 20ms, .longest = 1'000ms, .factor = 2.5};
    profile.delimiters = {QStringLiteral("/"), QStringLiteral("::")};
    profile.readOnly = true;
    profile.clientLibrary = QStringLiteral("pylibmc");
    for (size_t i = 0; i < alertKindCount; ++i)
        profile.alerts.set(AlertKind(i), rangeOf(AlertKind(i)).least);
    profile.alerts.hold = 0s;
    profile.lastUsed = QDateTime(QDate(2024, 2, 29), QTime(12, 34, 56, 789), Qt::UTC);
    return profile;
}

ReadProfiles reading(const QByteArray &bytes)
{
    const auto read = ProfileFormat::read(bytes);
    if (const auto *error = std::get_if<Error>(&read))
        qFatal("%s", qPrintable(error->text));
    return std::get<ReadProfiles>(read);
}

QByteArray fileWith(const QByteArray &profile)
{
    return "{\"format\":\"slabscope-profiles\",\"version\":1,\"profiles\":[" + profile + "]}";
}

} // namespace

class TestProfileList : public QObject
{
    Q_OBJECT

private slots:
    /// Each letter is a folder.
    void orderOfFoldersIsMerged_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("ours");
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("all");
        QTest::newRow("we moved one") << "ABC"
                                      << "CAB"
                                      << "ABC"
                                      << "CAB";
        QTest::newRow("they moved one") << "ABC"
                                        << "ABC"
                                        << "CAB"
                                        << "CAB";
        QTest::newRow("both moved one") << "ABC"
                                        << "CAB"
                                        << "BAC"
                                        << "CAB";
        QTest::newRow("we moved, they made one") << "ABC"
                                                 << "CAB"
                                                 << "ABXC"
                                                 << "CABX";
        QTest::newRow("we moved, they deleted one") << "ABC"
                                                    << "CAB"
                                                    << "AC"
                                                    << "CA";
        QTest::newRow("we moved and deleted, they made one") << "ABC"
                                                             << "CA"
                                                             << "ABCX"
                                                             << "CXA";
        QTest::newRow("we made one in the middle") << "AC"
                                                   << "ABC"
                                                   << "AC"
                                                   << "ABC";
        QTest::newRow("we made the first") << "B"
                                           << "AB"
                                           << "B"
                                           << "AB";
        QTest::newRow("both made one") << "A"
                                       << "AY"
                                       << "AX"
                                       << "AXY";
        QTest::newRow("both made the same") << "A"
                                            << "AX"
                                            << "AX"
                                            << "AX";
    }
    void orderOfFoldersIsMerged()
    {
        QFETCH(const QString, base);
        QFETCH(const QString, ours);
        QFETCH(const QString, theirs);
        const auto list = [](const QString &letters) {
            ProfileList folders;
            folders.folders = letters.split(QString(), Qt::SkipEmptyParts);
            return folders;
        };
        QTEST(merged(list(base), list(ours), list(theirs)).folders.join(QString()), "all");
    }

    void everyMemberSurvives()
    {
        Profile socket = named(QStringLiteral("two"));
        socket.address.socketPath = QStringLiteral("/run/memcached.sock");
        const ProfileList list{.profiles = {fullProfile(), socket, named(QStringLiteral("three"))},
                               .folders = {QStringLiteral("empty"), QStringLiteral("team/a")}};
        const ReadProfiles read = reading(ProfileFormat::write(list));
        QCOMPARE(read.notes, QStringList());
        QVERIFY(!read.isNewer);
        QCOMPARE(read.list, list);
    }

    void noSecretIsWritten()
    {
        Profile profile = fullProfile();
        profile.tls.keyPassphrase = testSecret("-passphrase");
        QVERIFY(!ProfileFormat::write(listOf({profile})).contains(SECRET_WORD));
    }

    void whatAnotherVersionWroteSurvives()
    {
        const QByteArray bytes = "{\"format\":\"slabscope-profiles\",\"version\":2,\"future\":[1,2],\"profiles\":"
                                 "[{\"id\":\"a\",\"name\":\"b\",\"shape\":{\"round\":true}}]}";
        const ReadProfiles read = reading(bytes);
        QVERIFY(read.isNewer);
        const QJsonObject again = QJsonDocument::fromJson(ProfileFormat::write(read.list)).object();
        QCOMPARE(again.value(QStringLiteral("future")).toArray().size(), 2);
        QVERIFY(again.value(QStringLiteral("profiles"))[0][QStringLiteral("shape")][QStringLiteral("round")].toBool());
    }

    void valuesThatCannotBeArePassedOverAndTold_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *name, const QByteArray &member) {
            QTest::newRow(member.constData()) << member << QString::fromLatin1(name);
        };
        row("port", "\"port\":70000");
        row("port", "\"port\":0");
        row("port", "\"port\":1.5");
        row("port", "\"port\":\"11211\"");
        row("host", "\"host\":5");
        row("color", "\"color\":\"red\"");
        row("environment", "\"environment\":\"moon\"");
        row("environment", "\"environment\":\"Production\"");
        row("environment", "\"environment\":5");
        row("readOnly", "\"readOnly\":\"true\"");
        row("useTls", "\"useTls\":1");
        row("favourite", "\"favourite\":1");
        row("connectTimeout", "\"connectTimeout\":-1");
        row("connectTimeout", "\"connectTimeout\":1e300");
        row("firstRetry", "\"firstRetry\":1");
        row("retryFactor", "\"retryFactor\":0.5");
        row("delimiters", "\"delimiters\":[\":\",5]");
        row("lastUsed", "\"lastUsed\":\"yesterday\"");
        row("tls", "\"tls\":[]");
        row("acceptedSha256", "\"tls\":{\"acceptedSha256\":\"zz\"}");
        row("ssh", "\"ssh\":true");
        row("alerts", "\"alerts\":true");
        row("hitRatio", "\"alerts\":{\"hitRatio\":101}");
        row("memory", "\"alerts\":{\"memory\":true}");
        row("gone", "\"alerts\":{\"gone\":1}");
        row("holdSeconds", "\"alerts\":{\"holdSeconds\":-1}");
    }
    void valuesThatCannotBeArePassedOverAndTold()
    {
        QFETCH(const QByteArray, member);
        QFETCH(const QString, name);
        const ReadProfiles read = reading(fileWith("{\"id\":\"i\",\"name\":\"odd one\"," + member + "}"));
        QCOMPARE(read.notes.size(), 1);
        QVERIFY2(read.notes.constFirst().contains(QStringLiteral("“odd one”")) && read.notes.constFirst().contains(name),
                 qPrintable(read.notes.constFirst()));
        QCOMPARE(read.doubtful, QStringList{QStringLiteral("i")});
        Profile careful = named(QStringLiteral("i"), QStringLiteral("odd one"));
        if (name == QStringLiteral("environment"))
            careful.environment = Environment::Production;
        careful.readOnly = name == QStringLiteral("readOnly");
        if (name == QStringLiteral("useTls"))
            careful.address.encryption = Encryption::Tls;
        QCOMPARE(read.list, listOf({careful}));
    }

    void profilesWithoutAnIdOfTheirOwnGetOne()
    {
        const ReadProfiles read = reading(fileWith("{\"name\":\"a\"},{\"id\":\"x\"},{\"id\":\"x\"}"));
        QCOMPARE(read.list.profiles.size(), 3);
        QVERIFY(!read.list.profiles[0].id.isEmpty());
        QCOMPARE(read.list.profiles[1].id, QStringLiteral("x"));
        QVERIFY(read.list.profiles[2].id != QStringLiteral("x"));
        QVERIFY(read.doubtful.isEmpty());
        QCOMPARE(reading(fileWith("{\"name\":\"a\"},{\"id\":\"x\"},{\"id\":\"x\"}")).list, read.list); // the same each time
        QCOMPARE(QSet<QString>({read.list.profiles[0].id, read.list.profiles[1].id, read.list.profiles[2].id}).size(), 3);
    }

    void profilesAreLookedUpByNameOrId()
    {
        const ProfileList list =
            listOf({named(QStringLiteral("1"), QStringLiteral("cache")), named(QStringLiteral("2"), QStringLiteral("twice")),
                    named(QStringLiteral("3"), QStringLiteral("twice"))});
        QCOMPARE(std::get<Profile>(list.lookUp(QStringLiteral("cache"))).id, QStringLiteral("1"));
        QCOMPARE(std::get<Profile>(list.lookUp(QStringLiteral("3"))).id, QStringLiteral("3"));
        const auto two = list.lookUp(QStringLiteral("twice"));
        QVERIFY2(std::get<Error>(two).text.contains(QStringLiteral("2, 3")), qPrintable(std::get<Error>(two).text));
        const auto none = list.lookUp(QStringLiteral("Cache"));
        QCOMPARE(std::get<Error>(none).code, Error::Code::Invalid);
        QVERIFY2(std::get<Error>(none).text.contains(QStringLiteral("cache, twice")), qPrintable(std::get<Error>(none).text));
        QVERIFY(std::holds_alternative<Error>(ProfileList().lookUp(QStringLiteral("x"))));
    }

    void whatIsNoListIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"format\":");
        QTest::newRow("another format") << QByteArray("{\"format\":\"recipes\",\"version\":1,\"profiles\":[]}");
        QTest::newRow("no version") << QByteArray("{\"format\":\"slabscope-profiles\",\"profiles\":[]}");
        QTest::newRow("no profiles") << QByteArray("{\"format\":\"slabscope-profiles\",\"version\":1}");
        QTest::newRow("a number for a profile") << fileWith("5");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("zeros") << QByteArray(4096, '\0');
    }
    void whatIsNoListIsRefused()
    {
        QFETCH(const QByteArray, bytes);
        const auto read = ProfileFormat::read(bytes);
        QVERIFY(std::holds_alternative<Error>(read));
        QCOMPARE(std::get<Error>(read).code, Error::Code::Invalid);
        QVERIFY(!std::get<Error>(read).text.isEmpty());
    }

    void listOfALaterVersionInAnotherFormIsNotDamaged()
    {
        for (const char *profiles : {"{}", "[5]", "null"}) {
            const auto read =
                ProfileFormat::read(QByteArray("{\"format\":\"slabscope-profiles\",\"version\":2,\"profiles\":") + profiles + '}');
            QCOMPARE(std::get<Error>(read).code, Error::Code::Unreadable);
        }
    }

    void anyBytesAreTaken()
    {
        const QByteArray whole = ProfileFormat::write(listOf({fullProfile()}));
        for (qsizetype cut = 0; cut < whole.size(); ++cut) {
            (void)ProfileFormat::read(whole.first(cut));
            QByteArray changed = whole;
            changed[cut] = char(changed[cut] ^ 0x20);
            (void)ProfileFormat::read(changed);
        }
    }

    void changesOfTwoAreMerged()
    {
        const Profile a = named(QStringLiteral("a")), b = named(QStringLiteral("b")), c = named(QStringLiteral("c"));
        const Profile ourA = named(QStringLiteral("a"), QStringLiteral("ours")),
                      theirB = named(QStringLiteral("b"), QStringLiteral("theirs"));
        const ProfileList base = listOf({a, b, c});
        // They rename b and add d; we rename a, delete c, add e.
        const ProfileList theirs = listOf({a, theirB, c, named(QStringLiteral("d"))});
        const ProfileList ours = listOf({ourA, b, named(QStringLiteral("e"))});
        QCOMPARE(merged(base, ours, theirs), listOf({ourA, theirB, named(QStringLiteral("e")), named(QStringLiteral("d"))}));
    }

    void bothChangedTheSameOursCounts()
    {
        const Profile ours = named(QStringLiteral("a"), QStringLiteral("ours"));
        QCOMPARE(
            merged(listOf({named(QStringLiteral("a"))}), listOf({ours}), listOf({named(QStringLiteral("a"), QStringLiteral("theirs"))})),
            listOf({ours}));
    }

    void whatOneChangedSurvivesThatTheOtherDeletedIt()
    {
        const ProfileList base = listOf({named(QStringLiteral("a"))});
        const ProfileList changed = listOf({named(QStringLiteral("a"), QStringLiteral("changed"))});
        QCOMPARE(merged(base, changed, {}), changed);
        QCOMPARE(merged(base, {}, changed), changed);
        QCOMPARE(merged(base, base, {}), ProfileList());
        QCOMPARE(merged(base, {}, base), ProfileList());
    }

    void theOrderOfWhoeverChangedItStays()
    {
        const Profile a = named(QStringLiteral("a")), b = named(QStringLiteral("b")), c = named(QStringLiteral("c")),
                      d = named(QStringLiteral("d"));
        const ProfileList base = listOf({a, b, c});
        QCOMPARE(idsOf(merged(base, listOf({c, a, b}), listOf({a, b, d, c}))),
                 (QStringList{QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("d")}));
        QCOMPARE(idsOf(merged(base, listOf({a, b, c, d}), listOf({c, b, a}))),
                 (QStringList{QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("b"), QStringLiteral("a")}));
    }

    void foldersAreMerged()
    {
        const QString x = QStringLiteral("x"), y = QStringLiteral("y"), z = QStringLiteral("z"), w = QStringLiteral("w");
        const ProfileList base{.folders = {x, y}};
        QCOMPARE(merged(base, {.folders = {y, z}}, {.folders = {x, y, w}}).folders, (QStringList{y, w, z}));
        // One that they still use is kept, though we deleted it.
        Profile inside = named(QStringLiteral("p"));
        inside.folder = x;
        QVERIFY(merged(base, {.folders = {y}}, {.profiles = {inside}, .folders = {x, y}}).folders.contains(x));
    }
};

QTEST_GUILESS_MAIN(TestProfileList)
#include "tst_profilelist.moc"
