#pragma once

#include "ui/values/nodeactions.h"
#include "ui/values/recordmodel.h"

#include <QFutureWatcher>
#include <QWidget>

#include <atomic>

class ElidedLabel;
class FormFrame;
class HintPage;
class NoticeRow;
class RecordRows;
class QComboBox;
class QLabel;

/// Those parts of a value that are lists of records as a table, one at a time. Sorting and copying go by a copy of the order of the rows;
/// for many records they are done off the thread of the window.
class RecordTable : public QWidget
{
    Q_OBJECT

public:
    explicit RecordTable(QWidget *parent = nullptr);
    ~RecordTable() override;

    [[nodiscard]] static bool suits(const ValueReading &reading);
    /// Null: nothing.
    void showReading(const SharedReading &reading);
    /// After a change of the font of keys and values.
    void adoptFixedFont();

    /// Nodes of a value that is read as a table without a thread, and rows that are sorted and copied so.
    static constexpr int mostAtOnce = 20'000;
    static constexpr qsizetype mostCopied = qsizetype(32) * 1024 * 1024; ///< bytes

signals:
    void placeChosen(qsizetype begin, qsizetype end);
    /// A person wants to see this part of the value itself.
    void nodeChosen(qint32 node);
    void told(const QString &text);

private:
    using Flag = std::shared_ptr<std::atomic_bool>;

    void setUpActions();
    void layOut();
    void choose(qint32 list);
    void take(RecordList &&list);
    void sort(int column, Qt::SortOrder order);
    void copyRows(RecordForm form);
    void finishCopy(const QByteArray &text);
    void followCurrent();
    void showMenu(const QPoint &position);
    void cancel();

    SharedReading m_reading;
    RecordModel m_model;
    NodeActions m_actions;
    QAction m_copyCsv{this};
    QAction m_copyTabs{this};
    QAction m_show{this};
    FormFrame *m_pages;
    HintPage *m_nothing;
    HintPage *m_loading;
    QLabel *m_listLabel;
    QComboBox *m_lists;
    ElidedLabel *m_counts;
    NoticeRow *m_notice;
    RecordRows *m_table;
    Flag m_cancelled;
    QFutureWatcher<RecordList> m_reads;
    QFutureWatcher<std::vector<int>> m_sorts;
    QFutureWatcher<QByteArray> m_copies;
};
