#include "ui/workbench/scripteditor.h"

#include "ui/theme.h"
#include "ui/workbench/commandfield.h"

#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QUrl>

#include <algorithm>

namespace {

/// The path of the one local file that `source` stands for; empty for anything else.
QString droppedFile(const QMimeData *source)
{
    const QList<QUrl> urls = source->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

/// The column of line numbers, which the editor paints.
class LineNumbers : public QWidget
{
public:
    explicit LineNumbers(ScriptEditor *editor)
        : QWidget(editor)
        , m_editor(editor)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override { m_editor->paintNumbers(event); }

private:
    ScriptEditor *m_editor;
};

ScriptEditor::ScriptEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_numbers(new LineNumbers(this))
{
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &ScriptEditor::placeNumbers);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ScriptEditor::markVisible);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int scrolled) {
        m_numbers->update(0, rect.y(), m_numbers->width(), scrolled == 0 ? rect.height() : m_numbers->height());
        if (scrolled != 0)
            markVisible();
    });
    placeNumbers();
}

void ScriptEditor::setProblems(const QList<ScriptProblem> &problems)
{
    m_problems = problems;
    markVisible();
    m_numbers->update();
}

void ScriptEditor::jumpTo(qint64 line, qsizetype column)
{
    const QTextBlock block = document()->findBlockByNumber(int(line - 1));
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + int(charactersIn(block.text(), column - 1)));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

bool ScriptEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return !droppedFile(source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void ScriptEditor::insertFromMimeData(const QMimeData *source)
{
    if (const QString path = droppedFile(source); !path.isEmpty())
        emit fileDropped(path);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

void ScriptEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
    markVisible();
}

void ScriptEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        markVisible();
    if (event->type() == QEvent::FontChange)
        placeNumbers();
}

void ScriptEditor::paintNumbers(QPaintEvent *event)
{
    QPainter painter(m_numbers);
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    painter.setFont(font());
    const QColor quiet = toneColor(Tone::Muted, palette());
    const QColor bad = toneColor(Tone::Bad, palette());
    const int current = textCursor().blockNumber();
    auto problem = std::ranges::lower_bound(m_problems, firstVisibleBlock().blockNumber() + 1, {}, &ScriptProblem::line);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        const int number = block.blockNumber();
        while (problem != m_problems.end() && problem->line < number + 1)
            ++problem;
        const bool wrong = problem != m_problems.end() && problem->line == number + 1;
        painter.setPen(wrong ? bad : number == current ? palette().color(QPalette::Text) : quiet);
        painter.drawText(QRectF(0, place.top(), m_numbers->width() - 8, place.height()), Qt::AlignRight | Qt::AlignVCenter,
                         wrong ? QStringLiteral("● %1").arg(number + 1) : QString::number(number + 1));
    }
}

int ScriptEditor::numbersWidth() const
{
    const qsizetype digits = std::max<qsizetype>(2, QString::number(blockCount()).size());
    return fontMetrics().horizontalAdvance(QLatin1Char('0')) * int(digits + 2) + 14;
}

void ScriptEditor::placeNumbers()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect rect = contentsRect();
    m_numbers->setGeometry(rect.left(), rect.top(), numbersWidth(), rect.height());
}

void ScriptEditor::markVisible()
{
    // Every selection costs time for each line that is painted: only what can be seen gets one.
    QList<QTextEdit::ExtraSelection> marks;
    const int first = firstVisibleBlock().blockNumber() + 1;
    const int last = first + viewport()->height() / std::max(1, fontMetrics().lineSpacing()) + 2;
    if (hasFocus() || !document()->isEmpty()) {
        QTextEdit::ExtraSelection line;
        line.cursor = textCursor();
        line.cursor.clearSelection();
        line.format.setBackground(palette().color(QPalette::AlternateBase));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(line);
    }
    for (auto problem = std::ranges::lower_bound(m_problems, first, {}, &ScriptProblem::line);
         problem != m_problems.end() && problem->line <= last; ++problem) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = placeOf(*problem);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(toneColor(Tone::Bad, palette()));
        mark.format.setToolTip(problem->error.text);
        marks.append(mark);
    }
    setExtraSelections(marks);
}

QTextCursor ScriptEditor::placeOf(const ScriptProblem &problem) const
{
    const QTextBlock block = document()->findBlockByNumber(int(problem.line - 1));
    QTextCursor cursor(document());
    if (!block.isValid())
        return cursor;
    const QString text = block.text();
    qsizetype from = charactersIn(text, problem.error.column - 1);
    const qsizetype to = charactersIn(text, problem.error.column - 1 + problem.error.length);
    if (to <= from) // something is missing at the end: the last character carries the line
        from = std::max<qsizetype>(0, to - 1);
    cursor.setPosition(block.position() + int(from));
    cursor.setPosition(block.position() + int(to), QTextCursor::KeepAnchor);
    return cursor;
}
