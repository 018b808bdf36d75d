#include "ui/values/bytespage.h"

#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/results/hexview.h"
#include "ui/results/valuefindbar.h"
#include "ui/values/inspectorpane.h"

#include <QKeyEvent>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

BytesPage::BytesPage(QWidget *parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(this))
    , m_hex(new HexView)
    , m_inspector(new InspectorPane)
    , m_place(new ElidedLabel)
    , m_find(new ValueFindBar(QStringLiteral("bytesFind"), [this] { return std::pair(m_hex->selectionStart(), m_hex->selectionEnd()); }))
{
    setObjectName(QStringLiteral("bytesPage"));
    setFocusProxy(m_hex);
    m_splitter->setObjectName(QStringLiteral("bytesSplitter"));
    m_splitter->setChildrenCollapsible(true);
    m_hex->setObjectName(QStringLiteral("bytesHex"));
    m_hex->setAccessibleName(tr("Value in hexadecimal"));
    m_hex->setFrameShape(QFrame::NoFrame);
    m_inspector->setObjectName(QStringLiteral("bytesInspector"));
    m_inspector->setAccessibleName(tr("What the bytes at the cursor would be"));
    m_place->setObjectName(QStringLiteral("bytesPlace"));
    m_place->setAccessibleName(tr("Where the cursor is"));
    m_place->setTone(Tone::Muted);
    m_splitter->addWidget(m_hex);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 2, 8, 2);
    foot->addWidget(m_place);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addLayout(foot);
    layout->addWidget(m_find);
    adoptFixedFont();

    connect(m_hex, &HexView::moved, this, &BytesPage::inspectCursor);
    connect(m_hex, &HexView::told, this, &BytesPage::told);
    connect(m_hex, &HexView::findRequested, this, &BytesPage::find);
    connect(m_inspector, &InspectorPane::told, this, &BytesPage::told);
    connect(m_find, &ValueFindBar::matchesChanged, m_hex, &HexView::setMatches);
    connect(m_find, &ValueFindBar::chosen, this, &BytesPage::showPlace);
    connect(m_find, &ValueFindBar::closed, m_hex, [this] { m_hex->setFocus(); });
    inspectCursor();
}

void BytesPage::showReading(const SharedReading &reading)
{
    m_reading = reading;
    const QByteArrayView bytes = reading ? QByteArrayView(reading->bytes) : QByteArrayView();
    m_hex->setBytes(bytes, reading);
    m_find->setBytes(bytes, reading);
    inspectCursor();
}

void BytesPage::showPlace(qsizetype begin, qsizetype end)
{
    m_hex->select(begin, std::max<qsizetype>(1, end - begin));
    inspectCursor();
}

/// What is selected begins where it is looked at.
void BytesPage::inspectCursor()
{
    const QByteArrayView bytes = m_reading ? QByteArrayView(m_reading->bytes) : QByteArrayView();
    const qsizetype at = m_hex->selectionStart();
    m_inspector->inspectAt(bytes, at);
    if (bytes.isEmpty()) {
        m_place->setText(tr("The value is empty."));
        return;
    }
    const qsizetype selected = m_hex->selectionEnd() - at;
    const QString place = tr("Byte %L1 (0x%2) of %L3").arg(at).arg(QString::number(at, 16).toUpper()).arg(bytes.size());
    m_place->setText(selected > 1 ? tr("%1 · selected: %L2").arg(place).arg(selected) : place);
}

void BytesPage::find()
{
    m_find->open();
}

void BytesPage::adoptFixedFont()
{
    m_hex->setFont(fixedFont());
    m_inspector->fitRows();
    arrange();
}

/// Beside the bytes, if both have room there.
void BytesPage::arrange()
{
    const int character = QFontMetrics(fixedFont()).horizontalAdvance(QLatin1Char('0'));
    constexpr int inLine = 80; // characters of 16 bytes with their offset
    const bool isBeside = width() >= inLine * character + m_inspector->wholeWidth();
    const Qt::Orientation wanted = isBeside ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() == wanted && m_splitter->isVisible())
        return;
    m_splitter->setOrientation(wanted);
    m_splitter->setSizes(isBeside ? QList<int>{width() - m_inspector->wholeWidth(), m_inspector->wholeWidth()}
                                  : QList<int>{height() * 3 / 5, height() * 2 / 5});
}

void BytesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// The keys of the search in the script, which are for the value while it has the keyboard.
bool BytesPage::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->key() == Qt::Key_F3)
            event->accept();
    }
    return QWidget::event(event);
}

void BytesPage::keyPressEvent(QKeyEvent *event)
{
    using Direction = ValueFindBar::Direction;
    if (event->matches(QKeySequence::Find))
        find();
    else if (event->key() == Qt::Key_F3)
        m_find->goOn(event->modifiers().testFlag(Qt::ShiftModifier) ? Direction::Backward : Direction::Forward);
    else
        QWidget::keyPressEvent(event);
}
