#pragma once

#include <QWidget>

class HistoryView;
class QComboBox;
class StatPoll;

/// What is measured of a server now, and how often it is asked.
class MonitorView : public QWidget
{
    Q_OBJECT

public:
    /// `poll` outlives it.
    explicit MonitorView(StatPoll *poll, QWidget *parent = nullptr);

    [[nodiscard]] HistoryView *view() const { return m_view; }
    /// What a person chose of it, to be kept.
    [[nodiscard]] QByteArray state() const;
    void restoreState(const QByteArray &state);

signals:
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void follow();
    void setInterval(int seconds);
    [[nodiscard]] QString costText() const;

    StatPoll *m_poll;
    HistoryView *m_view;
    QComboBox *m_interval;
};
