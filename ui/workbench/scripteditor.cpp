#include "ui/workbench/scripteditor.h"

#include "ui/fixedfont.h"
#include "ui/workbench/quotepairs.h"
#include "ui/workbench/scriptlook.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace {

constexpr int numberMargin = 0;
constexpr int markMargin = 1;
constexpr int smallestZoom = -6;
constexpr int largestZoom = 30;

} // namespace

ScriptEditor::ScriptEditor(QWidget *parent)
    : ByteEditor(parent)
{
    setFrameShape(QFrame::StyledPanel);
    setMinimumHeight(fontMetrics().lineSpacing() * 3); // where there is no room for more
    setUpMargins();
    send(SCI_SETLEXER, SCLEX_CONTAINER);
    applyLook();
    connect(this, &QsciScintillaBase::SCN_STYLENEEDED, this, &ScriptEditor::styleVisible);
    connect(verticalScrollBar(), &QAbstractSlider::valueChanged, this, &ScriptEditor::styleVisible);
    connect(this, &ByteEditor::edited, this, [this](qint64, qint64 inserted, qint64 lines) {
        if (lines != 0)
            placeNumbers();
        if (isEmpty() || inserted == length()) // the placeholder comes or goes
            viewport()->update();
    });
    connect(this, &ByteEditor::selectionChanged, this, &ScriptEditor::followCursor);
    connect(this, &QsciScintillaBase::SCN_ZOOM, this, [this] {
        m_digits = 0;
        placeNumbers();
        styleVisible();
        emit zoomChanged(zoom());
    });
}

void ScriptEditor::setUpMargins()
{
    for (int margin = 2; margin < 5; ++margin)
        send(SCI_SETMARGINWIDTHN, margin, 0);
    send(SCI_SETMARGINTYPEN, numberMargin, SC_MARGIN_NUMBER);
    send(SCI_SETMARGINTYPEN, markMargin, SC_MARGIN_SYMBOL);
    send(SCI_SETMARGINMASKN, numberMargin, 0);
    send(SCI_SETMARGINMASKN, markMargin, (1 << int(LineMark::Result)) | (1 << int(LineMark::Warning)) | (1 << int(LineMark::Error)));
    send(SCI_SETMARGINLEFT, 0, 4);
}

void ScriptEditor::setProblems(const QList<ScriptProblem> &problems)
{
    for (const LineMark mark : {LineMark::Warning, LineMark::Error}) {
        if (!m_problems.isEmpty())
            send(SCI_MARKERDELETEALL, int(mark));
    }
    for (const ScriptMark mark : {ScriptMark::Warning, ScriptMark::Error}) {
        send(SCI_SETINDICATORCURRENT, int(mark));
        send(SCI_INDICATORCLEARRANGE, 0, length());
    }
    m_problems = problems;
    for (qsizetype i = 0; i < m_problems.size(); ++i) {
        const ScriptProblem &problem = m_problems[i];
        const bool error = problem.severity == ScriptProblem::Severity::Error;
        const qint64 begin = lineStart(problem.line);
        const qint64 end = lineEnd(problem.line);
        const qint64 to = std::min(begin + problem.error.column - 1 + problem.error.length, end);
        qint64 from = std::min(begin + problem.error.column - 1, end);
        if (to <= from) // something is missing at the end: the last character carries the line
            from = std::max(begin, send(SCI_POSITIONBEFORE, to));
        send(SCI_SETINDICATORCURRENT, int(error ? ScriptMark::Error : ScriptMark::Warning));
        send(SCI_SETINDICATORVALUE, i + 1);
        send(SCI_INDICATORFILLRANGE, from, to - from);
        send(SCI_MARKERADD, problem.line - 1, int(error ? LineMark::Error : LineMark::Warning));
    }
}

const ScriptProblem *ScriptEditor::problemAt(qint64 offset) const
{
    for (const ScriptMark mark : {ScriptMark::Error, ScriptMark::Warning}) {
        const qint64 number = send(SCI_INDICATORVALUEAT, int(mark), offset);
        if (number > 0 && number <= m_problems.size())
            return &m_problems[number - 1];
    }
    return nullptr;
}

void ScriptEditor::jumpTo(qint64 line, qsizetype column)
{
    const qint64 known = std::clamp<qint64>(line, 1, lineCount());
    send(SCI_GOTOPOS, std::clamp<qint64>(lineStart(known) + column - 1, lineStart(known), lineEnd(known)));
    send(SCI_VERTICALCENTRECARET);
    setFocus();
}

void ScriptEditor::showLine(qint64 line)
{
    const qint64 known = std::clamp<qint64>(line, 1, lineCount());
    const qint64 first = topLine();
    send(SCI_SETEMPTYSELECTION, lineStart(known));
    m_line = known; // it is no news to whoever asked
    if (known < first || known >= first + send(SCI_LINESONSCREEN))
        setTopLine(std::max<qint64>(1, known - send(SCI_LINESONSCREEN) / 2));
}

