#pragma once

#include <QMenu>

class QHeaderView;

/// Shows and hides the columns of a table; also the context menu of its header.
class ColumnMenu : public QMenu
{
    Q_OBJECT

public:
    ColumnMenu(QHeaderView *header, const QString &title, QWidget *parent = nullptr);

private:
    void fill();

    QHeaderView *m_header;
};
