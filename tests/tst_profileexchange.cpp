#include "app/profiles/exchange/exchangefile.h"
#include "app/profiles/exchange/importplan.h"
#include "app/profiles/exchange/importreader.h"
#include "app/profiles/profilefile.h"
#include "tests/secretword.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <sys/stat.h>

namespace {

using Action = PlannedImport::Action;
using Likeness = PlannedImport::Likeness;

QString password()
{
    return testSecret("-w0lk3nbruch»7");
}
QString keyPassphrase()
{
    return testSecret("-schl00sserweg");
}
QString passphrase()
{
    return testSecret("-drei blaue Kamele");
}
constexpr SealedSecrets::Cost cheap{1, 64 * 1024};

Profile profile(const char *id, const char *name, const char *host)
{
    Profile made;
    made.id = QLatin1String(id);
    made.name = QLatin1String(name);
    made.address.host = QLatin1String(host);
    return made;
}

Profile rich()
{
    Profile made = profile("rich", "Shop", "shop.example");
    made.folder = QStringLiteral("Customers");
    made.note = QStringLiteral("Ask Zoë first.");
    made.color = QStringLiteral("#aabbcc");
    made.environment = Environment::Production;
    made.favourite = true;
    made.address.encryption = Encryption::Tls;
    made.tls.caFile = QStringLiteral("/etc/ca.pem");
    made.user = QStringLiteral("shop");
    made.passwordKept = true;
    made.tunnel = SshTunnel{QStringLiteral("gate"), 2222, QStringLiteral("me")};
    made.readOnly = true;
    made.lastUsed = QDateTime(QDate(2024, 5, 6), QTime(7, 8), Qt::UTC);
    return made;
}

ProfileList sample()
{
    return {{rich(), profile("plain", "Plain", "plain.example")}, {QStringLiteral("Customers"), QStringLiteral("Empty")}, {}};
}

QList<ProfileSecret> secretsOfSample()
{
    return {{{QStringLiteral("rich"), SecretName::Kind::Password}, password()},
            {{QStringLiteral("rich"), SecretName::Kind::KeyPassphrase}, keyPassphrase()}};
}

QByteArray sealedSample()
{
    return ExchangeFormat::write(sample(), std::get<SealedSecrets>(ExchangeFormat::seal(sample(), secretsOfSample(), passphrase(), cheap)));
}

ReadImport imported(const QByteArray &bytes)
{
    const auto read = ImportReader::read(bytes);
    if (const auto *error = std::get_if<Error>(&read))
        qWarning("%s", qPrintable(error->text));
    return std::holds_alternative<Error>(read) ? ReadImport() : std::get<ReadImport>(read);
}

Error errorOf(const QByteArray &bytes)
{
    const auto read = ImportReader::read(bytes);
    return std::holds_alternative<Error>(read) ? std::get<Error>(read) : Error();
}

bool holds(const QByteArray &bytes, const QString &secret)
{
    const QByteArray utf8 = secret.toUtf8();
    const QByteArray wide(reinterpret_cast<const char *>(secret.utf16()), secret.size() * 2);
    for (const QByteArray &form : {utf8, wide, utf8.toHex(), utf8.toPercentEncoding(), utf8.toBase64().first(8)}) {
        if (bytes.contains(form))
            return true;
    }
    return false;
}

QList<PlannedImport> plan(const ProfileList &list, const QList<Profile> &profiles)
{
    return ImportPlan::make(list, profiles);
}

} // namespace

class TestProfileExchange : public QObject
{
    Q_OBJECT

private slots:
    void everyKindOfSecretTravels()
    {
        QList<ProfileSecret> secrets;
        for (const SecretName::Kind kind : SecretName::kinds)
            secrets.append({{QStringLiteral("rich"), kind}, password() + QString::number(int(kind))});
        const QByteArray bytes =
            ExchangeFormat::write(sample(), std::get<SealedSecrets>(ExchangeFormat::seal(sample(), secrets, passphrase(), cheap)));
        const auto read = std::get<ReadExchange>(ExchangeFormat::read(bytes));
        const auto unsealed = std::get<UnsealedSecrets>(ExchangeFormat::unseal(read, passphrase()));
        QCOMPARE(unsealed.secrets.size(), secrets.size());
        for (qsizetype i = 0; i < secrets.size(); ++i) {
            QCOMPARE(unsealed.secrets[i].name.kind, secrets[i].name.kind);
            QVERIFY(unsealed.secrets[i].secret == secrets[i].secret);
        }
    }

