#include "connection/ssh/sshquestions.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>

namespace {

/// Bytes; a longer question is none of ssh's.
constexpr qsizetype longestQuestion = 64 * 1024;

/// Prompts come from the server too: nothing but text in lines is shown.
QString shownPrompt(const QByteArray &prompt)
{
    QString text = QString::fromUtf8(prompt).trimmed();
    for (QChar &character : text) {
        if (!character.isPrint() && character != u'\n')
            character = u' ';
    }
    return text;
}

/// What the askpass program passes on: SSH_ASKPASS_PROMPT, a line's end, and the prompt up to a NUL (askpass.cpp). None: not all of it.
std::optional<SshQuestion> questionIn(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf('\0');
    const qsizetype line = bytes.indexOf('\n');
    if (end < 0 || line < 0 || line > end)
        return {};
    const QByteArray hint = bytes.first(line);
    SshQuestion question;
    question.text = shownPrompt(bytes.sliced(line + 1, end - line - 1));
    if (hint == "none")
        question.kind = SshQuestion::Kind::Notice;
    else if (hint == "confirm")
        question.kind = SshQuestion::Kind::Confirmation;
    else if (question.text.contains(QLatin1String("(yes/no")))
        question.kind = question.text.contains(QLatin1String("fingerprint")) ? SshQuestion::Kind::HostKey : SshQuestion::Kind::Confirmation;
    return question;
}

/// The file of the key that ssh itself asks for here (load_identity_file() in OpenSSH's sshconnect2.c); empty: it asks for no such thing.
QString keyIn(const SshQuestion &question)
{
    static const QRegularExpression words(QStringLiteral("\\AEnter passphrase for key '([^'\n]+)':\\z"));
    const QRegularExpressionMatch match = words.match(question.text);
    const bool isMeant = question.kind == SshQuestion::Kind::Secret && match.hasMatch() && QFileInfo(match.captured(1)).isFile();
    return isMeant ? match.captured(1) : QString();
}

void reply(QLocalSocket *caller, const QByteArray &answer)
{
    caller->write(answer);
    caller->disconnectFromServer();
}

} // namespace

SshQuestions::SshQuestions(const QString &host, QObject *parent)
    : QObject(parent)
    , m_host(host)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SshQuestions::takeCaller);
}

SshQuestions::~SshQuestions()
{
    disconnect();
    stop();
}

bool SshQuestions::listen(const QString &path)
{
    return m_server.listen(path);
}

void SshQuestions::takeCaller()
{
    while (QLocalSocket *caller = m_server.nextPendingConnection()) {
        m_reading.insert(caller, {});
        connect(caller, &QLocalSocket::readyRead, this, [this, caller] { readQuestion(caller); });
        connect(caller, &QLocalSocket::disconnected, this, [this, caller] { drop(caller); });
        readQuestion(caller);
    }
}

void SshQuestions::readQuestion(QLocalSocket *caller)
{
    if (!m_reading.contains(caller))
        return;
    QByteArray &said = m_reading[caller];
    said += caller->read(longestQuestion);
    const std::optional<SshQuestion> question = questionIn(said);
    if (!question && said.size() < longestQuestion)
        return;
    m_reading.remove(caller);
    if (!question) {
        caller->abort();
        return;
    }
    m_waiting.push_back({caller, *question});
    askNext();
}

void SshQuestions::setImitation(Imitation imitation)
{
    m_imitation = imitation;
    askNext();
}

/// A second key has a passphrase of its own, which the kept one is not, nor is to be replaced by.
SshKeyQuestion SshQuestions::recognize(const SshQuestion &question)
{
    const QString key = m_imitation == Imitation::Impossible ? keyIn(question) : QString();
    if (key.isEmpty() || (!m_key.isEmpty() && key != m_key))
        return SshKeyQuestion::None;
    m_key = key;
    return m_hasGiven ? SshKeyQuestion::KeptOneFailed : SshKeyQuestion::Asked;
}

void SshQuestions::askNext()
{
    if (isAsking() || m_waiting.empty())
        return;
    const SshQuestion question = m_waiting.front().question;
    if (m_imitation == Imitation::Unknown && !keyIn(question).isEmpty())
        return; // setImitation() goes on
    const SshKeyQuestion keyQuestion = recognize(question);
    if (keyQuestion != SshKeyQuestion::None && !m_passphrase.isEmpty()) {
        QLocalSocket *caller = m_waiting.front().caller;
        m_waiting.pop_front();
        m_hasGiven = true;
        reply(caller, '+' + std::exchange(m_passphrase, {}).toUtf8()); // if it is wrong, ssh asks again
        askNext();
        return;
    }
    m_caller = m_waiting.front().caller;
    m_open = question;
    m_keyQuestion = keyQuestion;
    m_waiting.pop_front();
    m_hasAsked = true;
    m_open.id = ++m_lastId;
    m_open.host = m_host;
    emit asked(m_open);
}

void SshQuestions::answer(int id, const QString &text)
{
    if (id == m_open.id && isAsking())
        close('+' + text.toUtf8());
}

void SshQuestions::refuse(int id)
{
    if (id != m_open.id || !isAsking())
        return;
    m_hasRefused = true;
    close("-");
}

void SshQuestions::close(const QByteArray &answer)
{
    QLocalSocket *caller = std::exchange(m_caller, nullptr);
    const int id = std::exchange(m_open, {}).id;
    if (caller)
        reply(caller, answer);
    emit closed(id);
    askNext();
}

/// Whoever asked has gone, or has its answer.
void SshQuestions::drop(QLocalSocket *caller)
{
    m_reading.remove(caller);
    std::erase_if(m_waiting, [caller](const Waiting &waiting) { return waiting.caller == caller; });
    caller->deleteLater();
    if (caller == m_caller) {
        m_caller = nullptr;
        close({});
    }
}

void SshQuestions::stop()
{
    m_server.close();
    const QList<QLocalSocket *> reading = m_reading.keys();
    m_reading.clear();
    for (QLocalSocket *caller : reading)
        caller->abort();
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        waiting.caller->abort();
    if (m_caller)
        std::exchange(m_caller, nullptr)->abort();
    if (const int id = std::exchange(m_open, {}).id; id != 0)
        emit closed(id);
}
