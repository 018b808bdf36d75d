#pragma once

#include "app/itemedit/editedvalue.h"
#include "app/itemedit/itemtostore.h"
#include "app/keyspace/itemlook.h"
#include "app/profiles/profile.h"
#include "app/values/clientlibrary.h"
#include "ui/theme.h"

#include <QDialog>

class Connection;
class NoticeRow;
class QDialogButtonBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

/// Where an item is stored; all of it outlives the dialog.
struct SavingPlace
{
    Connection *connection = nullptr;
    QString profile{}; ///< the name of the profile; empty: it has none
    Environment environment = Environment::None;
    ClientLibrary library = ClientLibrary::Unknown; ///< that wrote the values
};

/// Asks how an item is to be stored, and shows how that goes. It stays as it is when something fails. Escape cancels what is under way, or
/// stops waiting for what was sent, and else closes. Use open(); it deletes itself when it is closed.
class SavingDialog : public QDialog
{
    Q_OBJECT

public:
    /// What is to be stored, and how.
    [[nodiscard]] virtual ItemToStore item() const = 0;
    enum class Work { CanBeCancelled, IsSent };
    void showWork(const QString &text, Work work);
    /// It has ended otherwise than was wanted, or was cancelled (no text).
    void showEnd(const QString &text, Tone tone = Tone::Bad);
    [[nodiscard]] bool isWorking() const { return m_isWorking; }
    /// Whether all is chosen that has to be.
    [[nodiscard]] virtual bool isComplete() const = 0;

signals:
    /// The person wants item() to be stored.
    void saveRequested();
    void cancelRequested();
    /// The person does not wait for what was sent.
    void leaveRequested();

protected:
    SavingDialog(const QString &name, const SavingPlace &place, QWidget *parent);

    /// For what the dialog shows between its title and its buttons.
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    [[nodiscard]] QPushButton *consent() const { return m_consent; }
    void setTitle(const QString &title);
    [[nodiscard]] const SavingPlace &place() const { return m_place; }
    /// What the person wants when the consent is clicked.
    virtual void agree() { emit saveRequested(); }
    void refresh();
    /// What can be lost, sentences; empty: nothing.
    [[nodiscard]] static QString unguardedText(ItemToStore::Guard guard);

    void reject() override;
    void closeEvent(QCloseEvent *event) override;

private:
    SavingPlace m_place;
    QLabel *m_title;
    QVBoxLayout *m_content;
    QWidget *m_fields;
    NoticeRow *m_end;
    QWidget *m_work;
    QLabel *m_workText;
    QDialogButtonBox *m_buttons;
    QPushButton *m_consent;
    QPushButton *m_cancel;
    bool m_isWorking = false;
    bool m_isSent = false;
};
