#pragma once

#include "app/results/resultcopy.h"
#include "app/run/runhistory.h"

#include <QAction>
#include <QFutureWatcher>
#include <QObject>

class QMenu;
class ResultsModel;
class ResultsTable;

/// The ways to copy the selected results. Much is put together in another thread, and the clipboard has it when it is told.
class CopyActions : public QObject
{
    Q_OBJECT

public:
    explicit CopyActions(ResultsModel *model, ResultsTable *table);
    ~CopyActions() override;

    /// Whose results are shown: its script is where commands are copied from.
    void setRun(const RunHistory::Run &run);
    void addTo(QMenu *menu) const;
    /// The selected rows as tab-separated lines, with the columns as they are arranged.
    void copyRows();
    void copyAs(CopyForm form);

private:
    /// What is copied without a thread: it is there at once, as a person expects it.
    static constexpr size_t mostAtOnce = 2000;             // rows
    static constexpr qint64 mostBytesAtOnce = 1024 * 1024; ///< of the whole run

    QAction *add(const char *name, const QString &text, const QString &statusTip, CopyForm form);
    void updateActions();
    void start(const std::function<CopiedText()> &work);
    void finish(const CopiedText &copied);

    ResultsModel *m_model;
    ResultsTable *m_table;
    RunHistory::Run m_run;
    QList<QAction *> m_actions;
    QFutureWatcher<CopiedText> m_watcher;
    bool m_isRaw = false; ///< what is copied are bytes, not text of ours
    bool m_tooMany = false;
};
