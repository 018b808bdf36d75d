#pragma once

#include "app/itemdump/itemdump.h"
#include "app/keyspace/keychoice.h"

#include <QDialog>

class ItemReportView;
class NoticeRow;
class QLabel;
class QProgressBar;
class QPushButton;
class QRadioButton;

/// Dumps chosen items to a file. Use open(); it deletes itself when it is closed.
class ItemDumpDialog : public QDialog
{
    Q_OBJECT

public:
    struct Content
    {
        ConnectionOptions options{};
        QString server{}; ///< what it is called
        KeyChoice shown{};
        KeyChoice selected{};
    };

    ItemDumpDialog(const Content &content, QWidget *parent);

    /// Dumps what is chosen to `path`.
    void dumpTo(const QString &path);
    /// What is being written; empty: nothing, or it is being cancelled.
    [[nodiscard]] QString work() const;
    void stopWork();

signals:
    void workChanged();
    /// It has ended otherwise than was wanted, and says so; before workChanged().
    void workFailed();
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

protected:
    void reject() override;

private:
    void layOut();
    void askForFile();
    void showProgress(qint64 done);
    void showEnd();
    [[nodiscard]] const KeyChoice &chosen() const;
    [[nodiscard]] QString outcome() const;

    Content m_content;
    ItemDump m_dump;
    QRadioButton *m_shown;
    QRadioButton *m_selected;
    QLabel *m_meaning;
    QLabel *m_state;
    NoticeRow *m_notice;
    QProgressBar *m_progress;
    ItemReportView *m_report;
    QPushButton *m_start;
    QPushButton *m_close;
};
