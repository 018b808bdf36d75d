#pragma once

#include <QAbstractScrollArea>
#include <QImage>

/// An image to be looked at: whole, in its own size, or closer. Behind what is transparent there is a checkerboard.
class ImageCanvas : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit ImageCanvas(QWidget *parent = nullptr);

    /// `size`: how large it is at 100 %; an image of more pixels is sharp beyond that.
    void setImage(const QImage &image, QSize size);
    [[nodiscard]] const QImage &image() const { return m_image; }

    /// 1: each pixel of the image is one of the screen.
    [[nodiscard]] double zoom() const;
    [[nodiscard]] bool isFitted() const { return m_isFitted; }
    [[nodiscard]] bool canZoomIn() const { return zoom() < mostZoom; }
    [[nodiscard]] bool canZoomOut() const { return zoom() > leastZoom; }

    static constexpr double leastZoom = 1.0 / 64;
    static constexpr double mostZoom = 64;

public slots:
    /// As large as there is room, but no larger than it is.
    void fit();
    void showFull();
    void zoomIn();
    void zoomOut();
    void copy();

signals:
    void zoomChanged();
    void told(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void setZoom(double zoom, QPointF anchor);
    [[nodiscard]] QPointF middle() const;
    /// In the pixels of the window, which may be several of the screen.
    [[nodiscard]] QSizeF shownSize() const;
    [[nodiscard]] QRectF place() const;
    void updateBars();

    QImage m_image;
    QSize m_size;
    double m_zoom = 1;
    bool m_isFitted = true;
    QPoint m_grabbed;
    int m_turned = 0; ///< of the wheel, less than a step
};
