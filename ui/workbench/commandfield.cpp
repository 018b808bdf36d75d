#include "ui/workbench/commandfield.h"

#include "ui/theme.h"
#include "ui/workbench/completionpopup.h"

#include <QKeyEvent>
#include <QPainter>

CommandField::CommandField(QWidget *parent)
    : QLineEdit(parent)
    , m_popup(new CompletionPopup(this))
{
    connect(this, &QLineEdit::textChanged, this, [this] { m_marked.reset(); });
    connect(this, &QLineEdit::textEdited, this, [this] { offer(Asked::ByTyping); });
    connect(this, &QLineEdit::cursorPositionChanged, this, [this] {
        if (m_popup->isVisible())
            offer(Asked::ByTyping);
    });
    connect(m_popup, &CompletionPopup::clicked, this, [this] {
        if (const Completion *clicked = m_popup->chosen(CompletionPopup::Otherwise::None))
            accept(Completion(*clicked));
    });
}

void CommandField::showError(const ParseError &error)
{
    closePopup();
    const qsizetype from = charactersIn(text(), error.column - 1);
    const qsizetype to = charactersIn(text(), error.column - 1 + error.length);
    m_marked.emplace(from, std::max(to, from + 1));
    setCursorPosition(int(from));
    update();
}

void CommandField::closePopup()
{
    m_popup->hide();
}

void CommandField::offer(Asked asked)
{
    const QByteArray line = text().toUtf8();
    const qsizetype position = bytesIn(text(), cursorPosition());
    if (!hasFocus() || hasSelectedText() || (line.trimmed().isEmpty() && asked == Asked::ByTyping)) {
        m_dismissedAt = -1;
        closePopup();
        return;
    }
    m_offered = completionsAt(line, position, m_keys);
    if (asked == Asked::ByTyping) {
        if (m_offered.begin == m_dismissedAt)
            return;
        const bool formsOnly = !m_offered.entries.isEmpty() && m_offered.entries.first().kind == Completion::Kind::ValueForm;
        if (formsOnly && m_offered.begin == position)
            m_offered.entries.clear();
    }
    m_dismissedAt = -1;
    const int left = cursorRect().center().x() - distance(charactersIn(text(), m_offered.begin), cursorPosition());
    m_popup->present(m_offered, callTipAt(line, position), mapToGlobal(QPoint(std::clamp(left, 0, width()), height())));
}

void CommandField::accept(const Completion &completion)
{
    const QString before = text().left(charactersIn(text(), m_offered.begin));
    QString after = text().mid(charactersIn(text(), m_offered.end));
    QString word = QString::fromUtf8(completion.insert);
    if (completion.behind == Completion::Behind::Blank && !after.startsWith(u' '))
        word += u' ';
    // As if it was typed: one step to undo.
    setSelection(int(before.size()), int(text().size() - before.size() - after.size()));
    if (hasSelectedText() || !word.isEmpty())
        insert(word);
    if (completion.behind == Completion::Behind::Blank && after.startsWith(u' '))
        setCursorPosition(cursorPosition() + 1);
    m_dismissedAt = -1;
    if (completion.behind == Completion::Behind::Nothing)
        closePopup();
    else
        offer(Asked::ByTyping);
}

bool CommandField::isOurs(const QKeyEvent *event) const
{
    const bool control = event->modifiers() == Qt::ControlModifier;
    return (control && (event->key() == Qt::Key_R || event->key() == Qt::Key_Space))
        || (event->key() == Qt::Key_Escape && m_popup->isVisible());
}

bool CommandField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOurs(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    // Tab would move the focus before the key comes to us.
    if (event->type() == QEvent::KeyPress && useInPopup(static_cast<QKeyEvent *>(event)))
        return true;
    return QLineEdit::event(event);
}

bool CommandField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Move || event->type() == QEvent::Resize)
        closePopup(); // the window went from under it
    return QLineEdit::eventFilter(watched, event);
}

bool CommandField::useInPopup(const QKeyEvent *event)
{
    if ((event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier || !m_popup->isVisible())
        return false;
    if (event->key() == Qt::Key_Escape) {
        m_dismissedAt = m_offered.begin;
        closePopup();
        return true;
    }
    if (!m_popup->isListOpen())
        return false;
    const bool tab = event->key() == Qt::Key_Tab;
    if (!tab && event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return m_popup->moveBy(event->key());
    const Completion *chosen = m_popup->chosen(tab ? CompletionPopup::Otherwise::First : CompletionPopup::Otherwise::None);
    if (chosen)
        accept(Completion(*chosen));
    return chosen != nullptr;
}

void CommandField::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool steps = plain && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
    if (steps)
        closePopup();
    if (steps && event->key() == Qt::Key_Up)
        setText(m_history.previous(text()));
    else if (steps)
        setText(m_history.next(text()));
    else if (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_R)
        emit historySearched();
    else if (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_Space)
        offer(Asked::ByKey);
    else
        QLineEdit::keyPressEvent(event);
}

void CommandField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    closePopup();
}

void CommandField::showEvent(QShowEvent *event)
{
    QLineEdit::showEvent(event);
    window()->installEventFilter(this);
}

void CommandField::hideEvent(QHideEvent *event)
{
    QLineEdit::hideEvent(event);
    closePopup();
}

void CommandField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_marked)
        return;
    // The cursor is the only place whose position a line edit tells; all others are measured from it.
    const int cursor = cursorRect().center().x();
    const int from = std::clamp(cursor + distance(cursorPosition(), m_marked->first), 4, width() - 8);
    const int to = std::clamp(cursor + distance(cursorPosition(), m_marked->second), from + 4, width() - 4);
    QPainter painter(this);
    painter.setPen(QPen(toneColor(Tone::Bad, palette()), 2));
    painter.drawLine(from, cursorRect().bottom() - 1, to, cursorRect().bottom() - 1);
}

int CommandField::distance(qsizetype from, qsizetype to) const
{
    if (to < from)
        return -distance(to, from);
    const QString between = text().mid(from, to - from);
    // Behind the end of the text there is nothing to measure: a character's width stands for it.
    return fontMetrics().horizontalAdvance(between) + int(to - from - between.size()) * fontMetrics().averageCharWidth();
}

qsizetype charactersIn(const QString &text, qsizetype bytes)
{
    return QString::fromUtf8(QByteArrayView(text.toUtf8()).first(std::clamp<qsizetype>(bytes, 0, text.toUtf8().size()))).size();
}

qsizetype bytesIn(const QString &text, qsizetype characters)
{
    return QStringView(text).first(std::clamp<qsizetype>(characters, 0, text.size())).toUtf8().size();
}
