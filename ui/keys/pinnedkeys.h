#pragma once

#include "ui/settings.h"

#include <QObject>
#include <QString>

/// The keys that are pinned on one server, and those gone to lately. Other windows on the same server keep theirs in the same place.
class PinnedKeys : public QObject
{
    Q_OBJECT

public:
    /// `settings` must outlive it.
    explicit PinnedKeys(Settings *settings, QObject *parent = nullptr);

    /// Which server it is about: its address, or the id of its profile. Empty: none, and nothing is kept.
    void setPlace(const QString &place);

    /// The latest first. Those that are pinned are not among the recent ones.
    [[nodiscard]] QList<QByteArray> pinned() const { return m_settings->keys()->keptKeys(m_place).pinned; }
    [[nodiscard]] QList<QByteArray> recent() const;
    [[nodiscard]] bool isPinned(const QByteArray &key) const { return pinned().contains(key); }
    [[nodiscard]] bool isUsable() const { return !m_place.isEmpty(); }

    /// False: there are as many as there may be.
    [[nodiscard]] bool pin(const QByteArray &key);
    void unpin(const QByteArray &key);
    /// The person went to it.
    void remember(const QByteArray &key);
    void forgetRecent();

signals:
    void changed();

private:
    void keep(const KeptKeys &keys);

    Settings *m_settings;
    QString m_place;
};
