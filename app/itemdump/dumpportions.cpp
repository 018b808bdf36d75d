#include "app/itemdump/dumpportions.h"

#include "app/itemdump/itemdumpreader.h"

#include <QDir>
#include <QFile>
#include <QtConcurrentRun>

namespace {

constexpr qint64 mostBytes = 4 * 1024 * 1024; // of values, unless a single one is longer
constexpr size_t mostItems = 500;

} // namespace

struct DumpPortions::File
{
    explicit File(const QString &path)
        : file(path)
        , reader(&file, QDir::toNativeSeparators(path))
    {
    }

    QFile file;
    ItemDumpReader reader;
};

DumpPortions::DumpPortions(const QString &path, QObject *parent)
    : QObject(parent)
    , m_file(std::make_shared<File>(path))
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &DumpPortions::takePortion);
}

DumpPortions::~DumpPortions() = default;

void DumpPortions::readNext()
{
    Q_ASSERT(!m_reading && !m_atEnd);
    m_reading = true;
    m_watcher.setFuture(QtConcurrent::run([file = m_file] { return std::make_shared<Portion>(read(*file)); }));
}

DumpPortions::Portion DumpPortions::read(File &file)
{
    Portion portion;
    const auto failed = [&](const Error &error) {
        portion.error = error;
        portion.atEnd = true;
    };
    if (!file.file.isOpen()) {
        if (!file.file.open(QIODevice::ReadOnly))
            failed({Error::Code::Unreadable,
                    tr("%1 cannot be read: %2.").arg(QDir::toNativeSeparators(file.file.fileName()), file.file.errorString())});
        else if (const Error error = file.reader.readHeader())
            failed(error);
    }
    qint64 bytes = 0;
    DumpedItem item;
    while (!portion.atEnd && bytes < mostBytes && portion.items.size() < mostItems) {
        switch (file.reader.next(item)) {
        case ItemDumpReader::Next::Item:
            bytes += item.value.size();
            portion.items.push_back(std::move(item));
            break;
        case ItemDumpReader::Next::End:
            portion.atEnd = true;
            break;
        case ItemDumpReader::Next::Failed:
            failed(file.reader.error());
            break;
        }
    }
    portion.origin = file.reader.origin();
    portion.size = file.file.size();
    portion.position = file.file.pos();
    return portion;
}

void DumpPortions::takePortion()
{
    const std::shared_ptr<Portion> portion = m_watcher.result();
    m_reading = false;
    m_items = std::move(portion->items);
    m_origin = portion->origin;
    m_error = portion->error;
    m_size = portion->size;
    m_position = portion->position;
    m_atEnd = portion->atEnd;
    emit ready();
}
