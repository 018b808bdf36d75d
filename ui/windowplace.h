#pragma once

#include "ui/session/keptwindow.h"

class QWidget;
class Settings;

/// Where a window stands on the screen: kept from one start to the next.
class WindowPlace
{
public:
    WindowPlace(Settings *settings, QWidget *window);

    /// Takes the window back to where it was, or, on a smaller screen, to what fits. Where `kept` knows nothing, to where the window was
    /// that was left last.
    void restore(const KeptWindow &kept) const;
    /// Of the window alone, without pages.
    [[nodiscard]] KeptWindow kept() const;
    /// A first window to come begins where this one is.
    void save() const;

private:
    void fitToScreen() const;

    Settings *m_settings;
    QWidget *m_window;
};
