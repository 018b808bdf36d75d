#include "tests/readvalue.h"
#include "ui/elidedlabel.h"
#include "ui/values/drawing.h"
#include "ui/values/imagecanvas.h"
#include "ui/values/imageview.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QImageReader>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

namespace {

QByteArray encoded(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format) ? bytes : QByteArray();
}

QImage plain(int width, int height, Qt::GlobalColor color = Qt::red)
{
    QImage image(width, height, QImage::Format_ARGB32);
    image.fill(color);
    return image;
}

/// Two images of one pixel.
const QByteArray gif = QByteArray::fromHex("47494638396101000100800000ff0000ffffff21f90400000000002c00000000010001000002024401"
                                           "0021f90400000000002c000000000100010000020244010 03b");

SharedReading raw(const QByteArray &bytes)
{
    return readBy(Serialization::Bytes, bytes);
}

/// A view in a window, as a person has it.
struct Shown
{
    explicit Shown(const QByteArray &bytes)
    {
        view.resize(500, 400);
        view.show();
        view.showReading(raw(bytes));
    }
    [[nodiscard]] QString page() const { return view.findChild<QStackedWidget *>()->currentWidget()->objectName(); }
    [[nodiscard]] QString facts() const { return view.findChild<ElidedLabel *>(QStringLiteral("imageFacts"))->text(); }
    [[nodiscard]] QString words() const
    {
        QString all;
        const QList<QLabel *> labels = view.findChild<QStackedWidget *>()->currentWidget()->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            all += label->text();
        return all;
    }

    ImageView view;
    ImageCanvas *canvas = view.findChild<ImageCanvas *>();
};

} // namespace

class TestImageView : public QObject
{
    Q_OBJECT

private slots:
    void formatsAreToldByTheirFirstBytes()
    {
        QCOMPARE(imageFormat(encoded(plain(2, 2), "PNG")), ImageFormat::Png);
        QCOMPARE(imageFormat(encoded(plain(2, 2), "JPG")), ImageFormat::Jpeg);
        QCOMPARE(imageFormat(encoded(plain(2, 2), "BMP")), ImageFormat::Bmp);
        QCOMPARE(imageFormat(encoded(plain(2, 2), "ICO")), ImageFormat::Ico);
        QCOMPARE(imageFormat(gif), ImageFormat::Gif);
        QCOMPARE(imageFormat("RIFF\x1a\0\0\0WEBPVP8L"), ImageFormat::None); // a literal ends at its zero
        QCOMPARE(imageFormat(QByteArray("RIFF\x1a\0\0\0WEBPVP8L", 16)), ImageFormat::WebP);
        QCOMPARE(imageFormat(" <?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>"), ImageFormat::Svg);
        for (const char *other : {"", "BM", "BMW is a car and this is a text", "{\"svg\": \"<svg\"}", "<html>", "GIF"})
            QCOMPARE(imageFormat(other), ImageFormat::None);
        QVERIFY(ImageView::suits(*raw(gif)));
        QVERIFY(!ImageView::suits(*raw("text")));
    }

    void imageIsShownWithItsSizeAndFormat()
    {
        const Shown shown(encoded(plain(640, 480), "PNG"));
        QTRY_COMPARE(shown.canvas->image().size(), QSize(640, 480));
        QVERIFY2(shown.facts().startsWith(QStringLiteral("PNG · 640 × 480 pixels · ")), qPrintable(shown.facts()));
        QCOMPARE(QColor(shown.canvas->grab().toImage().pixel(250, 150)), QColor(Qt::red));
    }

    void animationsShowTheFirstOfTheirImages()
    {
        const Shown shown(gif);
        QTRY_VERIFY(!shown.canvas->image().isNull());
        QVERIFY2(shown.facts().contains(QStringLiteral("first of 2 images")), qPrintable(shown.facts()));
    }

