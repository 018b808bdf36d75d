#include "ui/workbench/linecompletion.h"

#include "ui/workbench/completionpopup.h"

#include <QKeyEvent>

#include <algorithm>

namespace {

bool isBlank(QByteArrayView line)
{
    return std::ranges::all_of(line, [](char byte) { return byte == ' ' || byte == '\t'; });
}

} // namespace

LineCompletion::LineCompletion(QWidget *field)
    : QObject(field)
    , m_popup(new CompletionPopup(field))
{
    connect(m_popup, &CompletionPopup::clicked, this, [this] { accept(m_popup->chosen(CompletionPopup::Otherwise::None)); });
}

void LineCompletion::keepFreeBelow()
{
    m_popup->setTipPlace(CompletionPopup::TipPlace::Above);
}

void LineCompletion::offer(QByteArrayView line, qsizetype position, Asked asked, const Place &place)
{
    if (line.size() > longestLine || (asked == Asked::ByTyping && isBlank(line))) {
        reset();
        return;
    }
    m_offered = m_source ? m_source(line, position) : completionsAt(line, position, m_keys);
    if (asked == Asked::ByTyping) {
        if (m_offered.begin == m_dismissedAt)
            return;
        const bool formsOnly = !m_offered.entries.isEmpty() && m_offered.entries.first().kind == Completion::Kind::ValueForm;
        if (formsOnly && m_offered.begin == position)
            m_offered.entries.clear();
    }
    m_dismissedAt = -1;
    m_popup->present(m_offered, m_source ? std::nullopt : callTipAt(line, position), place(m_offered.begin));
}

void LineCompletion::close()
{
    m_popup->hide();
}

void LineCompletion::reset()
{
    m_dismissedAt = -1;
    close();
}

bool LineCompletion::isOpen() const
{
    return m_popup->isVisible();
}

bool LineCompletion::wants(const QKeyEvent *event) const
{
    return (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_Space)
        || (event->key() == Qt::Key_Escape && m_popup->isVisible());
}

bool LineCompletion::take(const QKeyEvent *event)
{
    if ((event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier || !m_popup->isVisible())
        return false;
    if (event->key() == Qt::Key_Escape) {
        m_dismissedAt = m_offered.begin;
        close();
        return true;
    }
    if (!m_popup->isListOpen())
        return false;
    const bool tab = event->key() == Qt::Key_Tab;
    if (!tab && event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return m_popup->moveBy(event->key());
    const Completion *chosen = m_popup->chosen(tab ? CompletionPopup::Otherwise::First : CompletionPopup::Otherwise::None);
    accept(chosen);
    return chosen != nullptr;
}

void LineCompletion::accept(const Completion *completion)
{
    if (!completion)
        return;
    const Completion taken = *completion; // what is offered next takes its place
    m_dismissedAt = -1;
    close();
    emit accepted(taken, m_offered.begin, m_offered.end);
}
