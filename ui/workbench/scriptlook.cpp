#include "ui/workbench/scriptlook.h"

#include "ui/fixedfont.h"
#include "ui/theme.h"
#include "ui/workbench/byteeditor.h"
#include "ui/workbench/scriptstyler.h"

#include <array>

namespace {

struct Ink
{
    ScriptStyle style;
    QRgb light;
    QRgb dark;
    bool bold = false;
    bool italic = false;
};

// A quiet command is told apart by its slope: it says less.
constexpr std::array inks{
    Ink{ScriptStyle::Comment, 0x5f6b78, 0x8d97a3, false, true},
    Ink{ScriptStyle::Command, 0x1a4fae, 0x7fb2ff, true},
    Ink{ScriptStyle::QuietCommand, 0x5a45b0, 0xb3a4ff, true, true},
    Ink{ScriptStyle::Unknown, 0xb8261c, 0xff8f85},
    Ink{ScriptStyle::Key, 0x0b6a70, 0x67d3d8},
    Ink{ScriptStyle::Value, 0x1d2127, 0xe4e7eb},
    Ink{ScriptStyle::String, 0x2f6b1c, 0x9fd283},
    Ink{ScriptStyle::Escape, 0x8a5300, 0xe8b964},
    Ink{ScriptStyle::Prefix, 0x9a2f74, 0xef94c8, true},
    Ink{ScriptStyle::Encoded, 0x9a2f74, 0xef94c8},
    Ink{ScriptStyle::Path, 0x2f6b1c, 0x9fd283},
    Ink{ScriptStyle::Number, 0x8f4a12, 0xf0a978},
    Ink{ScriptStyle::Option, 0x646b75, 0x9ba3ae},
    Ink{ScriptStyle::Group, 0x0b6a70, 0x67d3d8},
    Ink{ScriptStyle::Error, 0xb8261c, 0xff8f85},
};

/// Scintilla's colours have the red in the lowest byte.
qint64 bgr(const QColor &color)
{
    return color.red() | (color.green() << 8) | (color.blue() << 16);
}

QColor mixed(const QColor &color, const QColor &base, qreal share)
{
    const auto part = [share](int a, int b) { return int(a * share + b * (1 - share)); };
    return {part(color.red(), base.red()), part(color.green(), base.green()), part(color.blue(), base.blue())};
}

void setUpStyles(ByteEditor *editor, const QPalette &palette)
{
    const bool dark = isDark(palette);
    const QFont font = fixedFont();
    const QByteArray family = font.family().toUtf8();
    const auto send = [editor](unsigned message, qint64 first, qint64 second) { editor->send(message, first, second); };
    editor->sendBytes(ByteEditor::SCI_STYLESETFONT, ByteEditor::STYLE_DEFAULT, family.constData());
    send(ByteEditor::SCI_STYLESETSIZEFRACTIONAL, ByteEditor::STYLE_DEFAULT,
         qint64(font.pointSizeF() * qreal(ByteEditor::SC_FONT_SIZE_MULTIPLIER)));
    send(ByteEditor::SCI_STYLESETFORE, ByteEditor::STYLE_DEFAULT, bgr(palette.color(QPalette::Text)));
    send(ByteEditor::SCI_STYLESETBACK, ByteEditor::STYLE_DEFAULT, bgr(palette.color(QPalette::Base)));
    editor->send(ByteEditor::SCI_STYLECLEARALL);
    for (const Ink &ink : inks) {
        const int style = int(ink.style);
        send(ByteEditor::SCI_STYLESETFORE, style, bgr(QColor(dark ? ink.dark : ink.light)));
        send(ByteEditor::SCI_STYLESETBOLD, style, ink.bold);
        send(ByteEditor::SCI_STYLESETITALIC, style, ink.italic);
    }
    send(ByteEditor::SCI_STYLESETFORE, ByteEditor::STYLE_LINENUMBER, bgr(palette.color(QPalette::PlaceholderText)));
    send(ByteEditor::SCI_STYLESETBACK, ByteEditor::STYLE_LINENUMBER, bgr(palette.color(QPalette::AlternateBase)));
    send(ByteEditor::SCI_STYLESETFORE, ByteEditor::STYLE_BRACELIGHT, bgr(dark ? QColor(0xffd866) : QColor(0x8a3ffc)));
    send(ByteEditor::SCI_STYLESETBOLD, ByteEditor::STYLE_BRACELIGHT, true);
    send(ByteEditor::SCI_STYLESETFORE, ByteEditor::STYLE_CALLTIP, bgr(palette.color(QPalette::ToolTipText)));
    send(ByteEditor::SCI_STYLESETBACK, ByteEditor::STYLE_CALLTIP, bgr(palette.color(QPalette::ToolTipBase)));
}

} // namespace

