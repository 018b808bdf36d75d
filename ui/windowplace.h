#pragma once

#include "ui/session/keptwindow.h"

#include <QRect>

class QMainWindow;
class Settings;

/// Where a window stands on the screen, and the docks in it: kept from one start to the next.
class WindowPlace
{
public:
    WindowPlace(Settings *settings, QMainWindow *window);

    /// Gives a window that is new its size: the usual one, or what the screen has room for.
    void begin() const;

    /// Takes the window back to where it was, or, on a smaller screen, to what fits. Where `kept` knows nothing, to where the window was
    /// that was left last.
    void restore(const KeptWindow &kept) const;
    /// Of the window alone, without pages.
    [[nodiscard]] KeptWindow kept() const;
    /// A first window to come begins where this one is.
    void save() const;

private:
    [[nodiscard]] QRect room() const;
    void fitToScreen() const;

    Settings *m_settings;
    QMainWindow *m_window;
};