    void profilesComeBackAsTheyWereButForWhatIsOfThisMachine()
    {
        const ReadImport read = imported(ExchangeFormat::write(sample()));
        QVERIFY(!read.hasSecrets());
        QCOMPARE(read.problems + read.notes, QStringList());
        QCOMPARE(read.entries.size(), 2);
        Profile expected = rich();
        expected.passwordKept = false;
        expected.lastUsed = {};
        QCOMPARE(read.entries[0].profile, expected);
        QCOMPARE(read.entries[1].profile, sample().profiles[1]);
        QCOMPARE(read.exchange.profiles.list.folders, sample().folders);
    }

    void withoutSecretsNoneIsInTheFile()
    {
        ProfileList list = sample();
        // Written by hand, or by another version of the program.
        list.profiles[0].rest.insert(QLatin1String("password"), password());
        list.profiles[0].tls.keyPassphrase = keyPassphrase();
        list.rest.insert(QLatin1String("secret"), password());
        const QByteArray bytes = ExchangeFormat::write(list);
        QVERIFY(bytes.contains("shop.example"));
        QVERIFY(!holds(bytes, password()) && !holds(bytes, keyPassphrase()));
        QVERIFY(!bytes.contains("secrets"));
    }

    void withSecretsNoneIsInTheClear()
    {
        const QByteArray bytes = sealedSample();
        QVERIFY(bytes.contains("secrets"));
        QVERIFY(!holds(bytes, password()) && !holds(bytes, keyPassphrase()) && !holds(bytes, passphrase()));
        const ReadImport read = imported(bytes);
        QVERIFY(read.hasSecrets());
        const auto unsealed = ExchangeFormat::unseal(read.exchange, passphrase());
        QVERIFY(std::get<UnsealedSecrets>(unsealed).secrets == secretsOfSample());
        QCOMPARE(std::get<UnsealedSecrets>(unsealed).notes, QStringList());
        const auto wrong = ExchangeFormat::unseal(read.exchange, passphrase().toUpper());
        QCOMPARE(std::get<Error>(wrong).code, Error::Code::AuthenticationFailed);
    }

    void secretIsNotLuredToAnotherServer()
    {
        QByteArray bytes = sealedSample();
        bytes.replace("shop.example", "evil.example");
        const ReadImport read = imported(bytes);
        QCOMPARE(read.entries[0].profile.address.host, QStringLiteral("evil.example"));
        const auto unsealed = std::get<UnsealedSecrets>(ExchangeFormat::unseal(read.exchange, passphrase()));
        QCOMPARE(unsealed.secrets, QList<ProfileSecret>());
        QCOMPARE(unsealed.notes.size(), 2);
        QVERIFY(unsealed.notes.constFirst().contains(QStringLiteral("“Shop” was changed")));
    }

    void damagedSecretsLeaveTheProfiles()
    {
        QJsonObject whole = QJsonDocument::fromJson(sealedSample()).object();
        QJsonObject secrets = whole.value(QLatin1String("secrets")).toObject();
        secrets.insert(QLatin1String("salt"), QStringLiteral("AAAAAAAAAAAAAAAAAAAAAA=="));
        whole.insert(QLatin1String("secrets"), secrets);
        const ReadImport read = imported(QJsonDocument(whole).toJson());
        QVERIFY(!read.hasSecrets());
        QCOMPARE(read.entries.size(), 2);
        QCOMPARE(read.notes,
                 QStringList{QStringLiteral("The encrypted passwords are damaged. The profiles can be imported without them.")});
    }

    void ownFileOfProfilesCanBeImportedToo()
    {
        const ReadImport read = imported(ProfileFormat::write(sample()));
        QCOMPARE(read.entries.size(), 2);
        QVERIFY(!read.entries[0].profile.passwordKept);
    }

