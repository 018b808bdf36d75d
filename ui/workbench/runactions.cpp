#include "ui/workbench/runactions.h"

#include "ui/iconengine.h"
#include "ui/workbench/scripteditor.h"

#include <QMenu>

RunActions::RunActions(QObject *parent)
    : QObject(parent)
{
    using Part = ScriptPage::Part;
    using Mode = ScriptRun::Mode;
    m_batch = add("runBatch", tr("Run &batch"), "play", tr("Run all lines of the script as one pipelined batch"), Qt::ControlModifier,
                  Part::All, Mode::Batch);
    m_each = add("runEach", tr("&One by one"), "list-ordered", tr("Run the lines of the script one after the other"),
                 Qt::ControlModifier | Qt::ShiftModifier, Part::All, Mode::Each);
    m_selection = add("runSelection", tr("Run &selection"), "text-cursor-input",
                      tr("Run the lines that are selected, or the one with the cursor, as one pipelined batch"),
                      Qt::ControlModifier | Qt::AltModifier, Part::Selection, Mode::Batch);
    m_selectionEach = add("runSelectionEach", tr("Selection one b&y one"), "list-ordered",
                          tr("Run the lines that are selected, or the one with the cursor, one after the other"),
                          Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier, Part::Selection, Mode::Each);
    m_line = add("runLine", tr("Run &line"), "step-forward", tr("Run the line with the cursor"), Qt::AltModifier, Part::Line, Mode::Each);
}

void RunActions::follow(const ScriptPage *page, bool free)
{
    const bool runnable = free && page && !page->file()->isLoading() && !page->editor()->isEmpty();
    for (QAction *action : {m_batch, m_each, m_selection, m_selectionEach, m_line})
        action->setEnabled(runnable);
}

void RunActions::addTo(QMenu *menu) const
{
    menu->addActions({m_batch, m_each, m_selection, m_selectionEach, m_line});
}

QAction *RunActions::add(const char *name, const QString &text, const char *icon, const QString &tip, Qt::KeyboardModifiers keys,
                         ScriptPage::Part part, ScriptRun::Mode mode)
{
    auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(tip);
    action->setShortcuts({QKeyCombination(keys, Qt::Key_Return), QKeyCombination(keys, Qt::Key_Enter)});
    connect(action, &QAction::triggered, this, [this, part, mode] { emit wanted(part, mode); });
    return action;
}
