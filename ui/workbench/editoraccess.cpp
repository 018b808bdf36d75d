#include "ui/workbench/editoraccess.h"

#include "ui/workbench/byteeditor.h"

#include <QAccessibleWidget>

namespace {

/// The line with the cursor, as the value of a field.
class LineAccess : public QAccessibleWidget
{
public:
    explicit LineAccess(ByteEditor *editor)
        : QAccessibleWidget(editor, QAccessible::EditableText)
        , m_editor(editor)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? QString::fromUtf8(m_editor->line(m_editor->currentLine())) : QAccessibleWidget::text(kind);
    }

private:
    ByteEditor *m_editor;
};

QAccessibleInterface *makeAccess(const QString &, QObject *object)
{
    auto *editor = qobject_cast<ByteEditor *>(object);
    return editor && editor->hasLongAccess() ? new LineAccess(editor) : nullptr; // else QScintilla makes its own
}

} // namespace

void chooseAccess(ByteEditor *editor)
{
    QAccessible::installFactory(makeAccess);                                         // once, however often
    if (QAccessibleInterface *known = QAccessible::queryAccessibleInterface(editor)) // the one from before
        QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(known));
}
