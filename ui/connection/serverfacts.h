#pragma once

#include "ui/elidedlabel.h"

class Connection;

/// What the server that we are connected to says of itself, in a line of the status bar.
class ServerFacts : public ElidedLabel
{
    Q_OBJECT

public:
    explicit ServerFacts(const Connection *connection, QWidget *parent = nullptr);

private:
    void showFacts();

    const Connection *m_connection;
};
