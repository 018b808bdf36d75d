#pragma once

#include "ui/largetable.h"
#include "ui/results/bytecopy.h"
#include "ui/results/rowmemory.h"

class CopyActions;
class ResultsModel;

/// The table of outcomes. What is selected and looked at stays so, wherever its row goes.
class ResultsTable : public LargeTable
{
    Q_OBJECT

public:
    explicit ResultsTable(ResultsModel *model, QWidget *parent = nullptr);

    /// Rows and characters that one copy takes at most.
    static constexpr qsizetype mostCopiedRows = 100'000;
    static constexpr qsizetype mostCopiedCharacters = 32 * 1024 * 1024;

    /// The ways to copy, for the context menu.
    void offer(CopyActions *copies) { m_copies = copies; }
    /// The numbers of the selected results as the rows stand, the first `most` of them.
    [[nodiscard]] std::vector<int> selectedNumbers(qsizetype most) const;

public slots:
    /// The selected rows as tab-separated lines, with the columns as they are arranged.
    void copy();
    /// The key of the current row, as it is written in a command.
    void copyKey();
    /// The value of the current row as text; what is no text of it is escaped.
    void copyValue();
    /// Asks for the item of the current row to be shown among the keys.
    void requestKey();
    /// To the next row with an error, or the one before, round and round.
    void goToNextError();
    void goToPreviousError();
    /// Goes to the first result of a line of the script, if it is among the rows.
    void showLine(qint64 line);

signals:
    /// The row that is looked at changed; -1: none.
    void rowChanged(int row);
    /// The person went to a result of this line of the script.
    void lineShown(qint64 line);
    /// The person wants to see the value of the current row.
    void valueRequested();
    /// The person wants to see the item of the current row among the keys.
    void keyRequested(const QByteArray &key);
    /// The selected rows are to be copied as they are shown.
    void copyRequested();
    /// Something worth telling, such as a copy that was cut short.
    void told(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void setUpColumns();
    [[nodiscard]] QByteArray currentItemKey() const;
    void sortBy(int column, Qt::SortOrder order);
    void remember();
    void restore();
    void goToError(int step);
    void goTo(int row);
    void showFirstRow();

    ResultsModel *m_results;
    CopyActions *m_copies = nullptr;
    ByteCopy m_copy;
    std::optional<RowMemory> m_memory; ///< while rows are rearranged
    int m_restored = -1;               ///< the number that was made current meanwhile
    bool m_silent = false;             ///< the line of the current row is not told
};
