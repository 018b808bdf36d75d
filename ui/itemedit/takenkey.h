#pragma once

#include "app/itemedit/itemreading.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

/// Looks whether a key that somebody types is taken on a server, without a trace, once they pause.
class TakenKey : public QObject
{
    Q_OBJECT

public:
    /// `connection` outlives it.
    explicit TakenKey(Connection *connection, QObject *parent = nullptr);
    ~TakenKey() override;

    /// The key as it is by now; none: it is no key.
    void follow(const std::optional<QByteArray> &key);
    /// What follow() was told last is taken, as far as is known.
    [[nodiscard]] bool isTaken() const { return m_taken; }

signals:
    /// isTaken() is another.
    void changed();
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

private:
    void look();
    void take();

    Connection *m_connection;
    std::optional<QByteArray> m_key;
    std::unique_ptr<ItemReading> m_reading;
    QTimer m_pause;
    bool m_taken = false;
};
