#pragma once

#include "ui/keys/itemreportmodel.h"

#include <QWidget>

class ElidedLabel;
class QComboBox;
class ReportTable;

/// What became of each key of a dump or a restore, with a choice of what to see of it.
class ItemReportView : public QWidget
{
    Q_OBJECT

public:
    explicit ItemReportView(QWidget *parent = nullptr);

    void setReport(const std::shared_ptr<const ItemReport> &report);

private:
    void offerFates();

    ItemReportModel m_model;
    QComboBox *m_fates;
    ReportTable *m_table;
    ElidedLabel *m_told;
};
