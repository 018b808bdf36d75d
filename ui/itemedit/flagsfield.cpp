#include "ui/itemedit/flagsfield.h"

#include "ui/noticerow.h"

#include <QLineEdit>
#include <QVBoxLayout>

FlagsField::FlagsField(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(QStringLiteral("0"), this))
    , m_fault(new NoticeRow(QStringLiteral("flagsFault"), this))
{
    m_text->setObjectName(QStringLiteral("flags"));
    m_text->setAccessibleName(tr("Flags"));
    m_text->setToolTip(tr("Clients keep in it how a value is stored. Decimal, or hexadecimal with 0x."));
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 20);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_text);
    layout->addWidget(m_fault);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, &FlagsField::check);
}

void FlagsField::setFlags(quint32 flags)
{
    m_text->setText(QString::number(flags));
}

std::optional<quint32> FlagsField::flags() const
{
    const QString text = m_text->text().trimmed();
    const bool hex = text.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    bool ok = false;
    const quint32 flags = hex ? text.mid(2).toUInt(&ok, 16) : text.toUInt(&ok, 10);
    return ok && !text.startsWith(QLatin1Char('+')) ? std::optional(flags) : std::nullopt;
}

void FlagsField::check()
{
    m_fault->tell(flags() ? QString() : tr("Flags are a number from 0 to 4294967295, or 0x0 to 0xffffffff."), Tone::Bad);
    emit changed();
}
