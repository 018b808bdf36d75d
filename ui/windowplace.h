#pragma once

class QWidget;
class Settings;

/// Where a window stands on the screen: kept from one start to the next.
class WindowPlace
{
public:
    WindowPlace(Settings *settings, QWidget *window);

    /// Takes the window back to where it was, or, on a smaller screen, to what fits.
    void restore() const;
    void save() const;

private:
    void fitToScreen() const;

    Settings *m_settings;
    QWidget *m_window;
};
