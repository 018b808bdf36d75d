#pragma once

#include "ui/values/datainspector.h"

#include <QAbstractTableModel>
#include <QTableView>

/// What the bytes at the cursor would be, for a view.
class InspectorModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, LittleEndian, BigEndian, ColumnCount };

    explicit InspectorModel(QObject *parent = nullptr);

    void inspectAt(QByteArrayView bytes, qsizetype offset);
    [[nodiscard]] bool hasOrder(int row) const { return m_rows[row].hasOrder; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<InspectedRow> m_rows;
};

/// The rows of an InspectorModel; each cell can be copied.
class InspectorPane : public QTableView
{
    Q_OBJECT

public:
    explicit InspectorPane(QWidget *parent = nullptr);

    void inspectAt(QByteArrayView bytes, qsizetype offset) { m_model.inspectAt(bytes, offset); }
    void fitRows();
    /// What it takes to show every cell whole.
    [[nodiscard]] int wholeWidth() const;

public slots:
    void copy();

signals:
    void told(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();

    InspectorModel m_model;
};
