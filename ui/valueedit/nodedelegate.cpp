#include "ui/valueedit/nodedelegate.h"

#include "ui/fixedfont.h"

#include <QKeyEvent>
#include <QLineEdit>

NodeDelegate::NodeDelegate(const std::function<QString(const QModelIndex &, const QByteArray &)> &whyNot, QObject *parent)
    : NodeRowDelegate(parent)
    , m_whyNot(whyNot)
{
}

QWidget *NodeDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem & /*option*/, const QModelIndex &index) const
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(QStringLiteral("nodeField"));
    field->setAccessibleName(tr("New text"));
    field->setFont(fixedFont());
    field->setFrame(false);
    field->setAutoFillBackground(true);
    m_editor = field;
    m_cell = index;
    connect(field, &QLineEdit::textEdited, this, [self = const_cast<NodeDelegate *>(this)] { emit self->faultChanged(self->fault()); });
    return field;
}

QString NodeDelegate::fault() const
{
    const auto *field = qobject_cast<const QLineEdit *>(m_editor.data());
    return field && m_cell.isValid() ? m_whyNot(m_cell, field->text().toUtf8()) : QString();
}

QString NodeDelegate::finish()
{
    const QString why = fault();
    if (!m_editor || !why.isEmpty())
        return why;
    QWidget *editor = m_editor;
    m_editor.clear();
    emit commitData(editor);
    emit closeEditor(editor);
    return {};
}

bool NodeDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && watched == m_editor) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            emit faultChanged(finish());
            return true;
        }
        if (key == Qt::Key_Escape)
            emit faultChanged({});
    }
    // Whoever goes elsewhere leaves a text that cannot be taken behind.
    const auto isLeft = [event] {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        return reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason; // the field's own menu, or another program
    };
    if (event->type() == QEvent::FocusOut && watched == m_editor && isLeft() && !fault().isEmpty()) {
        emit faultChanged(tr("Not changed. %1").arg(fault()));
        emit closeEditor(qobject_cast<QWidget *>(watched));
        return true;
    }
    return NodeRowDelegate::eventFilter(watched, event);
}
