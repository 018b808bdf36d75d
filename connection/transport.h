#pragma once

#include "connection/error.h"
#include "connection/serveraddress.h"

#include <QTcpSocket>

/// The bytes' way to a server and back: today a TCP socket, unbuffered, so that what is read goes straight to its place and what is written
/// straight to the system.
class Transport : public QObject
{
    Q_OBJECT

public:
    explicit Transport(QObject *parent = nullptr);
    ~Transport() override;

    /// Looks the host up and connects; opened() or failed() follows.
    void open(const ServerAddress &address);
    /// Hangs up at once. No signal follows.
    void abort();

    /// Reads what is there, at most `size` bytes. 0: nothing now; -1: the end, see endError().
    [[nodiscard]] qint64 read(char *bytes, qint64 size);
    /// Writes all, keeping what the system does not take at once. False: the connection is broken, see endError().
    [[nodiscard]] bool write(const char *bytes, qint64 size);
    /// Bytes that were written and are not yet taken by the system.
    [[nodiscard]] qint64 backlog() const { return m_backlog; }
    /// From now on says readable() only once so many bytes are there (1: at once), or the end. False: the system cannot do that, nothing
    /// has changed.
    bool setLeastReadable(int bytes);
    /// Whether the server has closed in an orderly way, rather than reset the connection; to be asked once read() has found the end.
    [[nodiscard]] bool endedCleanly() const;
    /// Why there is nothing to read or write any more.
    [[nodiscard]] Error endError() const;

signals:
    void opened();
    /// There is something to read, possibly the end; not repeated before read() was called.
    void readable();
    /// The system took some of the backlog.
    void drained();
    /// It could not be opened, or broke.
    void failed(const Error &error);

private:
    void report();
    [[nodiscard]] qint64 readRest(char *bytes, qint64 size);

    QTcpSocket m_socket;
    ServerAddress m_address;
    qint64 m_backlog = 0; ///< ours, since Qt drops its own with a broken connection
    int m_spare = -1;     ///< a second descriptor of the socket, see readRest()
    bool m_open = false;
    bool m_broken = false; ///< writing failed
};
