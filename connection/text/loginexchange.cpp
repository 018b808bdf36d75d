#include "connection/text/loginexchange.h"

#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <QCoreApplication>

QByteArray LoginExchange::nextPortion()
{
    switch (m_step) {
    case Step::AskVersion:
        // Spaces to more than 24 bytes: a server that speaks binary only takes them for a header and closes, where it would wait silently
        // for the rest of a shorter one.
        m_step = Step::AwaitVersion;
        return QByteArrayLiteral("version                    \r\n");
    case Step::LogIn:
        m_step = Step::AwaitLogin;
        return loginCommand();
    case Step::AwaitVersion:
    case Step::AwaitLogin:
        break;
    }
    return {};
}

qsizetype LoginExchange::take(QByteArrayView bytes)
{
    qsizetype taken = 0;
    qsizetype length = 0;
    QByteArrayView line;
    while (progress() == Progress::Open && cutLine(bytes.sliced(taken), line, length) == ParseState::Complete) {
        taken += length;
        takeLine(line);
    }
    return taken;
}

void LoginExchange::takeLine(QByteArrayView line)
{
    if (m_step == Step::AwaitLogin && line == "STORED") {
        m_loggedIn = true;
        m_step = Step::AskVersion;
        return;
    }
    if (m_step == Step::AwaitVersion && line.startsWith("VERSION ")) {
        m_version = line.sliced(8).trimmed().toByteArray();
        setProgress(Progress::Complete);
        return;
    }
    const std::optional<Error> refusal = refusalIn(line);
    if (!refusal) {
        fail({Error::Code::Protocol,
              QCoreApplication::translate("LoginExchange",
                                          "The server answered with what no memcached says (“%1”). It may want TLS, or be a "
                                          "server of another kind.")
                  .arg(quotedLine(line))});
    } else if (m_step == Step::AwaitVersion && refusal->code == Error::Code::AuthenticationRequired && !m_credentials.isEmpty()
               && !m_loggedIn) {
        m_step = Step::LogIn;
    } else if (m_step == Step::AwaitVersion
               && (refusal->code == Error::Code::UnknownCommand || refusal->code == Error::Code::CommandRefused)) {
        // It speaks text, and keeps its version to itself.
        setProgress(Progress::Complete);
    } else {
        refuse(*refusal);
    }
}

QByteArray LoginExchange::loginCommand() const
{
    const QByteArray value = m_credentials.user.toUtf8() + ' ' + m_credentials.password.toUtf8();
    return "set auth 0 0 " + QByteArray::number(value.size()) + "\r\n" + value + "\r\n";
}
