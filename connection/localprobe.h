#pragma once

#include "connection/serveraddress.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <array>
#include <memory>

class Transport;

/// Asks once whether a memcached that speaks the binary protocol answers on this machine, and which version it is (VERSION,
/// protocol-binary.txt). Both 127.0.0.1 and ::1 are asked.
class LocalProbe : public QObject
{
    Q_OBJECT

public:
    explicit LocalProbe(quint16 port = 11211, QObject *parent = nullptr);
    ~LocalProbe() override;

    /// Once only; finished() follows within a second, and not before it has returned.
    void start();
    /// Empty: nothing answered as a memcached does.
    [[nodiscard]] const QString &version() const { return m_version; }
    /// That which answered.
    [[nodiscard]] const ServerAddress &address() const { return m_address; }

signals:
    void finished();

private:
    struct Place
    {
        ServerAddress address{};
        std::unique_ptr<Transport> transport{};
        QByteArray answer{};
        bool over = false;
    };

    void ask(Place &place);
    void read(Place &place);
    void giveUp(Place &place);
    void finish();

    std::array<Place, 2> m_places;
    QTimer m_limit;
    QString m_version;
    ServerAddress m_address;
    bool m_finished = false;
};
