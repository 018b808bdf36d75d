#pragma once

#include "ui/desktopscheme.h"

#include <QObject>

class Settings;

/// How the program looks: its theme, which can be the desktop's, and its fonts, as the settings say.
class Appearance : public QObject
{
    Q_OBJECT

public:
    explicit Appearance(Settings *settings, QObject *parent = nullptr);

    /// Makes everything look as the settings say now.
    void apply();
    [[nodiscard]] Theme theme() const;
    /// Changes the theme, for good.
    void setTheme(Theme theme);
    /// Begins to follow the desktop where the theme is its choice; for after the window is seen.
    void followDesktop();

signals:
    void themeChanged(Theme theme);
    void fixedFontChanged();

private:
    void applyTheme();
    void takeScheme(ColorScheme scheme);

    Settings *m_settings;
    DesktopScheme m_desktop;
};
