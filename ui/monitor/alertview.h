#pragma once

#include "app/monitor/serveralerts.h"

#include <QWidget>

class NoticeRow;
class QLabel;
class QToolButton;
class QTreeWidget;
class QAction;

/// What the person wanted to be told of a server, what is bad now, and what they were told.
class AlertView : public QWidget
{
    Q_OBJECT

public:
    /// `alerts` outlives it.
    explicit AlertView(ServerAlerts *alerts, QWidget *parent = nullptr);

    /// Where the server is not that of a profile, which `saveProfile` is visible to tell, that is what is offered first.
    void offer(QAction *saveProfile);
    void goOn();

signals:
    /// The person wants to set alerts in the profile.
    void setRequested();
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void showAlerts();
    void noteSeen();
    void updateButtons();
    [[nodiscard]] bool isOfProfile() const;
    void copy();
    [[nodiscard]] QString wishesText() const;

    ServerAlerts *m_alerts;
    QAction *m_save = nullptr;
    NoticeRow *m_state;
    QLabel *m_wishes;
    QToolButton *m_set;
    QToolButton *m_clear;
    QToolButton *m_copy;
    QTreeWidget *m_log;
    QLabel *m_nothing;
};
