#include "tests/servers/loadgenerator.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <algorithm>
#include <cmath>

namespace {

constexpr int patience = 10'000; // milliseconds
constexpr int portion = 500;     // requests that are sent before their answers are read

/// The sums of the weights up to each of `keys`, the first of which is read most.
std::vector<double> zipfSums(int keys)
{
    std::vector<double> sums;
    double sum = 0;
    for (int i = 0; i < keys; ++i) {
        sum += 1.0 / std::pow(i + 1, 1.1);
        sums.push_back(sum);
    }
    return sums;
}

} // namespace

QByteArray LoadCounts::text() const
{
    const auto part = [](const char *name, quint64 count) { return QByteArray(name) + '=' + QByteArray::number(count); };
    return QByteArrayList{part("sets", sets),       part("stored", stored),        part("gets", gets),
                          part("hits", hits),       part("misses", misses()),      part("connections", connections),
                          part("refused", refused), part("bytes_sent", bytesSent), part("bytes_received", bytesReceived)}
        .join(' ');
}

LoadGenerator::LoadGenerator(quint16 port)
    : m_port(port)
{
}

LoadGenerator::~LoadGenerator() = default;

bool LoadGenerator::connectToServer()
{
    m_received.clear();
    m_begin = 0;
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    if (!m_socket->waitForConnected(patience))
        return fail(m_socket->errorString());
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    ++m_counts.connections;
    return true;
}

void LoadGenerator::hangUp()
{
    m_socket.reset();
}

QByteArray LoadGenerator::key(const QByteArray &prefix, int number)
{
    return prefix + QByteArray::number(number);
}

bool LoadGenerator::store(const QByteArray &prefix, int count, int size, int ttl)
{
    const QByteArray value(size, 'x');
    for (int first = 0; first < count; first += portion) {
        const int end = std::min(count, first + portion);
        QByteArray requests;
        for (int i = first; i < end; ++i) {
            requests +=
                "set " + key(prefix, i) + " 0 " + QByteArray::number(ttl) + ' ' + QByteArray::number(size) + "\r\n" + value + "\r\n";
            ++m_counts.sets;
        }
        if (!send(requests))
            return false;
        for (int i = first; i < end; ++i) {
            QByteArray line;
            if (!receiveLine(&line))
                return false;
            m_counts.stored += line == "STORED" ? 1 : 0;
        }
    }
    return true;
}

bool LoadGenerator::readHot(const QByteArray &prefix, int keys, int reads)
{
    const std::vector<double> sums = zipfSums(keys);
    std::uniform_real_distribution<double> dice(0, sums.back());
    std::vector<int> numbers;
    for (int i = 0; i < reads; ++i)
        numbers.push_back(std::min(keys - 1, int(std::ranges::lower_bound(sums, dice(m_random)) - sums.begin())));
    return read(prefix, numbers);
}

bool LoadGenerator::readEach(const QByteArray &prefix, int keys)
{
    std::vector<int> numbers;
    for (int i = 0; i < keys; ++i)
        numbers.push_back(i);
    return read(prefix, numbers);
}

bool LoadGenerator::read(const QByteArray &prefix, const std::vector<int> &numbers)
{
    for (size_t first = 0; first < numbers.size(); first += portion) {
        const size_t end = std::min(numbers.size(), first + portion);
        QByteArray requests;
        for (size_t i = first; i < end; ++i) {
            const QByteArray asked = key(prefix, numbers[i]);
            requests += "get " + asked + "\r\n";
            ++m_reads[asked];
            ++m_counts.gets;
        }
        if (!send(requests))
            return false;
        for (size_t i = first; i < end; ++i) {
            QByteArray line;
            if (!receiveLine(&line))
                return false;
            if (!line.startsWith("VALUE "))
                continue; // END
            ++m_counts.hits;
            if (!receiveLine(&line) || !receiveLine(&line)) // the value, which has no line's end in it, and END
                return false;
        }
    }
    return true;
}

bool LoadGenerator::clearExpired()
{
    QByteArray line;
    return send("lru_crawler crawl all\r\n") && receiveLine(&line) && (line == "OK" || fail(QString::fromLatin1(line)));
}

bool LoadGenerator::openConnections(int count)
{
    for (int i = 0; i < count; ++i) {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (!socket->waitForConnected(patience))
            return fail(socket->errorString());
        socket->write("version\r\n");
        while (!socket->canReadLine() && socket->waitForReadyRead(patience)) {}
        // A server that is full may say so, or only close.
        if (socket->readLine().startsWith("VERSION")) {
            ++m_counts.connections;
            m_open.push_back(std::move(socket));
        } else {
            ++m_counts.refused;
        }
    }
    return true;
}

void LoadGenerator::closeConnections()
{
    m_open.clear();
}

bool LoadGenerator::send(const QByteArray &bytes)
{
    if (!m_socket)
        return fail(QStringLiteral("not connected"));
    m_socket->write(bytes);
    m_counts.bytesSent += quint64(bytes.size());
    while (m_socket->bytesToWrite() > 0) {
        if (!m_socket->waitForBytesWritten(patience))
            return fail(m_socket->errorString());
    }
    return true;
}

bool LoadGenerator::receive()
{
    m_received.remove(0, m_begin);
    m_begin = 0;
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(patience))
        return fail(m_socket->errorString());
    const QByteArray bytes = m_socket->readAll();
    m_counts.bytesReceived += quint64(bytes.size());
    m_received += bytes;
    return true;
}

bool LoadGenerator::receiveLine(QByteArray *line)
{
    qsizetype end = m_received.indexOf("\r\n", m_begin);
    for (; end < 0; end = m_received.indexOf("\r\n", m_begin)) {
        if (!receive())
            return false;
    }
    *line = m_received.mid(m_begin, end - m_begin);
    m_begin = end + 2;
    return true;
}

bool LoadGenerator::fail(const QString &what)
{
    m_errorString = QStringLiteral("The load on port %1 stopped: %2").arg(m_port).arg(what);
    return false;
}