    void keysWheelAndButtonsZoom()
    {
        const Shown shown(encoded(plain(2'000, 1'000), "PNG"));
        QTRY_VERIFY(!shown.canvas->image().isNull());
        QVERIFY(shown.canvas->isFitted());
        QVERIFY(shown.canvas->zoom() < 0.3);
        shown.canvas->setFocus();
        QTest::keyClick(shown.canvas, Qt::Key_1);
        QCOMPARE(shown.canvas->zoom(), 1.0);
        QVERIFY(shown.canvas->horizontalScrollBar()->maximum() > 1'000);
        QVERIFY2(shown.facts().endsWith(QStringLiteral("100 %")), qPrintable(shown.facts()));
        const int left = shown.canvas->horizontalScrollBar()->value();
        QVERIFY(left > 0); // the middle stays
        QTest::keyClick(shown.canvas, Qt::Key_Right);
        QVERIFY(shown.canvas->horizontalScrollBar()->value() > left);
        QTest::keyClick(shown.canvas, Qt::Key_Plus);
        QCOMPARE(shown.canvas->zoom(), 1.25);
        QWheelEvent wheel({100, 100}, shown.canvas->viewport()->mapToGlobal(QPointF(100, 100)), {}, {0, -120}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.canvas->viewport(), &wheel);
        QCOMPARE(shown.canvas->zoom(), 1.0);
        QTest::mouseClick(shown.view.findChild<QToolButton *>(QStringLiteral("imageFitButton")), Qt::LeftButton);
        QVERIFY(shown.canvas->isFitted());
        for (int i = 0; i < 100; ++i)
            shown.canvas->zoomIn();
        QCOMPARE(shown.canvas->zoom(), ImageCanvas::mostZoom);
        QVERIFY(!shown.view.findChild<QAction *>(QStringLiteral("imageZoomIn"))->isEnabled());
        QVERIFY(!shown.canvas->grab().isNull());
        QTest::keyClick(shown.canvas, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->image().size(), QSize(2'000, 1'000));
    }

    void transparencyShowsACheckerboard()
    {
        const Shown shown(encoded(plain(300, 300, Qt::transparent), "PNG"));
        QTRY_VERIFY(!shown.canvas->image().isNull());
        const QImage seen = shown.canvas->viewport()->grab().toImage();
        QSet<QRgb> colors;
        for (int x = 200; x < 232; ++x)
            colors.insert(seen.pixel(x, seen.height() / 2));
        QCOMPARE(colors.size(), 2);
    }

    void hugeImagesAreNotRead()
    {
        // A few bytes that say they have 30,000 × 30,000 pixels.
        const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452000075300000753008060000006627f8ba00"
                                                   "00000b49444154789c6360800100000a00017f80745e0000000049454e44ae426082");
        const Shown shown(png);
        QTRY_COMPARE(shown.page(), QStringLiteral("imageFailed"));
        QVERIFY2(shown.words().contains(QStringLiteral("30,000 × 30,000")), qPrintable(shown.words()));
    }

    void brokenImagesSayWhy()
    {
        QByteArray jpeg = encoded(plain(300, 300), "JPG");
        const Shown shown(jpeg.first(30));
        QTRY_COMPARE(shown.page(), QStringLiteral("imageFailed"));
        QVERIFY2(shown.words().contains(QStringLiteral("JPEG")), qPrintable(shown.words()));
    }

    void anyCutOfAnImageIsNoTrouble()
    {
        const QList<QByteArray> images{encoded(plain(20, 20), "PNG"), encoded(plain(20, 20), "JPG"), encoded(plain(20, 20), "ICO"),
                                       encoded(plain(5, 5), "BMP"), gif};
        for (const QByteArray &image : images) {
            for (qsizetype size = 0; size < image.size(); size += 3) {
                if (imageFormat(image.first(size)) != ImageFormat::None)
                    QVERIFY(readImage(image.first(size)).frames > 0);
            }
        }
    }

