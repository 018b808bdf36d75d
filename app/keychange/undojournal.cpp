#include "app/keychange/undojournal.h"

#include "app/amounttext.h"
#include "app/commands/readabletext.h"
#include "connection/text/keysegment.h"

#include <QDeadlineTimer>
#include <QThreadPool>

#include <algorithm>
#include <iterator>
#include <utility>

#include <unistd.h>

using namespace std::chrono_literals;

namespace {

constexpr auto longestSweep = 4ms;
constexpr size_t sweptAtOnce = 256; // entries, whose values may be long

/// Of a run that has not changed all that it sent, or whose changes cannot all be put back.
QString partialText(const UndoStep &step)
{
    const bool deletes = step.kind == UndoStep::Kind::Delete;
    if (step.done == 0 && step.unknown == 1)
        return (deletes ? UndoJournal::tr("It is not known whether “%1” was deleted.")
                        : UndoJournal::tr("It is not known whether “%1” has a new TTL."))
            .arg(shownBytes(step.firstKey()));
    QStringList sentences;
    if (step.done > 0)
        sentences += (deletes ? UndoJournal::tr("Deleted: %1.") : UndoJournal::tr("New TTL: %1.")).arg(keyCountText(step.done));
    if (step.unknown > 0)
        sentences += (deletes ? UndoJournal::tr("Not known whether deleted: %1.") : UndoJournal::tr("Not known whether changed: %1."))
                         .arg(keyCountText(step.unknown));
    sentences += UndoJournal::tr("Can be put back: %1.").arg(keyCountText(step.kept));
    return sentences.join(QLatin1Char(' '));
}

} // namespace

QByteArray UndoStep::firstKey() const
{
    const auto first = std::ranges::find_if(entries, [](const UndoEntry &entry) { return !entry.key.isEmpty(); });
    return first == entries.end() ? QByteArray() : first->key;
}

QString UndoStep::text() const
{
    const QString key = shownBytes(firstKey());
    if (isPartial())
        return partialText(*this);
    switch (kind) {
    case Kind::Delete:
        return kept == 1 ? UndoJournal::tr("“%1” was deleted.").arg(key)
                         : UndoJournal::tr("%Ln keys were deleted and can be put back.", nullptr, kept);
    case Kind::SetTtl:
        return kept == 1 ? UndoJournal::tr("“%1” has a new TTL.").arg(key) : UndoJournal::tr("%Ln keys have a new TTL.", nullptr, kept);
    case Kind::Save:
        return UndoJournal::tr("“%1” is saved.").arg(key);
    case Kind::Add:
        return UndoJournal::tr("“%1” was added.").arg(key);
    case Kind::Rename:
        return UndoJournal::tr("“%1” was renamed.").arg(key);
    case Kind::Change:
        break;
    }
    return UndoJournal::tr("“%1” was changed.").arg(key);
}

UndoJournal::UndoJournal(QObject *parent)
    : QObject(parent)
    , m_limit(std::min(usualLimit, largestLimit()))
{
    m_timer.setInterval(60s);
    connect(&m_timer, &QTimer::timeout, this, &UndoJournal::forgetExpired);
}

UndoJournal::~UndoJournal() = default;

qint64 UndoJournal::largestLimit()
{
    const qint64 memory = qint64(::sysconf(_SC_PHYS_PAGES)) * qint64(::sysconf(_SC_PAGESIZE));
    return memory > 0 ? memory / 4 : usualLimit;
}

void UndoJournal::setLimit(qint64 bytes)
{
    m_limit = std::clamp<qint64>(bytes, 0, largestLimit());
    while (!m_steps.empty() && byteSize() > m_limit)
        m_steps.pop_front();
    emit changed();
}

qint64 UndoJournal::byteSize() const
{
    qint64 bytes = 0;
    for (const std::shared_ptr<UndoStep> &step : m_steps)
        bytes += step->bytes;
    return bytes;
}

std::shared_ptr<const UndoStep> UndoJournal::latest() const
{
    return latestStep();
}

std::shared_ptr<UndoStep> UndoJournal::latestStep() const
{
    for (auto step = m_steps.rbegin(); step != m_steps.rend(); ++step) {
        if ((*step)->kept > 0)
            return *step;
    }
    return {};
}

QString UndoJournal::text() const
{
    const std::shared_ptr<const UndoStep> step = latest();
    if (!step)
        return {};
    switch (step->kind) {
    case UndoStep::Kind::Delete:
        return step->kept == 1 ? tr("Undo deletion of 1 key") : tr("Undo deletion of %Ln keys", nullptr, step->kept);
    case UndoStep::Kind::SetTtl:
        return step->kept == 1 ? tr("Undo new TTL of 1 key") : tr("Undo new TTL of %Ln keys", nullptr, step->kept);
    case UndoStep::Kind::Save:
        return tr("Undo saving of “%1”").arg(shownBytes(step->firstKey()));
    case UndoStep::Kind::Add:
        return tr("Undo adding of “%1”").arg(shownBytes(step->firstKey()));
    case UndoStep::Kind::Rename:
        return tr("Undo renaming of “%1”").arg(shownBytes(step->firstKey()));
    case UndoStep::Kind::Change:
        break;
    }
    return tr("Undo change of “%1”").arg(shownBytes(step->firstKey()));
}

