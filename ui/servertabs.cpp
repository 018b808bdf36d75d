#include "ui/servertabs.h"

#include "ui/iconengine.h"
#include "ui/serverpage.h"

#include <QKeyEvent>
#include <QTabBar>

ServerTabs::ServerTabs(QWidget *parent)
    : PageTabs(Qt::CTRL | Qt::Key_F4, parent)
{
    setObjectName(QStringLiteral("pages"));
    setAccessibleName(tr("Connections"));
    tabBar()->setObjectName(QStringLiteral("pageBar"));
    tabBar()->setAccessibleName(tr("Connections"));
    tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(tabBar(), &QWidget::customContextMenuRequested, this, &ServerTabs::askForMenu);
}

ServerPage *ServerTabs::page() const
{
    return static_cast<ServerPage *>(currentWidget());
}

QList<ServerPage *> ServerTabs::pages() const
{
    QList<ServerPage *> pages;
    for (int i = 0; i < count(); ++i)
        pages.append(static_cast<ServerPage *>(widget(i)));
    return pages;
}

void ServerTabs::addPage(ServerPage *page)
{
    add(page, currentIndex() + 1);
    connect(page, &ServerPage::stateChanged, this, [this, page] { showState(page); });
    showState(page);
}

void ServerTabs::takePage(ServerPage *page)
{
    page->disconnect(this);
    removeTab(indexOf(page));
    page->setParent(nullptr);
}

void ServerTabs::go(int step)
{
    if (count() > 0)
        setCurrentIndex((currentIndex() + count() + step) % count());
}

void ServerTabs::keyPressEvent(QKeyEvent *event)
{
    event->ignore(); // Ctrl+Tab goes from script to script, and nowhere else where there is only one
}

void ServerTabs::showState(ServerPage *page)
{
    const int index = indexOf(page);
    const ConnectionLook look = page->look();
    const QString name = page->isRunning() ? tr("%1 (running)").arg(page->name()) : page->name();
    QStringList facts{page->name()};
    if (!page->place().isEmpty() && page->place() != page->name())
        facts.append(page->place());
    facts.append(look.words);
    if (page->isRunning())
        facts.append(tr("A run is under way"));
    const QString mark = page->alertMark();
    if (!mark.isEmpty())
        facts.append(tr("Alert: %1").arg(mark));
    setTitle(page, name, false, facts.join(QLatin1Char('\n')));
    setTabIcon(index, mark.isEmpty() ? themedIcon(look.icon, look.tone) : themedIcon(QStringLiteral("triangle-alert"), Tone::Bad));
    tabBar()->setAccessibleTabName(index, facts.join(QStringLiteral(", ")));
}

void ServerTabs::askForMenu(const QPoint &place)
{
    const int index = tabBar()->tabAt(place);
    if (index < 0)
        return;
    setCurrentIndex(index);
    emit menuWanted(page(), tabBar()->mapToGlobal(place));
}