void applyScriptLook(ByteEditor *editor, const QPalette &palette)
{
    setUpStyles(editor, palette);
    const auto send = [editor](unsigned message, qint64 first, qint64 second) { editor->send(message, first, second); };
    const QColor base = palette.color(QPalette::Base);
    const QColor highlight = palette.color(QPalette::Highlight);
    send(ByteEditor::SCI_SETCARETFORE, bgr(palette.color(QPalette::Text)), 0);
    send(ByteEditor::SCI_SETADDITIONALCARETFORE, bgr(palette.color(QPalette::Link)), 0);
    send(ByteEditor::SCI_SETCARETLINEVISIBLE, true, 0);
    send(ByteEditor::SCI_SETCARETLINEVISIBLEALWAYS, true, 0);
    send(ByteEditor::SCI_SETCARETLINEBACK, bgr(mixed(highlight, base, isDark(palette) ? 0.16 : 0.07)), 0);
    // The words keep their colours in a selection.
    send(ByteEditor::SCI_SETSELFORE, false, 0);
    const QColor selection = mixed(highlight, base, isDark(palette) ? 0.5 : 0.25);
    send(ByteEditor::SCI_SETSELBACK, true, bgr(selection));
    send(ByteEditor::SCI_SETADDITIONALSELBACK, bgr(selection), 0);

    const auto mark = [&](ScriptMark which, int look, const QColor &color) {
        send(ByteEditor::SCI_INDICSETSTYLE, int(which), look);
        send(ByteEditor::SCI_INDICSETFORE, int(which), bgr(color));
        send(ByteEditor::SCI_INDICSETUNDER, int(which), true);
    };
    mark(ScriptMark::Match, ByteEditor::INDIC_STRAIGHTBOX, toneColor(Tone::Notice, palette));
    send(ByteEditor::SCI_INDICSETALPHA, int(ScriptMark::Match), 70);
    send(ByteEditor::SCI_INDICSETOUTLINEALPHA, int(ScriptMark::Match), 160);
    mark(ScriptMark::Warning, ByteEditor::INDIC_SQUIGGLE, toneColor(Tone::Notice, palette));
    mark(ScriptMark::Error, ByteEditor::INDIC_SQUIGGLE, toneColor(Tone::Bad, palette));

    const auto lineMark = [&](LineMark which, int symbol, const QColor &color) {
        send(ByteEditor::SCI_MARKERDEFINE, int(which), symbol);
        send(ByteEditor::SCI_MARKERSETFORE, int(which), bgr(color));
        send(ByteEditor::SCI_MARKERSETBACK, int(which), bgr(color));
    };
    lineMark(LineMark::Result, ByteEditor::SC_MARK_SHORTARROW, palette.color(QPalette::Link));
    lineMark(LineMark::Warning, ByteEditor::SC_MARK_SMALLRECT, toneColor(Tone::Notice, palette));
    lineMark(LineMark::Error, ByteEditor::SC_MARK_CIRCLE, toneColor(Tone::Bad, palette));
}
