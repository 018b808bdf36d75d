#pragma once

#include "app/profiles/exchange/exchangeformat.h"

/// A profile that can be imported, and where it comes from.
struct ImportEntry
{
    Profile profile{};  ///< without an id where it comes from a list of servers
    QString password{}; ///< that stood in a URL
    int line = 0;       ///< of the list; 0: it comes from a file of profiles
    /// Some of its values could not be used: it is not what somebody wanted it to be.
    bool isDoubtful = false;

    bool operator==(const ImportEntry &) const = default;
};

/// What an import found.
struct ReadImport
{
    QList<ImportEntry> entries{};
    QStringList problems{};  ///< what cannot be imported and why; one translated sentence each
    QStringList notes{};     ///< what is odd or was passed over, likewise
    ReadExchange exchange{}; ///< for its secrets: the entries are its profiles, with their ids

    [[nodiscard]] bool hasSecrets() const { return exchange.sealed.has_value(); }
};

/// Reads whatever people import: a file that ExchangeFormat or ProfileFormat wrote, or a list of servers.
class ImportReader
{
    Q_DECLARE_TR_FUNCTIONS(ImportReader)

public:
    static constexpr qsizetype longest = 16 * 1024 * 1024; ///< bytes

    /// Takes any bytes. Error (Invalid, Unreadable, TooLarge): nothing of it can be imported.
    [[nodiscard]] static std::variant<ReadImport, Error> read(const QByteArray &bytes);

private:
    [[nodiscard]] static std::variant<ReadImport, Error> readJson(const QByteArray &bytes);
    [[nodiscard]] static std::variant<ReadImport, Error> readList(const QByteArray &bytes);
};
