#pragma once

#include "app/keychange/keyoutcomes.h"
#include "app/keychange/runkeys.h"
#include "app/keyspace/keychoice.h"
#include "ui/itemedit/itemactions.h"

#include <functional>

class DeedFollower;
class KeyBrowser;
class KeyChangeActions;
class KeyDetails;
class KeyTreeView;
struct UndoneItem;

/// What can be done to single items among the keys of a page's server. Puts the actions where a person looks for them, and lets the list
/// and the details follow what was done.
class KeyItems : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    struct Surroundings
    {
        Connection *connection = nullptr;
        KeyBrowser *browser = nullptr;
        KeyTreeView *tree = nullptr;
        KeyDetails *details = nullptr;
        KeyChangeActions *changes = nullptr;
        std::function<bool()> isOfServer{}; ///< whether the list is of the server that the page is connected to
    };

    KeyItems(const Surroundings &surroundings, QWidget *window);

    [[nodiscard]] ItemActions *actions() { return &m_actions; }
    /// Lets the list follow what was done elsewhere than by actions().
    void follow(const std::vector<ItemDeed> &deeds);

signals:
    void told(const QString &text);
    void workChanged();
    /// See ItemDialog.
    void workFailed();
    /// A key is to be shown, which may be in the list or not.
    void keyWanted(const QByteArray &key);

private:
    void followKey();
    void awaitRestored(const RunKeys &keys, const KeyOutcomes &outcomes, const std::vector<UndoneItem> &items);
    [[nodiscard]] bool areListed(const RunKeys &keys, const KeyOutcomes &outcomes) const;
    void awaitRetimed(const KeyListing &listing, const QList<int> &indexes);
    void followRestored();
    void change(KeyChange::Kind kind, const QByteArray &key);
    [[nodiscard]] KeyChoice oneKey(const QByteArray &key) const;

    Surroundings m_parts;
    ItemActions m_actions;
    DeedFollower *m_follower;
    QByteArray m_returned; ///< is gone to once m_restored was looked at; empty: none
    QByteArray m_restored; ///< key of what was undone, which is looked at again; empty: none
};
