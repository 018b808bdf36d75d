#pragma once

#include "app/commands/commandparser.h"
#include "app/commands/wordreader.h"
#include "app/run/scriptsource.h"
#include "connection/commandsource.h"
#include "connection/error.h"

#include <QObject>

#include <chrono>

/// Makes commands that can be sent out of the lines of a script: parses them, reads the files that they name and works out lifetimes by
/// the server's clock. A line that does not parse ends it with an error.
class CommandFeed : public QObject
{
    Q_OBJECT

public:
    explicit CommandFeed(std::unique_ptr<ScriptSource> source, QObject *parent = nullptr);

    /// The next command, as a CommandSource gives it. Waiting: see readable(). The file of its value is read only if it is `toBeSent`.
    [[nodiscard]] SourceState next(SourcedCommand &sourced, bool toBeSent);
    /// The line of the command that next() gave last.
    [[nodiscard]] qint64 lineNumber() const { return m_source->lineNumber(); }
    /// Whether next() has said End.
    [[nodiscard]] bool atEnd() const { return m_atEnd; }
    /// Nothing is sent any more: reads no more of a stream, and of other scripts, which are checked before they run, only what is recorded
    /// of a command.
    void stop();
    /// The server's clock minus ours, from here on.
    void setClockOffset(std::chrono::seconds offset) { m_clockOffset = offset; }
    /// The error that ended it, with line and column in its text (Invalid), or that of the source; none otherwise.
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    /// After Waiting: next() is worth asking again.
    void readable();
    /// The command that is about to be given by next() is allowed, but probably not meant so.
    void warned(qint64 line, const QString &text);

private:
    bool readHead(QByteArrayView line, SourcedCommand &sourced);
    void prepare(SourcedCommand &sourced, bool toBeSent);
    void readFile(SourcedCommand &sourced, const QString &path);

    std::unique_ptr<ScriptSource> m_source;
    CommandParser m_parser;
    WordReader m_words; ///< of readHead()
    Error m_error;
    std::chrono::seconds m_clockOffset{0};
    bool m_atEnd = false;
    bool m_stopped = false;
};

/// How a problem is told on a line of its own: "line 3, column 5: …".
[[nodiscard]] QString problemText(const ScriptProblem &problem);
