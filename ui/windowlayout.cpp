#include "ui/windowlayout.h"

#include "ui/results/resultstable.h"
#include "ui/settings.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QMainWindow>
#include <QScreen>
#include <QSplitter>
#include <QStyle>
#include <QTabWidget>

namespace {

constexpr int version = 1; // of the arrangement of docks

}

WindowLayout::WindowLayout(Settings *settings, const Parts &parts)
    : m_settings(settings)
    , m_parts(parts)
{
}

void WindowLayout::restore()
{
    QMainWindow *window = m_parts.window;
    window->resize(1280, 800);
    window->resizeDocks({m_parts.value}, {400}, Qt::Horizontal);
    m_parts.workbench->setSizes({300, 300});
    m_firstDocks = window->saveState(version);
    m_firstColumns = m_parts.results->horizontalHeader()->saveState();
    if (window->restoreGeometry(m_settings->layout(QStringLiteral("geometry"))))
        fitToScreen();
    window->restoreState(m_settings->layout(QStringLiteral("docks")), version);
    m_parts.workbench->restoreState(m_settings->layout(QStringLiteral("workbench")));
    m_parts.results->restoreColumns(m_settings->layout(QStringLiteral("columns")));
    m_parts.valueTabs->setCurrentIndex(m_settings->layout(QStringLiteral("valueTab")).toInt());
}

void WindowLayout::save() const
{
    m_settings->setLayout(QStringLiteral("geometry"), m_parts.window->saveGeometry());
    m_settings->setLayout(QStringLiteral("screen"), screenSize());
    m_settings->setLayout(QStringLiteral("docks"), m_parts.window->saveState(version));
    m_settings->setLayout(QStringLiteral("workbench"), m_parts.workbench->saveState());
    m_settings->setLayout(QStringLiteral("columns"), m_parts.results->horizontalHeader()->saveState());
    m_settings->setLayout(QStringLiteral("valueTab"), QByteArray::number(m_parts.valueTabs->currentIndex()));
}

void WindowLayout::reset() const
{
    m_parts.window->restoreState(m_firstDocks, version);
    m_parts.results->restoreColumns(m_firstColumns);
    const int height = m_parts.workbench->height();
    m_parts.workbench->setSizes({height / 2, height / 2});
}

/// restoreGeometry() brings a window back into sight that was on a larger screen, but leaves its size.
void WindowLayout::fitToScreen() const
{
    QMainWindow *window = m_parts.window;
    if (window->isMaximized() || window->isFullScreen() || m_settings->layout(QStringLiteral("screen")) == screenSize())
        return;
    const int frame = window->style()->pixelMetric(QStyle::PM_MdiSubWindowFrameWidth);
    const int title = window->style()->pixelMetric(QStyle::PM_TitleBarHeight);
    const QRect room = window->screen()->availableGeometry().adjusted(frame, title, -frame, -frame);
    QRect place = window->geometry();
    place.setSize(place.size().boundedTo(room.size()));
    place.moveLeft(std::clamp(place.left(), room.left(), room.right() + 1 - place.width()));
    place.moveTop(std::clamp(place.top(), room.top(), room.bottom() + 1 - place.height()));
    window->setGeometry(place);
}

QByteArray WindowLayout::screenSize() const
{
    const QSize size = m_parts.window->screen()->availableSize();
    return QByteArray::number(size.width()) + 'x' + QByteArray::number(size.height());
}
