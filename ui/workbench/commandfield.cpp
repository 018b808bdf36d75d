#include "ui/workbench/commandfield.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QPainter>

CommandField::CommandField(QWidget *parent)
    : QLineEdit(parent)
{
    connect(this, &QLineEdit::textChanged, this, [this] { m_marked.reset(); });
}

void CommandField::showError(const ParseError &error)
{
    const qsizetype from = charactersIn(text(), error.column - 1);
    const qsizetype to = charactersIn(text(), error.column - 1 + error.length);
    m_marked.emplace(from, std::max(to, from + 1));
    setCursorPosition(int(from));
    update();
}

void CommandField::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Up)
        setText(m_history.previous(text()));
    else if (plain && event->key() == Qt::Key_Down)
        setText(m_history.next(text()));
    else
        QLineEdit::keyPressEvent(event);
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
