#pragma once

#include <QString>

class QPalette;

/// The command language on one page of rich text in the colours of `palette`, from the tables that the parser reads too: how lines, words,
/// values, times and options are written, and every command. Links are `command:NAME`.
[[nodiscard]] QString overviewHtml(const QPalette &palette);
