#pragma once

#include "ui/monitor/numbersmodel.h"

#include <QTableView>

/// The numbers of charts, to be read, copied, and chosen from.
class NumbersTable : public QTableView
{
    Q_OBJECT

public:
    /// `model` outlives it.
    explicit NumbersTable(NumbersModel *model, QWidget *parent = nullptr);

    /// The numbers are those of now; only where somebody can see them.
    void refresh();
    /// The selected rows, or all where none is, as tab-separated lines with a line of titles.
    [[nodiscard]] QString text() const;

signals:
    /// A sentence about what was copied.
    void told(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    NumbersModel *m_numbers;
};
