#include "ui/profiles/profilecard.h"

#include "ui/iconengine.h"
#include "ui/profiles/profileface.h"
#include "ui/profiles/profiletext.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

namespace {

constexpr int padding = 6;

}

ProfileCard::ProfileCard(const Profile &profile, QWidget *parent)
    : CardButton(parent)
    , m_profile(profile)
{
    setObjectName(QStringLiteral("profileCard"));
    setText(shownName(profile));
    setAccessibleName(spokenText(profile, false));
    setAccessibleDescription(tr("Connects to this server"));
    setToolTip(profileToolTip(profile, false));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, [this] { emit openRequested(m_profile.id); });
}

QSize ProfileCard::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 36, ProfileFace::height(font()) + 2 * padding};
}

QSize ProfileCard::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 16, sizeHint().height()};
}

void ProfileCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintCard(&painter);
    const ProfileFace face{.profile = &m_profile, .isOpen = false, .isSelected = false, .font = font(), .palette = palette()};
    face.paint(&painter, rect().adjusted(padding, padding, -padding, -padding));
}

void ProfileCard::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("plug")), tr("&Open"), this, [this] { emit openRequested(m_profile.id); });
    menu->addAction(themedIcon(QStringLiteral("pencil")), tr("&Edit…"), this, [this] { emit editRequested(m_profile.id); });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(rect().center()) : event->globalPos());
}
