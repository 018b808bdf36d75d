#include "ui/profiles/faultrow.h"

FaultRow::FaultRow(QWidget *field, QWidget *parent)
    : NoticeRow(field->objectName() + QStringLiteral("Fault"), parent)
    , m_field(field)
{
}

bool FaultRow::setFault(const QString &text)
{
    tell(text, Tone::Bad);
    m_field->setAccessibleDescription(text);
    return !text.isEmpty();
}
