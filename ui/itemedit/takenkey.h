#pragma once

#include "app/itemedit/itemreading.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

class QPushButton;

/// Looks whether a key that somebody types is taken on a server, without a trace, once they pause. While it is, looks again when it is
/// asked to, and when the person comes back to the window.
class TakenKey : public QObject
{
    Q_OBJECT

public:
    /// `connection` outlives it. `name`: of the button.
    TakenKey(Connection *connection, const QString &name, QObject *parent = nullptr);
    ~TakenKey() override;

    /// The key as it is by now; none: it is no key.
    void follow(const std::optional<QByteArray> &key);
    /// What follow() was told last is taken, as far as is known.
    [[nodiscard]] bool isTaken() const { return m_taken; }
    /// Looks again; seen while the key is taken. Whoever lays it out takes it over.
    [[nodiscard]] QPushButton *button() const;

signals:
    /// isTaken() is another.
    void changed();
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();
    void take();

    Connection *m_connection;
    std::optional<QByteArray> m_key;
    std::unique_ptr<ItemReading> m_reading;
    QTimer m_pause;
    QPointer<QPushButton> m_again;
    bool m_taken = false;
};
