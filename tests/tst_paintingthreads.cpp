#include "ui/paintingthreads.h"

#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

#include <atomic>

class TestPaintingThreads : public QObject
{
    Q_OBJECT

private slots:
    /// A large area is painted although all processors have work of ours.
    void windowsArePaintedWhileThereIsWork()
    {
        keepThreadsForPainting();
        constexpr int patience = 10'000; // ms
        QSemaphore begun;
        QSemaphore mayEnd;
        std::atomic_int ended = 0;
        const int works = 2 * QThread::idealThreadCount() + 4;
        for (int i = 0; i < works; ++i)
            QThreadPool::globalInstance()->start([&] {
                begun.release();
                (void)mayEnd.tryAcquire(1, patience);
                ++ended;
            });
        QVERIFY(begun.tryAcquire(works, patience / 2));

        QImage image(2'000, 2'000, QImage::Format_ARGB32_Premultiplied);
        QLinearGradient gradient(0, 0, 2'000, 2'000);
        gradient.setColorAt(0, Qt::red);
        gradient.setColorAt(1, Qt::blue);
        QPainter painter(&image);
        painter.fillRect(image.rect(), gradient);
        painter.end();
        const int endedMeanwhile = ended;
        mayEnd.release(works);
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(endedMeanwhile, 0);
        QCOMPARE(ended, works);
    }
};

QTEST_MAIN(TestPaintingThreads)
#include "tst_paintingthreads.moc"
