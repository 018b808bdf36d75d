#pragma once

#include "app/keyspace/keystore.h"
#include "connection/error.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

#include <functional>

/// A line that no key could be taken from.
struct KeyTextFault
{
    qint64 line = 0; ///< from 1
    QString text;    ///< why: a translated sentence

    bool operator==(const KeyTextFault &) const = default;
};

/// Names of keys, read from a text; a line that has none does no harm to the others.
struct KeyText
{
    Q_DECLARE_TR_FUNCTIONS(KeyText)

public:
    enum class Form {
        Lines,     ///< one key a line, written as the command language writes them; blank lines and comments are passed over
        Script,    ///< of the workbench: the keys of its commands
        JsonLines, ///< an export of results or of keys: `key` or `keyBase64` of each line
        Csv,       ///< the same as a table with a header
    };
    static constexpr qint64 longestFile = 512LL * 1024 * 1024; // bytes
    static constexpr int mostKeys = 10'000'000;
    static constexpr qsizetype mostFaults = 100;
    /// Is told how much was read, from 0 to 1000; false: read no further.
    using Progress = std::function<bool(int)>;

    KeyStore store; ///< names only, each once
    qint64 faultCount = 0;
    QList<KeyTextFault> faults; ///< the first
    Error error;                ///< Unreadable, Invalid: no table of ours; TooLarge: cut off at a bound. What was read is kept.

    /// By the file's name, or where that does not tell, by what `beginning` looks like.
    [[nodiscard]] static Form formOf(const QString &path, QByteArrayView beginning);
    [[nodiscard]] static KeyText read(QByteArrayView text, Form form, const Progress &progress = {});
    /// For a thread of its own.
    [[nodiscard]] static KeyText readFile(const QString &path, const Progress &progress = {});
};
