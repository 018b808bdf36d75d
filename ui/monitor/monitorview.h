#pragma once

#include <QElapsedTimer>
#include <QTimer>
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

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow();
    void moveOn();
    void setInterval(int seconds);
    [[nodiscard]] bool isAnswered() const;
    [[nodiscard]] QString costText() const;

    StatPoll *m_poll;
    HistoryView *m_view;
    QComboBox *m_interval;
    QTimer m_clock;
    QElapsedTimer m_followed; ///< since what is seen was last brought up to date
};
