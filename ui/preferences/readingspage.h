#pragma once

#include "ui/keysettings.h"
#include "ui/preferences/listpage.h"

#include <QHash>
#include <QList>

/// How values of keys are read, where a person had it remembered: to see, and to forget.
class ReadingsPage : public ListPage
{
    Q_OBJECT

public:
    explicit ReadingsPage(QWidget *parent = nullptr);

    [[nodiscard]] const QList<KeptReading> &readings() const { return m_readings; }
    void setReadings(const QList<KeptReading> &readings);
    /// What servers are called that are told by something else than their address.
    void setServerNames(const QHash<QString, QString> &names);

signals:
    void changed();

private:
    void fill(qsizetype current);
    void forget();

    QList<KeptReading> m_readings;
    QHash<QString, QString> m_names;
    QPushButton *m_forget;
};
