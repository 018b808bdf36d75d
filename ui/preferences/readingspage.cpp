#include "ui/preferences/readingspage.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/values/stepnames.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

ReadingsPage::ReadingsPage(QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget(this))
    , m_forget(new QPushButton(themedIcon(QStringLiteral("x")), tr("&Forget"), this))
{
    setObjectName(QStringLiteral("readingsPage"));
    auto *about = new QLabel(tr("How the values of these keys are read, as you had it remembered. To have more remembered, say how a value "
                                "is read where it is shown."));
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    m_list->setObjectName(QStringLiteral("readingList"));
    m_list->setAccessibleName(tr("Remembered ways to read values"));
    m_list->setHeaderLabels({tr("Server"), tr("Keys like"), tr("Read as")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->header()->resizeSection(0, fontMetrics().averageCharWidth() * 20);
    m_list->header()->resizeSection(1, fontMetrics().averageCharWidth() * 20);
    m_forget->setObjectName(QStringLiteral("forgetReading"));
    m_forget->setAccessibleName(tr("Forget how these values are read"));
    m_forget->setAutoDefault(false);
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_forget);
    buttons->addStretch();
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(about);
    layout->addLayout(middle, 1);

    auto *removal = new QAction(this);
    removal->setShortcut(QKeySequence::Delete);
    removal->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(removal);
    connect(removal, &QAction::triggered, this, &ReadingsPage::forget);
    connect(m_forget, &QPushButton::clicked, this, &ReadingsPage::forget);
    connect(m_list, &QTreeWidget::itemSelectionChanged, m_forget, [this] { m_forget->setEnabled(!m_list->selectedItems().isEmpty()); });
    fill(0);
}

void ReadingsPage::setReadings(const QList<KeptReading> &readings)
{
    m_readings = readings;
    fill(0);
}

void ReadingsPage::setServerNames(const QHash<QString, QString> &names)
{
    m_names = names;
    fill(0);
}

void ReadingsPage::fill(qsizetype current)
{
    m_list->clear();
    for (const KeptReading &reading : std::as_const(m_readings)) {
        const RememberedSteps &remembered = reading.remembered;
        auto *item = new QTreeWidgetItem(
            m_list, {m_names.value(reading.place, reading.place), remembered.pattern, stepNames(chosenSteps(remembered.steps))});
        item->setFont(1, fixedFont());
        for (int column = 0; column < item->columnCount(); ++column)
            item->setToolTip(column, item->text(column));
    }
    if (!m_readings.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(int(std::clamp<qsizetype>(current, 0, m_readings.size() - 1))));
    m_forget->setEnabled(!m_list->selectedItems().isEmpty());
}

void ReadingsPage::forget()
{
    int first = -1;
    for (int place = m_list->topLevelItemCount() - 1; place >= 0; --place) {
        if (!m_list->topLevelItem(place)->isSelected())
            continue;
        m_readings.removeAt(place);
        first = place;
    }
    if (first < 0)
        return;
    fill(first);
    emit changed();
}
