#include "ui/profiles/profiledelegate.h"

#include "ui/iconengine.h"
#include "ui/profiles/profileface.h"
#include "ui/profiles/profilemodel.h"

#include <QApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>

ProfileDelegate::ProfileDelegate(const ProfileModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

void ProfileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    item.backgroundBrush = {};
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const Profile *profile = m_model->profile(index);
    if (!profile) {
        paintGroup(painter, item, index);
        return;
    }
    const ProfileFace face{.profile = profile,
                           .isOpen = m_model->isOpen(profile->id),
                           .isSelected = item.state.testFlag(QStyle::State_Selected),
                           .font = item.font,
                           .palette = item.palette};
    face.paint(painter, item.rect);
}

void ProfileDelegate::paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QFontMetrics metrics(option.font);
    const int side = metrics.height();
    const int gap = side / 3;
    QRect rect = option.rect.adjusted(0, 0, -gap, 0);
    const QString icon = m_model->kind(index) == ProfileModel::Kind::Favourites ? QStringLiteral("star") : QStringLiteral("folder");
    themedIcon(icon, Tone::Muted)
        .paint(painter, QRect(rect.left(), rect.center().y() - side / 2, side, side), Qt::AlignCenter,
               isSelected ? QIcon::Selected : QIcon::Normal);
    rect.setLeft(rect.left() + side + gap);
    painter->setFont(option.font);
    painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText));
    const QString count = QLocale().toString(m_model->rowCount(index));
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, count);
    rect.setRight(rect.right() - metrics.horizontalAdvance(count) - gap);
    painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
    painter->restore();
}

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isProfile = m_model->kind(index) == ProfileModel::Kind::Profile;
    return {option.fontMetrics.averageCharWidth() * 8,
            isProfile ? ProfileFace::height(option.font) : option.fontMetrics.height() + option.fontMetrics.height() / 2};
}

QWidget *ProfileDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setObjectName(QStringLiteral("profileNameEditor"));
    editor->setAccessibleName(m_model->kind(index) == ProfileModel::Kind::Profile ? tr("Name of the profile") : tr("Name of the folder"));
    return editor;
}

void ProfileDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect rect = option.rect;
    rect.setHeight(std::min(rect.height(), editor->sizeHint().height()));
    editor->setGeometry(rect);
}
