#pragma once

#include <QByteArray>

class QDockWidget;
class QMainWindow;
class QSplitter;
class QTabWidget;
class ResultsTable;
class Settings;

/// Where the parts of a page are: kept from one start to the next, and put back.
class PageLayout
{
public:
    /// The parts whose places a person can change, and which outlive this.
    struct Parts
    {
        QMainWindow *page = nullptr;
        QDockWidget *value = nullptr;
        QSplitter *workbench = nullptr;
        ResultsTable *results = nullptr;
        QTabWidget *valueTabs = nullptr;
    };

    PageLayout(Settings *settings, const Parts &parts);

    void restore();
    void save() const;
    /// Takes all parts back to where they were at the first start.
    void reset() const;

private:
    Settings *m_settings;
    Parts m_parts;
    QByteArray m_firstDocks;
    QByteArray m_firstColumns;
};