void ScriptEditor::markResult(qint64 line)
{
    send(SCI_MARKERDELETEALL, int(LineMark::Result));
    if (line > 0 && line <= lineCount())
        send(SCI_MARKERADD, line - 1, int(LineMark::Result));
}

void ScriptEditor::setPlaceholderText(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

bool ScriptEditor::event(QEvent *event)
{
    const quint64 before = revision();
    const bool handled = ByteEditor::event(event);
    if (revision() != before && (event->type() == QEvent::KeyPress || event->type() == QEvent::InputMethod))
        emit typed();
    return handled;
}

void ScriptEditor::keyPressEvent(QKeyEvent *event)
{
    const QString text = event->text();
    if (text == QLatin1String("\"") || text == QLatin1String("'")) {
        if (typeQuote(this, text[0].toLatin1()))
            return;
    } else if (event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier && eraseQuotes(this)) {
        return;
    } else if (event->key() == Qt::Key_Escape && send(SCI_GETSELECTIONS) == 1) {
        emit escaped();
    }
    ByteEditor::keyPressEvent(event);
}

void ScriptEditor::paintEvent(QPaintEvent *event)
{
    if (topLine() != m_styledTop) // not every way to scroll is told by the scroll bar
        styleVisible();
    ByteEditor::paintEvent(event);
    if (!isEmpty() || m_placeholder.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setFont(fixedFont());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int left = int(send(SCI_POINTXFROMPOSITION, 0, 0));
    painter.drawText(viewport()->rect().adjusted(left + painter.fontMetrics().averageCharWidth(), 0, 0, 0), Qt::AlignLeft, m_placeholder);
}

void ScriptEditor::resizeEvent(QResizeEvent *event)
{
    ByteEditor::resizeEvent(event);
    styleVisible();
}

void ScriptEditor::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() != Qt::ControlModifier) {
        ByteEditor::wheelEvent(event);
        return;
    }
    const int step = event->angleDelta().y() > 0 ? 1 : event->angleDelta().y() < 0 ? -1 : 0;
    setZoom(std::clamp(zoom() + step, smallestZoom, largestZoom));
    event->accept();
}

void ScriptEditor::changeEvent(QEvent *event)
{
    ByteEditor::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        applyLook();
}

void ScriptEditor::contextMenuEvent(QContextMenuEvent *event)
{
    openMenu(QStringLiteral("scriptMenu"), event);
}

bool ScriptEditor::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return ByteEditor::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const qint64 offset = send(SCI_POSITIONFROMPOINTCLOSE, help->pos().x(), help->pos().y());
    const ScriptProblem *problem = offset < 0 ? nullptr : problemAt(offset);
    if (problem)
        QToolTip::showText(help->globalPos(), problem->error.text.toHtmlEscaped(), viewport());
    else
        QToolTip::hideText();
    return true;
}

void ScriptEditor::applyLook()
{
    applyScriptLook(this, palette());
    m_digits = 0;
    placeNumbers();
}

void ScriptEditor::placeNumbers()
{
    const int digits = std::max(3, int(QByteArray::number(lineCount()).size()));
    if (digits == m_digits)
        return;
    m_digits = digits;
    const QByteArray widest = ' ' + QByteArray(digits, '9');
    send(SCI_SETMARGINWIDTHN, numberMargin, sendBytes(SCI_TEXTWIDTH, STYLE_LINENUMBER, widest.constData()));
    send(SCI_SETMARGINWIDTHN, markMargin, send(SCI_TEXTHEIGHT, 0) * 3 / 4);
}

void ScriptEditor::styleVisible()
{
    // Scintilla takes everything in front of a styled byte for styled: what is not in sight stays without a style until it is scrolled to.
    const qint64 first = m_styledTop = topLine();
    styleLines(first, std::min(lineCount(), first + send(SCI_LINESONSCREEN) + 1));
    send(SCI_STARTSTYLING, length());
}

void ScriptEditor::styleLines(qint64 first, qint64 last)
{
    send(SCI_STARTSTYLING, lineStart(first));
    for (qint64 number = first; number <= last; ++number) {
        const qint64 begin = lineStart(number);
        const QByteArrayView text = line(number);
        const qint64 whole = (number == lineCount() ? length() : lineStart(number + 1)) - begin;
        m_styles.resize(whole);
        m_styler.style(text, m_styles.data());
        std::fill(m_styles.begin() + text.size(), m_styles.end(), char(ScriptStyle::Blank));
        sendBytes(SCI_SETSTYLINGEX, whole, m_styles.constData());
    }
}

void ScriptEditor::followCursor()
{
    showQuotePair();
    if (const qint64 line = currentLine(); line != m_line) {
        m_line = line;
        emit currentLineChanged(line);
    }
}

void ScriptEditor::showQuotePair()
{
    const auto pair = quotesAt(line(currentLine()), currentColumn() - 1);
    const qint64 begin = lineStart(currentLine());
    if (pair)
        send(SCI_BRACEHIGHLIGHT, begin + pair->first, begin + pair->second);
    else
        send(SCI_BRACEHIGHLIGHT, -1, -1);
}
