#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

#include <cstdlib>

/// The pictures of the program's icon, beside the drawings that resources/appicon/draw.sh makes them from.
class TestAppIcon : public QObject
{
    Q_OBJECT

    static QImage picture(int size) { return QImage(QStringLiteral(APP_ICON "/slabscope-%1.png").arg(size)); }

    static QImage drawn(const QString &drawing, int size)
    {
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        QSvgRenderer(QStringLiteral(APP_ICON "/%1.svg").arg(drawing)).render(&painter);
        return image;
    }

    /// The mean difference of two pictures of one size, in levels of a channel.
    static double difference(const QImage &one, const QImage &other)
    {
        const QImage left = one.convertToFormat(QImage::Format_ARGB32_Premultiplied);
        const QImage right = other.convertToFormat(QImage::Format_ARGB32_Premultiplied);
        double sum = 0;
        for (int y = 0; y < left.height(); ++y) {
            for (int x = 0; x < left.width(); ++x) {
                const QRgb a = left.pixel(x, y);
                const QRgb b = right.pixel(x, y);
                sum += std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b))
                    + std::abs(qAlpha(a) - qAlpha(b));
            }
        }
        return sum / (4.0 * left.width() * left.height());
    }

private slots:
    void pictureShowsTheDrawing_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {16, 22, 24, 32, 48, 64, 128, 256, 512})
            QTest::addRow("%d", size) << size;
    }

    void pictureShowsTheDrawing()
    {
        QFETCH(const int, size);
        const QImage image = picture(size);
        QCOMPARE(image.size(), QSize(size, size));
        const bool small = size <= 24;
        const double rightDrawing = difference(image, drawn(small ? QStringLiteral("slabscope-small") : QStringLiteral("slabscope"), size));
        const double otherDrawing = difference(image, drawn(small ? QStringLiteral("slabscope") : QStringLiteral("slabscope-small"), size));
        // Two programs smooth edges differently.
        QVERIFY2(rightDrawing < 4.0, qPrintable(QString::number(rightDrawing)));
        QVERIFY2(rightDrawing * 3 < otherDrawing, qPrintable(QString::number(otherDrawing)));
    }

    void cornersAreTransparent()
    {
        for (const int size : {16, 48, 256})
            QCOMPARE(qAlpha(picture(size).pixel(0, 0)) < 128, true);
    }
};

QTEST_GUILESS_MAIN(TestAppIcon)
#include "tst_appicon.moc"
