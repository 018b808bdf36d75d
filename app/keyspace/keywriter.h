#pragma once

#include "app/keyspace/keylisting.h"

#include <QByteArray>

#include <vector>

/// Writes listed keys with all that is known of them as text: as JSON Lines, as CSV (RFC 4180) with the same fields, or as a script of the
/// workbench that reads them. All of it is UTF-8; fields that were not told are left out (in CSV: empty). A key that is not UTF-8 is
/// written in Base64, in a field of its own; the script writes it as formatWord() does.
class KeyWriter
{
public:
    enum class Format { JsonLines, Csv, Script };

    explicit KeyWriter(Format format)
        : m_format(format)
    {
    }

    /// Appends what comes before the first key.
    void writeHeader(QByteArray &out) const;
    /// Appends the keys with these `indexes` from place `from` on, until `out` holds `enough` bytes or more or there are no more; returns
    /// the place of the next one, indexes.size() at the end.
    [[nodiscard]] size_t write(QByteArray &out, const KeyListing &listing, const std::vector<int> &indexes, size_t from,
                               qsizetype enough) const;

private:
    Format m_format;
};
