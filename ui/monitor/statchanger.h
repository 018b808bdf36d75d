#pragma once

#include "app/monitor/statchange.h"
#include "connection/commandreply.h"
#include "connection/connection.h"

#include <QObject>

#include <memory>

/// Changes what a server counts, over the connection of its page: asks the person first, and tells what became of it.
class StatChanger : public QObject
{
    Q_OBJECT

public:
    /// `connection` outlives it. `window`: that questions belong to.
    StatChanger(Connection *connection, QWidget *window);

    /// Of which profile the server is, where it is of one.
    void setProfile(const QString &name, Environment environment);
    /// Why nothing can be changed now, for people; empty: it can.
    [[nodiscard]] QString obstacle() const;
    void change(StatChange change);

signals:
    /// Whether there is an obstacle, or which.
    void obstacleChanged();
    void changed(StatChange change);
    /// A sentence: that it was done, or why not.
    void told(const QString &text);

private:
    [[nodiscard]] GuardedServer server() const;
    void send(StatChange change);
    void take(StatChange change);

    Connection *m_connection;
    QWidget *m_window;
    QString m_profile;
    Environment m_environment = Environment::None;
    std::unique_ptr<CommandReply> m_reply;
};
