#include "ui/itemedit/flagsfield.h"

#include "ui/noticerow.h"

#include <QHBoxLayout>
#include <QLineEdit>

FlagsField::FlagsField(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(QStringLiteral("0"), this))
    , m_fault(new NoticeRow(QStringLiteral("flagsFault"), this))
{
    m_text->setObjectName(QStringLiteral("flags"));
    m_text->setAccessibleName(tr("Flags"));
    m_text->setToolTip(tr("Clients keep in it how a value is stored. Decimal, or hexadecimal with 0x."));
    m_text->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    auto *layout = new QHBoxLayout(this); // what is wrong stands beside it: so nothing moves when that comes and goes
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_fault, 1);
    layout->addStretch();
    setObjectName(QStringLiteral("flagsField"));
    setAccessibleName(tr("Flags"));
    setFocusProxy(m_text);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here
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
    m_fault->tell(flags() ? QString() : tr("From 0 to 4294967295, or 0xffffffff."), Tone::Bad);
    emit changed();
}
