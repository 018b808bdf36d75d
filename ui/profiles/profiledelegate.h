#pragma once

#include <QStyledItemDelegate>

class ProfileModel;

/// Draws the rows of a ProfileModel, and lets their names be edited.
class ProfileDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ProfileDelegate(const ProfileModel *model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const ProfileModel *m_model;
};
