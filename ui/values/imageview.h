#pragma once

#include "app/values/sharedreading.h"
#include "ui/values/imagereading.h"

#include <QAction>
#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

class ElidedLabel;
class FormFrame;
class HintPage;
class ImageCanvas;
class NoticeRow;

/// A value that is an image. It is read off the thread of the window, and only if its size is within bounds.
class ImageView : public QWidget
{
    Q_OBJECT

public:
    explicit ImageView(QWidget *parent = nullptr);

    /// By the first bytes: whether it can be read is only known then.
    [[nodiscard]] static bool suits(const ValueReading &reading) { return imageFormat(reading.bytes) != ImageFormat::None; }
    /// Null: nothing.
    void showReading(const SharedReading &reading);

signals:
    void told(const QString &text);

private:
    void setUpActions();
    void layOut();
    void take(const ReadImage &read);
    void showZoom();

    SharedReading m_reading;
    FormFrame *m_pages;
    HintPage *m_nothing;
    HintPage *m_loading;
    HintPage *m_failed;
    ElidedLabel *m_facts;
    NoticeRow *m_notice;
    ImageCanvas *m_canvas;
    QAction m_fit{this};
    QAction m_full{this};
    QAction m_zoomIn{this};
    QAction m_zoomOut{this};
    QString m_about;
    QFutureWatcher<ReadImage> m_reads;
    QTimer m_patience;
};
