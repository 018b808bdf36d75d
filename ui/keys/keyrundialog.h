#pragma once

#include "app/guard/runguard.h"
#include "app/keychange/keyreport.h"
#include "app/keychange/keyrun.h"

#include <QDialog>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

class Connection;
class KeyRunProgress;
class KeyRunReport;
class QDialogButtonBox;
class QPushButton;
class QStackedWidget;
class UndoJournal;
struct UndoneItem;
struct UndoStep;

/// Where keys are changed, and what remembers them; all of it outlives the dialog.
struct KeyRunTarget
{
    Connection *connection = nullptr;
    UndoJournal *journal = nullptr;
    QString profile{}; ///< the name of the profile; empty: it has none
    Environment environment = Environment::None;
};

/// Runs something over many keys: asks first where that is production, shows how it goes, and tells what became of them. Escape cancels
/// what runs, and else closes. Use open() and undo(); it deletes itself when it is closed.
class KeyRunDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeyRunDialog(const KeyRunTarget &target, QWidget *parent = nullptr);
    ~KeyRunDialog() override;

    /// Puts back what the journal remembers last, which is something.
    void undo();
    /// Likewise, where that are few keys: the dialog is only seen if it takes long, or something is not put back; else undone() tells.
    void undoQuietly();
    [[nodiscard]] bool isQuiet() const { return m_isQuiet; }
    /// What is being done to the keys has not ended yet, also where it is being cancelled.
    [[nodiscard]] bool isRunning() const { return m_run && !m_run->isFinished(); }
    /// What was or is done to, once something was.
    [[nodiscard]] RunKeys keys() const { return m_run ? m_run->keys() : RunKeys(); }
    [[nodiscard]] KeyOutcomes outcomes() const { return m_run ? m_run->outcomes() : KeyOutcomes(); }
    /// What an undo has made of single items; see UndoRun.
    [[nodiscard]] std::vector<UndoneItem> undoneItems() const;
    /// What is being done to the keys; empty: nothing, or it is being cancelled.
    [[nodiscard]] QString work() const;
    /// Cancels it.
    void stopWork();

signals:
    /// Of the listing that the dialog was made for: these keys are not there any more.
    void keysGone(const QList<int> &indexes);
    /// These have another TTL.
    void keysRetimed(const QList<int> &indexes);
    /// So many keys were put back, or have their former TTL again: a listing shows that only once it is made anew.
    void keysRestored(int count);
    /// All of what was undone quietly is as it was, a sentence.
    void undone(const QString &text);
    void workChanged();
    /// It has ended otherwise than was wanted, and says so; before workChanged().
    void workFailed();
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

protected:
    void reject() override;
    void closeEvent(QCloseEvent *event) override;

    /// The page that is seen before anything runs.
    void setFirstPage(QWidget *page);
    /// A button of the first page, at the end of the row.
    [[nodiscard]] QPushButton *addConsent(const QString &name);
    [[nodiscard]] const KeyRunTarget &target() const { return m_target; }
    [[nodiscard]] GuardedServer server() const;
    /// Calls `go` if the guard has nothing against it, at once or once the person has answered. `consequence`: what comes of it, and
    /// whether it can be brought back.
    void ask(const CommandEffects &effects, const QString &consequence, const std::function<void()> &go);
    /// Starts `run`; `text` is what it does.
    void begin(std::unique_ptr<KeyRun> run, KeyRunPurpose purpose, const QString &text);
    [[nodiscard]] const KeyRun *run() const { return m_run.get(); }
    /// What the report of a run says besides its error.
    [[nodiscard]] virtual QString noticeAfter() const;

private:
    void layOut();
    [[nodiscard]] static CommandEffects effectsOf(const UndoStep &step);
    [[nodiscard]] static QString consequenceOf(const UndoStep &step);
    [[nodiscard]] static QString undoneText(const UndoStep &step);
    void putBack(const std::shared_ptr<const UndoStep> &step);
    void endQuietly();
    void finishRun();
    /// What runs, or ran, is no undo.
    [[nodiscard]] bool changesKeys() const;
    [[nodiscard]] bool isNothingToRead() const;
    [[nodiscard]] bool leavesUndo() const;
    void announce();
    void leaveWithoutRun();
    [[nodiscard]] QString titleAfter() const;
    void updateButtons();

    KeyRunTarget m_target;
    QStackedWidget *m_pages;
    KeyRunProgress *m_progress;
    KeyRunReport *m_report;
    QPushButton *m_undo;
    QDialogButtonBox *m_buttons;
    QPushButton *m_close;
    QPushButton *m_consent = nullptr;
    std::unique_ptr<KeyRun> m_run;
    QString m_work;     ///< what it does
    QString m_runPlace; ///< where it runs
    KeyRunPurpose m_purpose = KeyRunPurpose::Delete;
    std::weak_ptr<const UndoStep> m_before; ///< what could be undone when it began
    QTimer m_patience;                      ///< of somebody who sees nothing
    QString m_undone;                       ///< what is said if it is all put back
    bool m_isQuiet = false;
};
