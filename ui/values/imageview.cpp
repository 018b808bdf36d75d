#include "ui/values/imageview.h"

#include "ui/elidedlabel.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/values/formframe.h"
#include "ui/values/imagecanvas.h"
#include "ui/wraplayout.h"

#include <QImageReader>
#include <QLocale>
#include <QtConcurrentRun>

using namespace std::chrono_literals;

ImageView::ImageView(QWidget *parent)
    : QWidget(parent)
    , m_pages(new FormFrame(this))
    , m_nothing(
          new HintPage(QStringLiteral("eye"), tr("No image"), tr("The value does not begin like an image of a kind that is known here.")))
    , m_loading(new HintPage(QStringLiteral("loader"), tr("Reading the image…"), tr("It is shown as soon as it has been decoded.")))
    , m_failed(new HintPage(QStringLiteral("circle-alert"), tr("The image cannot be shown"), QString()))
    , m_facts(new ElidedLabel)
    , m_notice(new NoticeRow(QStringLiteral("imageNotice")))
    , m_canvas(new ImageCanvas)
{
    constexpr int mostMegabytes = 256; // that any one image may take
    QImageReader::setAllocationLimit(mostMegabytes);
    setObjectName(QStringLiteral("imageView"));
    m_nothing->setObjectName(QStringLiteral("imageNothing"));
    m_loading->setObjectName(QStringLiteral("imageLoading"));
    m_failed->setObjectName(QStringLiteral("imageFailed"));
    m_facts->setObjectName(QStringLiteral("imageFacts"));
    m_facts->setAccessibleName(tr("About the image"));
    m_facts->setTone(Tone::Muted);
    m_canvas->setObjectName(QStringLiteral("imageCanvas"));
    m_canvas->setAccessibleName(tr("Image"));
    m_patience.setSingleShot(true);
    m_patience.setInterval(200ms); // what is there sooner needs no words
    setUpActions();
    layOut();

    connect(m_canvas, &ImageCanvas::zoomChanged, this, &ImageView::showZoom);
    connect(m_canvas, &ImageCanvas::told, this, &ImageView::told);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_pages->setCurrentWidget(m_loading); });
    connect(&m_reads, &QFutureWatcherBase::finished, this, [this] {
        if (m_reads.future().resultCount() > 0)
            take(m_reads.result());
    });
}

void ImageView::setUpActions()
{
    const auto setUp = [](QAction &action, const char *name, const QString &text, const QString &tip) {
        action.setObjectName(QLatin1String(name));
        action.setText(text);
        action.setToolTip(tip);
        action.setStatusTip(tip);
    };
    setUp(m_fit, "imageFit", tr("Fit"), tr("Show the whole image (0)"));
    setUp(m_full, "imageFull", tr("100 %"), tr("Show each pixel as one of the screen (1)"));
    setUp(m_zoomIn, "imageZoomIn", tr("Zoom in"), tr("Closer (+, or Ctrl and the wheel)"));
    setUp(m_zoomOut, "imageZoomOut", tr("Zoom out"), tr("Further away (-, or Ctrl and the wheel)"));
    m_fit.setCheckable(true);
    m_full.setCheckable(true);
    m_zoomIn.setIcon(themedIcon(QStringLiteral("zoom-in")));
    m_zoomOut.setIcon(themedIcon(QStringLiteral("zoom-out")));
    connect(&m_fit, &QAction::triggered, m_canvas, &ImageCanvas::fit);
    connect(&m_full, &QAction::triggered, m_canvas, &ImageCanvas::showFull);
    connect(&m_zoomIn, &QAction::triggered, m_canvas, &ImageCanvas::zoomIn);
    connect(&m_zoomOut, &QAction::triggered, m_canvas, &ImageCanvas::zoomOut);
}

void ImageView::layOut()
{
    auto *top = new WrapLayout;
    top->setContentsMargins(8, 2, 8, 2);
    top->setSpacing(2);
    top->addWidget(m_facts);
    for (QAction *action : {&m_fit, &m_full, &m_zoomOut, &m_zoomIn})
        top->addWidget(FormFrame::button(action));
    for (HintPage *page : {m_nothing, m_loading, m_failed})
        m_pages->addWidget(page);
    m_pages->setContent(top, m_notice, m_canvas);
}

void ImageView::showReading(const SharedReading &reading)
{
    m_reading = reading;
    m_reads.setFuture({}); // what is being read is no longer wanted
    m_patience.stop();
    setFocusProxy(nullptr);
    if (!reading || !suits(*reading)) {
        m_canvas->setImage({}, {});
        m_pages->setCurrentWidget(m_nothing);
        return;
    }
    m_patience.start();
    m_reads.setFuture(QtConcurrent::run([reading] { return readImage(reading->bytes); }));
}

void ImageView::take(const ReadImage &read)
{
    m_patience.stop();
    if (!read.fault.isEmpty()) {
        m_canvas->setImage({}, {});
        m_failed->setText(read.fault);
        m_pages->setCurrentWidget(m_failed);
        return;
    }
    QStringList parts{imageFormatName(imageFormat(m_reading->bytes)), tr("%L1 × %L2 pixels").arg(read.size.width()).arg(read.size.height()),
                      QLocale().formattedDataSize(m_reading->bytes.size())};
    if (read.frames > 1)
        parts += tr("first of %L1 images").arg(read.frames);
    m_about = parts.join(QStringLiteral(" · "));
    m_notice->tell(read.omission);
    m_canvas->setImage(read.image, read.size);
    m_pages->showContent();
    setFocusProxy(m_canvas);
    showZoom();
}

void ImageView::showZoom()
{
    m_fit.setChecked(m_canvas->isFitted());
    m_full.setChecked(!m_canvas->isFitted() && m_canvas->zoom() == 1);
    m_zoomIn.setEnabled(m_canvas->canZoomIn());
    m_zoomOut.setEnabled(m_canvas->canZoomOut());
    m_facts->setText(tr("%1 · shown at %2 %").arg(m_about, QLocale().toString(m_canvas->zoom() * 100, 'g', 3)));
}
