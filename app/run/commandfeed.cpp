#include "app/run/commandfeed.h"

#include "app/commands/commandlanguage.h"
#include "app/commands/ttl.h"
#include "app/commands/valuefile.h"
#include "connection/borrowed.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

namespace {
/// Lines without a command that are passed over at one go: an endless stream of nothing else must not hold up the event loop.
constexpr int mostBlanks = 10'000;
} // namespace

QString problemText(const ScriptProblem &problem)
{
    return QCoreApplication::translate("ScriptProblem", "line %1, column %2: %3")
        .arg(QString::number(problem.line), QString::number(problem.error.column), problem.error.text);
}

CommandFeed::CommandFeed(std::unique_ptr<ScriptSource> source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
{
    connect(m_source.get(), &ScriptSource::readable, this, &CommandFeed::readable);
}

SourceState CommandFeed::next(SourcedCommand &sourced, bool toBeSent)
{
    QByteArrayView line;
    for (int blanks = 0; blanks < mostBlanks || !m_source->isStream(); ++blanks) {
        if (m_atEnd)
            return SourceState::End;
        switch (m_source->next(line)) {
        case ScriptSource::Next::Line:
            break;
        case ScriptSource::Next::Waiting:
            return SourceState::Waiting;
        case ScriptSource::Next::End:
            m_atEnd = true;
            return SourceState::End;
        case ScriptSource::Next::Failed:
            m_atEnd = true;
            m_error = m_source->error();
            return SourceState::End;
        }
        if (m_stopped && readHead(line, sourced))
            return SourceState::Next;
        switch (m_parser.parse(line)) {
        case CommandParser::Result::Blank:
            break;
        case CommandParser::Result::Command:
            prepare(sourced, toBeSent);
            return SourceState::Next;
        case CommandParser::Result::Error:
            m_atEnd = true;
            m_error = {.code = Error::Code::Invalid, .text = problemText({.line = lineNumber(), .error = m_parser.error()})};
            return SourceState::End;
        }
    }
    QMetaObject::invokeMethod(this, &CommandFeed::readable, Qt::QueuedConnection);
    return SourceState::Waiting;
}

void CommandFeed::stop()
{
    m_stopped = !m_source->isStream();
    m_source->stop();
}

/// Takes the opcode and the key of a line as most are written, and leaves all others to the parser: of a million lines that are not sent
/// any more, whoever cancelled should not have to wait for the values.
bool CommandFeed::readHead(QByteArrayView line, SourcedCommand &sourced)
{
    if (line.endsWith('\r'))
        line.chop(1);
    m_words.start(line);
    if (!m_words.toNextWord())
        return false;
    const QByteArrayView name = m_words.ahead();
    const CommandSyntax *syntax = findCommand(name);
    if (!syntax || syntax->required.front() != Argument::Key)
        return false;
    m_words.skip(name.size());
    Word key;
    if (!m_words.toNextWord() || !m_words.read(key) || key.form != WordForm::Bare)
        return false;
    sourced = {};
    sourced.command.opcode = syntax->opcode;
    sourced.command.key = borrowed(key.bytes);
    return true;
}

void CommandFeed::prepare(SourcedCommand &sourced, bool toBeSent)
{
    const ParsedCommand &parsed = m_parser.parsed();
    sourced.command = parsed.command;
    if (sourced.refusal != Status::Success) {
        sourced.refusal = Status::Success;
        sourced.reason.clear();
    }
    if (parsed.longLifetime)
        sourced.command.expiry = expiryAfter(*parsed.longLifetime, QDateTime::currentSecsSinceEpoch() + m_clockOffset.count());
    if (!toBeSent)
        return;
    for (const ParseError &warning : m_parser.warnings())
        emit warned(lineNumber(), warning.text);
    if (parsed.valueFile)
        readFile(sourced, valueFilePath(*parsed.valueFile, m_source->folder()));
}

void CommandFeed::readFile(SourcedCommand &sourced, const QString &path)
{
    const auto refuse = [&sourced](Status status, const QString &reason) {
        sourced.refusal = status;
        sourced.reason = reason;
    };
    switch (const ValueFile found = findValueFile(path)) {
    case ValueFile::Missing:
        emit warned(lineNumber(), valueFileText(found, path));
        [[fallthrough]];
    case ValueFile::Unreadable:
        refuse(Status::InvalidArguments, valueFileText(found, path));
        return;
    case ValueFile::TooLarge:
        refuse(Status::ValueTooLarge, valueFileText(found, path));
        return;
    case ValueFile::Readable:
        break;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        refuse(Status::InvalidArguments, tr("“%1” cannot be read: %2.").arg(path, file.errorString()));
        return;
    }
    sourced.command.value = file.readAll();
    if (file.error() != QFileDevice::NoError)
        refuse(Status::InvalidArguments, tr("“%1” cannot be read: %2.").arg(path, file.errorString()));
}
