#include "app/itemdump/itemdump.h"

#include "app/itemdump/itemdumpwriter.h"
#include "app/keyspace/itemexpiry.h"
#include "connection/serverclock.h"

#include <QDir>
#include <QSaveFile>
#include <QtConcurrentRun>

#include <utility>

namespace {

constexpr qint64 portionBytes = 4 * 1024 * 1024; // of items, as they were listed
constexpr qsizetype portionKeys = 500;
/// Bytes of values: items have grown since they were listed, and what is left of the portion is asked for anew.
constexpr qint64 mostPortionBytes = 4 * portionBytes;
/// Bytes of an item of which no size was listed.
constexpr qint64 untoldSize = 64 * 1024;

} // namespace

struct ItemDump::File
{
    explicit File(const QString &path)
        : file(path)
    {
    }

    QSaveFile file;
    ItemDumpWriter writer{&file};
};

ItemDump::ItemDump(QObject *parent)
    : QObject(parent)
{
    connect(&m_writing, &QFutureWatcherBase::finished, this, &ItemDump::takeWritten);
}

ItemDump::~ItemDump() = default;

void ItemDump::start(const ConnectionOptions &options, const Job &job)
{
    Q_ASSERT(!m_running);
    m_job = job;
    m_serverPlace = options.place();
    m_count = job.indexes ? qint64(job.indexes->size()) : job.listing.size();
    m_items.clear();
    m_report = std::make_shared<ItemReport>();
    m_reported = m_report;
    m_error = {};
    m_place = m_valueBytes = 0;
    m_looks = {};
    m_asked = 0;
    m_step = Step::Opening;
    m_running = true;
    m_cancelled = false;
    m_peek.reset();
    m_channel = std::make_unique<TextChannel>(options);
    m_clockReply = m_channel->statistics();
    connect(m_clockReply.get(), &TextReply::finished, this, &ItemDump::takeClock);
}

void ItemDump::cancel()
{
    if (!m_running || m_cancelled || m_step == Step::Committing) // it may be there already
        return;
    m_cancelled = true;
    QMetaObject::invokeMethod(
        this, [this] { end({}); }, Qt::QueuedConnection);
}

void ItemDump::takeClock()
{
    if (m_cancelled || !m_running)
        return;
    if (const Error &error = m_clockReply->error()) {
        const bool isTextMissing = error.code == Error::Code::BinaryOnly || error.code == Error::Code::AuthenticationRequired;
        end(isTextMissing
                ? Error{error.code,
                        tr("Nothing was dumped: over the binary protocol alone, reading a value counts as a read of its item, and "
                           "its TTL is not told. %1")
                            .arg(error.text)}
                : error);
        return;
    }
    const ServerClock clock(m_clockReply->statistics());
    m_serverTime = clock.time();
    m_process = clock.process();
    m_sinceClock.start();
    m_file = std::make_shared<File>(m_job.path);
    write(Step::Opening);
}

/// Asks for as many of the next keys as are little enough together.
void ItemDump::askNext()
{
    QList<QByteArray> keys;
    qint64 bytes = 0;
    for (qint64 place = m_place; place < m_count && keys.size() < portionKeys; ++place) {
        const ListedKey key = m_job.listing.at(indexAt(place));
        bytes += key.size == 0 ? untoldSize : qint64(key.size);
        if (bytes > portionBytes && !keys.isEmpty())
            break;
        keys.append(key.key.toByteArray());
    }
    if (keys.isEmpty()) {
        write(Step::Committing);
        return;
    }
    m_portionBytes = 0;
    m_asked = m_place + keys.size();
    m_peek = m_channel->peek(keys);
    connect(m_peek.get(), &TextReply::resultsReady, this, &ItemDump::takeItems);
    connect(m_peek.get(), &TextReply::finished, this, &ItemDump::takeEnd);
}

void ItemDump::takeItems()
{
    if (m_cancelled)
        return;
    for (const PeekedItem &item : m_peek->takeItems())
        keep(item);
    if (m_portionBytes > mostPortionBytes)
        m_peek->cancel();
}

void ItemDump::keep(const PeekedItem &item)
{
    const ListedKey listed = m_job.listing.at(indexAt(m_place++));
    m_looks.count(item.state);
    switch (item.state) {
    case PeekedItem::State::Miss:
        m_report->add(listed.key, listed.expiry != ListedKey::never && listed.expiry <= serverTime() ? ItemFate::Expired : ItemFate::Gone);
        break;
    case PeekedItem::State::Refused:
        m_report->add(listed.key, ItemFate::Refused, item.reason);
        break;
    case PeekedItem::State::Hit:
        m_portionBytes += item.value.size();
        m_valueBytes += item.value.size();
        m_report->add(listed.key, ItemFate::Dumped);
        m_items.push_back({listed.key.toByteArray(), item.value, item.answer.flags.value_or(0),
                           itemExpiry(item.answer, listed.expiry, serverTime()), item.answer.cas.value_or(0)});
        break;
    }
}

qint64 ItemDump::serverTime() const
{
    return m_serverTime + m_sinceClock.elapsed() / 1000;
}

DumpOrigin ItemDump::origin() const
{
    return {.server = m_job.server, .time = m_serverTime, .place = m_serverPlace, .process = m_process};
}

void ItemDump::takeEnd()
{
    if (m_cancelled || !m_running)
        return;
    const Error error = m_peek->error();
    if (error.code == Error::Code::TooLarge) {
        m_report->add(m_job.listing.key(indexAt(m_place++)), ItemFate::Refused, error.text);
        m_looks.count(PeekedItem::State::Hit);
    }
    loseUnanswered(error.code);
    if (error && error.code != Error::Code::TooLarge && error.code != Error::Code::Stopped) {
        end(error);
        return;
    }
    write(Step::Writing);
}

/// What was asked for in vain is asked for anew, if it goes on: the server counts it twice.
void ItemDump::loseUnanswered(Error::Code code)
{
    m_looks.lose(m_asked - m_place, code);
    m_asked = m_place;
}

void ItemDump::write(Step step)
{
    m_step = step;
    m_writing.setFuture(QtConcurrent::run([file = m_file, step, items = std::exchange(m_items, {}), origin = origin()]() -> Error {
        bool good = true;
        if (step == Step::Opening)
            good = file->file.open(QIODevice::WriteOnly) && file->writer.writeHeader(origin);
        for (const DumpedItem &item : items)
            good = good && file->writer.write(item);
        if (step == Step::Committing)
            good = file->writer.writeEnd() && file->file.commit();
        if (good)
            return {};
        return {Error::Code::Unreadable,
                tr("“%1” cannot be written: %2.").arg(QDir::toNativeSeparators(file->file.fileName()), file->file.errorString())};
    }));
}

void ItemDump::takeWritten()
{
    if (m_cancelled || !m_running)
        return;
    const Error error = m_writing.result();
    if (error || m_step == Step::Committing) {
        end(error);
        return;
    }
    if (m_step == Step::Writing)
        emit progressed(m_place);
    if (!m_cancelled)
        askNext();
}

void ItemDump::end(const Error &error)
{
    m_running = false;
    m_error = error;
    loseUnanswered(Error::Code::Stopped); // cancelled
    m_file.reset();                       // where it was not committed, nothing is left of it
    m_channel.reset();
    emit finished();
}
