#pragma once

#include "ui/values/noderowdelegate.h"

#include <QPointer>

#include <functional>

/// Changes the text of a part of a value in its cell. A text that cannot stand there is refused while it is still written.
class NodeDelegate : public NodeRowDelegate
{
    Q_OBJECT

public:
    /// `whyNot`: why a text cannot be that of a cell; empty: it can.
    explicit NodeDelegate(const std::function<QString(const QModelIndex &, const QByteArray &)> &whyNot, QObject *parent = nullptr);

    /// Ends what is being written, as the Enter key does. Answers why it cannot be taken; empty: it is, or nothing was written.
    [[nodiscard]] QString finish();

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

signals:
    /// What is wrong with what is being written; empty: nothing any more.
    void faultChanged(const QString &fault);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QString fault() const;

    std::function<QString(const QModelIndex &, const QByteArray &)> m_whyNot;
    mutable QPointer<QWidget> m_editor;
    mutable QPersistentModelIndex m_cell;
};