    void whatCannotBeImportedIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Error::Code>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &bytes, Error::Code code, const char *text) {
            QTest::newRow(name) << bytes << code << QString::fromUtf8(text);
        };
        using Code = Error::Code;
        row("cut off", "{\"format\":\"slabscope-export\"", Code::Invalid, "It is no JSON");
        row("another format", "{\"format\":\"other\",\"version\":1}", Code::Invalid, "It is no list of profiles");
        row("no version", "{\"format\":\"slabscope-export\"}", Code::Invalid, "It names no version");
        row("a later version", "{\"format\":\"slabscope-export\",\"version\":2,\"list\":{}}", Code::Unreadable,
            "A later version of Slabscope");
        row("a later list",
            "{\"format\":\"slabscope-export\",\"version\":1,\"list\":{\"format\":\"slabscope-profiles\",\"version\":9,\"profiles\":[]}}",
            Code::Unreadable, "A later version of Slabscope");
        row("no list", "{\"format\":\"slabscope-export\",\"version\":1}", Code::Invalid, "It has no “list” of profiles");
        row("deep", QByteArray("{\"a\":").repeated(100'000), Code::Invalid, "It is no JSON");
        row("too long", QByteArray(ImportReader::longest + 1, ' '), Code::TooLarge, "It is longer than 16 MiB");
        row("no text",
            QByteArray("\x7f"
                       "ELF\0\0",
                       6),
            Code::Invalid, "It is neither a list of servers nor a file of profiles");
        const QByteArray many =
            "{\"format\":\"slabscope-profiles\",\"version\":1,\"profiles\":[" + QByteArray("{},").repeated(2000) + "{}]}";
        row("too many", many, Code::TooLarge, "It has more than 2");
    }
    void whatCannotBeImportedIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Error::Code, code);
        QFETCH(QString, text);
        const Error error = errorOf(bytes);
        QCOMPARE(error.code, code);
        QVERIFY2(error.text.startsWith(text), qPrintable(error.text));
    }

    void everyCutOfAFileIsRefused()
    {
        const QByteArray bytes = ExchangeFormat::write(sample());
        const qsizetype end = bytes.lastIndexOf('}');
        for (qsizetype length = 1; length <= end; ++length)
            QCOMPARE(errorOf(bytes.first(length)).code, Error::Code::Invalid);
    }

    void listsBecomeProfiles()
    {
        const ReadImport read =
            imported(QStringLiteral("\ufeffcache.example\n[::1]:7\nmemcacheds://shop:%1@b.example # x\n/run/m.sock\nbad:x")
                         .arg(QString::fromLatin1(QUrl::toPercentEncoding(password())))
                         .toUtf8());
        QCOMPARE(read.entries.size(), 4);
        QCOMPARE(read.entries[0].profile.name, QStringLiteral("cache.example"));
        QCOMPARE(read.entries[1].profile.name, QStringLiteral("[::1]:7"));
        QCOMPARE(read.entries[2].profile.name, QStringLiteral("b.example"));
        QCOMPARE(read.entries[2].profile.user, QStringLiteral("shop"));
        QCOMPARE(read.entries[2].profile.address.encryption, Encryption::Tls);
        QVERIFY(read.entries[2].password == password());
        QCOMPARE(read.entries[3].profile.address.socketPath, QStringLiteral("/run/m.sock"));
        QCOMPARE(read.problems.size(), 1);
        QCOMPARE(imported(QByteArray("\xff\xfe"
                                     "a\0:\0"
                                     "1\0",
                                     8))
                     .entries[0]
                     .profile.name,
                 QStringLiteral("a:1"));
    }

    void optionsForSshAreNotSmuggledIn()
    {
        ProfileList list = sample();
        list.profiles[0].tunnel->host = QStringLiteral("-oProxyCommand=touch /tmp/x");
        list.profiles[1].tunnel = SshTunnel{QStringLiteral("gate"), 0, QStringLiteral("-l")};
        const ReadImport read = imported(ExchangeFormat::write(list));
        QVERIFY(read.entries.isEmpty());
        QCOMPARE(read.problems.size(), 2);
    }

    void planTellsWhatIsThereAlready()
    {
        const ProfileList list = sample();
        Profile other = profile("other", "Other", "shop.example");
        other.address.encryption = Encryption::Tls;
        Profile changed = rich();
        changed.note = QStringLiteral("Something else.");
        Profile moved = rich();
        moved.address.host = QStringLiteral("moved.example");
        Profile same = rich(); // from elsewhere, and used there
        same.id = QStringLiteral("of another machine");
        same.folder.clear();
        same.lastUsed = {};
        same.passwordKept = false;
        Profile anybody = other;
        anybody.tunnel = rich().tunnel;
        Profile alike = anybody;
        alike.user = rich().user;
        Profile somebody = anybody;
        somebody.user = QStringLiteral("somebody else");
        const QList<PlannedImport> all =
            plan(list,
                 {profile("new", "New", "new.example"), same, changed, other, profile("x", "Plain", "else.example"),
                  profile("", "No id", "no.example"), anybody, alike, somebody, moved});
        const auto check = [&all](int i, Likeness likeness, Action action, const char *like) {
            QCOMPARE(all[i].likeness, likeness);
            QCOMPARE(all[i].action, action);
            QCOMPARE(all[i].likeId, QLatin1String(like));
        };
        check(0, Likeness::New, Action::Add, "");
        check(1, Likeness::Identical, Action::Skip, "rich");
        check(2, Likeness::OtherVersion, Action::Skip, "rich");
        check(3, Likeness::SameAddress, Action::Add, "rich");
        check(4, Likeness::SameName, Action::Add, "plain");
        check(5, Likeness::New, Action::Add, "");
        check(6, Likeness::SameServer, Action::Skip, "rich");
        check(7, Likeness::SameServer, Action::Skip, "rich");
        check(8, Likeness::SameAddress, Action::Add, "rich");
        check(9, Likeness::SameId, Action::Add, "rich");
        QVERIFY(!rich().user.isEmpty());
        QCOMPARE(all[3].likeName, QStringLiteral("Shop"));
    }

    void whatIsAddedGetsANameAndAnIdOfItsOwn()
    {
        QList<PlannedImport> planned = plan(sample(),
                                            {profile("rich", "Shop", "a"), profile("b", "Shop", "b"), profile("", "Shop (2)", "c"),
                                             profile("plain", "Plain", "plain.example")});
        planned[3].action = Action::Add;
        const ImportPlan::Outcome outcome = ImportPlan::carryOut(sample(), planned, QStringLiteral("Imported"));
        QStringList names;
        QSet<QString> ids;
        for (const Profile &each : outcome.list.profiles) {
            names.append(each.name);
            ids.insert(each.id);
        }
        QCOMPARE(names,
                 (QStringList{QStringLiteral("Shop"), QStringLiteral("Plain"), QStringLiteral("Shop (2)"), QStringLiteral("Shop (3)"),
                              QStringLiteral("Shop (2) (2)"), QStringLiteral("Plain (2)")}));
        QCOMPARE(ids.size(), 6);
        QVERIFY(!ids.contains(QString()));
        QCOMPARE(outcome.list.profiles[3].id, QStringLiteral("b"));
        QCOMPARE(outcome.list.profiles[2].folder, QStringLiteral("Imported"));
        QCOMPARE(outcome.list.folders, sample().folders + QStringList{QStringLiteral("Imported")});
        QCOMPARE(outcome.ids[1], QStringLiteral("b"));
        QCOMPARE(outcome.list.profiles[0], rich());
    }

    void whatReplacesKeepsTheOthersPlace()
    {
        Profile changed = profile("rich", "Renamed", "shop.example");
        changed.address.encryption = Encryption::Tls;
        changed.user = QStringLiteral("shop");
        changed.tunnel = rich().tunnel;
        changed.tls = rich().tls;
        QList<PlannedImport> planned = plan(sample(), {changed});
        planned[0].action = Action::Replace;
        ImportPlan::Outcome outcome = ImportPlan::carryOut(sample(), planned, QStringLiteral("Imported"));
        QCOMPARE(outcome.ids, QStringList{QStringLiteral("rich")});
        QCOMPARE(outcome.list.profiles.size(), 2);
        const Profile now = outcome.list.profiles[0];
        QCOMPARE(now.name, QStringLiteral("Renamed"));
        QCOMPARE(now.folder, rich().folder);
        QCOMPARE(now.lastUsed, rich().lastUsed);
        QVERIFY(now.passwordKept);
        QVERIFY(outcome.unwanted.isEmpty());
        QCOMPARE(outcome.list.folders, sample().folders);
        QVERIFY(ImportPlan::carelessness(sample(), planned[0]).contains(QStringLiteral("no longer be marked as production")));
        QVERIFY(ImportPlan::carelessness(sample(), planned[0]).contains(QStringLiteral("no longer be read-only")));

        planned[0].profile.address.host = QStringLiteral("evil.example"); // where the password() does not belong
        outcome = ImportPlan::carryOut(sample(), planned, {});
        QVERIFY(!outcome.list.profiles[0].passwordKept);
        planned[0].action = Action::Skip;
        QCOMPARE(ImportPlan::carryOut(sample(), planned, {}).list, sample());
    }

    void keptPasswordIsGivenToNobodyElse_data()
    {
        QTest::addColumn<Profile>("other");
        QTest::addColumn<QString>("warning");
        const auto row = [](const char *name, const char *warning, const auto &change) {
            Profile other = rich();
            change(other);
            QTest::newRow(name) << other << QString::fromUtf8(warning);
        };
        const char *trust = "Which certificates “Shop” may show";
        row("host", "password kept for “Shop” will be removed", [](Profile &p) { p.address.host = QStringLiteral("evil.example"); });
        row("user", "password kept for “Shop” will be removed", [](Profile &p) { p.user = QStringLiteral("root"); });
        row("CA", trust, [](Profile &p) { p.tls.caFile = QStringLiteral("/tmp/ca.pem"); });
        row("server name", trust, [](Profile &p) { p.tls.serverName = QStringLiteral("evil.example"); });
        row("fingerprint", trust, [](Profile &p) { p.tls.acceptedFingerprint = QByteArray(32, 'x'); });
        row("verification", trust, [](Profile &p) { p.tls.verification = TlsOptions::Verification::NotAtAll; });
        row("certificate", "another certificate or key", [](Profile &p) { p.tls.certificateFile = QStringLiteral("/tmp/me.pem"); });
        row("key", "another certificate or key", [](Profile &p) { p.tls.keyFile = QStringLiteral("/tmp/me.key"); });
        row("tunnel", "by way of evil.example", [](Profile &p) { p.tunnel->host = QStringLiteral("evil.example"); });
        row("no tunnel", "no longer be reached through its SSH tunnel", [](Profile &p) { p.tunnel.reset(); });
    }
    void keptPasswordIsGivenToNobodyElse()
    {
        QFETCH(Profile, other);
        QFETCH(QString, warning);
        QList<PlannedImport> planned = plan(sample(), {other});
        planned[0].action = Action::Replace;
        const ImportPlan::Outcome outcome = ImportPlan::carryOut(sample(), planned, {});
        QCOMPARE(outcome.list.profiles.size(), 2);
        QVERIFY(!outcome.list.profiles[0].passwordKept);
        QCOMPARE(outcome.unwanted, (QList<SecretName>{{QStringLiteral("rich"), SecretName::Kind::Password}}));
        const QString told = ImportPlan::carelessness(sample(), planned[0]);
        QVERIFY2(told.contains(warning), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("password kept for “Shop” will be removed")), qPrintable(told));
    }

    void onlyTheFirstReplacesAProfile()
    {
        Profile first = profile("", "First", "plain.example");
        first.user = QStringLiteral("one");
        Profile second = profile("", "Second", "plain.example");
        second.user = QStringLiteral("two");
        QList<PlannedImport> planned = plan(sample(), {first, second});
        for (PlannedImport &each : planned)
            each.action = Action::Replace;
        const ImportPlan::Outcome outcome = ImportPlan::carryOut(sample(), planned, {});
        QCOMPARE(outcome.list.profiles.size(), 3);
        QCOMPARE(outcome.list.profiles[1].user, QStringLiteral("one"));
        QCOMPARE(outcome.list.profiles[2].user, QStringLiteral("two"));
        QCOMPARE(outcome.ids[0], QStringLiteral("plain"));
        QVERIFY(!outcome.ids[1].isEmpty() && outcome.ids[1] != outcome.ids[0]);
    }

    void profilesThatCannotBeReadWhollyAreMarked()
    {
        QByteArray bytes = ExchangeFormat::write(sample());
        QVERIFY(bytes.contains("\"readOnly\": true"));
        bytes.replace("\"readOnly\": true", "\"readOnly\": 7");
        const ReadImport read = imported(bytes);
        QCOMPARE(read.entries.size(), 2);
        QVERIFY(read.entries[0].isDoubtful);
        QVERIFY(!read.entries[1].isDoubtful);
    }

    void fileIsForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("export.json"));
        const mode_t before = umask(0);
        const Error error = ExchangeFile::write(path, "bytes");
        umask(before);
        QVERIFY(!error);
        struct stat found
        {
        };
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &found), 0);
        QCOMPARE(found.st_mode & 0777U, 0600U);
        QCOMPARE(std::get<QByteArray>(ExchangeFile::read(path)), QByteArray("bytes"));
        QFile file(path);
        QVERIFY(file.resize(ImportReader::longest + 1));
        QCOMPARE(std::get<Error>(ExchangeFile::read(path)).code, Error::Code::TooLarge);
        QCOMPARE(std::get<Error>(ExchangeFile::read(folder.path())).code, Error::Code::Unreadable);
        QCOMPARE(ExchangeFile::write(folder.filePath(QStringLiteral("no/where.json")), "x").code, Error::Code::Unreadable);
        QCOMPARE(ExchangeFile::write(ProfileFile::usualPath(), "x").code, Error::Code::Unreadable);
        QVERIFY(!QFile::exists(ProfileFile::usualPath()));
        QCOMPARE(
            ExchangeFile::write(ProfileFile::usualPath() + QStringLiteral(".previous"), "x").text,
            QStringLiteral("%1.previous is where the profiles themselves are kept; choose another file.").arg(ProfileFile::usualPath()));
    }
};

QTEST_GUILESS_MAIN(TestProfileExchange)
#include "tst_profileexchange.moc"
