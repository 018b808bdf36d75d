#pragma once

#include "connection/error.h"
#include "connection/text/watchedline.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <atomic>

/// Watched lines on their way into a file while they come, each as the server wrote it. The file is there once it is finished: one that was
/// there before stays as it is until then. Written by one thread at a time; count() and byteCount() may be asked by any.
class WatchRecording
{
    Q_DECLARE_TR_FUNCTIONS(WatchRecording)

public:
    explicit WatchRecording(const QString &path);

    [[nodiscard]] QString path() const { return m_file.fileName(); }
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] qint64 byteCount() const { return m_bytes; }
    /// What went wrong (Unreadable): nothing more is written then, and there will be no file.
    [[nodiscard]] const Error &error() const { return m_error; }

    void write(const WatchSegment &segment);
    /// The file is there, or error() says why not.
    void finish();
    /// There will be none.
    void drop();

private:
    void fail();

    QSaveFile m_file;
    QByteArray m_portion;
    Error m_error;
    std::atomic_int64_t m_count = 0;
    std::atomic_int64_t m_bytes = 0;
};

/// Appends the lines to `bytes`, each with its end.
void appendLines(QByteArray &bytes, const WatchSegment &segment);
