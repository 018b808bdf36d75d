#include "connection/ssh/sshquestions.h"

#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// What may be answered without a person, by a caller that says what the askpass program would.
class TestSshQuestions : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        QFile key(keyPath());
        QVERIFY(key.open(QIODevice::WriteOnly));
        m_questions = std::make_unique<SshQuestions>(QStringLiteral("bastion"));
        QVERIFY(m_questions->listen(m_folder->filePath(QStringLiteral("questions"))));
        m_questions->setPassphrase(QStringLiteral("zimt"));
        m_questions->setImitation(SshQuestions::Imitation::Impossible);
    }
    void cleanup() { m_questions.reset(); }

    void passphraseGoesToTheKeyOnce()
    {
        const QSignalSpy asked(m_questions.get(), &SshQuestions::asked);
        QLocalSocket first;
        ask(first, "", forKey());
        QTRY_COMPARE(first.bytesAvailable(), 5);
        QCOMPARE(first.readAll(), QByteArray("+zimt"));
        QTRY_COMPARE(first.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(asked.size(), 0);
        QVERIFY(!m_questions->hasAsked());
        QLocalSocket second;
        ask(second, "", forKey());
        QTRY_COMPARE(asked.size(), 1);
        QVERIFY(m_questions->hasAsked());
        QCOMPARE(second.bytesAvailable(), 0);
        QCOMPARE(keyQuestion(asked), SshKeyQuestion::KeptOneFailed);
    }

    void keyWithoutAKeptPassphraseIsAskedForAsSuch()
    {
        m_questions->setPassphrase({});
        const QSignalSpy asked(m_questions.get(), &SshQuestions::asked);
        QLocalSocket caller;
        ask(caller, "", forKey());
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(keyQuestion(asked), SshKeyQuestion::Asked);
    }

    void secondKeyIsAnotherMatter()
    {
        QLocalSocket first;
        ask(first, "", forKey());
        QTRY_COMPARE(first.bytesAvailable(), 5);
        QFile other(m_folder->filePath(QStringLiteral("id_rsa")));
        QVERIFY(other.open(QIODevice::WriteOnly));
        const QSignalSpy asked(m_questions.get(), &SshQuestions::asked);
        QLocalSocket second;
        ask(second, "", "Enter passphrase for key '" + QFile::encodeName(other.fileName()) + "': ");
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(keyQuestion(asked), SshKeyQuestion::None);
    }

    void sshThatServersCanImitateGetsNothing()
    {
        m_questions->setImitation(SshQuestions::Imitation::Possible);
        const QSignalSpy asked(m_questions.get(), &SshQuestions::asked);
        QLocalSocket caller;
        ask(caller, "", forKey());
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(caller.bytesAvailable(), 0);
        QCOMPARE(caller.state(), QLocalSocket::ConnectedState);
        QCOMPARE(keyQuestion(asked), SshKeyQuestion::None);
    }

    void questionForAKeyWaitsForTheVersion_data()
    {
        QTest::addColumn<SshQuestions::Imitation>("then");
        QTest::newRow("impossible") << SshQuestions::Imitation::Impossible;
        QTest::newRow("possible") << SshQuestions::Imitation::Possible;
    }
    void questionForAKeyWaitsForTheVersion()
    {
        QFETCH(const SshQuestions::Imitation, then);
        m_questions->setImitation(SshQuestions::Imitation::Unknown);
        const QSignalSpy asked(m_questions.get(), &SshQuestions::asked);
        QLocalSocket caller;
        ask(caller, "", forKey());
        // One that comes later has been read by then, and hung up on.
        QLocalSocket other;
        ask(other, "", QByteArray(64 * 1024, 'x'));
        QTRY_COMPARE(other.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(asked.size(), 0);
        QCOMPARE(caller.bytesAvailable(), 0);
        m_questions->setImitation(then);
        QTRY_COMPARE(asked.size(), then == SshQuestions::Imitation::Possible ? 1 : 0);
        QTRY_COMPARE(caller.bytesAvailable(), then == SshQuestions::Imitation::Possible ? 0 : 5);
    }

    void hostKeyDoesNotWaitForTheVersion()
    {
        m_questions->setImitation(SshQuestions::Imitation::Unknown);
        const QSignalSpy asked(m_questions.get(), &SshQuestions::asked);
        QLocalSocket caller;
        ask(caller, "", "ED25519 key fingerprint is SHA256:x.\nContinue (yes/no/[fingerprint])? ");
        QTRY_COMPARE(asked.size(), 1);
    }

    void everythingElseIsForAPerson_data()
    {
        QTest::addColumn<QByteArray>("hint");
        QTest::addColumn<QByteArray>("prompt");
        const QByteArray key = "Enter passphrase for key 'KEY': "; // put in later: each has a folder of its own
        QTest::newRow("a server that asks as for a key") << QByteArray() << "(ann@bastion) " + key;
        QTest::newRow("a server's password") << QByteArray() << QByteArray("ann@bastion's password: ");
        QTest::newRow("keyboard-interactive") << QByteArray() << QByteArray("(ann@bastion) Password: ");
        QTest::newRow("host key") << QByteArray() << QByteArray("ED25519 key fingerprint is SHA256:x.\nContinue (yes/no/[fingerprint])? ");
        QTest::newRow("words before it") << QByteArray() << "Hello\n" + key;
        QTest::newRow("words behind it") << QByteArray() << key + "\nand your password: ";
        QTest::newRow("no such key here") << QByteArray() << QByteArray("Enter passphrase for key '/no/such/key': ");
        QTest::newRow("confirmation") << QByteArray("confirm") << key;
        QTest::newRow("notice") << QByteArray("none") << key;
    }
    void everythingElseIsForAPerson()
    {
        QFETCH(const QByteArray, hint);
        QFETCH(QByteArray, prompt);
        prompt.replace("KEY", QFile::encodeName(keyPath()));
        const QSignalSpy asked(m_questions.get(), &SshQuestions::asked);
        QLocalSocket caller;
        ask(caller, hint, prompt);
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(caller.bytesAvailable(), 0);
        QCOMPARE(caller.state(), QLocalSocket::ConnectedState);
    }

private:
    [[nodiscard]] QString keyPath() const { return m_folder->filePath(QStringLiteral("id_ed25519")); }
    [[nodiscard]] QByteArray forKey() const { return "Enter passphrase for key '" + QFile::encodeName(keyPath()) + "': "; }
    [[nodiscard]] SshKeyQuestion keyQuestion(const QSignalSpy &asked) const
    {
        return m_questions->keyQuestion(asked.constFirst().constFirst().value<SshQuestion>().id);
    }
    void ask(QLocalSocket &caller, const QByteArray &hint, const QByteArray &prompt) const
    {
        caller.connectToServer(m_folder->filePath(QStringLiteral("questions")));
        QVERIFY(caller.waitForConnected());
        caller.write(hint + '\n' + prompt + '\0');
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SshQuestions> m_questions;
};

QTEST_GUILESS_MAIN(TestSshQuestions)
#include "tst_sshquestions.moc"
