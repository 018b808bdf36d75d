#pragma once

#include "app/monitor/statsample.h"
#include "ui/monitor/chartstack.h"
#include "ui/monitor/charttime.h"
#include "ui/monitor/hiddenseries.h"

#include <QAction>
#include <QWidget>

class MonitorTiles;
class NoticeRow;
class NumbersTable;
class QComboBox;
class QLabel;
class QScrollArea;
class QSplitter;
class StatHistory;
class WrapLayout;

/// What was measured of a server: tiles with what is most asked, charts, and the same as numbers.
class HistoryView : public QWidget
{
    Q_OBJECT

public:
    enum class Form : quint8 { Charts, Numbers, Both };

    /// `history` outlives it.
    explicit HistoryView(const StatHistory *history, QWidget *parent = nullptr);

    /// There is more in the history, or less; `latest`: the last answer of the server.
    void refresh(const StatSample &latest);
    /// Words below the charts; empty: none.
    void setNote(const QString &text);
    /// What went wrong with a file of it; empty: nothing any more.
    /// The last answer is of this time and nothing is measured now; 0: it is of now.
    void setAsOf(qint64 time);
    void tellProblem(const QString &text);
    /// Nothing comes after `end`, and `length` milliseconds before it are seen.
    void showEnd(qint64 end, qint64 length);
    /// Puts something more into the row above.
    void addToBar(QWidget *label, QWidget *field);
    /// The same of a button; one with a menu opens it.
    void addToBar(QAction *action);

    [[nodiscard]] ChartTime *time() { return &m_time; }
    [[nodiscard]] ChartStack *charts() const { return m_charts; }
    [[nodiscard]] Form form() const;
    void setForm(Form form);
    /// What a person chose of it, to be kept.
    [[nodiscard]] QByteArray state() const;
    void restoreState(const QByteArray &state);
    /// The keyboard goes to what is seen.
    void goOn();

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void connectParts();
    void placeNumbers();
    void showTime();
    void showCursor();
    void showSum();
    void copy();

    const StatHistory *m_history;
    StatSample m_latest;
    qint64 m_asOf = 0;    ///< of the last answer, where it is not of now
    qint64 m_restart = 0; ///< the last in the time that is seen; 0: none
    ChartTime m_time;
    HiddenSeries m_hidden;
    QAction m_followAction{this};
    QAction m_copyAction{this};
    WrapLayout *m_bar;
    QComboBox *m_window;
    QComboBox *m_form;
    QLabel *m_cursor; ///< the time that the values are of
    QLabel *m_note;
    NoticeRow *m_problem;
    QSplitter *m_splitter;
    QScrollArea *m_scroll;
    MonitorTiles *m_tiles;
    ChartStack *m_charts;
    NumbersTable *m_numbers;
};
