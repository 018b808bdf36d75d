#pragma once

#include "ui/keys/analysis/keysentences.h"

#include <QWidget>

class FindingRow;
class QLabel;
class QPushButton;
class QVBoxLayout;

/// What is to be said of the analysed keys, a sentence each, the weightiest first.
class FindingsList : public QWidget
{
    Q_OBJECT

public:
    explicit FindingsList(QWidget *parent = nullptr);

    void setFindings(const QList<KeyFinding> &findings, AnalysedKeys keys);

signals:
    void filterRequested(const QString &filter);

private:
    void fill();
    void updateShown();

    QList<KeyFinding> m_findings;
    AnalysedKeys m_keys = AnalysedKeys::All;
    QList<FindingRow *> m_rows;
    bool m_areAllShown = false;
    QVBoxLayout *m_list;
    QLabel *m_nothing;
    QPushButton *m_more;
};
