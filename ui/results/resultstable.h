#pragma once

#include <QTableView>

class ResultsModel;

/// The table of outcomes.
class ResultsTable : public QTableView
{
    Q_OBJECT

public:
    explicit ResultsTable(ResultsModel *model, QWidget *parent = nullptr);

    /// Rows and characters that one copy takes at most.
    static constexpr qsizetype mostCopiedRows = 100'000;
    static constexpr qsizetype mostCopiedCharacters = 32 * 1024 * 1024;

    /// After a change of the font of keys and values.
    void fitRows();

public slots:
    /// The selected rows as tab-separated lines, with the columns as they are arranged.
    void copy();
    /// The key of the current row, as it is written in a command.
    void copyKey();
    /// The value of the current row as text; what is no text of it is escaped.
    void copyValue();

signals:
    /// The row that is looked at changed; -1: none.
    void rowChanged(int row);
    /// Something worth telling, such as a copy that was cut short.
    void told(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void setUpColumns();

    ResultsModel *m_results;
};
