#pragma once

#include "connection/serveraddress.h"
#include "connection/tlsoptions.h"

#include <QDialog>

class TlsFields;

/// How TLS is spoken with one server, and whether at all.
class TlsDialog : public QDialog
{
    Q_OBJECT

public:
    TlsDialog(const ServerAddress &address, const TlsOptions &options, QWidget *parent = nullptr);

signals:
    /// The person is content. `address` is the one given, with TLS or without.
    void optionsGiven(const ServerAddress &address, const TlsOptions &options);

private:
    ServerAddress m_address;
    TlsFields *m_fields;
};
