#include "ui/keys/analysis/prefixmap.h"

#include "ui/iconengine.h"
#include "ui/keys/amounttext.h"
#include "ui/keys/analysis/keyshades.h"
#include "ui/keys/analysis/tilestep.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace {

constexpr int areaPadding = 5;
constexpr int areaFlags = int(Qt::AlignLeft) | int(Qt::AlignVCenter) | int(Qt::TextSingleLine);

} // namespace

PrefixMap::PrefixMap(const PrefixModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_current = -1;
        layTiles();
    });
}

QSize PrefixMap::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 16};
}

QSize PrefixMap::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * 12};
}

void PrefixMap::layTiles()
{
    const FolderReport &report = m_model->report();
    const bool hasBytes = report.all.bytes > 0;
    std::vector<qint64> weights;
    weights.reserve(report.rows.size());
    for (const PrefixWeight &row : report.rows)
        weights.push_back(hasBytes ? row.weight.bytes : row.weight.keys);
    m_tiles = treemapLayout(weights, hasBytes ? report.rest.bytes : report.rest.keys, QRectF(rect()));
    m_hovered = -1;
    m_pressed = -1;
    tell();
}

int PrefixMap::tileOf(int row) const
{
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        if (row >= 0 && m_tiles[i].item == row)
            return int(i);
    }
    // What has no rectangle of its own is in that of the rest.
    return row >= 0 && !m_tiles.empty() && m_tiles.back().item == TreemapTile::rest ? int(m_tiles.size()) - 1 : -1;
}

int PrefixMap::rowOf(int tile) const
{
    return tile < 0 ? -1 : m_tiles[size_t(tile)].item;
}

int PrefixMap::tileAt(const QPointF &position) const
{
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        if (m_tiles[i].area.contains(position))
            return int(i);
    }
    return -1;
}

QString PrefixMap::describe(int tile) const
{
    return rowOf(tile) >= 0 ? m_model->describe(rowOf(tile)) : tr("Everything lighter: see the table");
}

void PrefixMap::tell()
{
    const int tile = tileOf(m_current);
    setAccessibleDescription(tile >= 0 ? describe(tile) : tr("%Ln prefixes; the table shows the same", nullptr, m_model->rowCount()));
    setCursor(m_hovered >= 0 && rowOf(m_hovered) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void PrefixMap::setCurrentRow(int row)
{
    if (row == m_current)
        return;
    m_current = row;
    tell();
    emit currentRowChanged(row);
}

void PrefixMap::setCurrentTile(int tile)
{
    if (rowOf(tile) >= 0)
        setCurrentRow(rowOf(tile));
}

void PrefixMap::openTile(int tile)
{
    if (rowOf(tile) >= 0)
        emit openRequested(rowOf(tile));
}

void PrefixMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    for (int tile = 0; tile < int(m_tiles.size()); ++tile)
        paintTile(painter, tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (const int tile = tileOf(m_current); tile >= 0) {
        // Seen on any shade: a line of the text's colour within one of the ground's.
        const QRectF area = m_tiles[size_t(tile)].area.adjusted(1, 1, -1, -1);
        painter.setPen(QPen(palette().color(QPalette::Base), hasFocus() ? 6 : 4));
        painter.drawRect(area.adjusted(1, 1, -1, -1));
        painter.setPen(QPen(palette().color(hasFocus() ? QPalette::Text : QPalette::PlaceholderText), hasFocus() ? 3 : 2));
        painter.drawRect(area.adjusted(1, 1, -1, -1));
    } else if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void PrefixMap::paintTile(QPainter &painter, int tile) const
{
    const KeyShades shades(palette());
    const QRectF area = m_tiles[size_t(tile)].area.adjusted(0.5, 0.5, -0.5, -0.5);
    const int row = rowOf(tile);
    if (row < 0)
        painter.fillRect(area, shades.restColor());
    else
        shades.fill(&painter, area, KeyShades::stepOf(unreadPart(m_model->weightOf(row))));
    if (tile == m_hovered) {
        QColor glow = shades.textColor();
        glow.setAlphaF(0.12F);
        painter.fillRect(area, glow);
    }
    const QRectF inner = area.adjusted(areaPadding, areaPadding - 1, -areaPadding, -areaPadding + 1);
    const int line = fontMetrics().height();
    if (inner.width() < fontMetrics().averageCharWidth() * 4 || inner.height() < line)
        return;
    painter.setPen(shades.textColor());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const QString name = row < 0 ? tr("Lighter") : m_model->nameOf(row);
    painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), line), areaFlags,
                     painter.fontMetrics().elidedText(name, Qt::ElideMiddle, int(inner.width())));
    if (row < 0)
        return;
    painter.setFont(font());
    const KeyWeight &weight = m_model->weightOf(row);
    const QString amount = weight.bytes > 0 ? byteText(weight.bytes) : QLocale().toString(weight.keys);
    const QString unread = weight.unreadKeys == 0 ? tr("all read") : tr("%1 never read").arg(shareText(unreadPart(weight)));
    double top = inner.top() + line;
    // Figures that are cut off would be wrong: there is room for all of it, or for less, or for nothing.
    for (const QStringList &choices :
         {QStringList{tr("%1, %2", "bytes or keys, share").arg(amount, fineShareText(m_model->shareOf(row))), amount},
          QStringList{unread}}) {
        const auto fits = [this, &inner](const QString &text) { return fontMetrics().horizontalAdvance(text) <= inner.width(); };
        const auto text = std::ranges::find_if(choices, fits);
        if (text == choices.cend() || top + line > inner.bottom() + 1)
            continue;
        painter.drawText(QRectF(inner.left(), top, inner.width(), line), areaFlags, *text);
        top += line;
    }
}

