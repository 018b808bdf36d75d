#pragma once

#include "app/itemedit/itemexchange.h"
#include "app/keyspace/keychoice.h"

#include <QObject>

class KeyBrowser;
class KeyDetails;

/// Lets the list of keys and the details follow what was done to single items of their server: what is gone leaves the list, what is new
/// comes in and is shown.
class DeedFollower : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    DeedFollower(KeyBrowser *browser, KeyDetails *details, QObject *parent = nullptr);

    /// `listed`: whether the list is one of the server where this was done.
    enum class List { OfServer, Other };
    /// Whether the person goes to what is new.
    enum class New { Shown, Listed };
    void follow(const std::vector<ItemDeed> &deeds, List list, New fresh = New::Shown);
    /// Asks for a key to be shown once the list has it again.
    void want(const QByteArray &key);
    /// These keys of any listing are not there any more.
    void leaveOut(const KeyListing &listing, const QList<int> &indexes);

signals:
    /// A key is to be shown, which may be in the list or not.
    void keyWanted(const QByteArray &key);

private:
    void amend(const ItemDeed &deed, int index);
    [[nodiscard]] KeySegment::Fields fieldsAfter(const ItemDeed &deed) const;
    void goToWanted();

    KeyBrowser *m_browser;
    KeyDetails *m_details;
    QByteArray m_wanted; ///< once the list has followed
};
