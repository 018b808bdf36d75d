#include "connection/tlsoptions.h"

QDebug operator<<(QDebug debug, const TlsOptions &options)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "TlsOptions(ca " << options.caFile << ", certificate " << options.certificateFile << ", key " << options.keyFile
                    << (options.keyPassphrase.isEmpty() ? "" : " with a hidden passphrase") << ", name " << options.serverName
                    << ", pinned " << options.acceptedFingerprint.toHex()
                    << (options.verification == TlsOptions::Verification::Full ? ")" : ", unverified)");
    return debug;
}
