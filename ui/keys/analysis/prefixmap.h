#pragma once

#include "ui/keys/analysis/prefixmodel.h"
#include "ui/keys/analysis/treemaplayout.h"

#include <QWidget>

/// The prefixes of a folder as rectangles as large as their bytes, coloured by how many of their keys were never read. Rows are told by
/// those of its PrefixModel.
class PrefixMap : public QWidget
{
    Q_OBJECT

public:
    explicit PrefixMap(const PrefixModel *model, QWidget *parent = nullptr);

    /// -1: none.
    [[nodiscard]] int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    [[nodiscard]] const std::vector<TreemapTile> &tiles() const { return m_tiles; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void openRequested(int row);
    void keysRequested(int row);
    void upRequested();
    void currentRowChanged(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    void layTiles();
    void tell();
    [[nodiscard]] int tileAt(const QPointF &position) const;
    [[nodiscard]] int tileOf(int row) const;
    [[nodiscard]] int rowOf(int tile) const;
    [[nodiscard]] QString describe(int tile) const;
    void setCurrentTile(int tile);
    void openTile(int tile);
    void paintTile(QPainter &painter, int tile) const;

    const PrefixModel *m_model;
    std::vector<TreemapTile> m_tiles; ///< items are rows
    int m_current = -1;
    int m_hovered = -1; ///< a tile
    int m_pressed = -1;
};
