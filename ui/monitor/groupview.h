#pragma once

#include "app/monitor/grouppoll.h"
#include "ui/monitor/statrows.h"

#include <QAction>
#include <QWidget>

class HintPage;
class NoticeRow;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QVBoxLayout;
class StatTable;
class WrapLayout;

/// A table of one group of a server's statistics, with a field to look for something in it. It asks only while it is seen.
class GroupView : public QWidget
{
    Q_OBJECT

public:
    /// Which of its looks it has.
    enum class Look : quint8 { Waiting, Failed, Empty, Full };

    [[nodiscard]] StatTable *table() const { return m_table; }
    [[nodiscard]] Look look() const;

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    struct Words
    {
        QString name{};  ///< of the table, for people
        QString empty{}; ///< why there is nothing in it
        QString emptyText{};
    };

    /// `name`: the beginning of the names of its parts. `poll` and `group`, which may be null, outlive it.
    GroupView(const QString &name, const Words &words, const QList<StatColumn> &columns, StatPoll *poll, GroupPoll *group);

    /// There is something new to show, and it is seen.
    virtual void refresh() = 0;

    [[nodiscard]] StatPoll *poll() const { return m_poll; }
    [[nodiscard]] GroupPoll *group() const { return m_group; }
    [[nodiscard]] StatRows *rows() { return &m_rows; }
    [[nodiscard]] WrapLayout *bar() const { return m_bar; }
    /// What stands above the table.
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    [[nodiscard]] NoticeRow *notice() const { return m_notice; }
    [[nodiscard]] HintPage *emptyPage() const { return m_empty; }
    [[nodiscard]] HintPage *failedPage() const { return m_failed; }
    /// Where there is nothing to look for by words.
    void dropSearch();
    void addButton(QAction *action);
    /// One sentence above the table about all of it.
    void tell(const QString &summary);
    /// Full, or empty where there are no rows.
    void showRows(const QList<StatRow> &shown);
    void showLook(Look look, const QString &text = {});
    /// Of the columns, the one that takes the room that is left.
    void stretch(int column) { m_stretched = column; }

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void follow();

    QString m_name;
    StatPoll *m_poll;
    GroupPoll *m_group;
    StatRows m_rows;
    QAction m_again{this};
    QWidget *m_strip;
    WrapLayout *m_bar;
    QVBoxLayout *m_column;
    QLineEdit *m_search;
    QLabel *m_summary;
    NoticeRow *m_notice;
    QStackedWidget *m_pages;
    HintPage *m_waiting;
    HintPage *m_failed;
    HintPage *m_empty;
    QWidget *m_content;
    StatTable *m_table;
    int m_stretched = -1;
    bool m_isFitted = false; ///< the columns have had something to fit to
};
