#pragma once

#include "connection/error.h"

#include <QCoreApplication>
#include <QFile>
#include <QMutex>

/// Writes what the program says of itself (Qt's messages, the lines of its connections) to a file, one line each with its time, for as long
/// as it is open. Nobody else may read the file. Never a key, a value or a password: what says them is not logged, and user and password
/// are taken out of addresses. One at a time in a program; messages may come from any thread.
class LogFile
{
    Q_DECLARE_TR_FUNCTIONS(LogFile)
    Q_DISABLE_COPY_MOVE(LogFile)

public:
    LogFile() = default;
    ~LogFile();

    /// Bytes: the line that would make it longer goes to a new file, and the old one is kept as `PATH.1` in place of an earlier one.
    static constexpr qint64 longest = 4 * 1024 * 1024;
    /// Characters of a line; the rest is cut off.
    static constexpr qsizetype longestLine = 4096;

    /// Goes on in the file at `path`, or begins it; an Error (Unreadable) leaves it closed.
    [[nodiscard]] Error open(const QString &path);
    void close();
    [[nodiscard]] bool isOpen() const;
    /// Absolute; empty while closed.
    [[nodiscard]] QString path() const;

private:
    static void take(QtMsgType type, const QMessageLogContext &context, const QString &text);
    void write(const QByteArray &line);
    [[nodiscard]] bool beginAnew();

    mutable QMutex m_mutex;
    QFile m_file;
};

/// `line` without what stands before an `@` in an address, and with everything that would not stay in its line replaced.
[[nodiscard]] QString safeLogLine(const QString &line);
