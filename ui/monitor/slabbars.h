#pragma once

#include "app/monitor/slabmemory.h"

#include <QWidget>

/// A picture of the memory of a server: a bar for each slab class, of what is used, wasted and free in it.
class SlabBars : public QWidget
{
    Q_OBJECT

public:
    explicit SlabBars(QWidget *parent = nullptr);

    void setMemory(const SlabMemory &memory);
    /// By its number; 0: none.
    void setCurrent(int slabClass);
    [[nodiscard]] int current() const { return m_current; }
    /// The whole column of a class, by its number.
    [[nodiscard]] QRectF columnOf(int slabClass) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// By the person.
    void currentChanged(int slabClass);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Bar
    {
        int number = 0;
        double used = 0; ///< bytes
        double waste = 0;
        double free = 0;
        double memory = 0;
        QString text{};

        bool operator==(const Bar &) const = default;
    };

    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QRectF column(int index) const;
    [[nodiscard]] int indexAt(const QPointF &position) const;
    [[nodiscard]] int indexOf(int slabClass) const;
    void choose(int index);
    void tell();
    void paintBar(QPainter &painter, int index) const;
    void paintLegend(QPainter &painter) const;

    QList<Bar> m_bars;
    double m_most = 0; ///< bytes of the largest
    int m_current = 0;
};
