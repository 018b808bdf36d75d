#pragma once

#include <QTableView>

/// The rows of a table of records, as many as there are, and each as high as the others.
class RecordRows : public QTableView
{
    Q_OBJECT

public:
    explicit RecordRows(QWidget *parent = nullptr);

    /// To the font of keys and values.
    void fitRows();
    /// To the names and to what the first rows show.
    void fitColumns();

public slots:
    void copy() { emit copyRequested(); }

signals:
    void copyRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};
