#pragma once

#include "app/profiles/profilelist.h"

#include <QObject>
#include <QStringList>
#include <QUndoStack>

class ProfileStore;

/// The changes that a person makes to the list of profiles by hand, and can take back. What somebody else changes meanwhile stays.
class ProfileHistory : public QObject
{
    Q_OBJECT

public:
    static constexpr int levels = 20;

    /// `store` must outlive it.
    explicit ProfileHistory(ProfileStore *store, QObject *parent = nullptr);
    ~ProfileHistory() override;

    [[nodiscard]] ProfileStore *store() const { return m_store; }
    /// For its actions and its signals.
    [[nodiscard]] QUndoStack *stack() { return &m_stack; }

    /// Makes the store's list `after`. `what` is translated, in few words: "Delete “Cache A”". False: the store cannot be changed now, or
    /// there is nothing to change.
    bool edit(const ProfileList &after, const QString &what);

signals:
    /// These profiles are gone, but can come back: what is kept for them elsewhere must stay.
    void deleted(const QStringList &ids);
    /// They came back.
    void restored(const QStringList &ids);
    /// They cannot come back any more: what is kept for them elsewhere, their secrets, can go. Also told when the history itself ends.
    void forgotten(const QStringList &ids);

private:
    friend class ProfileEdit;
    void apply(const ProfileList &list);
    void forget(const QStringList &ids);

    ProfileStore *m_store;
    QUndoStack m_stack;
};
