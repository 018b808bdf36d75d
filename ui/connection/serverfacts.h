#pragma once

#include "connection/connection.h"
#include "ui/elidedlabel.h"

#include <QPointer>

/// What the server that we are connected to says of itself, in a line of the status bar.
class ServerFacts : public ElidedLabel
{
    Q_OBJECT

public:
    explicit ServerFacts(QWidget *parent = nullptr);

    /// From now on of the server of `connection`; null: of none.
    void follow(const Connection *connection);

private:
    void showFacts();

    QPointer<const Connection> m_connection;
};
