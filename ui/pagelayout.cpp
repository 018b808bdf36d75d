#include "ui/pagelayout.h"

#include "ui/pagedocks.h"
#include "ui/results/resultstable.h"
#include "ui/settings.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTabWidget>

PageLayout::PageLayout(Settings *settings, const Parts &parts)
    : m_settings(settings)
    , m_parts(parts)
    , m_firstColumns(parts.results->horizontalHeader()->saveState())
{
    m_parts.workbench->setSizes({300, 300});
}

PageLayout::State PageLayout::state() const
{
    return {
        {QStringLiteral("docks"), m_parts.docks->state()},
        {QStringLiteral("workbench"), m_parts.workbench->saveState()},
        {QStringLiteral("columns"), m_parts.results->horizontalHeader()->saveState()},
        {QStringLiteral("valueTab"), QByteArray::number(m_parts.valueTabs->currentIndex())},
    };
}

void PageLayout::restore(const State &state)
{
    const auto kept = [this, &state](const QString &part) { return state.contains(part) ? state[part] : m_settings->layout(part); };
    m_parts.docks->restore(kept(QStringLiteral("docks")));
    m_parts.workbench->restoreState(kept(QStringLiteral("workbench")));
    m_parts.results->restoreColumns(kept(QStringLiteral("columns")));
    m_parts.valueTabs->setCurrentIndex(kept(QStringLiteral("valueTab")).toInt());
}

void PageLayout::save() const
{
    const State now = state();
    for (auto part = now.cbegin(); part != now.cend(); ++part)
        m_settings->setLayout(part.key(), part.value());
}

void PageLayout::reset() const
{
    m_parts.docks->reset();
    m_parts.results->restoreColumns(m_firstColumns);
    const int height = m_parts.workbench->height();
    m_parts.workbench->setSizes({height / 2, height / 2});
}
