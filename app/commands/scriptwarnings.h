#pragma once

#include "app/commands/commandparser.h"
#include "app/commands/parseerror.h"
#include "connection/serversettings.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

/// Finds what is allowed in a script but probably not meant, as it is written: what the parser warns of, and besides a key or value that
/// looks quoted or encoded by mistake, a key or item that the run will refuse, a `file:` that is not there, a FLUSH, and commands behind a
/// QUIT. Lines are given in their order, each once; costs next to nothing where there is nothing to warn of. Only the parser's own warnings
/// and the missing file are also told by a run.
class ScriptWarnings
{
    Q_DECLARE_TR_FUNCTIONS(ScriptWarnings)

public:
    /// `server`: what is known of the server that the script is for. `folder`: where `file:` paths begin; empty: files are not looked for.
    explicit ScriptWarnings(const ServerSettings &server = {}, const QString &folder = {});

    /// Begins again at the top of a script.
    void restart() { m_quitLine = 0; }
    /// What is doubtful in `line`, which `parser` has just read as a command, by place; usually nothing. `number`: of the line, from 1.
    [[nodiscard]] QList<ParseError> find(qint64 number, QByteArrayView line, const CommandParser &parser);

private:
    void findSuspectWords(QByteArrayView line, const Command &command);
    void suspectKey(QByteArrayView line, const Word &key);
    void suspectValue(QByteArrayView line, const Word &value);
    void findRefusal(QByteArrayView line, const Command &command);
    void findMissingFile(QByteArrayView line, const ParsedCommand &parsed);
    void findFlush(QByteArrayView line, const ParsedCommand &parsed);
    void findQuit(qint64 number, QByteArrayView line, Opcode opcode);
    void warn(qsizetype begin, qsizetype end, const QString &text) { m_found.append({begin + 1, end - begin, text}); }
    void warnName(QByteArrayView line, const QString &text);

    ServerSettings m_server;
    QString m_folder;
    qsizetype m_surelyFits;
    qint64 m_quitLine = 0; ///< of the first QUIT, until a line behind it was warned of; then -1; 0: none yet
    QList<ParseError> m_found;
};
