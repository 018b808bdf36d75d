#include "ui/pagelayout.h"

#include "ui/results/resultstable.h"
#include "ui/settings.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QMainWindow>
#include <QSplitter>
#include <QTabWidget>

namespace {

constexpr int version = 1; // of the arrangement of docks

}

PageLayout::PageLayout(Settings *settings, const Parts &parts)
    : m_settings(settings)
    , m_parts(parts)
{
}

void PageLayout::restore()
{
    QMainWindow *page = m_parts.page;
    page->resize(1280, 740);
    page->resizeDocks({m_parts.value}, {400}, Qt::Horizontal);
    m_parts.workbench->setSizes({300, 300});
    m_firstDocks = page->saveState(version);
    m_firstColumns = m_parts.results->horizontalHeader()->saveState();
    page->restoreState(m_settings->layout(QStringLiteral("docks")), version);
    m_parts.workbench->restoreState(m_settings->layout(QStringLiteral("workbench")));
    m_parts.results->restoreColumns(m_settings->layout(QStringLiteral("columns")));
    m_parts.valueTabs->setCurrentIndex(m_settings->layout(QStringLiteral("valueTab")).toInt());
}

void PageLayout::save() const
{
    m_settings->setLayout(QStringLiteral("docks"), m_parts.page->saveState(version));
    m_settings->setLayout(QStringLiteral("workbench"), m_parts.workbench->saveState());
    m_settings->setLayout(QStringLiteral("columns"), m_parts.results->horizontalHeader()->saveState());
    m_settings->setLayout(QStringLiteral("valueTab"), QByteArray::number(m_parts.valueTabs->currentIndex()));
}

void PageLayout::reset() const
{
    m_parts.page->restoreState(m_firstDocks, version);
    m_parts.results->restoreColumns(m_firstColumns);
    const int height = m_parts.workbench->height();
    m_parts.workbench->setSizes({height / 2, height / 2});
}
