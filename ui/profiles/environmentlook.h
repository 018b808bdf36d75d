#pragma once

#include "app/profiles/profile.h"
#include "ui/theme.h"

#include <QColor>
#include <QString>

/// How an environment is named and coloured wherever it is seen: its colour is never the only sign, the name or the icon stands beside it.

/// "Production"; empty for None.
[[nodiscard]] QString environmentName(Environment environment);
/// The same where there is little room: "Prod".
[[nodiscard]] QString shortEnvironmentName(Environment environment);
/// For themedIcon().
[[nodiscard]] QString environmentIconName(Environment environment);
[[nodiscard]] Tone environmentTone(Environment environment);
/// For text, icons and lines on the base and the window colour of `palette`: contrast of at least 4.5 to 1. A ground of this colour bears
/// text in the palette's base colour.
[[nodiscard]] QColor environmentColor(Environment environment, const QPalette &palette);

/// The colour that the person gave a profile, as light or as dark as it must be to be seen as above; else that of its environment.
[[nodiscard]] QColor profileColor(const Profile &profile, const QPalette &palette);
