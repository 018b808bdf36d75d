#include "ui/values/noderowdelegate.h"

#include "ui/fixedfont.h"

#include <QFontMetrics>

NodeRowDelegate::NodeRowDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QSize NodeRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr int margins = 6; // of a field without a frame, which cuts letters below the line otherwise
    const QSize usual = QStyledItemDelegate::sizeHint(option, index);
    return usual.expandedTo({0, QFontMetrics(fixedFont()).height() + margins});
}
