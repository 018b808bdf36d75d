#pragma once

#include "app/itemedit/itemexchange.h"
#include "app/itemedit/itemsave.h"
#include "app/keyspace/looktally.h"
#include "ui/itemedit/savingdialog.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

class ConflictDialog;
class UndoJournal;

/// Brings an edited value to the server: asks what is to be stored and how, asks the guard, stores it, and where somebody came between,
/// asks what is to become of it. What was stored can be undone by the journal.
class ItemSaving : public QObject
{
    Q_OBJECT

public:
    /// All outlive it; dialogs belong to `window`.
    ItemSaving(Connection *connection, UndoJournal *journal, QWidget *window);
    ~ItemSaving() override;

    /// Of which profile the server is, for the guard and to understand values.
    void setProfile(const QString &name, Environment environment, ClientLibrary library);

    /// `base`: the item as it was when the person began; its value need not be there.
    void save(const EditedValue &edited, const FoundItem &base);
    [[nodiscard]] bool isBusy() const { return m_dialog != nullptr; }
    /// What is being saved, for people; empty: nothing.
    [[nodiscard]] QString work() const;
    /// Waits for it no longer.
    void stopWork();

signals:
    /// The item is as the person wants it: it can be looked at again.
    void saved(const ItemDeed &deed);
    /// The person keeps what is on the server: the edit is over too.
    void discarded(const QByteArray &key);
    /// Nothing was stored, since the server has another item by now, or none: what is told of the item that is edited is not true any more.
    void foundOther();
    /// Nothing was stored; the edit stays.
    void abandoned();
    void workChanged();
    /// It has ended otherwise than was wanted, and says so; before workChanged().
    void workFailed();
    /// A sentence for the status line.
    void told(const QString &text);
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

private:
    void open(SavingDialog *dialog);
    void ask();
    void run();
    void followSave();
    void takeEnd();
    void takeSaved();
    void tellEnd();
    void takeConflict(const QString &reason);
    [[nodiscard]] bool remember();
    [[nodiscard]] QString failureText() const;
    void close();

    Connection *m_connection;
    UndoJournal *m_journal;
    QWidget *m_window;
    SavingPlace m_place;
    EditedValue m_edited;
    FoundItem m_base;
    QByteArray m_former;       ///< the value that is overwritten
    quint32 m_formerFlags = 0; ///< its flags
    QPointer<SavingDialog> m_dialog;
    QPointer<ConflictDialog> m_conflict;
    std::unique_ptr<ItemSave> m_save;
    QString m_savedAt; ///< the place of the server that the value is of
};
