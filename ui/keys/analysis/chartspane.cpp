#include "ui/keys/analysis/chartspane.h"

#include "ui/keys/analysis/barchart.h"
#include "ui/keys/analysis/keybars.h"
#include "ui/keys/analysis/sectiontitle.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

ChartsPane::ChartsPane(QWidget *parent)
    : QWidget(parent)
    , m_bytes(new QRadioButton(tr("Bytes"), this))
    , m_keys(new QRadioButton(tr("Keys"), this))
    , m_grid(new QGridLayout)
{
    setObjectName(QStringLiteral("chartsPane"));
    m_bytes->setObjectName(QStringLiteral("measureBytes"));
    m_bytes->setAccessibleName(tr("Bars as high as the bytes"));
    m_keys->setObjectName(QStringLiteral("measureKeys"));
    m_keys->setAccessibleName(tr("Bars as high as the number of keys"));
    m_bytes->setChecked(true);
    auto *head = new QHBoxLayout;
    head->addWidget(new SectionTitle(tr("Sizes and times"), this));
    head->addStretch();
    head->addWidget(new QLabel(tr("Bars show:"), this));
    head->addWidget(m_bytes);
    head->addWidget(m_keys);
    m_sizes = addChart(QStringLiteral("sizeChart"), tr("Size of items"), tr("The server did not tell the sizes of these items."));
    m_ttls = addChart(QStringLiteral("ttlChart"), tr("TTL left"), tr("None of these keys has a TTL."));
    m_idles = addChart(QStringLiteral("idleChart"), tr("Idle since the last access"),
                       tr("The server did not tell when these keys were touched."));
    m_hours = addChart(QStringLiteral("hoursChart"), tr("Expiring in the next hours"), tr("None of these keys expires."));
    m_waste = addChart(QStringLiteral("wasteChart"), tr("Empty part of the chunks, by slab class"),
                       tr("How large the chunks of the slab classes are is not known."));
    m_grid->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addLayout(m_grid, 1);
    arrange();
    connect(m_bytes, &QRadioButton::toggled, this, [this](bool isOn) { setMeasure(isOn ? BarMeasure::Bytes : BarMeasure::Keys); });
}

BarChart *ChartsPane::addChart(const QString &name, const QString &title, const QString &emptyText)
{
    auto *chart = new BarChart(title, emptyText, this);
    chart->setObjectName(name);
    connect(chart, &BarChart::filterRequested, this, &ChartsPane::filterRequested);
    m_charts.append(chart);
    return chart;
}

void ChartsPane::setAnalysis(const KeyAnalysis &analysis, const SlabChunks &chunks, const QString &filterText)
{
    m_sizes->setBars(sizeBars(analysis, filterText));
    m_ttls->setBars(ttlBars(analysis, filterText));
    m_idles->setBars(idleBars(analysis, filterText));
    m_hours->setBars(expiryBars(analysis, filterText));
    m_waste->setBars(wasteBars(analysis, chunks, filterText));
}

void ChartsPane::setMeasure(BarMeasure measure)
{
    for (BarChart *chart : std::as_const(m_charts))
        chart->setMeasure(measure);
}

void ChartsPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (columns() != m_columns)
        arrange();
}

int ChartsPane::columns() const
{
    return std::clamp(width() / (fontMetrics().averageCharWidth() * 48), 1, 3);
}

void ChartsPane::arrange()
{
    m_columns = columns();
    for (BarChart *chart : std::as_const(m_charts))
        m_grid->removeWidget(chart);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    // The five fill each grid: the hours, of which there are many, span two columns.
    if (const bool areLast = m_charts.constLast() == m_hours; areLast != (m_columns == 2))
        m_charts.swapItemsAt(m_charts.size() - 2, m_charts.size() - 1);
    int row = 0;
    int column = 0;
    QWidget *before = m_keys;
    for (BarChart *chart : std::as_const(m_charts)) {
        setTabOrder(std::exchange(before, chart), chart);
        const int span = chart == m_hours ? std::min(2, m_columns) : 1;
        if (column + span > m_columns) {
            ++row;
            column = 0;
        }
        m_grid->addWidget(chart, row, column, 1, span);
        column += span;
    }
}