    void whatNobodyCanReadHereSaysWhatIsMissing()
    {
        if (QImageReader::supportedImageFormats().contains("webp"))
            QSKIP("this computer reads WebP");
        const Shown shown(QByteArray("RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0", 20));
        QTRY_COMPARE(shown.page(), QStringLiteral("imageFailed"));
        QVERIFY(shown.words().contains(QStringLiteral("qt6-image-formats-plugins")));
    }

    void drawingsArePainted()
    {
        const Shown shown(
            "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><rect width='20' height='10' fill='#00f'/></svg>");
        QTRY_VERIFY(!shown.canvas->image().isNull());
        QCOMPARE(shown.canvas->image().size(), QSize(1024, 512)); // to be looked at closely
        QVERIFY2(shown.facts().startsWith(QStringLiteral("SVG · 20 × 10 pixels")), qPrintable(shown.facts()));
        QCOMPARE(QColor(shown.canvas->image().pixel(500, 200)), QColor(Qt::blue));
    }

    void drawingsFetchNothing()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("secret.png"));
        QVERIFY(plain(10, 10).save(file));
        const auto drawing = [&](const QByteArray &inside) {
            return paintDrawing("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='10' height='10'>"
                                + inside + "</svg>");
        };
        for (const char *attribute : {"href", "xlink:href"}) {
            const ReadImage read = drawing(QByteArray("<image width='10' height='10' ") + attribute + "='" + file.toUtf8() + "'/>");
            QVERIFY2(read.fault.isEmpty(), qPrintable(read.fault));
            QVERIFY(!read.omission.isEmpty());
            QCOMPARE(qAlpha(read.image.pixel(500, 500)), 0);
        }
        const QByteArray embedded = "<image width='10' height='10' xlink:href='data:image/png;base64,"
            + encoded(plain(10, 10), "PNG").toBase64() + "'/><a xlink:href='http://localhost/'><rect width='1' height='1'/></a>";
        const ReadImage read = drawing(embedded);
        QVERIFY(read.omission.isEmpty());
        QCOMPARE(QColor(read.image.pixel(500, 500)), QColor(Qt::red));
        QVERIFY(!drawing("<script>alert(1)</script>").omission.isEmpty());
    }

    void drawingsAreBounded()
    {
        const auto drawing = [](const QByteArray &inside) {
            return paintDrawing("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='10' height='10'>"
                                + inside + "</svg>");
        };
        QByteArray bomb = "<defs><g id='a0'><rect width='1' height='1'/></g>";
        for (int i = 1; i < 10; ++i)
            bomb += "<g id='a" + QByteArray::number(i) + "'>" + ("<use xlink:href='#a" + QByteArray::number(i - 1) + "'/>").repeated(10)
                + "</g>";
        QVERIFY(!drawing(bomb + "</defs><use xlink:href='#a9'/>").fault.isEmpty());
        QVERIFY(!drawing(QByteArray("<g>").repeated(500) + QByteArray("</g>").repeated(500)).fault.isEmpty());
        QVERIFY(!drawing(QByteArray("<g/>").repeated(mostDrawn + 1)).fault.isEmpty());
        QVERIFY(!drawing(QByteArray(longestDrawing, ' ')).fault.isEmpty());
        QVERIFY(!paintDrawing("<!DOCTYPE svg [<!ENTITY a 'xxxxxxxxxx'>]><svg><text>&a;</text></svg>").fault.isEmpty());
        QVERIFY(!paintDrawing("<svg").fault.isEmpty());
        const ReadImage wide = paintDrawing("<svg xmlns='http://www.w3.org/2000/svg' width='1000000' height='1'><rect/></svg>");
        QVERIFY(wide.image.width() <= 4096);
    }

    void nothingIsNoTrouble()
    {
        ImageView view;
        view.showReading({});
        view.showReading(raw("text"));
        QVERIFY(!view.grab().isNull());
        view.showReading(raw(gif));
        view.showReading({}); // before it was read
        QTest::keyClick(view.findChild<ImageCanvas *>(), Qt::Key_C, Qt::ControlModifier);
    }
};

QTEST_MAIN(TestImageView)
#include "tst_imageview.moc"
