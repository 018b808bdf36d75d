#pragma once

#include "ui/values/diffrows.h"

#include <QAbstractScrollArea>

/// A difference to read: what is gone and what is new, side by side where that has room, else one below the other. Only what can be seen is
/// painted, so that any length costs the same.
class DiffArea : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit DiffArea(QWidget *parent = nullptr);

    /// What the two sides are called.
    void setTitles(const QString &before, const QString &after);
    /// Null: nothing.
    void setDifference(const std::shared_ptr<const Difference> &difference);
    [[nodiscard]] const DiffRows &rows() const { return m_rows; }
    [[nodiscard]] DiffRows::Layout layoutInUse() const { return m_layout; }
    /// The change that was gone to last; -1: none.
    [[nodiscard]] int currentChange() const { return m_current; }
    void goToChange(int change);
    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    void currentMoved();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int titleHeight() const { return rowHeight() + gap(); }
    [[nodiscard]] int gap() const;
    [[nodiscard]] int pageRows() const;
    [[nodiscard]] int placeWidth() const;
    [[nodiscard]] int marginWidth() const;
    [[nodiscard]] int signWidth() const;
    void layOutRows();
    void updateBars();
    void paintTitles(QPainter &painter);
    void paintTitle(QPainter &painter, const QRect &rect, DiffCell::Kind kind, const QString &text);
    void paintRow(QPainter &painter, int row, int top);
    void paintCell(QPainter &painter, const QRect &rect, const DiffCell &cell, int places);
    enum class Emphasis : quint8 { None, Within };
    int paintWords(QPainter &painter, const QRect &place, const QString &words, DiffCell::Kind kind, Emphasis emphasis);
    [[nodiscard]] QColor ground(DiffCell::Kind kind, Emphasis emphasis) const;
    [[nodiscard]] QColor signColor(DiffCell::Kind kind, const QColor &under) const;

    std::shared_ptr<const Difference> m_difference;
    DiffRows m_rows;
    DiffRows::Layout m_layout = DiffRows::Layout::Unified;
    QFont m_titleFont;
    QString m_before;
    QString m_after;
    int m_current = -1;
    int m_widest = 0;
};
