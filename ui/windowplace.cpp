#include "ui/windowplace.h"

#include "ui/settings.h"

#include <QScreen>
#include <QStyle>
#include <QWidget>

namespace {

QByteArray screenSize(const QWidget *window)
{
    const QSize size = window->screen()->availableSize();
    return QByteArray::number(size.width()) + 'x' + QByteArray::number(size.height());
}

} // namespace

WindowPlace::WindowPlace(Settings *settings, QWidget *window)
    : m_settings(settings)
    , m_window(window)
{
}

void WindowPlace::restore(const KeptWindow &kept) const
{
    const bool isKept = !kept.geometry.isEmpty();
    const QByteArray screen = isKept ? kept.screen : m_settings->layout(QStringLiteral("screen"));
    const bool isRestored = m_window->restoreGeometry(isKept ? kept.geometry : m_settings->layout(QStringLiteral("geometry")));
    if (!isRestored || screen != screenSize(m_window))
        fitToScreen();
}

KeptWindow WindowPlace::kept() const
{
    return {.geometry = m_window->saveGeometry(), .screen = screenSize(m_window)};
}

void WindowPlace::save() const
{
    m_settings->setLayout(QStringLiteral("geometry"), m_window->saveGeometry());
    m_settings->setLayout(QStringLiteral("screen"), screenSize(m_window));
}

/// restoreGeometry() brings a window back into sight that was on a larger screen, but leaves its size.
void WindowPlace::fitToScreen() const
{
    if (m_window->isMaximized() || m_window->isFullScreen())
        return;
    const int frame = m_window->style()->pixelMetric(QStyle::PM_MdiSubWindowFrameWidth);
    const int title = m_window->style()->pixelMetric(QStyle::PM_TitleBarHeight);
    const QRect room = m_window->screen()->availableGeometry().adjusted(frame, title, -frame, -frame);
    QRect place = m_window->geometry();
    place.setSize(place.size().boundedTo(room.size()));
    place.moveLeft(std::clamp(place.left(), room.left(), room.right() + 1 - place.width()));
    place.moveTop(std::clamp(place.top(), room.top(), room.bottom() + 1 - place.height()));
    m_window->setGeometry(place);
}
