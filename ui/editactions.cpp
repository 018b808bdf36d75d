#include "ui/editactions.h"

#include "ui/iconengine.h"
#include "ui/shortcuts.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMetaMethod>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTextBrowser>

#include <optional>

namespace {

bool hasSlot(const QObject *object, const char *slot)
{
    return object->metaObject()->indexOfMethod((QByteArray(slot) + "()").constData()) >= 0;
}

/// Those of Qt with many lines have no properties for it.
template <typename TextEdit> std::optional<bool> saidByText(const TextEdit *edit, QByteArrayView property)
{
    if (property == "undoAvailable")
        return edit->document()->isUndoAvailable();
    if (property == "redoAvailable")
        return edit->document()->isRedoAvailable();
    return property == "hasSelectedText" ? std::optional(edit->textCursor().hasSelection()) : std::nullopt;
}

/// Our own editors are asked by a method instead of a property, since they do not tell when it changes.
const char *questionFor(QByteArrayView property)
{
    if (property == "undoAvailable")
        return "canUndo";
    if (property == "redoAvailable")
        return "canRedo";
    return property == "hasSelectedText" ? "hasSelection" : "isReadOnly";
}

/// What an editor says of itself; none: nothing.
std::optional<bool> said(QWidget *editor, const char *property)
{
    std::optional<bool> answer;
    if (const auto *plain = qobject_cast<const QPlainTextEdit *>(editor))
        answer = saidByText(plain, property);
    else if (const auto *rich = qobject_cast<const QTextEdit *>(editor))
        answer = saidByText(rich, property);
    if (answer)
        return answer;
    const char *question = questionFor(property);
    bool isSo = false;
    if (hasSlot(editor, question) && QMetaObject::invokeMethod(editor, question, Qt::DirectConnection, Q_RETURN_ARG(bool, isSo)))
        return isSo;
    const QVariant value = editor->property(property);
    return value.isValid() ? std::optional(value.toBool()) : std::nullopt;
}

bool isReadOnly(QWidget *editor)
{
    return said(editor, "readOnly").value_or(false);
}

/// What is hidden is not copied.
bool isSecret(const QWidget *editor)
{
    const auto *line = qobject_cast<const QLineEdit *>(editor);
    return line && line->echoMode() != QLineEdit::Normal;
}

/// A spin box and a combo box that can be typed in have the focus instead of their text.
QWidget *editorOf(QWidget *focused)
{
    QLineEdit *line = nullptr;
    if (const auto *combo = qobject_cast<const QComboBox *>(focused))
        line = combo->lineEdit();
    else if (qobject_cast<const QAbstractSpinBox *>(focused))
        line = focused->findChild<QLineEdit *>();
    return line ? line : focused;
}

} // namespace

EditActions::EditActions(QWidget *window)
    : QObject(window)
{
    add({nullptr, "undo", Reach::Around, true, "undoAvailable"}, tr("&Undo"), "undo-2", QKeySequence::Undo);
    add({nullptr, "redo", Reach::Around, true, "redoAvailable"}, tr("&Redo"), "redo-2", QKeySequence::Redo);
    add({nullptr, "cut", Reach::Focus, true, "hasSelectedText"}, tr("Cu&t"), "scissors", QKeySequence::Cut);
    add({nullptr, "copy", Reach::Focus, false, "hasSelectedText"}, tr("&Copy"), "copy", QKeySequence::Copy);
    add({nullptr, "paste", Reach::Focus, true}, tr("&Paste"), "clipboard-paste", QKeySequence::Paste);
    add({nullptr, "selectAll", Reach::Focus, false}, tr("Select &all"), "text-select", QKeySequence::SelectAll);
    addSearch("find", tr("&Find…"), "search", tr("Search in the part of the window that has the focus"), Qt::CTRL | Qt::Key_F);
    addSearch("replace", tr("Rep&lace…"), "replace", tr("Search in the text that has the focus, and replace"), Qt::CTRL | Qt::Key_H);
    addSearch("findNext", tr("Find &next"), "chevron-down", tr("Go to the next match"), Qt::Key_F3);
    addSearch("findPrevious", tr("Find pre&vious"), "chevron-up", tr("Go to the match before"), Qt::SHIFT | Qt::Key_F3);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
    followFocus(QApplication::focusWidget());
}

void EditActions::addTo(QMenu *menu)
{
    for (const Entry &entry : m_entries) {
        if (QByteArrayView(entry.slot) == "cut")
            menu->addSeparator();
        menu->addAction(entry.action);
    }
    menu->addSeparator();
    QMenu *search = menu->addMenu(themedIcon(QStringLiteral("search")), tr("&Find"));
    search->setObjectName(QStringLiteral("searchMenu"));
    search->menuAction()->setObjectName(QStringLiteral("searchMenuAction"));
    search->menuAction()->setStatusTip(tr("Search in the part of the window that has the focus"));
    search->addActions(m_search);
    connect(menu, &QMenu::aboutToShow, this, &EditActions::offerPossible);
    connect(menu, &QMenu::aboutToHide, this, &EditActions::offerAll);
}

