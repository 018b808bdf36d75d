#include "ui/results/longtextaccess.h"

#include "ui/results/longtext.h"

#include <QAccessibleWidget>

namespace {

class LongTextAccess : public QAccessibleWidget
{
public:
    explicit LongTextAccess(LongText *text)
        : QAccessibleWidget(text, QAccessible::EditableText)
        , m_text(text)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_text->visibleText() : QAccessibleWidget::text(kind);
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        return state;
    }

private:
    LongText *m_text;
};

QAccessibleInterface *makeAccess(const QString &, QObject *object)
{
    auto *text = qobject_cast<LongText *>(object);
    return text ? new LongTextAccess(text) : nullptr;
}

} // namespace

void installLongTextAccess()
{
    QAccessible::installFactory(makeAccess); // once, however often
}
