#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

class BytesView;
class KeyBrowser;
class MonitorPage;
class PageViews;
class QSplitter;
class QTabWidget;
class ResultsTable;
class Settings;

/// Where the parts of a page are: kept from one start to the next, and put back.
class PageLayout
{
public:
    struct Divided
    {
        QSplitter *splitter = nullptr; ///< by whose name it is kept
        QList<int> first{};            ///< the sizes of the first start; what counts is how they compare
    };
    /// The parts whose places a person can change, and which outlive this.
    struct Parts
    {
        QSplitter *workbench = nullptr;
        ResultsTable *results = nullptr;
        QTabWidget *valueTabs = nullptr;
        PageViews *views = nullptr;
        MonitorPage *monitor = nullptr;
        KeyBrowser *keys = nullptr;
        QList<Divided> divided{};
        QList<BytesView *> bytes{}; ///< by whose names they are kept
    };

    /// By the names of the parts, as Qt's saveState() gives it.
    using State = QMap<QString, QByteArray>;

    PageLayout(Settings *settings, const Parts &parts);

    [[nodiscard]] State state() const;
    /// What `state` does not have is as in the page that was left last.
    void restore(const State &state);
    /// Pages to come begin as this one is.
    void save() const;
    /// Likewise, but for the view.
    void lend() const;
    /// Takes all parts back to where they were at the first start.
    void reset() const;

private:
    Settings *m_settings;
    Parts m_parts;
    QByteArray m_firstColumns;
    QByteArray m_firstKeyColumns;
    QByteArray m_firstWatchColumns;
};
