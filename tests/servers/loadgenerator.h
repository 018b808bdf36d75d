#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <random>
#include <vector>

class QTcpSocket;

/// What a LoadGenerator did itself, as the server answered it.
struct LoadCounts
{
    quint64 sets = 0;
    quint64 stored = 0; ///< of them
    quint64 gets = 0;
    quint64 hits = 0; ///< of them
    quint64 deletes = 0;
    quint64 connections = 0; ///< that the server took
    quint64 refused = 0;     ///< that it turned away
    quint64 bytesSent = 0;
    quint64 bytesReceived = 0;

    [[nodiscard]] quint64 misses() const { return gets - hits; }
    [[nodiscard]] QByteArray text() const;
};

/// Loads a memcached on loopback in ways that a monitor is to show, and counts what it does. It speaks the text protocol with code of its
/// own, blocks while it does so, and stops with an error where the server does not answer. It may be used by another thread that connects
/// it and hangs up.
class LoadGenerator
{
public:
    explicit LoadGenerator(quint16 port);
    ~LoadGenerator();

    /// False from here on: see errorString().
    [[nodiscard]] bool connectToServer();
    void hangUp();
    [[nodiscard]] const QString &errorString() const { return m_errorString; }
    [[nodiscard]] const LoadCounts &counts() const { return m_counts; }
    /// How often each key was read.
    [[nodiscard]] const QHash<QByteArray, quint64> &readsOfKeys() const { return m_reads; }

    /// Stores `count` keys that begin with `prefix`, with values of `size` bytes; `ttl`: seconds, 0: for ever.
    [[nodiscard]] bool store(const QByteArray &prefix, int count, int size, int ttl = 0);
    /// Reads keys that store() has stored, few of them far more often than the others (by Zipf's law).
    [[nodiscard]] bool readHot(const QByteArray &prefix, int keys, int reads);
    /// Reads each of those keys once.
    [[nodiscard]] bool readEach(const QByteArray &prefix, int keys);
    /// Has the server clear away what has expired.
    [[nodiscard]] bool clearExpired();
    /// Opens connections that stay; those that the server turns away are counted.
    [[nodiscard]] bool openConnections(int count);
    void closeConnections();

private:
    [[nodiscard]] static QByteArray key(const QByteArray &prefix, int number);
    [[nodiscard]] bool read(const QByteArray &prefix, const std::vector<int> &numbers);
    [[nodiscard]] bool send(const QByteArray &bytes);
    [[nodiscard]] bool receive();
    [[nodiscard]] bool receiveLine(QByteArray *line);
    [[nodiscard]] bool fail(const QString &what);

    quint16 m_port;
    std::unique_ptr<QTcpSocket> m_socket;
    std::vector<std::unique_ptr<QTcpSocket>> m_open;
    QByteArray m_received;
    qsizetype m_begin = 0; ///< of what is not read yet
    std::mt19937 m_random{17};
    LoadCounts m_counts;
    QHash<QByteArray, quint64> m_reads;
    QString m_errorString;
};
