#pragma once

#include <QAction>
#include <QTimer>
#include <QWidget>

class AutomaticRefresh;
class Connection;
class ElidedLabel;
class FittingButtons;
class Keyspace;
class NoticeRow;
class QProgressBar;
class QToolButton;

/// How the listing of a server's keys goes and how it went: its progress, what stands in its way, and the ways to begin and to stop it.
class ListingStrip : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ListingStrip(Keyspace *keyspace, const Connection *connection, QWidget *parent = nullptr);

    /// "List keys", and "Refresh" once there are some.
    [[nodiscard]] QAction *listAction() { return &m_listAction; }
    [[nodiscard]] QAction *stopAction() { return &m_stopAction; }
    [[nodiscard]] AutomaticRefresh *automaticRefresh() { return m_automatic; }
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void list();

private:
    void setUpActions();
    void layOut();
    void follow();
    void showProgress();
    void refresh();
    [[nodiscard]] bool canList() const;
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString outcomeText() const;
    [[nodiscard]] QString notice() const;

    Keyspace *m_keyspace;
    const Connection *m_connection;
    QAction m_listAction;
    QAction m_stopAction;
    AutomaticRefresh *m_automatic;
    QToolButton *m_list;
    QToolButton *m_stop;
    QToolButton *m_often;
    QProgressBar *m_progress;
    ElidedLabel *m_text;
    NoticeRow *m_notice;
    FittingButtons *m_buttons;
    QTimer m_ticking;
};
