#pragma once

#include "app/monitor/statrecord.h"

#include <QAction>
#include <QFutureWatcher>

class QTabWidget;

/// Opens what was recorded of servers, each in a tab of its own among others.
class Recordings : public QObject
{
    Q_OBJECT

public:
    explicit Recordings(QTabWidget *tabs);

    /// Asks for a file.
    [[nodiscard]] QAction *openAction() { return &m_open; }
    /// Shows what was recorded in that file. It is read in another thread; the latest that is asked for is shown.
    void open(const QString &path);
    /// With the last file; empty: none.
    [[nodiscard]] const QString &problem() const { return m_problem; }

signals:
    /// There is a problem, or it is over.
    void problemChanged();
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void ask();
    void show();

    QTabWidget *m_tabs;
    QAction m_open{this};
    QFutureWatcher<std::variant<StatRecord, Error>> m_reading;
    QString m_problem;
};
