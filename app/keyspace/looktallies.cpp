#include "app/keyspace/looktallies.h"

LookTallies::LookTallies(QObject *parent)
    : QObject(parent)
{
}

void LookTallies::add(const QString &place, const LookTally &looks)
{
    if (looks.asked() == 0)
        return;
    LookTally added = looks;
    if (!added.since.isValid())
        added.since = QDateTime::currentDateTime();
    m_tallies[place].add(added);
    emit changed(place);
}
