#include "ui/appearance.h"

#include "ui/fixedfont.h"
#include "ui/settings.h"

Appearance::Appearance(Settings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    connect(&m_desktop, &DesktopScheme::answered, this, &Appearance::takeScheme);
    apply();
}

void Appearance::apply()
{
    applyTheme();
    const Preferences preferences = m_settings->preferences();
    applyFixedFont(preferences.fixedFamily, preferences.fixedPoints);
    emit themeChanged(preferences.theme);
    emit fixedFontChanged();
}

Theme Appearance::theme() const
{
    return m_settings->theme();
}

void Appearance::setTheme(Theme theme)
{
    m_settings->setTheme(theme);
    applyTheme();
    emit themeChanged(theme);
}

void Appearance::followDesktop()
{
    m_desktop.ask();
}

void Appearance::applyTheme()
{
    // What the desktop wished the last time holds until it has answered, so that the window need not change its colours before one's eyes.
    ::applyTheme(m_settings->theme(), m_settings->desktopScheme());
}

void Appearance::takeScheme(ColorScheme scheme)
{
    if (scheme == m_settings->desktopScheme())
        return;
    m_settings->setDesktopScheme(scheme);
    if (m_settings->theme() == Theme::System)
        applyTheme();
}
