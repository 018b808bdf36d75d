#pragma once

#include "app/itemdump/dumpeditem.h"
#include "connection/error.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <vector>

/// Reads a file of dumped items in portions of bounded size, in another thread.
class DumpPortions : public QObject
{
    Q_OBJECT

public:
    explicit DumpPortions(const QString &path, QObject *parent = nullptr);
    ~DumpPortions() override;

    /// Reads the next portion: ready() follows. Not while one is under way, nor at the end.
    void readNext();
    [[nodiscard]] bool isReading() const { return m_reading; }
    /// The last portion that was ready, which is empty then.
    [[nodiscard]] std::vector<DumpedItem> take() { return std::move(m_items); }
    /// There is no more behind what take() gives: the file was read to its end, or there is an error().
    [[nodiscard]] bool atEnd() const { return m_atEnd; }
    /// Unreadable, or Invalid: the file is of another kind, newer or damaged.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// Meaningful after the first ready() without an error.
    [[nodiscard]] const DumpOrigin &origin() const { return m_origin; }
    /// Bytes of the file, and how many of them have been read.
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] qint64 position() const { return m_position; }

signals:
    void ready();

private:
    struct File;
    struct Portion
    {
        std::vector<DumpedItem> items;
        DumpOrigin origin;
        Error error;
        qint64 size = 0;
        qint64 position = 0;
        bool atEnd = false;
    };
    [[nodiscard]] static Portion read(File &file);
    void takePortion();

    std::shared_ptr<File> m_file; ///< used by one thread at a time
    QFutureWatcher<std::shared_ptr<Portion>> m_watcher;
    std::vector<DumpedItem> m_items;
    DumpOrigin m_origin;
    Error m_error;
    qint64 m_size = 0;
    qint64 m_position = 0;
    bool m_reading = false;
    bool m_atEnd = false;
};
