#include "ui/values/stepbutton.h"

#include "ui/iconengine.h"
#include "ui/values/stepnames.h"

#include <QActionGroup>
#include <QMenu>

#include <utility>

StepButton::StepButton(const QString &name, const QString &what, QWidget *parent)
    : QToolButton(parent)
    , m_what(what)
    , m_menu(new QMenu(this))
    , m_group(new QActionGroup(this))
{
    setObjectName(name);
    m_menu->setObjectName(name + QStringLiteral("Menu"));
    setMenu(m_menu);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    addChoice(tr("Automatic"), automatic);
    m_menu->addSeparator();
    connect(m_group, &QActionGroup::triggered, this, [this](const QAction *action) { emit chosen(action->data().toInt()); });
    showStep({});
}

void StepButton::addChoice(const QString &text, int number, QMenu *menu)
{
    QAction *action = (menu ? menu : m_menu)->addAction(text);
    action->setObjectName(QStringLiteral("%1Choice%2").arg(objectName()).arg(number));
    action->setCheckable(true);
    action->setData(number);
    m_group->addAction(action);
    if (number == automatic)
        action->setChecked(true);
}

QMenu *StepButton::addGroup(const QString &title)
{
    return m_menu->addMenu(title);
}

void StepButton::addSeparator()
{
    m_menu->addSeparator();
}

QAction *StepButton::addCommand(const QString &text)
{
    return m_menu->addAction(text);
}

void StepButton::setChanging(const QStringList &texts, int first, QAction *before)
{
    bool isSame = texts.size() == m_changing.size();
    for (qsizetype i = 0; isSame && i < texts.size(); ++i)
        isSame = texts[i] == m_changing[i]->text();
    if (isSame)
        return;
    qDeleteAll(std::exchange(m_changing, {}));
    for (qsizetype i = 0; i < texts.size(); ++i) {
        addChoice(texts[i], first + int(i));
        QAction *added = m_group->actions().constLast();
        m_menu->removeAction(added);
        m_menu->insertAction(before, added);
        m_changing.append(added);
    }
}

void StepButton::showStep(const std::optional<Step> &step)
{
    if (!step) {
        setText(QStringLiteral("…"));
        setIcon(themedIcon(QStringLiteral("loader"), Tone::Muted));
        setToolTip({});
        setAccessibleName(m_what);
        setAccessibleDescription({});
        return;
    }
    const QString sure = step->failed ? tr("failed") : certaintyName(step->certainty);
    const QString line = tr("%1 · %2").arg(step->name, sure);
    setText(line);
    setToolButtonStyle(step->isNothing && !step->failed ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    if (step->isNothing && !step->failed)
        setIcon(themedIcon(QStringLiteral("layers"), Tone::Muted));
    else
        setIcon(step->failed ? themedIcon(QStringLiteral("circle-alert"), Tone::Bad)
                             : themedIcon(certaintyIcon(step->certainty), certaintyTone(step->certainty)));
    setToolTip(step->isNothing ? tr("%1. %2").arg(step->name, step->reason) : step->reason);
    setAccessibleName(tr("%1: %2").arg(m_what, text()));
    setAccessibleDescription(step->reason);
}

void StepButton::setChosen(int number)
{
    const QList<QAction *> actions = m_group->actions();
    for (QAction *action : actions)
        action->setChecked(action->data().toInt() == number);
}
