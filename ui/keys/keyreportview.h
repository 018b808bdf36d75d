#pragma once

#include "ui/keys/keyreportmodel.h"

#include <QWidget>

class QComboBox;
class QTableView;

/// What became of each key of a dump or a restore, with a choice of what to see of it.
class KeyReportView : public QWidget
{
    Q_OBJECT

public:
    explicit KeyReportView(QWidget *parent = nullptr);

    void setReport(const std::shared_ptr<const KeyReport> &report);

private:
    void offerFates();

    KeyReportModel m_model;
    QComboBox *m_fates;
    QTableView *m_table;
};
