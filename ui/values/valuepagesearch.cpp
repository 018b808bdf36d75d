// The search in a value's page; the rest of it is in valuepage.cpp.

#include "ui/values/valuepage.h"

#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/results/valuefindbar.h"

#include <QEvent>
#include <QKeyEvent>
#include <QTabWidget>

/// The search is in what is in front: text and bytes are not the same where the text is in another encoding.
void ValuePage::seek()
{
    if (m_settling)
        return;
    if (formAt(m_tabs->currentIndex()))
        m_find->hide();
    const bool isHex = m_tabs->currentWidget() == m_bytes;
    const QByteArrayView bytes = isHex ? m_bytes->shown() : m_text->shown();
    if (m_sought && m_sought->data() == bytes.data() && m_sought->size() == bytes.size())
        return;
    m_sought = bytes;
    m_find->setBytes(bytes, isHex ? m_bytes->shownOwner() : m_text->shownOwner());
}

bool ValuePage::showSame() const
{
    return m_text->shown().data() == m_bytes->shown().data() && m_text->shown().size() == m_bytes->shown().size();
}

std::pair<qsizetype, qsizetype> ValuePage::selection() const
{
    if (m_tabs->currentWidget() == m_bytes)
        return {m_bytes->hex()->selectionStart(), m_bytes->hex()->selectionEnd()};
    return {m_text->text()->selectionStart(), m_text->text()->selectionEnd()};
}

/// In both, so that who looks at the other finds the same place.
void ValuePage::select(qsizetype from, qsizetype to)
{
    const bool isHex = m_tabs->currentWidget() == m_bytes;
    if (!isHex || showSame())
        m_text->text()->select(from, to);
    if (isHex || showSame())
        m_bytes->hex()->select(from, to - from);
}

void ValuePage::showMatches(const ByteFinder::Matches &matches)
{
    const bool isHex = m_tabs->currentWidget() == m_bytes;
    m_text->text()->setMatches(!isHex || showSame() ? matches : nullptr);
    m_bytes->hex()->setMatches(isHex || showSame() ? matches : nullptr);
}

void ValuePage::find()
{
    const Form *form = formAt(m_tabs->currentIndex());
    if (!form)
        m_find->open();
    else if (form->find)
        form->find();
}

/// The keys of the search in the script, which are for the value while it has the keyboard.
bool ValuePage::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->key() == Qt::Key_F3)
            event->accept();
    }
    return QWidget::event(event);
}

void ValuePage::keyPressEvent(QKeyEvent *event)
{
    using Direction = ValueFindBar::Direction;
    if (isEditing())
        QWidget::keyPressEvent(event);
    else if (event->matches(QKeySequence::Find))
        find();
    else if (event->key() == Qt::Key_F3 && !formAt(m_tabs->currentIndex()))
        m_find->goOn(event->modifiers().testFlag(Qt::ShiftModifier) ? Direction::Backward : Direction::Forward);
    else
        QWidget::keyPressEvent(event);
}
