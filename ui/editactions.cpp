#include "ui/editactions.h"

#include "ui/iconengine.h"
#include "ui/shortcuts.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMetaMethod>
#include <QWidget>

namespace {

bool hasSlot(const QObject *object, const char *slot)
{
    return object->metaObject()->indexOfMethod((QByteArray(slot) + "()").constData()) >= 0;
}

} // namespace

EditActions::EditActions(QWidget *window)
    : QObject(window)
{
    add("undo", tr("&Undo"), "undo-2", QKeySequence::Undo, true);
    add("redo", tr("&Redo"), "redo-2", QKeySequence::Redo, true);
    add("cut", tr("Cu&t"), "scissors", QKeySequence::Cut, true);
    add("copy", tr("&Copy"), "copy", QKeySequence::Copy, false);
    add("paste", tr("&Paste"), "clipboard-paste", QKeySequence::Paste, true);
    add("selectAll", tr("Select &all"), "text-select", QKeySequence::SelectAll, false);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
    followFocus(QApplication::focusWidget());
}

void EditActions::addTo(QMenu *menu) const
{
    for (const Entry &entry : m_entries) {
        const QByteArrayView slot(entry.slot);
        if (slot == "cut" || slot == "selectAll")
            menu->addSeparator();
        menu->addAction(entry.action);
    }
}

void EditActions::add(const char *slot, const QString &text, const char *icon, QKeySequence::StandardKey key, bool changes)
{
    auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
    action->setObjectName(QLatin1String(slot));
    action->setShortcuts(shortcutsFor(key, {}));
    action->setStatusTip(tr("%1 in the part of the window that has the focus").arg(QString(text).remove(QLatin1Char('&'))));
    connect(action, &QAction::triggered, this, [this, slot] { trigger(slot); });
    m_entries.push_back({action, slot, changes});
}

void EditActions::trigger(const char *slot)
{
    if (m_target && hasSlot(m_target, slot))
        QMetaObject::invokeMethod(m_target, slot);
}

void EditActions::followFocus(QWidget *focused)
{
    if (qobject_cast<QMenuBar *>(focused)) // opened by a key: the menu is about what had the focus before
        return;
    m_target = focused;
    for (const Entry &entry : m_entries) {
        const bool known = focused && hasSlot(focused, entry.slot);
        const bool readOnly = focused && focused->property("readOnly").toBool();
        entry.action->setEnabled(known && !(entry.changes && readOnly));
    }
}
