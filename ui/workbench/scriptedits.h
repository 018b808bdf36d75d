#pragma once

#include "app/commands/quietforms.h"
#include "ui/workbench/linerewriting.h"
#include "ui/workbench/slicededit.h"

#include <QObject>

#include <optional>

/// Changes to a script that can be as long as the script: each is one step of undo, and leaves the window alive. One at a time; while the
/// editor is read-only, nothing happens.
class ScriptEdits : public QObject
{
    Q_OBJECT

public:
    explicit ScriptEdits(ByteEditor *editor);

    [[nodiscard]] bool isRunning() const { return m_edit.isRunning(); }
    /// Takes back what is being made.
    void cancel() { m_edit.cancel(); }
    /// Turns the lines that the selection touches, or the one with the cursor; turned() follows.
    void turn(Loudness to);
    /// Puts `# ` in front of those of these lines that are not blank, or takes it away where all have it.
    void toggleComment();
    /// Inserts whole lines, each with a LF, in front of the line with the cursor if the cursor is at its beginning, and behind it
    /// otherwise; inserted() follows, with the cursor at the first of them. One that is too long for the editor is refused with all.
    void insertLines(const QByteArray &lines);

signals:
    void turned(Loudness to, const LoudnessChange &change);
    void inserted(qint64 lines);
    /// So much of it is made.
    void progressed(int percent);
    /// After any of them, or when it was cancelled: something else can be changed.
    void finished();

private:
    void rewrite(const LineRewriting::Rewrite &rewrite);
    bool insertSome();
    void finish();

    ByteEditor *m_editor;
    SlicedEdit m_edit;
    std::optional<LineRewriting> m_rewriting;
    std::optional<Loudness> m_loudness; ///< what lines are turned to
    LoudnessChange m_change;            ///< what that came to
    QByteArray m_lines;                 ///< to be inserted
    qsizetype m_begin = 0;
    qint64 m_place = 0; ///< where the next of them goes
    qint64 m_lineCount = 0;
    qint64 m_first = 0; ///< where the first of them is
};
