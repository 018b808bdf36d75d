#include "ui/itemedit/numberfield.h"

#include "ui/noticerow.h"

#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>

NumberField::NumberField(const QString &name, const QString &what, quint64 number, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(QString::number(number), this))
    , m_fault(new NoticeRow(name + QStringLiteral("Fault"), this))
{
    m_text->setObjectName(name);
    m_text->setAccessibleName(what);
    m_text->setFixedWidth(fontMetrics().averageCharWidth() * 26);
    auto *layout = new QHBoxLayout(this); // what is wrong stands beside it: so nothing moves when that comes and goes
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_fault, 1);
    layout->addStretch();
    setObjectName(name + QStringLiteral("Field"));
    setAccessibleName(what);
    setFocusProxy(m_text);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here
    connect(m_text, &QLineEdit::textChanged, this, &NumberField::check);
}

std::optional<quint64> NumberField::number() const
{
    const QString text = m_text->text().trimmed();
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const quint64 number = text.toULongLong(&ok);
    return ok && digits ? std::optional(number) : std::nullopt;
}

void NumberField::check()
{
    m_fault->tell(number() ? QString() : tr("From 0 to 18446744073709551615."), Tone::Bad);
    emit changed();
}
