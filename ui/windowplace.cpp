#include "ui/windowplace.h"

#include "ui/settings.h"

#include <QMainWindow>
#include <QScreen>
#include <QStyle>

namespace {

constexpr QSize usualSize(1280, 800);
constexpr int version = 1; // of the arrangement of the docks

QByteArray screenSize(const QWidget *window)
{
    const QSize size = window->screen()->availableSize();
    return QByteArray::number(size.width()) + 'x' + QByteArray::number(size.height());
}

} // namespace

WindowPlace::WindowPlace(Settings *settings, QMainWindow *window)
    : m_settings(settings)
    , m_window(window)
{
}

void WindowPlace::begin() const
{
    m_window->resize(usualSize.boundedTo(room().size()));
}

void WindowPlace::restore(const KeptWindow &kept) const
{
    const bool isKept = !kept.geometry.isEmpty();
    const QByteArray screen = isKept ? kept.screen : m_settings->layout(QStringLiteral("screen"));
    const bool isRestored = m_window->restoreGeometry(isKept ? kept.geometry : m_settings->layout(QStringLiteral("geometry")));
    if (!isRestored || screen != screenSize(m_window))
        fitToScreen();
    m_window->restoreState(isKept ? kept.docks : m_settings->layout(QStringLiteral("windowDocks")), version);
}

KeptWindow WindowPlace::kept() const
{
    return {.geometry = m_window->saveGeometry(), .screen = screenSize(m_window), .docks = m_window->saveState(version)};
}

void WindowPlace::save() const
{
    m_settings->setLayout(QStringLiteral("geometry"), m_window->saveGeometry());
    m_settings->setLayout(QStringLiteral("screen"), screenSize(m_window));
    m_settings->setLayout(QStringLiteral("windowDocks"), m_window->saveState(version));
}

/// For a window, without the frame that the desktop puts around it.
QRect WindowPlace::room() const
{
    const int frame = m_window->style()->pixelMetric(QStyle::PM_MdiSubWindowFrameWidth);
    const int title = m_window->style()->pixelMetric(QStyle::PM_TitleBarHeight);
    return m_window->screen()->availableGeometry().adjusted(frame, title, -frame, -frame);
}

/// restoreGeometry() brings a window back into sight that was on a larger screen, but leaves its size.
void WindowPlace::fitToScreen() const
{
    if (m_window->isMaximized() || m_window->isFullScreen())
        return;
    const QRect room = this->room();
    QRect place = m_window->geometry();
    place.setSize(place.size().boundedTo(room.size()));
    place.moveLeft(std::clamp(place.left(), room.left(), room.right() + 1 - place.width()));
    place.moveTop(std::clamp(place.top(), room.top(), room.bottom() + 1 - place.height()));
    m_window->setGeometry(place);
}
