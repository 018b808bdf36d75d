#include "ui/keys/analysis/prefixpane.h"

#include "app/keyspace/keyfilter.h"
#include "ui/keys/analysis/prefixmap.h"
#include "ui/keys/analysis/prefixtable.h"
#include "ui/keys/analysis/prefixtrail.h"
#include "ui/keys/analysis/sectiontitle.h"
#include "ui/keys/analysis/shadelegend.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

PrefixPane::PrefixPane(QWidget *parent)
    : QWidget(parent)
    , m_trail(new PrefixTrail(this))
    , m_table(new PrefixTable(&m_model, this))
    , m_map(new PrefixMap(&m_model, this))
    , m_splitter(new QSplitter(this))
{
    setObjectName(QStringLiteral("prefixPane"));
    m_trail->setObjectName(QStringLiteral("prefixTrail"));
    m_table->setObjectName(QStringLiteral("prefixTable"));
    m_table->setAccessibleName(tr("Bytes by prefix"));
    m_table->setAccessibleDescription(tr("Enter opens a folder, Ctrl+Enter shows its keys, Backspace goes back"));
    m_map->setObjectName(QStringLiteral("prefixMap"));
    m_map->setAccessibleName(tr("Map of bytes by prefix"));
    m_splitter->setObjectName(QStringLiteral("prefixSplitter"));
    m_splitter->setChildrenCollapsible(false);
    layOut();

    connect(m_trail, &PrefixTrail::trailRequested, this, &PrefixPane::trailRequested);
    connect(m_table, &PrefixTable::openRequested, this, &PrefixPane::open);
    connect(m_table, &PrefixTable::keysRequested, this, &PrefixPane::showKeys);
    connect(m_table, &PrefixTable::upRequested, m_trail, &PrefixTrail::goUp);
    connect(m_table, &PrefixTable::currentRowChanged, m_map, &PrefixMap::setCurrentRow);
    connect(m_map, &PrefixMap::openRequested, this, &PrefixPane::open);
    connect(m_map, &PrefixMap::keysRequested, this, &PrefixPane::showKeys);
    connect(m_map, &PrefixMap::upRequested, m_trail, &PrefixTrail::goUp);
    connect(m_map, &PrefixMap::currentRowChanged, m_table, &PrefixTable::setCurrentRow);
}

void PrefixPane::layOut()
{
    auto *head = new QHBoxLayout;
    head->addWidget(new SectionTitle(tr("By prefix"), this));
    head->addSpacing(8);
    head->addWidget(m_trail, 1);
    auto *mapSide = new QWidget(m_splitter);
    auto *mapLayout = new QVBoxLayout(mapSide);
    mapLayout->setContentsMargins(0, 0, 0, 0);
    mapLayout->setSpacing(4);
    mapLayout->addWidget(m_map, 1);
    mapLayout->addWidget(new ShadeLegend(mapSide), 0, Qt::AlignRight);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(mapSide);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_splitter, 1);
}

/// The map stands below the table where beside it there would be no room for all columns.
void PrefixPane::arrange()
{
    const int wanted = m_table->wantedWidth();
    const bool fits = width() >= wanted + m_splitter->handleWidth() + m_map->minimumSizeHint().width();
    const Qt::Orientation orientation = fits ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() == orientation && m_isArranged)
        return;
    m_isArranged = m_columnsFit;
    m_splitter->setOrientation(orientation);
    m_splitter->setSizes(fits ? QList<int>{std::max(wanted, width() * 3 / 5), width() * 2 / 5} : QList<int>{1'000, 1'000});
}

void PrefixPane::setKeys(const QString &filterText, const QByteArray &delimiters)
{
    m_filterText = filterText;
    m_delimiters = delimiters;
}

void PrefixPane::setReport(const FolderReport &report, const QList<QByteArray> &trail, const KeyWeight &all)
{
    // Back from a folder its own row is the current one; after a new listing the same prefix stays it.
    const QByteArray before = m_model.report().prefix;
    const int row = m_table->currentRow();
    QByteArray current;
    if (before != report.prefix && before.startsWith(report.prefix))
        current = before;
    else if (before == report.prefix && row >= 0)
        current = m_model.prefixOf(row);
    m_model.setReport(report, all);
    m_trail->setTrail(trail);
    if (!m_columnsFit && m_model.rowCount() > 0) {
        m_table->fitColumns();
        m_columnsFit = true;
        arrange();
    }
    for (int i = 0; i < m_model.rowCount() && !current.isEmpty(); ++i) {
        if (m_model.kindOf(i) == PrefixModel::Row::Folder && current.startsWith(m_model.prefixOf(i))) {
            m_table->setCurrentRow(i);
            return;
        }
    }
    if (m_model.rowCount() > 0 && (m_table->hasFocus() || m_map->hasFocus()))
        m_table->setCurrentRow(0);
}

void PrefixPane::open(int row)
{
    switch (m_model.kindOf(row)) {
    case PrefixModel::Row::Folder:
        emit trailRequested(m_trail->trail() + QList<QByteArray>{m_model.prefixOf(row)});
        break;
    case PrefixModel::Row::Loose:
        showKeys(row); // there is nothing to go into
        break;
    case PrefixModel::Row::Rest:
        break;
    }
}

void PrefixPane::showKeys(int row)
{
    switch (m_model.kindOf(row)) {
    case PrefixModel::Row::Folder:
        emit filterRequested(narrowed(m_filterText, KeyFilter::prefixTerm(m_model.prefixOf(row))));
        break;
    case PrefixModel::Row::Loose:
        emit filterRequested(narrowed(m_filterText, looseKeysTerm(m_model.report().prefix, m_delimiters)));
        break;
    case PrefixModel::Row::Rest:
        break;
    }
}

void PrefixPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}
