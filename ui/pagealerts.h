#pragma once

#include "app/monitor/serveralerts.h"

#include <QObject>

class DesktopNotices;
class MonitorPage;
class PageViews;

/// Brings what a page's server is alerted of to the person: by a notification of the desktop, or where there is none by a notice in the
/// window, and by a mark that stays until they have seen it or it is well again.
class PageAlerts : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        MonitorPage *monitor;
        PageViews *views;
        DesktopNotices *notices;
    };
    /// All of `parts` outlive it.
    explicit PageAlerts(const Parts &parts, QObject *parent = nullptr);

    /// What the server is called from now on, and what the person wants to be told of.
    void setServer(const QString &name, const AlertLimits &limits);
    /// For the tab of the page; empty: there is nothing that was not seen.
    [[nodiscard]] QString mark() const;

signals:
    void markChanged();
    /// The person wants to see what it was.
    void opened();

private:
    void notify(const Alert &alert);
    void follow();
    void open();
    [[nodiscard]] QString subject(AlertKind kind) const;

    Parts m_parts;
    ServerAlerts *m_alerts;
    QString m_id; ///< by which the desktop's notices are told apart
    QString m_name;
    QString m_mark;
};
