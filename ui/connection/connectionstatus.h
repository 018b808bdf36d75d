#pragma once

#include "connection/connection.h"
#include "ui/connection/connectionlook.h"

#include <QTimer>
#include <QWidget>

class ElidedLabel;
class QLabel;

/// Says in words, colour and icon how a connection is doing, and counts down to the next attempt.
class ConnectionStatus : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionStatus(const Connection *connection, QWidget *parent = nullptr);

    /// The state in one sentence.
    [[nodiscard]] QString text() const;
    /// Shows an error that came before anything was asked of the connection (an address that cannot be used), until the next change.
    void showError(const Error &error);
    void setAwaited(Awaited awaited);
    /// Why it does not work, where there is no room for all of it; empty: it works, or all of it is seen.
    [[nodiscard]] QString cutOffTrouble() const;

signals:
    /// The words, or the room for them.
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showState();
    void show(const QString &iconName, Tone tone, const QString &words);
    [[nodiscard]] QString stateWords() const;
    [[nodiscard]] QString waitingWords() const;

    const Connection *m_connection;
    QLabel *m_icon;
    ElidedLabel *m_text;
    QLabel *m_warningIcon;
    ElidedLabel *m_warning;
    QTimer m_countdown;
    Error m_error;
    Awaited m_awaited = Awaited::Server;
};
