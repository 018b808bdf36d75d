#pragma once

#include "connection/ssh/sshquestion.h"

#include <QHash>
#include <QList>
#include <QLocalServer>
#include <QObject>

#include <deque>

class QLocalSocket;

/// What a question has to do with the passphrase that was kept.
enum class SshKeyQuestion {
    None,          ///< nothing
    Asked,         ///< it is for that of the first private key that is asked for: by ssh itself, which no server can pretend to be
    KeptOneFailed, ///< likewise; the kept one was given, and does not open the key
};

/// Takes the questions of an `ssh` that has our askpass program for its SSH_ASKPASS, and gives it the answers. One question is put at a
/// time; answers are kept nowhere. A passphrase that was kept elsewhere may answer one question of a login by itself: ssh's own for that
/// of the first key, and no other.
class SshQuestions : public QObject
{
    Q_OBJECT

public:
    /// Whether a server can put a question that looks like ssh's own.
    enum class Imitation {
        Unknown, ///< what looks like one that a kept passphrase is for waits until it is known
        Possible,
        Impossible,
    };

    /// `host` is what the questions are said to be about.
    explicit SshQuestions(const QString &host, QObject *parent = nullptr);
    ~SshQuestions() override;

    /// The first question has an id above `lastId`.
    void countFrom(int lastId) { m_lastId = lastId; }
    /// That of the key; empty: it is asked for.
    void setPassphrase(const QString &passphrase) { m_passphrase = passphrase; }
    /// Possible: the passphrase is given to nobody, and the person is asked.
    void setImitation(Imitation imitation);
    /// Listens at `path`, in a folder of ours alone.
    [[nodiscard]] bool listen(const QString &path);
    /// Answers the question `id`, if it is still open.
    void answer(int id, const QString &text);
    /// Refuses to; hasRefused() from then on.
    void refuse(int id);
    /// Hangs up on all who ask; the open question is closed.
    void stop();

    /// A person.
    [[nodiscard]] bool hasAsked() const { return m_hasAsked; }
    [[nodiscard]] bool hasRefused() const { return m_hasRefused; }
    [[nodiscard]] bool isAsking() const { return m_open.id != 0; }
    /// None also if the question `id` is not open.
    [[nodiscard]] SshKeyQuestion keyQuestion(int id) const { return id == m_open.id ? m_keyQuestion : SshKeyQuestion::None; }

signals:
    void asked(const SshQuestion &question);
    /// It was answered or refused, or nobody wants to know it any more.
    void closed(int id);

private:
    void takeCaller();
    void readQuestion(QLocalSocket *caller);
    void drop(QLocalSocket *caller);
    void askNext();
    void close(const QByteArray &answer);
    [[nodiscard]] SshKeyQuestion recognize(const SshQuestion &question);

    struct Waiting
    {
        QLocalSocket *caller = nullptr;
        SshQuestion question{};
    };

    QString m_host;
    QString m_passphrase; ///< until it was given
    QString m_key;        ///< the file of the first that was asked for
    Imitation m_imitation = Imitation::Unknown;
    QLocalServer m_server;
    QHash<QLocalSocket *, QByteArray> m_reading; ///< what came of questions that are not complete
    std::deque<Waiting> m_waiting;
    QLocalSocket *m_caller = nullptr; ///< whose question is open
    SshQuestion m_open;
    SshKeyQuestion m_keyQuestion = SshKeyQuestion::None;
    int m_lastId = 0;
    bool m_hasGiven = false; ///< the passphrase
    bool m_hasAsked = false;
    bool m_hasRefused = false;
};
