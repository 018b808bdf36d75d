#pragma once

#include "app/guard/runguard.h"
#include "app/itemdump/itemrestore.h"
#include "app/itemdump/restorecheck.h"

#include <QDialog>

class ItemReportView;
class NoticeRow;
class QButtonGroup;
class QGroupBox;
class QLabel;
class QProgressBar;
class QPushButton;

/// Restores the items of a dump: looks first what there is on the server, without writing, and says what would happen; then the person
/// decides. Use open(); it deletes itself when it is closed.
class ItemRestoreDialog : public QDialog
{
    Q_OBJECT

public:
    /// Which profile the server is of, where it is of one.
    struct ProfileName
    {
        QString name{};
        Environment environment = Environment::None;
    };

    /// `connection` outlives it.
    ItemRestoreDialog(const QString &path, Connection *connection, const ProfileName &profile, QWidget *parent);

    /// What is being stored; empty: nothing, or it is being cancelled.
    [[nodiscard]] QString work() const;
    void stopWork();

signals:
    void workChanged();
    /// It has ended otherwise than was wanted, and says so; before workChanged().
    void workFailed();
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);
    /// Items were stored, or may have been.
    void restored();

protected:
    void reject() override;

private:
    enum class Doing { Checking, Deciding, Restoring, Done };

    void nameParts();
    void layOut();
    void connectParts();
    void check();
    void showCheck();
    void ask();
    void start();
    void showEnd();
    void showPlan();
    void setDoing(Doing doing);
    [[nodiscard]] ItemRestore::Policy policy() const;
    [[nodiscard]] GuardedServer server() const;
    /// How many items a restore would store, as far as can be told.
    [[nodiscard]] qint64 storedCount() const;
    [[nodiscard]] CommandEffects effects() const;
    [[nodiscard]] QString findings() const;
    [[nodiscard]] QString plan() const;
    [[nodiscard]] QString obstacle() const;
    [[nodiscard]] QString outcome() const;

    QString m_path;
    Connection *m_connection;
    QString m_place; ///< of the server that was looked at
    ProfileName m_profile;
    RestoreCheck m_check;
    ItemRestore m_restore;
    QLabel *m_origin;
    QLabel *m_findings;
    QGroupBox *m_choice;
    QButtonGroup *m_policies;
    QLabel *m_plan;
    QLabel *m_state;
    NoticeRow *m_notice;
    QProgressBar *m_progress;
    ItemReportView *m_report;
    QPushButton *m_start;
    QPushButton *m_close;
    Doing m_doing = Doing::Checking;
};
