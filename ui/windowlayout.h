#pragma once

#include <QByteArray>

class QDockWidget;
class QMainWindow;
class QSplitter;
class QTabWidget;
class ResultsTable;
class Settings;

/// Where the parts of the window are: kept from one start to the next, and put back.
class WindowLayout
{
public:
    /// The parts whose places a person can change, and which outlive this.
    struct Parts
    {
        QMainWindow *window = nullptr;
        QDockWidget *value = nullptr;
        QSplitter *workbench = nullptr;
        ResultsTable *results = nullptr;
        QTabWidget *valueTabs = nullptr;
    };

    WindowLayout(Settings *settings, const Parts &parts);

    /// Takes the window back to where it was, or, on a smaller screen, to what fits.
    void restore();
    void save() const;
    /// Takes all parts back to where they were at the first start.
    void reset() const;

private:
    void fitToScreen() const;
    [[nodiscard]] QByteArray screenSize() const;

    Settings *m_settings;
    Parts m_parts;
    QByteArray m_firstDocks;
    QByteArray m_firstColumns;
};
