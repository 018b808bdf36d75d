#pragma once

#include <QString>

class QPalette;
struct CommandSyntax;

/// The whole help of a command as a page of rich text in the colours of `palette`. Links are `command:NAME`; the options have anchors
/// `option-NAME`.
[[nodiscard]] QString guideHtml(const CommandSyntax &command, const QPalette &palette);
