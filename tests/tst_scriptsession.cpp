#include "ui/session/sessionroot.h"
#include "ui/workbench/scriptsession.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// That of a running program, in a folder of its own.
class Session : private SessionRoot, public ScriptSession
{
public:
    explicit Session(const QString &root)
        : SessionRoot(root)
        , ScriptSession(ScriptPlaces{SessionRoot::own(), SessionRoot::leftBehind()})
    {
    }
};

} // namespace

class TestScriptSession : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_root = std::make_unique<QTemporaryDir>(); }

    void scriptsComeBackAsTheyWere()
    {
        KeptScripts scripts;
        KeptScript one = unsaved("one", QByteArray("GET \xff\0\r\n", 8));
        one.path = QStringLiteral("/somewhere/\u00e4 b.mcb");
        one.form = {.byteOrderMark = true, .crlf = true};
        one.stamp = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123);
        one.cursor = 5;
        one.topLine = 1;
        KeptScript two;
        two.id = QStringLiteral("two");
        two.path = QStringLiteral("/somewhere/else.mcb");
        two.cursor = 77;
        two.topLine = 9;
        scripts.scripts = {one, two};
        scripts.current = 1;
        {
            Session session(m_root->path());
            QVERIFY(!session.keepNow(scripts));
        }
        Session session(m_root->path());
        const KeptScripts back = session.restore();
        QVERIFY(back.notes.isEmpty());
        QCOMPARE(back.current, 1);
        QCOMPARE(back.scripts.size(), 2);
        QCOMPARE(*back.scripts[0].text, *one.text);
        QCOMPARE(back.scripts[0].path, one.path);
        QCOMPARE(back.scripts[0].form, one.form);
        QCOMPARE(back.scripts[0].stamp, one.stamp);
        QCOMPARE(back.scripts[0].cursor, 5);
        QVERIFY(!back.scripts[1].text);
        QCOMPARE(back.scripts[1].path, two.path);
        QCOMPARE(back.scripts[1].topLine, 9);
    }

    void onlyTheOwnerCanReadThem()
    {
        Session session(m_root->path());
        QVERIFY(!session.keepNow({{unsaved("one", "SET secret 1")}, 0, {}}));
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
            | QFileDevice::WriteOther | QFileDevice::ExeGroup | QFileDevice::ExeOther;
        QCOMPARE(QFile::permissions(folder()) & others, QFileDevice::Permissions());
        const QStringList files = QDir(folder()).entryList({QStringLiteral("*.text"), QStringLiteral("*.json")}, QDir::Files);
        QCOMPARE(files.size(), 2);
        for (const QString &file : files)
            QCOMPARE(QFile::permissions(QDir(folder()).filePath(file)) & others, QFileDevice::Permissions());
    }

    void textThatDidNotChangeStaysAndOneThatIsSavedGoes()
    {
        Session session(m_root->path());
        QVERIFY(!session.keepNow({{unsaved("one", "1"), unsaved("two", "2")}, 0, {}}));
        KeptScript unchanged = unsaved("one", {});
        unchanged.text.reset();
        const QSignalSpy kept(&session, &ScriptSession::kept);
        session.keep({{unchanged}, 0, {}});
        QTRY_COMPARE(kept.size(), 1);
        QVERIFY(!kept.first().first().value<Error>());
        QVERIFY(!QFile::exists(folder() + QStringLiteral("/two.text")));
        const KeptScripts back = session.restore();
        QCOMPARE(back.scripts.size(), 1);
        QCOMPARE(*back.scripts.first().text, QByteArray("1"));
    }

    void damagedListIsSetAsideAndTheTextsAreSaved_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("cut short") << QByteArray("{\"current\":0,\"scripts\":[{\"id\":\"one\",\"pa");
        QTest::addRow("no JSON") << QByteArray("\0\xff\x13garbage", 10);
        QTest::addRow("another shape") << QByteArray("[1,2,3]");
        QTest::addRow("scripts of another kind") << QByteArray("{\"scripts\":7}");
        QTest::addRow("entries of another kind") << QByteArray("{\"scripts\":[7,null,[]]}");
        QTest::addRow("a way out of the folder") << QByteArray("{\"scripts\":[{\"id\":\"../../../etc/passwd\",\"text\":true}]}");
        QTest::addRow("deep") << QByteArray(100'000, '[');
    }
    void damagedListIsSetAsideAndTheTextsAreSaved()
    {
        QFETCH(const QByteArray, list);
        {
            Session session(m_root->path());
            QVERIFY(!session.keepNow({{unsaved("one", "GET a"), unsaved("two", "GET b")}, 0, {}}));
        }
        QFile file(folder() + QStringLiteral("/session.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(list), list.size());
        file.close();
        Session session(m_root->path());
        const KeptScripts back = session.restore();
        QCOMPARE(back.notes.size(), 1);
        QCOMPARE(back.scripts.size(), 2);
        QCOMPARE(*back.scripts.first().text, QByteArray("GET a"));
        const QStringList aside = QDir(folder()).entryList({QStringLiteral("damaged-*.json")}, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QVERIFY(back.notes.first().contains(aside.first()));
        QVERIFY(!session.keepNow(back));
        QVERIFY(session.restore().notes.isEmpty());
    }

    void oddNumbersInTheListAreTamed()
    {
        QVERIFY(QDir().mkpath(folder()));
        QFile file(folder() + QStringLiteral("/session.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "{\"current\":-5,\"scripts\":[{\"id\":\"a\",\"path\":\"/x\",\"number\":-3,\"cursor\":-9,\"topLine\":1e300,\"stamp\":\"x\"}]}");
        file.close();
        Session session(m_root->path());
        const KeptScripts back = session.restore();
        QCOMPARE(back.scripts.size(), 1);
        QCOMPARE(back.scripts.first().number, 1);
        QCOMPARE(back.scripts.first().cursor, 0);
        QVERIFY(back.scripts.first().topLine >= 1);
        QVERIFY(!back.scripts.first().stamp.isValid());
    }

    void lostTextIsToldAndTheRestComesBack()
    {
        {
            Session session(m_root->path());
            QVERIFY(!session.keepNow({{unsaved("one", "1"), unsaved("two", "2")}, 0, {}}));
        }
        QVERIFY(QFile::remove(folder() + QStringLiteral("/one.text")));
        Session session(m_root->path());
        const KeptScripts back = session.restore();
        QCOMPARE(back.scripts.size(), 1);
        QCOMPARE(back.scripts.first().id, QStringLiteral("two"));
        QCOMPARE(back.notes.size(), 1);
    }

    void programsAtTheSameTimeDoNotMixAndNothingIsLostOfEither()
    {
        auto first = std::make_unique<Session>(m_root->path());
        auto second = std::make_unique<Session>(m_root->path());
        QVERIFY(!first->keepNow({{unsaved("one", "1")}, 0, {}}));
        QVERIFY(!second->keepNow({{unsaved("two", "2")}, 0, {}}));
        QCOMPARE(first->restore().scripts.size(), 1);
        first.reset();
        second.reset();
        Session third(m_root->path());
        const KeptScripts both = third.restore();
        QCOMPARE(both.scripts.size(), 2);
        QVERIFY(!third.keepNow(both));
        QCOMPARE(third.restore().scripts.size(), 2); // taken over, and not there twice
    }

    void whatCannotBeKeptIsAnError()
    {
        Session nowhere(QStringLiteral("/proc/absent"));
        QCOMPARE(nowhere.restore().notes.size(), 1);
        QVERIFY(nowhere.keepNow({{unsaved("one", "1")}, 0, {}}));
    }

private:
    QString folder() const { return m_root->filePath(QStringLiteral("1")); }
    static KeptScript unsaved(const char *id, const QByteArray &text)
    {
        KeptScript script;
        script.id = QLatin1String(id);
        script.hasText = true;
        script.text = text;
        return script;
    }

    std::unique_ptr<QTemporaryDir> m_root;
};

QTEST_GUILESS_MAIN(TestScriptSession)
#include "tst_scriptsession.moc"
