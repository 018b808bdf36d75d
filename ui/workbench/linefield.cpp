#include "ui/workbench/linefield.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QPainter>

LineField::LineField(QWidget *parent)
    : QLineEdit(parent)
    , m_completion(this)
{
    connect(this, &QLineEdit::textChanged, this, [this] { m_marked.reset(); });
    connect(this, &QLineEdit::textEdited, this, [this] { offer(LineCompletion::Asked::ByTyping); });
    connect(this, &QLineEdit::cursorPositionChanged, this, [this] {
        if (m_completion.isOpen())
            offer(LineCompletion::Asked::ByTyping);
    });
    connect(&m_completion, &LineCompletion::accepted, this, &LineField::accept);
}

void LineField::closePopup()
{
    m_completion.close();
}

void LineField::offer(LineCompletion::Asked asked)
{
    if (!hasFocus() || hasSelectedText()) {
        m_completion.reset();
        return;
    }
    const auto place = [this](qsizetype offset) {
        const int left = cursorRect().center().x() - distance(charactersIn(text(), offset), cursorPosition());
        return QRect(mapToGlobal(QPoint(std::clamp(left, 0, width()), 0)), QSize(1, height()));
    };
    m_completion.offer(text().toUtf8(), bytesIn(text(), cursorPosition()), asked, place);
}

void LineField::accept(const Completion &completion, qsizetype begin, qsizetype end)
{
    const qsizetype before = charactersIn(text(), begin);
    const QString after = text().mid(charactersIn(text(), end));
    QString word = QString::fromUtf8(completion.insert);
    if (completion.behind == Completion::Behind::Blank && !after.startsWith(u' '))
        word += u' ';
    // As if it was typed: one step to undo.
    setSelection(int(before), int(text().size() - before - after.size()));
    if (hasSelectedText() || !word.isEmpty())
        insert(word);
    if (completion.behind == Completion::Behind::Blank && after.startsWith(u' '))
        setCursorPosition(cursorPosition() + 1);
    if (completion.behind == Completion::Behind::Nothing)
        closePopup();
    else
        offer(LineCompletion::Asked::ByTyping);
}

void LineField::mark(qsizetype from, qsizetype to)
{
    m_marked.emplace(from, std::max(to, from + 1));
    update();
}

void LineField::unmark()
{
    m_marked.reset();
    update();
}

bool LineField::isOurs(const QKeyEvent *event) const
{
    return m_completion.wants(event);
}

bool LineField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOurs(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    // Tab would move the focus before the key comes to us.
    if (event->type() == QEvent::KeyPress && m_completion.take(static_cast<QKeyEvent *>(event)))
        return true;
    return QLineEdit::event(event);
}

bool LineField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Move || event->type() == QEvent::Resize)
        closePopup(); // the window went from under it
    return QLineEdit::eventFilter(watched, event);
}

void LineField::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_Space)
        offer(LineCompletion::Asked::ByKey);
    else
        QLineEdit::keyPressEvent(event);
}

void LineField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    closePopup();
}

void LineField::showEvent(QShowEvent *event)
{
    QLineEdit::showEvent(event);
    window()->installEventFilter(this);
}

void LineField::hideEvent(QHideEvent *event)
{
    QLineEdit::hideEvent(event);
    closePopup();
}

void LineField::paintEvent(QPaintEvent *event)
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

int LineField::distance(qsizetype from, qsizetype to) const
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
