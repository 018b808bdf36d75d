#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class KeyDumps;
class QMessageBox;
class QWidget;

/// Keeps the program from ending while a server still sends a list of its keys: one that is hung up on in the middle can be harmed. It says
/// what it waits for, and the person can go on all the same.
class ListingWait : public QObject
{
    Q_OBJECT

public:
    /// `dumps` must outlive it.
    explicit ListingWait(const KeyDumps *dumps, QObject *parent = nullptr);

    /// Calls `then` as soon as no list is read any more: at once, or later, or once the person does not want to wait; not at all if they
    /// cancel. `window` is where it is asked.
    void whenIdle(QWidget *window, const std::function<void()> &then);

private:
    void showServers();

    const KeyDumps *m_dumps;
    QPointer<QMessageBox> m_box;
    std::function<void()> m_then;
};
