#include "ui/connection/servername.h"

#include "ui/elidedlabel.h"

#include <QHBoxLayout>

ServerName::ServerName(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel(this))
    , m_place(new ElidedLabel(this))
{
    setObjectName(QStringLiteral("serverName"));
    setAccessibleName(tr("Profile"));
    m_name->setObjectName(QStringLiteral("profileName"));
    QFont bold = font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_place->setObjectName(QStringLiteral("profilePlace"));
    m_place->setTone(Tone::Muted);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->setSpacing(10);
    layout->addWidget(m_name);
    layout->addWidget(m_place);
}

void ServerName::setServer(const QString &name, const QString &place)
{
    m_name->setText(name);
    m_name->setAccessibleName(tr("Profile %1").arg(name));
    m_place->setText(place);
    m_place->setVisible(!place.isEmpty());
}
