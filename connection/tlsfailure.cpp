#include "connection/tlsfailure.h"

bool isAboutTls(Error::Code code)
{
    switch (code) {
    case Error::Code::UntrustedCertificate:
    case Error::Code::UnknownIssuer:
    case Error::Code::CertificateExpired:
    case Error::Code::WrongServerName:
    case Error::Code::CertificateChanged:
    case Error::Code::ClientCertificateWanted:
    case Error::Code::ClientCertificateRefused:
    case Error::Code::NotTls:
    case Error::Code::TlsFailed:
    case Error::Code::InvalidTlsOptions:
    case Error::Code::KeyPassphraseWanted:
        return true;
    default:
        return false;
    }
}