void PrefixMap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layTiles();
}

void PrefixMap::mouseMoveEvent(QMouseEvent *event)
{
    const int tile = tileAt(event->position());
    if (tile == m_hovered)
        return;
    m_hovered = tile;
    tell();
}

void PrefixMap::mousePressEvent(QMouseEvent *event)
{
    const int tile = tileAt(event->position());
    setCurrentTile(tile);
    m_pressed = event->button() == Qt::LeftButton ? tile : -1;
}

void PrefixMap::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressed, -1);
    if (event->button() == Qt::LeftButton && pressed >= 0 && pressed == tileAt(event->position()))
        openTile(pressed);
    else if (event->button() == Qt::BackButton)
        emit upRequested();
}

void PrefixMap::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hovered = -1;
    tell();
}

void PrefixMap::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (const int tile = tileOf(m_current); tile >= 0)
            setCurrentTile(nextTile(m_tiles, tile, Qt::Key(event->key())));
        else if (!m_tiles.empty())
            setCurrentTile(0);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!event->modifiers().testFlag(Qt::ControlModifier))
            openTile(tileOf(m_current));
        else if (m_current >= 0)
            emit keysRequested(m_current);
        break;
    case Qt::Key_Backspace:
        emit upRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PrefixMap::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason && !m_tiles.empty())
        setCurrentTile(0);
}

void PrefixMap::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void PrefixMap::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int tile = isKeyboard ? tileOf(m_current) : tileAt(event->pos());
    const int row = rowOf(tile);
    if (row < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("mapMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("funnel")), tr("&Show these keys"), this, [this, row, prefix = m_model->prefixOf(row)] {
        if (m_model->prefixOf(row) == prefix) // there may be another report by now
            emit keysRequested(row);
    });
    menu->addAction(themedIcon(QStringLiteral("arrow-up")), tr("&Up one folder"), this, &PrefixMap::upRequested)
        ->setEnabled(!m_model->report().prefix.isEmpty());
    menu->popup(isKeyboard ? mapToGlobal(m_tiles[size_t(tile)].area.center().toPoint()) : event->globalPos());
}

bool PrefixMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int tile = tileAt(help->pos());
    if (tile < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), describe(tile), this, m_tiles[size_t(tile)].area.toAlignedRect());
    return true;
}
