#pragma once

#include "app/values/clientlibrary.h"
#include "ui/itemedit/itemdialog.h"
#include "ui/itemedit/openserver.h"

#include <QAction>
#include <QObject>
#include <QPointer>

#include <vector>

class QMenu;
class UndoJournal;

/// What a person can do to the one item that is looked at, beside editing its value, and how to make a new one.
class ItemActions : public QObject
{
    Q_OBJECT

public:
    /// `connection`, `journal` and `window`, to which dialogs belong, outlive it.
    ItemActions(Connection *connection, UndoJournal *journal, QWidget *window);
    ~ItemActions() override;

    /// Of which profile the server is, for the guard and to understand values.
    void setProfile(const QString &name, Environment environment, ClientLibrary library);
    /// Who tells to which other servers an item can be copied.
    void setOthers(const OpenServers &others) { m_others = others; }
    /// The one that is looked at; empty: none.
    void setKey(const QByteArray &key);
    [[nodiscard]] const QByteArray &key() const { return m_key; }
    /// What is being done, for people; empty: nothing.
    [[nodiscard]] QString work() const { return m_dialog ? m_dialog->work() : QString(); }
    /// Waits for it no longer.
    void stopWork();
    /// What was done to items of the server at `place` from another page. Answers whether it can be taken back here.
    [[nodiscard]] bool takeForeign(const QString &place, const std::vector<ItemDeed> &deeds, const ServerSettings &server);

    [[nodiscard]] QAction *newItem() { return &m_new; }
    /// All that can be done to the item; the window's.
    [[nodiscard]] QMenu *menu() { return m_menu; }

signals:
    void told(const QString &text);
    /// On the server of the connection.
    void done(const std::vector<ItemDeed> &deeds);
    /// Likewise, from another page.
    void doneElsewhere(const std::vector<ItemDeed> &deeds);
    void workChanged();
    /// See ItemDialog.
    void workFailed();
    void counted(const QString &place, const LookTally &looks);
    void retimeRequested(const QByteArray &key);
    void deleteRequested(const QByteArray &key);

private:
    enum class Needs { Nothing, Key, AnotherServer };
    struct Entry
    {
        QAction *action;
        Needs needs;
        QString tip;
    };

    void name(QAction &action, const char *objectName, const char *icon, const QString &text, const QString &tip, Needs needs = Needs::Key);
    void nameAll();
    void fillMenu();
    void open(ItemDialog *dialog);
    [[nodiscard]] bool remember(const QString &place, const std::vector<ItemDeed> &deeds, const ServerSettings &server);
    void updateActions();
    [[nodiscard]] QString obstacle(Needs needs) const;
    [[nodiscard]] ItemTarget target() const;

    Connection *m_connection;
    UndoJournal *m_journal;
    QWidget *m_window;
    OpenServers m_others;
    QString m_profile;
    Environment m_environment = Environment::None;
    ClientLibrary m_library = ClientLibrary::Unknown;
    QByteArray m_key;
    QPointer<ItemDialog> m_dialog; ///< the last one
    QMenu *m_menu;
    std::vector<Entry> m_entries;
    QAction m_new{this};
    QAction m_duplicate{this};
    QAction m_rename{this};
    QAction m_copyTo{this};
    QAction m_count{this};
    QAction m_join{this};
    QAction m_retime{this};
    QAction m_delete{this};
};
