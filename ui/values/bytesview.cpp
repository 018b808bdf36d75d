#include "ui/values/bytesview.h"

#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/results/hexview.h"
#include "ui/values/inspectorpane.h"

#include <QComboBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

BytesView::BytesView(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(this))
    , m_hex(new HexView)
    , m_inspector(new InspectorPane)
    , m_place(new ElidedLabel(this))
    , m_stage(new QComboBox(this))
{
    m_splitter->setObjectName(name + QStringLiteral("Splitter"));
    m_splitter->setChildrenCollapsible(true);
    setObjectName(name + QStringLiteral("Division"));
    m_hex->setObjectName(name);
    m_hex->setAccessibleName(tr("Value in hexadecimal"));
    m_hex->setFrameShape(QFrame::NoFrame);
    m_inspector->setObjectName(name + QStringLiteral("Inspector"));
    m_inspector->setAccessibleName(tr("What the bytes at the cursor would be"));
    m_place->setObjectName(name + QStringLiteral("Place"));
    m_place->setAccessibleName(tr("Where the cursor is"));
    m_place->setTone(Tone::Muted);
    m_stage->setObjectName(name + QStringLiteral("Stage"));
    m_stage->setAccessibleName(tr("Which bytes"));
    m_stage->hide();
    m_inspector->setMinimumSize(1, 1); // it yields to the bytes
    m_splitter->addWidget(m_hex);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 2, 8, 2);
    foot->addWidget(m_stage);
    foot->addWidget(m_place, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addLayout(foot);
    setFocusProxy(m_hex);
    adoptFixedFont();

    connect(m_splitter, &QSplitter::splitterMoved, this, &BytesView::noteDivision);
    connect(m_stage, &QComboBox::activated, this, &BytesView::follow);
    connect(m_hex, &HexView::moved, this, &BytesView::inspectCursor);
    connect(m_hex, &HexView::told, this, &BytesView::told);
    connect(m_inspector, &InspectorPane::told, this, &BytesView::told);
    inspectCursor();
}

void BytesView::setBytes(QByteArrayView stored, const std::shared_ptr<const void> &owner)
{
    m_stored = stored;
    m_owner = owner;
    m_reading.reset();
    offerStages();
    follow();
}

void BytesView::showReading(const SharedReading &reading)
{
    m_reading = reading;
    offerStages();
    follow();
}

/// Those that differ; with the same chosen as before, if it is there.
void BytesView::offerStages()
{
    const bool isCompressed = m_reading && m_reading->compression.compression != Compression::None;
    const bool isMade = m_reading && !m_reading->envelope.decoder.name.isEmpty() && !m_reading->envelopeFault;
    const bool isWrapped = m_reading && (m_reading->wrapping || isMade);
    const QVariant chosen = m_stage->currentData();
    m_stage->clear();
    if (isMade)
        m_stage->addItem(tr("From your decoder"), int(Stage::Decompressed));
    else if (isWrapped)
        m_stage->addItem(tr("Without its envelope"), int(Stage::Decompressed));
    if (isCompressed)
        m_stage->addItem(tr("Decompressed"), int(isWrapped ? Stage::Wrapped : Stage::Decompressed));
    if (isCompressed || isWrapped)
        m_stage->addItem(tr("As stored"), int(Stage::Stored));
    m_stage->setCurrentIndex(std::max(0, m_stage->findData(chosen)));
    m_stage->setVisible(m_stage->count() > 0);
}

void BytesView::select(Stage stage, qsizetype from, qsizetype length)
{
    // What is not compressed is in its envelope as it is stored.
    const int found = m_stage->findData(int(stage));
    const int index = found < 0 && stage == Stage::Wrapped ? m_stage->findData(int(Stage::Stored)) : found;
    if (index >= 0 && m_stage->currentIndex() != index) {
        m_stage->setCurrentIndex(index);
        follow();
    }
    m_hex->select(from, length);
    inspectCursor();
}

/// What stays the same stays where it is scrolled to.
void BytesView::follow()
{
    QByteArrayView bytes = m_stored;
    std::shared_ptr<const void> owner = m_owner;
    if (m_reading && m_stage->count() > 0 && m_stage->currentData() != int(Stage::Stored)) {
        bytes = m_stage->currentData() == int(Stage::Wrapped) ? m_reading->wrapped : m_reading->bytes;
        owner = m_reading;
    }
    if (bytes.data() == m_shown.data() && bytes.size() == m_shown.size())
        return;
    m_shown = bytes;
    m_shownOwner = owner;
    m_hex->setBytes(bytes, owner);
    inspectCursor();
    emit shownChanged();
}

/// What is selected begins where it is looked at.
void BytesView::inspectCursor()
{
    const qsizetype at = m_hex->selectionStart();
    m_inspector->inspectAt(m_shown, at);
    if (m_shown.isEmpty()) {
        m_place->setText(tr("The value is empty."));
        return;
    }
    const qsizetype selected = m_hex->selectionEnd() - at;
    const QString place = tr("Byte %L1 (0x%2) of %L3").arg(at).arg(QString::number(at, 16).toUpper()).arg(m_shown.size());
    m_place->setText(selected > 1 ? tr("%1 · selected: %L2").arg(place).arg(selected) : place);
}

void BytesView::adoptFixedFont()
{
    m_inspector->fitRows();
    arrange();
}

/// Beside the bytes, if both have room there.
void BytesView::arrange()
{
    const int character = QFontMetrics(fixedFont()).horizontalAdvance(QLatin1Char('0'));
    constexpr int inLine = 80; // characters of 16 bytes with their offset
    const bool isBeside = width() >= inLine * character + m_inspector->wholeWidth();
    const Qt::Orientation wanted = isBeside ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() == wanted && m_splitter->isVisible())
        return;
    m_splitter->setOrientation(wanted);
    divide();
}

void BytesView::divide()
{
    const bool isBeside = m_splitter->orientation() == Qt::Horizontal;
    const int room = isBeside ? m_splitter->width() : m_splitter->height();
    const int share = isBeside ? m_division.beside : m_division.below;
    int inspector = isBeside ? m_inspector->wholeWidth() : room * 2 / 5;
    if (share != notDragged)
        inspector = int(qint64(room) * share / whole);
    m_splitter->setSizes({room - inspector, inspector});
}

void BytesView::noteDivision()
{
    const QList<int> sizes = m_splitter->sizes();
    const int room = sizes.constFirst() + sizes.constLast();
    if (room <= 0)
        return;
    int &share = m_splitter->orientation() == Qt::Horizontal ? m_division.beside : m_division.below;
    share = int(std::lround(double(sizes.constLast()) * whole / room));
}

QByteArray BytesView::division() const
{
    return QByteArray::number(m_division.beside) + ' ' + QByteArray::number(m_division.below);
}

void BytesView::restoreDivision(const QByteArray &division)
{
    const QByteArrayList shares = division.split(' ');
    const auto share = [&shares](qsizetype i) {
        bool isNumber = false;
        const int number = shares.value(i).toInt(&isNumber);
        return isNumber && number >= 0 && number <= whole ? number : notDragged;
    };
    m_division = {share(0), share(1)};
    divide();
}

void BytesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}
