#pragma once

#include "connection/error.h"
#include "connection/recordbacklog.h"
#include "connection/serveraddress.h"
#include "connection/servercertificate.h"
#include "connection/tlsoptions.h"

#include <QIODevice>

#include <memory>
#include <optional>

class OwnAddress;
class QLocalSocket;
class QSslSocket;
class QTcpSocket;
class SshLink;
class SshWay;
class WireRecord;

/// The bytes' way to a server and back: a TCP socket, TLS on one, or a Unix socket, also one that `ssh` leads on from. Unbuffered, so that
/// what is read goes straight to its place and what is written straight to the system; but for TLS, where Qt would not notice the end then,
/// and for Unix sockets, which Qt always buffers.
class Transport : public QObject
{
    Q_OBJECT

public:
    explicit Transport(QObject *parent = nullptr);
    ~Transport() override;

    /// Looks the host up and connects, through a tunnel where there is a `link`, which is made before if need be; opened() or failed()
    /// follows, and not before it has returned. Once only.
    void open(const ServerAddress &address, const TlsOptions &tls = {}, const std::shared_ptr<SshLink> &link = {});
    /// Hangs up at once. No signal follows.
    void abort();

    /// Reads what is there, at most `size` bytes. 0: nothing now; -1: the end, see endError().
    [[nodiscard]] qint64 read(char *bytes, qint64 size);
    /// Writes all, keeping what the system does not take at once. Under TLS, what each call writes begins a record of its own. False: the
    /// connection is broken, see endError().
    [[nodiscard]] bool write(const char *bytes, qint64 size);
    /// What is read and written from now on is noted down in `record` too, as plain bytes; null: nowhere. It must outlive that.
    void setRecord(WireRecord *record) { m_record = record; }
    /// Bytes that were written and are not yet taken by the system, under TLS those of its records.
    [[nodiscard]] qint64 backlog() const { return m_backlog; }
    /// How many of the bytes written last the system has surely not taken.
    [[nodiscard]] qint64 untaken() const;
    /// From now on says readable() only once so many bytes are there (1: at once), or the end. False: the system cannot do that, nothing
    /// has changed.
    bool setLeastReadable(int bytes);
    /// Whether the server has closed in an orderly way, rather than reset the connection; to be asked once read() has found the end.
    [[nodiscard]] bool endedCleanly() const;
    /// Why there is nothing to read or write any more.
    [[nodiscard]] Error endError() const;

    [[nodiscard]] bool isEncrypted() const { return m_tls; }
    /// Once it is open: whether others between may read along.
    [[nodiscard]] bool isExposed() const;
    /// What the server has shown under TLS, trusted or not.
    [[nodiscard]] const std::optional<ServerCertificate> &serverCertificate() const { return m_certificate; }
    /// Once TLS is there: its version and its cipher, for people; otherwise empty.
    [[nodiscard]] QString tlsSession() const;

signals:
    /// There is a tunnel, and it is up now.
    void tunnelled();
    /// TCP is there, and the TLS handshake begins.
    void securing();
    void opened();
    /// There is something to read, possibly the end; not repeated before read() was called.
    void readable();
    /// The system took some of the backlog.
    void drained();
    /// It could not be opened, or broke.
    void failed(const Error &error);

private:
    void openTcp();
    void openTls(const TlsOptions &tls);
    void openLocal();
    void openLocal(const QString &path);
    void openThrough(const TlsOptions &tls);
    void encryptThrough(const TlsOptions &tls);
    [[nodiscard]] bool prepareTls(const TlsOptions &tls);
    void takeVerdict(const Error &verdict);
    void prepare(qintptr descriptor);
    void checkCertificate(const QByteArray &acceptedFingerprint);
    void becomeOpen();
    void readBeforeWriting();
    void noteDrained();
    void report();
    void tellReadable();
    void failLater(const Error &error);
    void later(void (Transport::*signal)());
    [[nodiscard]] qint64 readNow(char *bytes, qint64 size);
    [[nodiscard]] qint64 readDevice(char *bytes, qint64 size);
    [[nodiscard]] qint64 readRest(char *bytes, qint64 size);
    [[nodiscard]] qint64 readLocal(char *bytes, qint64 size);
    [[nodiscard]] qint64 readDecrypted(char *bytes, qint64 size);
    [[nodiscard]] bool writeBuffered(const char *bytes, qint64 size);

    std::unique_ptr<SshWay> m_way;       ///< through a tunnel, if there is one
    std::unique_ptr<QIODevice> m_device; ///< one of those below
    QTcpSocket *m_tcp = nullptr;         ///< also under TLS
    QSslSocket *m_tls = nullptr;
    QLocalSocket *m_local = nullptr;
    ServerAddress m_address;
    std::unique_ptr<OwnAddress> m_ownAddress; ///< of TCP, once it is open
    WireRecord *m_record = nullptr;
    qint64 m_backlog = 0;    ///< ours, since Qt drops its own with a broken connection
    RecordBacklog m_records; ///< under TLS
    std::optional<ServerCertificate> m_certificate;
    Error m_failure;  ///< the first that TLS told; later ones only follow from it
    int m_spare = -1; ///< a second descriptor of the socket, see readRest()
    bool m_hasOwnCertificate = false;
    bool m_open = false;
    bool m_aborted = false;
    bool m_broken = false;  ///< writing failed
    bool m_ended = false;   ///< the socket has told an error
    bool m_writing = false; ///< signals of the socket's wait until the write is over
    bool m_wasReset = false;
};
