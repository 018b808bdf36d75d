#include "ui/keys/undonotice.h"

#include "app/keychange/undojournal.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/stripbutton.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeySequence>

UndoNotice::UndoNotice(const UndoJournal *journal, QAction *undo, QWidget *parent)
    : QWidget(parent)
    , m_journal(journal)
    , m_undo(undo)
    , m_text(new ElidedLabel(this))
    , m_button(stripButton(QStringLiteral("undoNoticeButton"), QStringLiteral("undo-2"), tr("Undo")))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("undoNotice"));
    m_text->setObjectName(QStringLiteral("undoNoticeText"));
    m_text->setAccessibleName(tr("What was changed last"));
    m_button->setText(tr("Undo (%1)").arg(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText)));
    m_button->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard where it was
    m_close->setObjectName(QStringLiteral("undoNoticeClose"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());
    m_close->setIcon(themedIcon(QStringLiteral("x")));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
    m_lifetime.setSingleShot(true);
    setLifetime(usualLifetime);
    connect(&m_lifetime, &QTimer::timeout, this, &UndoNotice::endOfLife);
    connect(m_button, &QToolButton::clicked, m_undo, &QAction::trigger);
    connect(m_close, &QToolButton::clicked, this, &UndoNotice::leave);
    connect(m_undo, &QAction::changed, this, &UndoNotice::followAction);
    connect(m_journal, &UndoJournal::remembered, this, &UndoNotice::tell);
    connect(m_journal, &UndoJournal::changed, this, &UndoNotice::follow);
    hide();
}

void UndoNotice::tell()
{
    const std::shared_ptr<const UndoStep> step = m_journal->latest();
    if (!step)
        return;
    m_step = step;
    m_text->setText(step->text());
    followAction();
    show();
    if (isVisible())
        m_lifetime.start();
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

/// Where its page is behind another one its time does not run.
void UndoNotice::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_lifetime.start();
}

void UndoNotice::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_lifetime.stop();
}

void UndoNotice::follow()
{
    if (isHidden())
        return;
    const std::shared_ptr<const UndoStep> step = m_step.lock();
    if (!step || m_journal->latest() != step || !m_journal->isOfLast())
        leave();
    else
        m_text->setText(step->text()); // some of it may have been undone, or have expired
}

/// What it does stands in the menu in full.
void UndoNotice::followAction()
{
    m_button->setEnabled(m_undo->isEnabled());
    const QString text = m_journal->text();
    m_button->setToolTip(text);
    m_button->setAccessibleName(text.isEmpty() ? tr("Undo") : text);
}

void UndoNotice::endOfLife()
{
    if (underMouse() || isAncestorOf(QApplication::focusWidget()))
        m_lifetime.start();
    else
        leave();
}

void UndoNotice::leave()
{
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    m_step.reset();
    m_lifetime.stop();
    hide();
    if (hadFocus)
        emit left();
}
