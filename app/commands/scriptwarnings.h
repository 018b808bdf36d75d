#pragma once

#include "app/commands/commandparser.h"
#include "app/commands/parseerror.h"
#include "connection/serversettings.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

/// Finds what is allowed in a script but probably not meant, as it is written: what the parser warns of, and besides a key or value that
/// looks quoted or encoded by mistake, a key or item that the run will refuse, a `file:` that is not there, a FLUSH. Each line by itself;
/// costs next to nothing where there is nothing to warn of. Only the parser's own warnings and the missing file are also told by a run.
class ScriptWarnings
{
    Q_DECLARE_TR_FUNCTIONS(ScriptWarnings)

public:
    /// `server`: what is known of the server that the script is for. `folder`: where `file:` paths begin; empty: files are not looked for.
    explicit ScriptWarnings(const ServerSettings &server = {}, const QString &folder = {});

    [[nodiscard]] const QString &folder() const { return m_folder; }

    /// What is doubtful in `line`, which `parser` has just read as a command, by place; usually nothing.
    [[nodiscard]] QList<ParseError> find(QByteArrayView line, const CommandParser &parser);
    /// What is doubtful about `line`, a command behind the QUIT in line `quit`.
    [[nodiscard]] static ParseError behindQuit(QByteArrayView line, qint64 quit);
    /// Files are looked for again: only so many between two calls, as it may take long.
    void lookForFiles() { m_filesLeft = mostFiles; }

    static constexpr int mostFiles = 5000;

private:
    void findSuspectWords(QByteArrayView line, const Command &command);
    void suspectKey(QByteArrayView line, const Word &key);
    void suspectValue(QByteArrayView line, const Word &value);
    void findRefusal(QByteArrayView line, const Command &command);
    void findMissingFile(QByteArrayView line, const ParsedCommand &parsed);
    void findFlush(QByteArrayView line, const ParsedCommand &parsed);
    void warn(qsizetype begin, qsizetype end, const QString &text) { m_found.append({begin + 1, end - begin, text}); }

    ServerSettings m_server;
    QString m_folder;
    qsizetype m_surelyFits;
    int m_filesLeft = mostFiles;
    QList<ParseError> m_found;
};
