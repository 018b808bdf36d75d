#include "connection/ssh/sshlink.h"
#include "tests/asking.h"
#include "tests/tunnelbench.h"

using namespace std::chrono_literals;
using Code = Error::Code;
using State = Connection::State;

/// What a real ssh asks on the way to a real memcached, and what is kept of the answers.
class TestSshLogin : public QObject, protected TunnelBench
{
    Q_OBJECT

private slots:
    void initTestCase() { begin(); }
    void init() { renew(); }
    void cleanup() { end(); }

    void changedHostKeyIsNotTaken()
    {
        SshServer other;
        QVERIFY(other.changeHostKey());
        const QByteArray wrong = "[127.0.0.1]:" + QByteArray::number(m_ssh.port()) + other.knownHost().mid(other.knownHost().indexOf(' '));
        m_home.setKnownHosts(wrong);
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelHostKey);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("changed")), qPrintable(m_connection->error().text));
        QCOMPARE(m_home.knownHosts(), wrong);
    }

    void hostKeyIsAskedFor()
    {
        m_home.setKnownHosts({});
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        const auto question = questions.constFirst().constFirst().value<SshQuestion>();
        QCOMPARE(question.kind, SshQuestion::Kind::HostKey);
        QCOMPARE(question.host, QStringLiteral("bastion"));
        QVERIFY2(question.text.contains(m_ssh.fingerprint()), qPrintable(question.text));
        m_connection->answerSshQuestion(question.id, QStringLiteral("yes"));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QVERIFY(m_home.knownHosts().contains(m_ssh.knownHost().trimmed().split(' ').value(2)));
    }

    void refusedQuestionIsNotAskedAgain()
    {
        m_home.setKnownHosts({});
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        QSignalSpy closed(m_connection.get(), &Connection::sshQuestionClosed);
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        m_connection->refuseSshQuestion(questions.constFirst().constFirst().value<SshQuestion>().id);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelCancelled);
        QCOMPARE(questions.size(), 1);
        QCOMPARE(m_home.knownHosts(), QByteArray());
    }

    void questionTakesAsLongAsItTakes()
    {
        m_home.setKnownHosts({});
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        ConnectionOptions wanted = options(m_memcached);
        wanted.connectTimeout = 3s;
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        letTimeRunOut(wanted.connectTimeout);
        QCOMPARE(m_connection->state(), State::Connecting);
        QCOMPARE(m_connection->attempts(), 1);
        m_connection->answerSshQuestion(questions.constFirst().constFirst().value<SshQuestion>().id, QStringLiteral("yes"));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
    }

    void stoppingWithdrawsTheQuestion()
    {
        m_home.setKnownHosts({});
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        QSignalSpy closed(m_connection.get(), &Connection::sshQuestionClosed);
        ConnectionOptions wanted = options(m_memcached);
        wanted.connectTimeout = 3s;
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        m_connection->stopTrying();
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 30'000);
        letTimeRunOut(wanted.connectTimeout);
        QCOMPARE(m_connection->state(), State::Disconnected);
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, 30'000);
    }

    void passphraseOfAKeyIsAskedFor()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        const auto question = questions.constFirst().constFirst().value<SshQuestion>();
        QCOMPARE(question.kind, SshQuestion::Kind::Secret);
        QCOMPARE(m_connection->options().link->keyQuestion(question.id), SshKeyQuestion::Asked);
        QVERIFY2(question.text.contains(m_home.lockedKey()), qPrintable(question.text));
        m_connection->answerSshQuestion(question.id, QStringLiteral("wr0ng-p4ss"));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 2, 30'000);
        m_connection->answerSshQuestion(questions.at(1).constFirst().value<SshQuestion>().id, SshHome::passphrase());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QVERIFY(!m_log.join(u' ').contains(SshHome::passphrase()));
    }

    void keptPassphraseOpensTheKeyAtEachLogin()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(withPassphrase(SshHome::passphrase()));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        m_ssh.dropLogins();
        QTRY_VERIFY_WITH_TIMEOUT(m_log.filter(QStringLiteral("tunnel via bastion is up")).size() == 2 && m_connection->isReady(), 30'000);
        QCOMPARE(questions.size(), 0);
        QVERIFY(!m_log.join(u' ').contains(SshHome::passphrase()));
    }

    void wrongKeptPassphraseLeadsToTheQuestion()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(withPassphrase(QStringLiteral("not it")));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        const auto question = questions.constFirst().constFirst().value<SshQuestion>();
        QVERIFY2(question.text.startsWith(QStringLiteral("Enter passphrase for key '")), qPrintable(question.text));
        QCOMPARE(m_connection->options().link->keyQuestion(question.id), SshKeyQuestion::KeptOneFailed);
        m_connection->answerSshQuestion(question.id, SshHome::passphrase());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(questions.size(), 1);
    }

    void sshThatMayBeImitatedGetsNoKeptPassphrase_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("old") << QByteArray("OpenSSH_8.4p1 Debian-5+deb11u3, OpenSSL 1.1.1n");
        QTest::newRow("unknown") << QByteArray("ssh 9.9");
        QTest::newRow("none") << QByteArray();
    }

    void sshThatMayBeImitatedGetsNoKeptPassphrase()
    {
        QFETCH(const QByteArray, version);
        m_home.setVersion(version);
        m_home.write(m_ssh, m_home.lockedKey());
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(withPassphrase(SshHome::passphrase()));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        const auto question = questions.constFirst().constFirst().value<SshQuestion>();
        QCOMPARE(m_connection->options().link->keyQuestion(question.id), SshKeyQuestion::None);
        QVERIFY2(question.text.startsWith(QStringLiteral("Enter passphrase for key '")), qPrintable(question.text));
        m_connection->answerSshQuestion(question.id, SshHome::passphrase());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
    }

    void serverThatImitatesSshLearnsNothing()
    {
        // What an old ssh passes on of a server's question, which it takes for one about the key.
        const QByteArray file = QFile::encodeName(m_runtime.filePath(QStringLiteral("learnt")));
        m_home.setProgram("[ \"$1\" = -V ] && { echo OpenSSH_8.4p1 >&2; exit 0; }\n\"$SSH_ASKPASS\" \"Enter passphrase for key '"
                          + QFile::encodeName(m_home.lockedKey()) + "': \" >'" + file + "'\nexit 255\n");
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(withPassphrase(SshHome::passphrase()));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        m_connection->refuseSshQuestion(questions.constFirst().constFirst().value<SshQuestion>().id);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QFile learnt(QFile::decodeName(file));
        QVERIFY(learnt.open(QIODevice::ReadOnly));
        QCOMPARE(learnt.readAll(), QByteArray());
        learnt.close();
        QVERIFY(learnt.remove());
    }

    void hostKeyIsAskedForWhateverIsKept()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        m_home.setKnownHosts({});
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(withPassphrase(SshHome::passphrase()));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        const auto question = questions.constFirst().constFirst().value<SshQuestion>();
        QCOMPARE(question.kind, SshQuestion::Kind::HostKey);
        m_connection->answerSshQuestion(question.id, QStringLiteral("yes"));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(questions.size(), 1);
    }

    void loginThatFailsAfterAQuestionIsNotTriedAgain()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        connect(m_connection.get(), &Connection::sshQuestionAsked, this,
                [this](const SshQuestion &question) { m_connection->answerSshQuestion(question.id, QStringLiteral("wr0ng-p4ss")); });
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelLogin);
        QCOMPARE(questions.size(), 3);
    }

    void machineThatEndsTheLoginAtAQuestionIsNotTriedAgain()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        QSignalSpy questions(m_connection.get(), &Connection::sshQuestionAsked);
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, 30'000);
        m_ssh.dropLogins();
        m_connection->answerSshQuestion(questions.constFirst().constFirst().value<SshQuestion>().id, SshHome::passphrase());
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelLogin);
    }

private:
    /// Returns once another connection, to a server that says nothing, has had its time.
    static void letTimeRunOut(std::chrono::milliseconds time)
    {
        RealServer frozen;
        QVERIFY2(frozen.start(), qPrintable(frozen.errorString()));
        frozen.suspend();
        ConnectionOptions options = optionsFor(frozen.port());
        options.connectTimeout = time;
        options.retry = false;
        Connection other;
        other.open(options);
        QTRY_COMPARE_WITH_TIMEOUT(other.error().code, Code::Silent, 30'000);
    }
    ConnectionOptions withPassphrase(const QString &passphrase) const
    {
        ConnectionOptions wanted = options(m_memcached);
        wanted.shareTunnel();
        wanted.link->setKeyPassphrase(passphrase);
        return wanted;
    }
};

QTEST_GUILESS_MAIN(TestSshLogin)
#include "tst_sshlogin.moc"
