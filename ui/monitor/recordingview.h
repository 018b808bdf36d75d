#pragma once

#include "app/monitor/statrecord.h"

#include <QAction>
#include <QWidget>

class HistoryView;

/// What was recorded of a server, without the server.
class RecordingView : public QWidget
{
    Q_OBJECT

public:
    explicit RecordingView(StatRecord record, QWidget *parent = nullptr);

    [[nodiscard]] HistoryView *view() const { return m_view; }
    /// What its tab is called.
    [[nodiscard]] QString title() const;

signals:
    void told(const QString &text);
    /// The person has seen enough.
    void closeRequested();

private:
    [[nodiscard]] QString description() const;

    StatRecord m_record;
    QAction m_close{this};
    HistoryView *m_view;
};
