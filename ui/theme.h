#pragma once

#include <QColor>
#include <QPalette>

/// How the window is coloured.
enum class Theme { System, Light, Dark };

/// What a desktop wishes its windows to look like.
enum class ColorScheme { NoPreference, Dark, Light };

/// What a colour says. Never the only sign: words or an icon say it too.
enum class Tone {
    Plain,
    Good,
    Notice, ///< proper, but worth a look: a miss, a retry
    Bad,
    Unsure, ///< nobody knows what became of it
    Muted,
};

/// Gives the application the Fusion style and a palette of ours. System takes what the desktop wishes, or else the light or the dark
/// one, whichever is nearer to the palette that the platform offers.
void applyTheme(Theme theme, ColorScheme desktop = ColorScheme::NoPreference);

[[nodiscard]] bool isDark(const QPalette &palette);

/// A colour for text and icons on the base colour of `palette`, with a contrast of at least 4.5 to 1 (WCAG 2.1, 1.4.3).
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);
