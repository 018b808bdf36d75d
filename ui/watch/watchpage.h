#pragma once

#include "app/watch/serverwatch.h"
#include "app/watch/watchview.h"
#include "ui/watch/watchtablemodel.h"
#include "ui/watch/watchtopmodel.h"

#include <QAction>
#include <QTimer>
#include <QWidget>

#include <array>

class Connection;
class ElidedLabel;
class FittingStack;
class HintPage;
class NoticeRow;
class QTabWidget;
class WatchCounts;
class WatchFiles;
class WatchFilterBar;
class WatchStart;
class WatchTable;
class WatchTopTable;

/// What clients do with a server while they do it, told by its `watch`: line by line, and added up. Also opens lines that were saved.
class WatchPage : public QWidget
{
    Q_OBJECT

public:
    /// `connection` outlives it.
    explicit WatchPage(Connection *connection, QWidget *parent = nullptr);

    [[nodiscard]] ServerWatch *watch() { return &m_watch; }
    [[nodiscard]] const WatchView *view() const { return &m_view; }
    [[nodiscard]] WatchTable *table() const { return m_table; }
    /// By which prefixes end: each of these bytes.
    void setDelimiters(const QByteArray &delimiters);
    void adoptFixedFont();
    /// What the server's statistics say of lines that it dropped before any watcher was told (`log_worker_dropped`), since its start.
    void setServerDropped(quint64 count);
    /// To be kept: what is watched; which lines are kept and shown; the columns of all tables. What does not make sense changes nothing.
    [[nodiscard]] QByteArray choice() const;
    void restoreChoice(const QByteArray &state);
    [[nodiscard]] QByteArray filters() const;
    void restoreFilters(const QByteArray &state);
    [[nodiscard]] QByteArray columns() const;
    void restoreColumns(const QByteArray &state);
    /// The keyboard goes to what is in front.
    void goOn();
    /// What would be cut short if the page went, a sentence; empty: nothing.
    [[nodiscard]] QString work() const;

signals:
    /// A sentence for the status line.
    void told(const QString &text);
    /// The person wants to see an item.
    void keyRequested(const QByteArray &key);
    /// The person wants to see the items whose keys this filter lets through.
    void keysRequested(const QString &filter);

private:
    void nameActions();
    void layOut();
    [[nodiscard]] QWidget *makeToolBar();
    void connectParts();
    [[nodiscard]] WatchTopTable *addTop(WatchTopModel *model, const QString &name, const QString &title, const QString &hint);
    void start();
    void choose();
    void stopOrStart();
    void followConnection();
    void followState();
    void showLines();
    void chooseLook();
    void showFigures();
    void showNotice();
    [[nodiscard]] bool isErrorNews() const;
    void showOnly(const QString &filter);
    void updateActions();
    [[nodiscard]] QString stateText() const;

    Connection *m_connection;
    ServerWatch m_watch;
    WatchView m_view;
    WatchTableModel m_model{&m_view};
    WatchTopModel m_keys{WatchTopModel::Shows::Keys};
    WatchTopModel m_prefixes{WatchTopModel::Shows::Prefixes};
    WatchTopModel m_evictions{WatchTopModel::Shows::Evictions};
    QString m_place;                        ///< that is watched
    QString m_file;                         ///< that is looked at
    std::optional<quint64> m_droppedBefore; ///< by the server, before the watch began
    quint64 m_dropped = 0;                  ///< since then
    QTimer m_lineTimer;
    QTimer m_figureTimer;
    QAction m_stopAction{this};
    QAction m_pauseAction{this};
    QAction m_followAction{this};
    QAction m_clearAction{this};
    QAction m_chooseAction{this};
    QAction m_showAllAction{this};
    FittingStack *m_pages;
    WatchFiles *m_files;
    WatchStart *m_start;
    QWidget *m_content;
    ElidedLabel *m_state;
    NoticeRow *m_notice;
    WatchCounts *m_counts;
    WatchFilterBar *m_filter;
    QTabWidget *m_tabs;
    QWidget *m_linesPage; ///< with the filter, which is about nothing else
    FittingStack *m_lines;
    HintPage *m_quiet;
    HintPage *m_noneLike;
    WatchTable *m_table;
    std::array<WatchTopTable *, 3> m_tops{};
};
