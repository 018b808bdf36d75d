#pragma once

#include "app/commands/commandparser.h"
#include "app/commands/scriptwarnings.h"
#include "app/guard/commandeffects.h"
#include "app/run/scriptsource.h"

#include <QList>
#include <QTimer>

#include <vector>

class ByteEditor;

/// Checks the commands of a text as it is written: some time after the last change, only the lines around it, in slices that leave the
/// window alive however long the text is.
class ScriptCheck : public QObject
{
    Q_OBJECT

public:
    /// What is known of a stretch of lines.
    struct Summary
    {
        qint64 commands = 0;
        qint64 errors = 0;
        qint64 warnings = 0;
        CommandEffects effects;
        ScriptProblem firstError; ///< where there is one
    };

    explicit ScriptCheck(ByteEditor *editor, QObject *parent = nullptr);

    /// What finds the doubtful lines from now on: all are checked anew.
    void setWarnings(const ScriptWarnings &warnings);
    [[nodiscard]] const ScriptWarnings &warnings() const { return m_warnings; }

    /// Whether what follows speaks of the text as it is now.
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// The first lines that do not parse or are doubtful.
    [[nodiscard]] const QList<ScriptProblem> &problems() const { return m_problems; }
    [[nodiscard]] qint64 problemCount() const { return m_whole.errors; }
    [[nodiscard]] qint64 warningCount() const { return m_whole.warnings; }
    [[nodiscard]] qint64 commandCount() const { return m_whole.commands; }
    [[nodiscard]] const Summary &whole() const { return m_whole; }
    /// Of some lines, from 1, the last one included. Only once it is finished.
    [[nodiscard]] Summary summary(qint64 firstLine, qint64 lastLine);
    /// Checks now what would be checked later.
    void hurry();
    /// Checks all lines anew.
    void restart();

    static constexpr qsizetype mostProblems = 1000;

signals:
    /// The text changed: problems() is from before.
    void outdated();
    void finished();

private:
    /// So many lines in a row, checked together. Problems have lines from 0 here.
    struct Block
    {
        qint64 lines = 0;
        bool checked = false;
        Summary summary;
        QList<ScriptProblem> problems; ///< the first ones, as far as there was room for them in the list of all
        qint64 firstCommand = -1;
        qint64 quit = -1;       ///< the first QUIT
        qint64 behindQuit = -1; ///< the first command behind that

        void noteCommand(qint64 line, Opcode opcode);
    };

    void noteChange(qint64 offset, qint64 inserted, qint64 linesInserted);
    void outdate();
    void checkSlice();
    /// Of fewer lines where they are long.
    [[nodiscard]] Block check(qint64 firstLine, qint64 lines, qsizetype atMost);
    void finish();
    void findBehindQuit();

    ByteEditor *m_editor;
    CommandParser m_parser;
    ScriptWarnings m_warnings;
    QTimer m_delay;
    QTimer m_slice;
    std::vector<Block> m_blocks;
    size_t m_next = 0;     ///< all blocks in front of it are checked
    qint64 m_nextLine = 1; ///< where it begins
    QList<ScriptProblem> m_problems;
    Summary m_whole;
    bool m_finished = true;
};
