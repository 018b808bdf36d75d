#pragma once

#include <QMetaType>
#include <QString>

/// What went wrong: `code` for decisions and tests, `text` one translated sentence ready to be shown, with its cause in it.
/// What a server may properly say (a miss, "exists", "not stored") is an Outcome, not an Error.
struct Error
{
    Q_GADGET

public:
    enum class Code {
        None,
        InvalidAddress, ///< the address or the credentials cannot be used as they are
        HostNotFound,
        ConnectionRefused,
        Network,      ///< any other failure of the network, with the system's words
        ClosedAtOnce, ///< the server closed before it answered anything
        ClosedByServer,
        Quit,           ///< the server closed, as a QUIT of ours asked
        Unavailable,    ///< the server could not do it now, but may later
        ConnectTimeout, ///< Ready was not reached in time, though something may have answered
        Silent,         ///< connected, but no byte ever came
        RequestTimeout,
        TextOnly, ///< the server answered in the text protocol
        TooManyConnections,
        AuthenticationRequired,
        AuthenticationFailed,
        NoPlainMechanism,
        UntrustedCertificate,     ///< the server's, for several reasons or a rare one: see Connection::serverCertificate()
        UnknownIssuer,            ///< only that nobody known vouches for it
        CertificateExpired,       ///< only that it is not valid today
        WrongServerName,          ///< only that it is for another host
        CertificateChanged,       ///< it is not the one that was accepted
        ClientCertificateWanted,  ///< the server wants one of ours
        ClientCertificateRefused, ///< it does not take ours
        NotTls,                   ///< TLS was tried where something else is spoken
        WantsTls,                 ///< TLS was not tried where it is most likely wanted
        TlsFailed,                ///< any other failure of TLS, with its words
        InvalidTlsOptions,        ///< a file for TLS of our own cannot be used
        KeyPassphraseWanted,      ///< the key for TLS is encrypted, and its passphrase is missing or wrong
        SocketMissing,            ///< no file where the Unix socket should be
        SocketForbidden,          ///< no permission for it
        NotASocket,               ///< a file of another kind
        // The SSH tunnel's own; from TunnelForbidden on it is up.
        TunnelNotPossible, ///< there is no ssh, or it cannot be told what to do
        TunnelUnreachable, ///< the machine's name is unknown, or it does not answer
        TunnelHostKey,     ///< the machine's key is not known, or another one than before
        TunnelLogin,       ///< refused; or it did not come to its end, though the person was asked
        TunnelCancelled,   ///< the person did not answer what ssh asked
        TunnelLost,        ///< ssh has ended, for any other reason
        TunnelForbidden,   ///< the machine lets nobody go on to the server
        BehindTunnel,      ///< from the machine there is no way to the server
        Protocol,          ///< bad magic, impossible lengths, an opaque nobody asked for
        Desynchronised,    ///< `unknown_command` after which memcached 1.6 loses step
        Stopped,           ///< the person closed the connection or stopped trying
        Unreadable,        ///< a file cannot be read or written
        Invalid,           ///< input that does not parse
        SandboxFailed,
        NotPermitted, ///< the connection is read-only
        // What only the text protocol has.
        BinaryOnly,      ///< the server speaks the binary protocol only
        UnknownCommand,  ///< a command or a word that the server does not know
        CommandRefused,  ///< any other refusal, with the server's words
        MalformedLine,   ///< a line that makes no sense where it came
        DumpNotAllowed,  ///< -X
        WatchNotAllowed, ///< -W
        WatchDangerous,  ///< it could crash the server, and nobody has agreed to that
        CrawlerDisabled, ///< keys cannot be listed without the LRU crawler
        CrawlerBusy,     ///< another client lists keys, the server itself looks through them, or it stops looking
        HashTableLocked, ///< it is just being enlarged
        UnknownClass,    ///< no such slab class or way of listing
        TooManyWatchers,
        TooLarge, ///< more came than may be kept
    };
    Q_ENUM(Code)

    Code code = Code::None;
    QString text;

    explicit operator bool() const { return code != Code::None; }
    bool operator==(const Error &) const = default;
};
