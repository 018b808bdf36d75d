#include "ui/connection/secretfield.h"

#include "ui/iconengine.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

SecretField::SecretField(const QString &name, const QString &what, Keeping keeping, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_shown(new QToolButton(this))
    , m_keep(new QCheckBox(tr("Keep it in the ke&yring"), this))
{
    m_text->setObjectName(name);
    m_text->setAccessibleName(what);
    m_text->setEchoMode(QLineEdit::Password);
    m_shown->setObjectName(name + QStringLiteral("Shown"));
    m_shown->setAccessibleName(tr("Show: %1").arg(what));
    m_shown->setToolTip(tr("Show what is typed"));
    m_shown->setIcon(themedIcon(QStringLiteral("eye")));
    m_shown->setCheckable(true);
    m_shown->setFocusPolicy(Qt::TabFocus);
    m_keep->setObjectName(name + QStringLiteral("Keep"));
    m_keep->setAccessibleName(tr("Keep it in the keyring: %1").arg(what));
    m_keep->setToolTip(tr("Otherwise it is asked for at each connect, and never written to disk"));
    m_keep->setVisible(keeping == Keeping::Offered);
    m_keep->setChecked(keeping == Keeping::Offered);
    auto *line = new QHBoxLayout;
    line->addWidget(m_text, 1);
    line->addWidget(m_shown);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addWidget(m_keep);
    setObjectName(name + QStringLiteral("Field"));
    setAccessibleName(what);
    setFocusProxy(m_text);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here
    connect(m_shown, &QToolButton::toggled, this, [this](bool on) { m_text->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    connect(m_text, &QLineEdit::textChanged, this, &SecretField::changed);
    connect(m_keep, &QCheckBox::toggled, this, &SecretField::changed);
    connect(this, &SecretField::changed, this, &SecretField::updateParts);
    updateParts();
}

QString SecretField::text() const
{
    return m_text->text();
}

void SecretField::setText(const QString &text)
{
    m_text->setText(text);
}

void SecretField::setPlaceholderText(const QString &text)
{
    m_placeholder = text;
    updateParts();
}

void SecretField::setKept(bool kept)
{
    m_kept = kept;
    updateParts();
}

bool SecretField::isKept() const
{
    return m_kept && wantsKeeping() && m_text->text().isEmpty();
}

bool SecretField::wantsKeeping() const
{
    return m_keep->isChecked();
}

void SecretField::setWantsKeeping(bool wanted)
{
    m_keep->setChecked(wanted);
}

void SecretField::updateParts()
{
    m_text->setPlaceholderText(isKept() ? tr("Kept in the keyring") : m_placeholder);
    m_shown->setEnabled(!m_text->text().isEmpty());
}