void EditActions::setSearch(const QList<QAction *> &actions)
{
    m_elsewhere = actions;
}

QAction *EditActions::name(const char *name, const QString &text, const char *icon, const QString &tip, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    action->setStatusTip(tip);
    return action;
}

void EditActions::add(const Entry &entry, const QString &text, const char *icon, QKeySequence::StandardKey key)
{
    const QString tip = tr("%1 in the part of the window that has the focus").arg(QString(text).remove(QLatin1Char('&')));
    Entry added = entry;
    added.text = text;
    added.tip = tip;
    added.action = name(entry.slot, text, icon, tip, shortcutsFor(key, {}));
    connect(added.action, &QAction::triggered, this, [this, added] { trigger(added); });
    m_entries.push_back(added);
}

void EditActions::addSearch(const char *name, const QString &text, const char *icon, const QString &tip, const QKeySequence &key)
{
    QAction *action = this->name(name, text, icon, tip, {key});
    connect(action, &QAction::triggered, this, [this, action] { search(action); });
    m_search.append(action);
}

/// Null: nobody.
QWidget *EditActions::doer(const Entry &entry) const
{
    const auto does = [&entry](QWidget *widget) { return hasSlot(widget, entry.slot) && !(entry.changes && isReadOnly(widget)); };
    QWidget *widget = m_focus;
    while (widget && entry.reach == Reach::Around && !widget->isWindow() && !does(widget))
        widget = widget->parentWidget();
    return widget && hasSlot(widget, entry.slot) ? widget : nullptr;
}

bool EditActions::canDo(const Entry &entry) const
{
    QWidget *editor = doer(entry);
    if (!editor || (entry.changes && isReadOnly(editor)))
        return false;
    if (entry.need)
        return said(editor, entry.need).value_or(true) && (entry.reach == Reach::Around || !isSecret(editor));
    const QMimeData *carried = entry.changes ? QApplication::clipboard()->mimeData() : nullptr;
    return !entry.changes || (carried && !carried->formats().isEmpty());
}

void EditActions::showText(const Entry &entry) const
{
    QWidget *widget = doer(entry);
    const QByteArray question = QByteArray(entry.slot) + "Text";
    QString text;
    if (widget && hasSlot(widget, question.constData()))
        QMetaObject::invokeMethod(widget, question.constData(), Qt::DirectConnection, Q_RETURN_ARG(QString, text));
    entry.action->setStatusTip(text.isEmpty() ? entry.tip : tr("Put back what was changed last, where nobody wrote since"));
    entry.action->setText(text.isEmpty() ? entry.text
                                         : tr("&%1", "Undo deletion of 3 keys").arg(text.replace(QLatin1Char('&'), QLatin1String("&&"))));
}

void EditActions::trigger(const Entry &entry)
{
    if (QWidget *widget = doer(entry); widget && !(entry.changes && isReadOnly(widget)))
        QMetaObject::invokeMethod(widget, entry.slot);
}

QAction *EditActions::unfocusedSearch(QAction *action) const
{
    QAction *elsewhere = m_elsewhere.value(m_search.indexOf(action));
    return elsewhere && elsewhere->isEnabled() ? elsewhere : nullptr;
}

bool EditActions::isKeyTaken(const QAction *action) const
{
    const QKeyCombination key = action->shortcut()[0];
    QKeyEvent question(QEvent::ShortcutOverride, key.key(), key.keyboardModifiers());
    question.ignore();
    if (m_focus)
        QCoreApplication::sendEvent(m_focus, &question); // and on to what holds it
    return question.isAccepted();
}

/// A key that nobody has taken may still be one that somebody knows.
void EditActions::search(QAction *action)
{
    QAction *elsewhere = isKeyTaken(action) ? nullptr : unfocusedSearch(action);
    if (elsewhere) {
        elsewhere->trigger();
    } else if (m_focus) {
        const QKeyCombination key = action->shortcut()[0];
        QKeyEvent press(QEvent::KeyPress, key.key(), key.keyboardModifiers());
        QCoreApplication::sendEvent(m_focus, &press);
    }
}

void EditActions::followFocus(QWidget *focused)
{
    if (qobject_cast<QMenuBar *>(focused)) // opened by a key: the menu is about what had the focus before
        return;
    m_focus = editorOf(focused);
    offerAll();
}

/// As things are while the menu is open.
void EditActions::offerPossible()
{
    for (const Entry &entry : m_entries) {
        entry.action->setEnabled(canDo(entry));
        showText(entry);
    }
    for (QAction *action : std::as_const(m_search))
        action->setEnabled(isKeyTaken(action) || unfocusedSearch(action));
}

/// Else their keys decide, which would be lost by what had nothing to do a moment ago.
void EditActions::offerAll()
{
    for (const Entry &entry : m_entries) {
        entry.action->setEnabled(doer(entry) != nullptr);
        showText(entry);
    }
    for (QAction *action : std::as_const(m_search))
        action->setEnabled(true);
}
