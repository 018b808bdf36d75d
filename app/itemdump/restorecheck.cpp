#include "app/itemdump/restorecheck.h"

#include "app/itemdump/casdoubt.h"
#include "app/itemdump/restoringcommand.h"
#include "connection/commandcheck.h"
#include "connection/retire.h"

#include <utility>

RestoreCheck::RestoreCheck(QObject *parent)
    : QObject(parent)
{
}

RestoreCheck::~RestoreCheck() = default;

void RestoreCheck::start(const QString &path, const ConnectionOptions &options, const ServerSettings &server)
{
    Q_ASSERT(!isRunning());
    m_options = options;
    m_server = server;
    m_casDoubt.clear();
    m_report = std::make_shared<ItemReport>();
    m_reported = m_report;
    m_origin = {};
    m_error = {};
    m_blindness = {};
    m_bytes = m_withoutCas = m_unanswered = 0;
    m_looks = {};
    m_cancelled = false;
    m_peek.reset();
    m_channel = std::make_unique<TextChannel>(options);
    m_portions = std::make_unique<DumpPortions>(path);
    connect(m_portions.get(), &DumpPortions::ready, this, &RestoreCheck::takePortion);
    m_portions->readNext();
}

void RestoreCheck::cancel()
{
    if (!isRunning() || m_cancelled)
        return;
    m_cancelled = true;
    QMetaObject::invokeMethod(
        this, [this] { end({}); }, Qt::QueuedConnection);
}

void RestoreCheck::takePortion()
{
    if (m_cancelled)
        return;
    if (m_portions->error()) {
        end(m_portions->error());
        return;
    }
    m_origin = m_portions->origin();
    m_casDoubt = ::casDoubt(m_origin, m_options, m_server);
    m_items = m_portions->take();
    m_verdicts.clear();
    for (const DumpedItem &item : m_items) {
        m_bytes += item.key.size() + item.value.size();
        m_withoutCas += item.cas == 0 ? 1 : 0;
        m_verdicts.push_back(verdictOn(item));
    }
    if (m_blindness)
        report({});
    else
        look();
}

/// What can be said of an item without asking the server.
RestoreCheck::Verdict RestoreCheck::verdictOn(const DumpedItem &item) const
{
    const qint64 now = m_server.time();
    if (hasExpired(item, now))
        return {.fate = ItemFate::Expired};
    SourcedCommand sourced{.command = restoringCommand(item, Opcode::SetQ, now)};
    checkCommand(sourced, m_server);
    if (sourced.refusal == Status::ValueTooLarge)
        return {ItemFate::TooLarge, sourced.reason};
    return {};
}

void RestoreCheck::look()
{
    QList<QByteArray> keys;
    for (size_t i = 0; i < m_items.size(); ++i) {
        if (m_verdicts[i].fate == ItemFate::Unseen)
            keys.append(m_items[i].key);
    }
    if (keys.isEmpty()) {
        report({});
        return;
    }
    m_unanswered = keys.size();
    m_peek = m_channel->peek(keys, PeekParts::Metadata);
    connect(m_peek.get(), &TextReply::finished, this, &RestoreCheck::takeSeen);
}

void RestoreCheck::takeSeen()
{
    if (m_cancelled || !isRunning())
        return;
    if (const Error &error = m_peek->error()) {
        m_looks.lose(std::exchange(m_unanswered, 0), error.code);
        if (m_looks.hits + m_looks.misses > 0) {
            end(error);
            return;
        }
        m_blindness = error;
    }
    m_unanswered = 0;
    report(m_blindness ? std::vector<PeekedItem>() : m_peek->takeItems());
}

/// `seen`: what was found of those that were asked for; none: nobody could look.
void RestoreCheck::report(const std::vector<PeekedItem> &seen)
{
    auto next = seen.begin();
    for (size_t i = 0; i < m_items.size(); ++i) {
        Verdict verdict = m_verdicts[i];
        if (verdict.fate == ItemFate::Unseen && next != seen.end())
            verdict = verdictOn(m_items[i], *next++);
        m_report->add(m_items[i].key, verdict.fate, verdict.reason);
    }
    goOn();
}

RestoreCheck::Verdict RestoreCheck::verdictOn(const DumpedItem &item, const PeekedItem &found)
{
    m_looks.count(found.state);
    switch (found.state) {
    case PeekedItem::State::Refused:
        return {ItemFate::Refused, found.reason};
    case PeekedItem::State::Miss:
        return {.fate = ItemFate::Absent};
    case PeekedItem::State::Hit:
        break;
    }
    const quint64 cas = found.answer.cas.value_or(0);
    if (cas == 0 || item.cas == 0 || !m_casDoubt.isEmpty())
        return {.fate = ItemFate::Present};
    return {.fate = cas == item.cas ? ItemFate::Unchanged : ItemFate::Changed};
}

void RestoreCheck::goOn()
{
    emit progressed(m_portions->position(), m_portions->size());
    if (m_cancelled)
        return;
    if (m_portions->atEnd())
        end({});
    else
        m_portions->readNext();
}

void RestoreCheck::end(const Error &error)
{
    m_error = error;
    m_looks.lose(std::exchange(m_unanswered, 0), Error::Code::Stopped); // cancelled
    m_items.clear();
    m_channel.reset();
    retire(m_portions, this); // it may just be telling us
    emit finished();
}
