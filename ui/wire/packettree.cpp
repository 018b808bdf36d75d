#include "ui/wire/packettree.h"

#include "ui/iconengine.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>

namespace {

/// Of more packets only the first is opened: they are a list then.
constexpr int mostOpened = 4;

} // namespace

PacketTree::PacketTree(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("wirePackets"));
    setAccessibleName(tr("Packets and their fields"));
    setModel(&m_model);
    setUniformRowHeights(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(false);
    const int character = fontMetrics().averageCharWidth();
    setIndentation(2 * character);
    header()->resizeSection(PacketModel::FieldColumn, 26 * character);
    header()->resizeSection(PacketModel::BytesColumn, 15 * character);
    header()->setSectionResizeMode(PacketModel::ValueColumn, QHeaderView::Stretch);
    setUpActions();
}

void PacketTree::setUpActions()
{
    m_copy.setObjectName(QStringLiteral("wireCopy"));
    m_copy.setText(tr("&Copy as hexadecimal"));
    m_copy.setIcon(themedIcon(QStringLiteral("copy")));
    m_copy.setStatusTip(tr("Copy the bytes of the field, or of the packet, as hexadecimal digits"));
    m_copyText.setObjectName(QStringLiteral("wireCopyText"));
    m_copyText.setText(tr("Copy as &text"));
    m_copyText.setIcon(themedIcon(QStringLiteral("text-select")));
    m_copyText.setStatusTip(tr("Copy the bytes of the field, or of the packet, as text"));
    m_save.setObjectName(QStringLiteral("wireSave"));
    m_save.setText(tr("&Save bytes…"));
    m_save.setIcon(themedIcon(QStringLiteral("file-down")));
    m_save.setStatusTip(tr("Write the bytes of the field, or of the packet, to a file"));
    connect(&m_copy, &QAction::triggered, this, &PacketTree::copy);
    connect(&m_copyText, &QAction::triggered, this, &PacketTree::copyText);
    connect(&m_copying, &ByteCopy::told, this, &PacketTree::told);
}

void PacketTree::setParts(const std::vector<WirePart> &parts)
{
    const QModelIndex before = currentIndex();
    const int packet = before.isValid() ? PacketModel::packetOf(before) : 0;
    const QString name = before.parent().isValid() ? before.siblingAtColumn(PacketModel::FieldColumn).data().toString() : QString();
    m_model.setParts(parts);
    const int opened = m_model.rowCount() > mostOpened ? 1 : m_model.rowCount();
    for (int row = 0; row < opened; ++row)
        expandRecursively(m_model.index(row, 0));
    setCurrentIndex(like(name, packet));
}

QModelIndex PacketTree::like(const QString &name, int packet) const
{
    const QModelIndex root = m_model.index(std::clamp(packet, 0, std::max(0, m_model.rowCount() - 1)), 0);
    if (name.isEmpty() || !root.isValid())
        return root;
    const QModelIndexList found =
        m_model.match(m_model.index(0, 0, root), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchCaseSensitive);
    return found.isEmpty() || PacketModel::packetOf(found.constFirst()) != root.row() ? root : found.constFirst();
}

void PacketTree::goTo(qsizetype offset)
{
    if (currentIndex().isValid())
        setCurrentIndex(m_model.fieldAt(PacketModel::packetOf(currentIndex()), offset));
}

void PacketTree::copy()
{
    m_copying.copy(m_model.bytes(currentIndex()), m_model.owner(currentIndex()), ByteCopy::Form::Hex);
}

void PacketTree::copyText()
{
    m_copying.copy(m_model.bytes(currentIndex()), m_model.owner(currentIndex()), ByteCopy::Form::Text);
}

void PacketTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    emit currentMoved(current);
}

void PacketTree::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({&m_copy, &m_copyText, &m_save});
    menu->popup(event->globalPos());
}
