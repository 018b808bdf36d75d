#include "ui/theme.h"

#include "ui/windowstyle.h"

#include <QApplication>

namespace {

struct Shades
{
    QRgb window, base, alternateBase, button, text, mutedText, disabledText, link, highlight, highlightedText, disabledHighlight, border;
};

constexpr Shades lightShades{
    .window = 0xfff3f4f6,
    .base = 0xffffffff,
    .alternateBase = 0xfff7f8fa,
    .button = 0xfffbfbfc,
    .text = 0xff1d2127,
    .mutedText = 0xff646b75,
    .disabledText = 0xff9aa0a8,
    .link = 0xff1a5fc4,
    .highlight = 0xff2563c9,
    .highlightedText = 0xffffffff,
    .disabledHighlight = 0xffc3c8cf,
    .border = 0xffc9ced6,
};

constexpr Shades darkShades{
    .window = 0xff25282d,
    .base = 0xff1b1d21,
    .alternateBase = 0xff202328,
    .button = 0xff30343a,
    .text = 0xffe4e7eb,
    .mutedText = 0xff9ba3ae,
    .disabledText = 0xff6c737d,
    .link = 0xff7db1ff,
    .highlight = 0xff2f65bd,
    .highlightedText = 0xffffffff,
    .disabledHighlight = 0xff474d56,
    .border = 0xff3d424a,
};

QPalette palette(const Shades &shades)
{
    QPalette result;
    result.setColor(QPalette::Window, QColor(shades.window));
    result.setColor(QPalette::WindowText, QColor(shades.text));
    result.setColor(QPalette::Base, QColor(shades.base));
    result.setColor(QPalette::AlternateBase, QColor(shades.alternateBase));
    result.setColor(QPalette::ToolTipBase, QColor(shades.button));
    result.setColor(QPalette::ToolTipText, QColor(shades.text));
    result.setColor(QPalette::PlaceholderText, QColor(shades.mutedText));
    result.setColor(QPalette::Text, QColor(shades.text));
    result.setColor(QPalette::Button, QColor(shades.button));
    result.setColor(QPalette::ButtonText, QColor(shades.text));
    result.setColor(QPalette::BrightText, QColor(shades.highlightedText));
    result.setColor(QPalette::Link, QColor(shades.link));
    result.setColor(QPalette::LinkVisited, QColor(shades.link));
    result.setColor(QPalette::Highlight, QColor(shades.highlight));
    result.setColor(QPalette::HighlightedText, QColor(shades.highlightedText));
    result.setColor(QPalette::Light, QColor(shades.button).lighter(104));
    result.setColor(QPalette::Midlight, QColor(shades.button));
    result.setColor(QPalette::Mid, QColor(shades.border));
    result.setColor(QPalette::Dark, QColor(shades.border));
    result.setColor(QPalette::Shadow, QColor(shades.border).darker(150));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText,
                                           QPalette::PlaceholderText, QPalette::ToolTipText, QPalette::Link}) {
        result.setColor(QPalette::Disabled, role, QColor(shades.disabledText));
    }
    result.setColor(QPalette::Disabled, QPalette::Base, QColor(shades.window));
    result.setColor(QPalette::Disabled, QPalette::Button, QColor(shades.window));
    result.setColor(QPalette::Disabled, QPalette::Light, Qt::transparent); // Fusion etches disabled text with it
    result.setColor(QPalette::Disabled, QPalette::Highlight, QColor(shades.disabledHighlight));
    return result;
}

} // namespace

void applyTheme(Theme theme, ColorScheme desktop)
{
    if (!qobject_cast<WindowStyle *>(QApplication::style()))
        QApplication::setStyle(new WindowStyle);
    bool dark = theme == Theme::Dark || (theme == Theme::System && desktop == ColorScheme::Dark);
    if (theme == Theme::System && desktop == ColorScheme::NoPreference) {
        QApplication::setPalette(QPalette()); // back to the platform's
        dark = isDark(QApplication::palette());
    }
    QApplication::setPalette(palette(dark ? darkShades : lightShades));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Plain:
        return palette.color(QPalette::Text);
    case Tone::Good:
        return dark ? QColor(0x5fca80) : QColor(0x17733a);
    case Tone::Notice:
        return dark ? QColor(0xe3b74c) : QColor(0x855700);
    case Tone::Bad:
        return dark ? QColor(0xff8f85) : QColor(0xb8261c);
    case Tone::Unsure:
        return dark ? QColor(0xc9a8ff) : QColor(0x7440b8);
    case Tone::Muted:
        return palette.color(QPalette::PlaceholderText);
    }
    return {};
}
