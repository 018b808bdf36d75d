#pragma once

#include "app/results/runresults.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// The forms in which results leave the program by the clipboard, apart from the table itself.
enum class CopyForm {
    JsonLines,
    Csv,
    Commands,  ///< the lines of the script, as they were written
    ShellLine, ///< a call of the program that runs these lines again
    Values,    ///< as the bytes that they are
    ValuesInHex,
    ValuesInBase64,
};

/// What is to be copied.
struct CopyRequest
{
    CopyForm form = CopyForm::JsonLines;
    RunResults results;
    std::vector<int> rows;             ///< numbers, in the order in which they are to be copied
    QByteArray script = {};            ///< of the run
    qint64 firstLine = 1;              ///< the number of the script's first line
    QString folder = {};               ///< where its relative `file:` paths begin
    QString server = {};               ///< a URL without a password
    qsizetype most = 32 * 1024 * 1024; ///< bytes: what would follow is left out
};

struct CopiedText
{
    QByteArray text;
    qint64 rowCount = 0; ///< rows with something to copy
    bool isCut = false;  ///< more would have followed
};

/// A pure function, for any thread. A row without a value has none to copy.
[[nodiscard]] CopiedText copiedText(const CopyRequest &request);

/// `word` as one word of a POSIX shell, quoted where needed. A shell has no word with a zero byte: these are left out.
[[nodiscard]] QByteArray shellWord(QByteArrayView word);
