#include "ui/valueedit/valuetextedit.h"

#include "ui/values/structuredlines.h"
#include "ui/workbench/scriptlook.h"

#include <QKeyEvent>

#include <algorithm>
#include <array>
#include <utility>

namespace {

constexpr int valueNumberMargin = 0;

// The kinds that Scintilla's lexer of JSON tells apart, by their numbers there (SciLexer.h, SCE_JSON_…).
constexpr std::array jsonInks{
    std::pair{1, Ink::Number}, std::pair{2, Ink::String}, std::pair{3, Ink::String},  std::pair{4, Ink::Name},  std::pair{5, Ink::String},
    std::pair{8, Ink::Mark},   std::pair{9, Ink::String}, std::pair{10, Ink::String}, std::pair{11, Ink::Word}, std::pair{12, Ink::Name},
};

qint64 scintillaColor(const QColor &color)
{
    return color.red() | (color.green() << 8) | (color.blue() << 16);
}

bool beginsWithCrlf(QByteArrayView text)
{
    const qsizetype end = text.indexOf('\n');
    return end > 0 && text[end - 1] == '\r';
}

} // namespace

ValueTextEdit::ValueTextEdit(Language language, QWidget *parent)
    : ByteEditor(parent)
    , m_language(language)
{
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(fontMetrics().lineSpacing() * 5 / 4); // where there is no room for more
    setPasting(Pasting::Exact);
    for (int margin = 1; margin < 5; ++margin)
        send(SCI_SETMARGINWIDTHN, margin, 0);
    send(SCI_SETMARGINTYPEN, valueNumberMargin, SC_MARGIN_NUMBER);
    send(SCI_SETMARGINMASKN, valueNumberMargin, 0);
    send(SCI_SETMARGINLEFT, 0, 4);
    send(SCI_SETTABWIDTH, 4);
    applyLook();
    connect(this, &ByteEditor::edited, this, [this](qint64, qint64, qint64 lines) {
        if (lines != 0)
            placeNumbers();
    });
}

void ValueTextEdit::load(QByteArrayView text, Loading loading)
{
    setLineEnd(beginsWithCrlf(text));
    if (loading == Loading::Anew) {
        setText(text);
        select(0, 0);
    } else {
        const qint64 top = topLine();
        const qint64 at = cursor();
        replace(0, length(), text);
        select(std::min(at, length()), std::min(at, length()));
        setTopLine(top);
    }
    chooseColors();
}

void ValueTextEdit::chooseColors()
{
    const bool isColored = m_language == Language::Json && length() <= mostColored;
    send(SCI_SETLEXER, isColored ? SCLEX_JSON : SCLEX_NULL);
    if (isColored)
        sendBytes(SCI_SETKEYWORDS, 0, "false true null");
}

void ValueTextEdit::markFault(qint64 offset)
{
    send(SCI_SETINDICATORCURRENT, int(ScriptMark::Error));
    send(SCI_INDICATORCLEARRANGE, 0, length());
    if (offset < 0 || isEmpty())
        return;
    // Something is missing at the end of a line or of all: the character before it carries the mark.
    qint64 from = std::min(offset, length());
    if (from == length() || from == lineEnd(lineAt(from)))
        from = std::max<qint64>(0, send(SCI_POSITIONBEFORE, from));
    send(SCI_INDICATORFILLRANGE, from, std::max<qint64>(1, send(SCI_POSITIONAFTER, from) - from));
}

void ValueTextEdit::jumpTo(qint64 offset)
{
    send(SCI_GOTOPOS, std::clamp<qint64>(offset, 0, length()));
    send(SCI_VERTICALCENTRECARET);
    setFocus();
}

void ValueTextEdit::setWrap(Wrap wrap)
{
    send(SCI_SETWRAPMODE, wrap == Wrap::AtWindow ? SC_WRAP_CHAR : SC_WRAP_NONE);
}

void ValueTextEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && send(SCI_GETSELECTIONS) == 1)
        event->ignore(); // for whom we are a part of
    else
        ByteEditor::keyPressEvent(event);
}

void ValueTextEdit::changeEvent(QEvent *event)
{
    ByteEditor::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        applyLook();
}

void ValueTextEdit::contextMenuEvent(QContextMenuEvent *event)
{
    openMenu(QStringLiteral("valueTextMenu"), event);
}

void ValueTextEdit::applyLook()
{
    applyScriptLook(this, palette());
    // What scripts are coloured by has the same numbers as what the lexer tells apart.
    const QColor plain = palette().color(QPalette::Text);
    for (int style = 0; style < STYLE_DEFAULT; ++style) {
        send(SCI_STYLESETFORE, style, scintillaColor(plain));
        send(SCI_STYLESETBOLD, style, false);
        send(SCI_STYLESETITALIC, style, false);
    }
    for (const auto &[style, ink] : jsonInks)
        send(SCI_STYLESETFORE, style, scintillaColor(inkColor(ink, palette())));
    m_digits = 0;
    placeNumbers();
}

void ValueTextEdit::placeNumbers()
{
    const int digits = std::max(3, int(QByteArray::number(lineCount()).size()));
    if (std::exchange(m_digits, digits) == digits)
        return;
    const QByteArray widest = ' ' + QByteArray(digits, '9');
    send(SCI_SETMARGINWIDTHN, valueNumberMargin, sendBytes(SCI_TEXTWIDTH, STYLE_LINENUMBER, widest.constData()));
}