void UndoJournal::clear()
{
    m_steps.clear();
    m_hasLost = false;
    m_timer.stop();
    emit changed();
}

std::shared_ptr<UndoStep> UndoJournal::begin(UndoStep::Kind kind, const QString &place, const ServerSettings &server)
{
    const std::shared_ptr<UndoStep> step(new UndoStep, &letGo);
    step->kind = kind;
    step->place = place;
    step->process = server.process;
    step->clockOffset = server.clockOffset;
    step->when = QDateTime::currentDateTime();
    m_steps.push_back(step);
    m_timer.start();
    return step;
}

int UndoJournal::keep(const std::shared_ptr<UndoStep> &step, UndoEntry &&entry)
{
    const qint64 bytes = entry.byteSize();
    if (!hasRoom(step, bytes))
        return -1;
    makeRoom(step, bytes);
    step->bytes += bytes;
    ++step->kept;
    step->entries.push_back(std::move(entry));
    return int(step->entries.size()) - 1;
}

/// Nobody undoes the last but one and not the last.
void UndoJournal::makeRoom(const std::shared_ptr<UndoStep> &step, qint64 bytes)
{
    while (m_steps.size() > 1 && m_steps.front() != step && byteSize() + bytes > m_limit)
        m_steps.pop_front();
}

void UndoJournal::drop(const std::shared_ptr<UndoStep> &step, int number)
{
    UndoEntry &entry = step->entries[size_t(number)];
    if (entry.key.isEmpty())
        return;
    step->bytes -= entry.byteSize();
    --step->kept;
    entry = {};
}

void UndoJournal::end(const std::shared_ptr<UndoStep> &step)
{
    const bool isRun = std::exchange(step->recording, false);
    const bool isNew = isRun && step->kept > 0;
    if (isNew || (isRun && step->done + step->unknown > 0))
        m_hasLost = !isNew;
    if (step->kept == 0)
        std::erase(m_steps, step);
    if (m_steps.empty())
        m_timer.stop();
    if (isNew)
        emit remembered();
    emit changed();
}

void UndoJournal::noteLost()
{
    m_hasLost = true;
    emit changed();
}

void UndoJournal::putOff(const std::shared_ptr<UndoStep> &step)
{
    if (std::erase(m_steps, step) > 0)
        m_steps.push_front(step);
    emit changed();
}

std::vector<std::shared_ptr<UndoStep>> UndoJournal::stepsBefore(const std::shared_ptr<UndoStep> &step) const
{
    std::vector<std::shared_ptr<UndoStep>> before;
    std::copy_if(m_steps.begin(), std::ranges::find(m_steps, step), std::back_inserter(before),
                 [&step](const std::shared_ptr<UndoStep> &other) {
                     return other->place == step->place && !other->process.isAnother(step->process);
                 });
    return before;
}

bool UndoJournal::remember(UndoStep::Kind kind, const QString &place, const ServerSettings &server, std::vector<UndoEntry> entries)
{
    qint64 bytes = 0;
    for (const UndoEntry &entry : entries)
        bytes += entry.byteSize();
    const std::shared_ptr<UndoStep> step = begin(kind, place, server);
    const bool fits = !entries.empty() && hasRoom(step, bytes);
    for (UndoEntry &entry : entries) {
        if (fits)
            (void)keep(step, std::move(entry));
    }
    end(step);
    if (!fits)
        noteLost();
    return fits;
}

/// A TTL that was set is put back as long as the item lives, however short the former one was; what was stored is removed so long, and
/// what keeps its TTL may have been given a longer one.
void UndoJournal::forgetExpired()
{
    if (!m_sweep.empty()) // the last time is not over yet
        return;
    std::ranges::copy_if(m_steps, std::back_inserter(m_sweep),
                         [](const std::shared_ptr<UndoStep> &step) { return step->kind != UndoStep::Kind::SetTtl; });
    m_swept = 0;
    sweep();
}

/// A million of them are looked through in stretches.
void UndoJournal::sweep()
{
    const QDeadlineTimer deadline(longestSweep);
    while (!m_sweep.empty()) {
        const std::shared_ptr<UndoStep> step = m_sweep.front();
        const qint64 now = QDateTime::currentSecsSinceEpoch() + step->clockOffset.count();
        while (m_swept < step->entries.size()) {
            const UndoEntry &entry = step->entries[m_swept];
            if (entry.way != UndoEntry::Way::Remove && !entry.keepsTtl() && entry.expiry != ListedKey::never && entry.expiry <= now)
                drop(step, int(m_swept));
            if (++m_swept % sweptAtOnce == 0 && deadline.hasExpired()) {
                QMetaObject::invokeMethod(this, &UndoJournal::sweep, Qt::QueuedConnection);
                return;
            }
        }
        m_sweep.pop_front();
        m_swept = 0;
        if (step->recording)
            continue;
        if (step->kept == 0 && !m_steps.empty() && m_steps.back() == step) // what comes before it was not the last
            m_hasLost = true;
        end(step);
    }
}

/// To free a million values takes longer than a window may stand still.
void UndoJournal::letGo(UndoStep *step)
{
    QThreadPool::globalInstance()->start([step] { delete step; });
}
