#include "ui/keys/keychangedialog.h"

#include "connection/retire.h"
#include "ui/amounttext.h"
#include "ui/iconengine.h"
#include "ui/keys/keychangefields.h"

#include <QLocale>
#include <QPushButton>
#include <QtConcurrent>

KeyChangeDialog::KeyChangeDialog(const KeyRunTarget &target, const KeyListing &listing,
                                 const std::shared_ptr<const std::vector<int>> &indexes, KeyChange::Kind kind, QWidget *parent)
    : KeyRunDialog(target, parent)
    , m_keys{.listing = listing, .indexes = indexes}
    , m_kind(kind)
    , m_place(target.connection->options().place())
    , m_fields(new KeyChangeFields(kind, m_place, this))
    , m_consent(addConsent(QStringLiteral("keyChangeConsent")))
{
    const bool deletes = kind == KeyChange::Kind::Delete;
    setObjectName(QStringLiteral("keyChangeDialog"));
    const bool isOne = m_keys.size() == 1;
    setWindowTitle(!deletes ? tr("Set TTL") : isOne ? tr("Delete a key") : tr("Delete keys"));
    if (deletes)
        m_consent->setIcon(themedIcon(QStringLiteral("trash-2"), Tone::Bad));
    const QString count = keyCountText(m_keys.size());
    if (isOne)
        m_consent->setText(deletes ? tr("&Delete") : tr("&Set TTL"));
    else
        m_consent->setText(deletes ? tr("&Delete %1").arg(count) : tr("&Set TTL of %1").arg(count));
    setFirstPage(m_fields);
    m_fields->setUndoLimit(target.journal->limit(), UndoJournal::largestLimit());
    m_fields->setClockOffset(target.connection->server().clockOffset.count());
    connect(m_consent, &QPushButton::clicked, this, &KeyChangeDialog::askAndBegin);
    connect(m_fields, &KeyChangeFields::changed, this, &KeyChangeDialog::updateConsent);
    connect(m_fields, &KeyChangeFields::undoLimitChanged, this, &KeyChangeDialog::plan);
    connect(&m_planning, &QFutureWatcherBase::finished, this, &KeyChangeDialog::takePlan);
    connect(target.connection, &Connection::stateChanged, this, &KeyChangeDialog::followConnection);
    m_fields->showCount(m_keys.size(), isOne ? m_keys.at(0).toByteArray() : QByteArray());
    if (isOne)
        resize(width(), fontMetrics().height() * 17);
    plan();
    tryLooking();
    followConnection();
}

KeyChangeDialog::~KeyChangeDialog()
{
    if (m_stop)
        *m_stop = true;
}

void KeyChangeDialog::plan()
{
    if (m_stop)
        *m_stop = true;
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_planning.setFuture(QtConcurrent::run(
        [keys = m_keys, kind = m_kind, limit = m_fields->undoLimit(), stop = m_stop] { return planKeyChange(keys, kind, limit, *stop); }));
}

void KeyChangeDialog::takePlan()
{
    m_fields->showPlan(m_planning.future().result());
}

/// Whether the run could look at its keys: one of them tells.
void KeyChangeDialog::tryLooking()
{
    if (m_keys.size() == 0)
        return;
    m_channel = std::make_unique<TextChannel>(target().connection->options());
    m_peek = m_channel->peek({m_keys.at(0).toByteArray()}, PeekParts::Metadata);
    connect(m_peek.get(), &PeekReply::finished, this, &KeyChangeDialog::takeLook);
}

void KeyChangeDialog::takeLook()
{
    const Error error = m_peek->error();
    LookTally looks;
    for (const PeekedItem &item : m_peek->takeItems())
        looks.count(item.state);
    looks.lose(looks.asked() > 0 ? 0 : 1, error.code);
    emit counted(m_place, looks);
    retire(m_peek, this);
    retire(m_channel, this);
    m_fields->setLooking(error ? KeyChangeFields::Looking::Impossible : KeyChangeFields::Looking::Possible, error.text);
}

void KeyChangeDialog::followConnection()
{
    const QString place = target().connection->options().place();
    QString error;
    if (place != m_place)
        error = tr("These are keys of %1, and this page is connected to %2 now.").arg(m_place, place);
    else if (target().connection->options().access == Access::ReadOnly)
        error = tr("This connection is read-only: nothing can be changed.");
    else if (!target().connection->isReady())
        error = tr("There is no connection to the server.");
    else
        error = KeyChangeRun::doubt(m_keys.listing, *target().connection);
    m_fields->showError(error);
}

void KeyChangeDialog::askAndBegin()
{
    const KeyChangeRun::Options options = m_fields->options();
    CommandEffects effects;
    (m_kind == KeyChange::Kind::Delete ? effects.deletes : effects.writes) = m_keys.size();
    for (int i = 0; i < m_keys.size() && i < int(CommandEffects::shownKeys); ++i)
        effects.keys.append(m_keys.at(i).toByteArray());
    QString consequence = m_kind == KeyChange::Kind::SetTtl ? tr("The keys will expire: %1.").arg(m_fields->ttlText()) + u' ' : QString();
    consequence += options.undo == KeyChangeRun::Undo::None ? tr("This cannot be undone.")
                                                            : tr("Undo puts back what can be kept, as long as this page is open.");
    ask(effects, consequence, [this] { beginChange(); });
}

void KeyChangeDialog::beginChange()
{
    if (!m_fields->isReady())
        return;
    target().journal->setLimit(m_fields->undoLimit());
    const bool deletes = m_kind == KeyChange::Kind::Delete;
    const QString text = deletes ? tr("Deleting %1 from %2").arg(keyCountText(m_keys.size()), m_place)
                                 : tr("Setting the TTL of %1 on %2").arg(keyCountText(m_keys.size()), m_place);
    begin(std::make_unique<KeyChangeRun>(target().connection, target().journal, m_keys, m_fields->change(), m_fields->options()),
          deletes ? KeyRunPurpose::Delete : KeyRunPurpose::SetTtl, text);
}

QString KeyChangeDialog::noticeAfter() const
{
    const auto *change = qobject_cast<const KeyChangeRun *>(run());
    if (!change)
        return {};
    if (change->ranOutOfRoom())
        return tr("It stopped when no more could be kept for undo.");
    const int done = change->outcomes().count(KeyOutcome::Done);
    if (done > change->keptCount() && change->keptCount() > 0)
        return tr("Undo can put back %1 of them.").arg(keyCountText(change->keptCount()));
    return {};
}

void KeyChangeDialog::updateConsent()
{
    m_consent->setEnabled(m_fields->isReady());
}
