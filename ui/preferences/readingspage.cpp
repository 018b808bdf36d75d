#include "ui/preferences/readingspage.h"

#include "ui/values/stepnames.h"

#include <QPushButton>
#include <QTreeWidget>

ReadingsPage::ReadingsPage(QWidget *parent)
    : ListPage(tr("How the values of these keys are read, as you had it remembered. To have more remembered, say how a value "
                  "is read where it is shown."),
               {tr("Server"), tr("Keys like"), tr("Read as")}, parent)
    , m_forget(addButton(QStringLiteral("forgetReading"), QStringLiteral("x"), tr("&Forget"), tr("Forget how these values are read")))
{
    setObjectName(QStringLiteral("readingsPage"));
    list()->setObjectName(QStringLiteral("readingList"));
    list()->setAccessibleName(tr("Remembered ways to read values"));
    list()->setSelectionMode(QAbstractItemView::ExtendedSelection);

    connect(this, &ListPage::removalRequested, this, &ReadingsPage::forget);
    connect(m_forget, &QPushButton::clicked, this, &ReadingsPage::forget);
    connect(list(), &QTreeWidget::itemSelectionChanged, m_forget, [this] { m_forget->setEnabled(!list()->selectedItems().isEmpty()); });
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
    list()->clear();
    for (const KeptReading &reading : std::as_const(m_readings)) {
        const RememberedSteps &remembered = reading.remembered;
        addRow({m_names.value(reading.place, reading.place), remembered.pattern, stepNames(chosenSteps(remembered.steps))});
    }
    setCurrentPlace(current);
    m_forget->setEnabled(!list()->selectedItems().isEmpty());
}

void ReadingsPage::forget()
{
    int first = -1;
    for (int place = list()->topLevelItemCount() - 1; place >= 0; --place) {
        if (!list()->topLevelItem(place)->isSelected())
            continue;
        m_readings.removeAt(place);
        first = place;
    }
    if (first < 0)
        return;
    fill(first);
    emit changed();
}
