#include "ui/pagedocks.h"

#include <QAbstractButton>
#include <QEvent>
#include <QLayout>
#include <QMainWindow>
#include <QTabBar>

namespace {

constexpr int version = 1; // of their arrangement
constexpr int valueWidth = 400;

/// Qt gives them pictures only.
void nameTitleButtons(const QDockWidget *dock)
{
    for (const auto &[button, name] : {std::pair{"qt_dockwidget_floatbutton", PageDocks::tr("Detach or attach %1")},
                                       std::pair{"qt_dockwidget_closebutton", PageDocks::tr("Hide %1")}}) {
        if (auto *found = dock->findChild<QAbstractButton *>(QLatin1String(button))) {
            found->setAccessibleName(name.arg(dock->windowTitle()));
            found->setToolTip(found->accessibleName());
        }
    }
}

} // namespace

PageDocks::PageDocks(const Docks &docks, QMainWindow *page)
    : QObject(page)
    , m_page(page)
    , m_docks({docks.value, docks.help, docks.wire, docks.log})
{
    for (const QDockWidget *dock : std::as_const(m_docks))
        nameTitleButtons(dock);
    page->addDockWidget(Qt::RightDockWidgetArea, docks.value);
    page->tabifyDockWidget(docks.value, docks.help);
    docks.help->hide();
    page->tabifyDockWidget(docks.value, docks.wire);
    docks.wire->hide();
    page->addDockWidget(Qt::BottomDockWidgetArea, docks.log);
    page->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    docks.log->hide();
    page->resizeDocks({docks.value}, {valueWidth}, Qt::Horizontal);
    m_first = page->saveState(version);
    docks.value->hide();
    m_bare = page->saveState(version);
    docks.value->show();
    page->installEventFilter(this);
}

QByteArray PageDocks::state() const
{
    if (!m_coming.isEmpty())
        return m_coming;
    return m_away.isEmpty() ? m_page->saveState(version) : m_state;
}

void PageDocks::restore(const QByteArray &state)
{
    m_away.clear();
    if (m_page->isVisible())
        m_page->restoreState(state, version);
    m_coming = m_page->isVisible() ? QByteArray() : state; // a page that has not its size yet would squeeze them
}

bool PageDocks::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Hide && !event->spontaneous())
        putAway();
    else if (event->type() == QEvent::Show && !event->spontaneous())
        bringBack();
    if (event->type() == QEvent::Show || event->type() == QEvent::ChildPolished)
        passBarsBy();
    return QObject::eventFilter(watched, event);
}

/// The bars by which docks in one place are chosen: the Tab key does not get out of one whose docks are hidden.
void PageDocks::passBarsBy()
{
    const QList<QTabBar *> bars = m_page->findChildren<QTabBar *>(Qt::FindDirectChildrenOnly);
    for (QTabBar *bar : bars)
        bar->setFocusPolicy(Qt::NoFocus);
}

void PageDocks::putAway()
{
    if (!m_away.isEmpty() || !m_coming.isEmpty())
        return;
    const QByteArray state = m_page->saveState(version);
    for (QDockWidget *dock : std::as_const(m_docks)) {
        if (!dock->isFloating() || dock->isHidden())
            continue;
        m_away.append(dock);
        dock->hide();
    }
    if (!m_away.isEmpty())
        m_state = state;
}

void PageDocks::bringBack()
{
    QMetaObject::invokeMethod(this, &PageDocks::settle, Qt::QueuedConnection);
    const QList<QPointer<QDockWidget>> docks = std::exchange(m_away, {});
    for (const QPointer<QDockWidget> &dock : docks) {
        if (dock)
            dock->show();
    }
}

void PageDocks::settle()
{
    const bool isFirst = !m_isSettled && m_coming.isEmpty();
    if (!m_page->isVisible() || (!isFirst && m_coming.isEmpty()))
        return;
    m_isSettled = true;
    if (QLayout *ofWindow = m_page->window()->layout()) // gives the page its size
        ofWindow->activate();
    if (isFirst) // whatever sizes the page has had on its way into the window
        m_page->resizeDocks({m_docks.constFirst()}, {valueWidth}, Qt::Horizontal);
    else
        m_page->restoreState(std::exchange(m_coming, {}), version);
}
