#include "ui/profiles/profilecard.h"

#include "ui/iconengine.h"
#include "ui/profiles/profileface.h"
#include "ui/profiles/profiletext.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace {

constexpr int padding = 6;

}

ProfileCard::ProfileCard(const Profile &profile, QWidget *parent)
    : QAbstractButton(parent)
    , m_profile(profile)
{
    setObjectName(QStringLiteral("profileCard"));
    setText(shownName(profile));
    setAccessibleName(spokenText(profile, false));
    setAccessibleDescription(tr("Connects to this server"));
    setToolTip(profileToolTip(profile, false));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
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
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMarked = hasFocus() || underMouse();
    QPen pen(palette().color(isMarked ? QPalette::Highlight : QPalette::Mid));
    pen.setWidthF(hasFocus() ? 2 : 1);
    painter.setPen(pen);
    painter.setBrush(palette().color(isDown() ? QPalette::AlternateBase : QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    const ProfileFace face{.profile = &m_profile, .isOpen = false, .isSelected = false, .font = font(), .palette = palette()};
    face.paint(&painter, rect().adjusted(padding, padding, -padding, -padding));
}

void ProfileCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ProfileCard::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("plug")), tr("&Open"), this, [this] { emit openRequested(m_profile.id); });
    menu->addAction(themedIcon(QStringLiteral("pencil")), tr("&Edit…"), this, [this] { emit editRequested(m_profile.id); });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(rect().center()) : event->globalPos());
}

void ProfileCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ProfileCard::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}
