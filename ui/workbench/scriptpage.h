#pragma once

#include "ui/workbench/lineedits.h"
#include "ui/workbench/rungate.h"
#include "ui/workbench/scriptassist.h"
#include "ui/workbench/scriptcheck.h"
#include "ui/workbench/scriptedits.h"
#include "ui/workbench/scriptfile.h"

#include <QWidget>

#include <functional>
#include <optional>

class DiskNotice;
class FindBar;
class NoticeStrip;
struct KeptScript;
class ScriptEditor;
class ScriptFoot;

/// One script: its text, checked while it is written, its file, the search in it, and what is wrong with it.
class ScriptPage : public QWidget
{
    Q_OBJECT

public:
    enum class Part { All, Selection, Line };

    /// `number`: of its name as long as it has no file.
    explicit ScriptPage(int number, QWidget *parent = nullptr);

    [[nodiscard]] ScriptEditor *editor() const { return m_editor; }
    [[nodiscard]] ScriptFile *file() { return &m_file; }
    [[nodiscard]] const ScriptFile *file() const { return &m_file; }
    [[nodiscard]] ScriptCheck *check() { return &m_check; }
    [[nodiscard]] ScriptAssist *assist() { return &m_assist; }
    [[nodiscard]] ScriptEdits *edits() { return &m_edits; }
    [[nodiscard]] FindBar *findBar() const { return m_findBar; }
    [[nodiscard]] ScriptFoot *foot() const { return m_foot; }

    [[nodiscard]] int number() const { return m_number; }
    /// By which it is kept from one start to the next.
    [[nodiscard]] const QString &id() const { return m_id; }
    /// Brings back a script that was kept.
    void restore(const KeptScript &script);
    /// The name of the file, or one of ours.
    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isModified() const;
    /// Without a file and without text: another script may take its place.
    [[nodiscard]] bool isUnused() const;

    void save(const std::function<void()> &then = [] {});
    void saveAs(const std::function<void()> &then = [] {});
    /// Inserts commands, one a line, at the cursor, and takes the keyboard.
    void insertBatch(const QByteArray &lines);
    /// Calls `then` at once, or, with changes that are not saved, after the person has saved or dropped them; not at all if they cancel.
    void whenSaved(const std::function<void()> &then);

    /// Runs a part as it is now, as soon as it is checked, unless there is an error in it: then the cursor goes there. Without a selection,
    /// that part is the line. What is changed before it is checked is not run, nor is a text that is still being changed.
    void ask(Part part, ScriptRun::Mode mode);
    /// A long change is being made, or undone: the text is neither what it was nor what it will be.
    [[nodiscard]] bool isChanging() const;
    /// Calls `then` at once, or after such a change.
    void whenEdited(const std::function<void()> &then);
    void goToProblem(bool forward);
    /// Where the cursor and the top of the view are, or come to be as soon as the text is there.
    [[nodiscard]] qint64 cursorPlace() const;
    [[nodiscard]] qint64 topPlace() const;

signals:
    void runRequested(const ScriptJob &job);
    /// The name, or whether it is saved, or whether there is anything to run or save.
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// What the person saw when they asked.
    struct Asked
    {
        Part part;
        LineSpan lines;
        ScriptRun::Mode mode;
        quint64 revision;
    };

    void setPlace(qint64 cursor, qint64 topLine);
    void runIfChecked();
    void takeLoaded();
    void tellDiskChange(ScriptFile::DiskChange change);
    void tellLoudness(Loudness to, const LoudnessChange &change);
    void jumpTo(const ScriptProblem &problem);

    int m_number;
    QString m_id;
    ScriptEditor *m_editor;
    ScriptCheck m_check;
    ScriptFile m_file;
    ScriptAssist m_assist;
    ScriptEdits m_edits;
    DiskNotice *m_notice;
    NoticeStrip *m_loudness; ///< what turning lines quiet cost
    FindBar *m_findBar;
    ScriptFoot *m_foot;
    std::optional<Asked> m_asked; ///< to be run as soon as it is checked
    qint64 m_cursor = 0;
    qint64 m_topLine = 1;
};
