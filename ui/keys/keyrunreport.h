#pragma once

#include "app/keychange/keyreport.h"
#include "ui/theme.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>

class KeyReportModel;
class NoticeRow;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class ReportTable;

/// What became of the keys of a run that is over: counted, and those that were not changed one by one, which can be filtered, copied and
/// saved.
class KeyRunReport : public QWidget
{
    Q_OBJECT

public:
    explicit KeyRunReport(QWidget *parent = nullptr);
    ~KeyRunReport() override;

    /// `title`: how it ended; `notice`: what the person should know besides, or nothing.
    void setReport(const KeyReport &report, const QString &title, const QString &notice, Tone tone);
    /// Writes the rows that are seen as CSV, and says so.
    void saveTo(const QString &path);

private:
    void layOut();
    void connectParts();
    void showCounts();
    void offerOutcomes();
    void look();
    void takeRows();
    [[nodiscard]] std::vector<int> chosen() const;
    [[nodiscard]] qsizetype chosenCount() const;
    void copyRows();
    void takeCopy();
    void askForFile();
    void takeSaved();

    QLabel *m_title;
    NoticeRow *m_notice;
    QGridLayout *m_counts;
    QWidget *m_rows; ///< all about single keys
    QComboBox *m_outcome;
    QLineEdit *m_filter;
    ReportTable *m_table;
    QLabel *m_found;
    QPushButton *m_copy;
    QPushButton *m_save;
    KeyReportModel *m_model;
    KeyReport m_report;
    QTimer m_delay;
    QFutureWatcher<std::vector<int>> m_looking;
    QFutureWatcher<QString> m_copying;
    QFutureWatcher<Error> m_saving;
    QString m_path;
    std::shared_ptr<std::atomic_bool> m_stop;
    std::shared_ptr<std::atomic_bool> m_stopCopying;
    qsizetype m_chosenCount = 0; ///< rows, of which at most a bound are copied
};
