#include "ui/keys/itemreportview.h"

#include "ui/elidedlabel.h"
#include "ui/keys/reporttable.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace {

constexpr int all = -1;

}

ItemReportView::ItemReportView(QWidget *parent)
    : QWidget(parent)
    , m_fates(new QComboBox(this))
    , m_table(new ReportTable(this))
    , m_told(new ElidedLabel(this))
{
    setObjectName(QStringLiteral("keyReport"));
    m_fates->setObjectName(QStringLiteral("keyReportFates"));
    m_fates->setAccessibleName(tr("Keys to show"));
    m_fates->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_table->setObjectName(QStringLiteral("keyReportTable"));
    m_table->setAccessibleName(tr("What became of each key"));
    m_table->setModel(&m_model);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(ItemReportModel::KeyColumn, QHeaderView::Stretch);
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    header->resizeSection(ItemReportModel::FateColumn, unit * 22);
    header->resizeSection(ItemReportModel::ReasonColumn, unit * 28);

    m_told->setObjectName(QStringLiteral("keyReportTold"));
    m_told->setAccessibleName(tr("What was copied"));
    m_told->setTone(Tone::Muted);

    auto *label = new QLabel(tr("&Keys:"), this);
    label->setBuddy(m_fates);
    auto *choice = new QHBoxLayout;
    choice->addWidget(label);
    choice->addWidget(m_fates);
    choice->addWidget(m_told, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(choice);
    layout->addWidget(m_table, 1);

    connect(m_fates, &QComboBox::currentIndexChanged, this, [this] {
        const int fate = m_fates->currentData().toInt();
        m_model.show(fate == all ? std::nullopt : std::optional(ItemFate(fate)));
    });
    connect(m_table, &ReportTable::told, m_told, &ElidedLabel::setText);
}

void ItemReportView::setReport(const std::shared_ptr<const ItemReport> &report)
{
    m_model.setReport(report);
    m_told->setText({});
    m_table->setColumnHidden(ItemReportModel::ReasonColumn, !report || !report->hasReasons());
    offerFates();
}

void ItemReportView::offerFates()
{
    const ItemReport *report = m_model.report();
    const QSignalBlocker blocker(m_fates);
    m_fates->clear();
    m_fates->addItem(tr("All (%1)").arg(QLocale().toString(report ? report->size() : 0)), all);
    for (int fate = 0; report && fate <= int(ItemFate::Last); ++fate) {
        if (const qint64 count = report->count(ItemFate(fate)); count > 0)
            m_fates->addItem(tr("%1 (%2)").arg(ItemReportModel::words(ItemFate(fate)), QLocale().toString(count)), fate);
    }
}
