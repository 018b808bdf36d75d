#pragma once

#include "ui/workbench/scriptpage.h"

#include <QAction>
#include <QObject>

class QMenu;

/// The ways to run a script or a part of it.
class RunActions : public QObject
{
    Q_OBJECT

public:
    explicit RunActions(QObject *parent = nullptr);

    /// `page`: what would be run. `free`: something can be run now.
    void follow(const ScriptPage *page, bool free);
    void addTo(QMenu *menu) const;
    [[nodiscard]] QAction *batchAction() const { return m_batch; }
    [[nodiscard]] QAction *eachAction() const { return m_each; }
    /// The rest, for a menu beside the first.
    [[nodiscard]] QList<QAction *> partActions() const { return {m_selection, m_selectionEach, m_line}; }

signals:
    void wanted(ScriptPage::Part part, ScriptRun::Mode mode);

private:
    QAction *add(const char *name, const QString &text, const char *icon, const QString &tip, Qt::KeyboardModifiers keys,
                 ScriptPage::Part part, ScriptRun::Mode mode);

    QAction *m_batch;
    QAction *m_each;
    QAction *m_selection;
    QAction *m_selectionEach;
    QAction *m_line;
};
