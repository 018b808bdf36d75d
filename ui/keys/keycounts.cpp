#include "ui/keys/keycounts.h"

#include "app/keyspace/keyspace.h"
#include "app/keyspace/keyview.h"
#include "connection/connection.h"
#include "ui/amounttext.h"
#include "ui/keys/keycelltext.h"
#include "ui/keys/keytable.h"

using namespace std::chrono_literals;

namespace {

constexpr qint64 minute = 60;

} // namespace

KeyCounts::KeyCounts(const Keyspace *keyspace, const KeyView *view, const KeyTable *table, const Connection *connection, QWidget *parent)
    : ElidedLabel(parent)
    , m_keyspace(keyspace)
    , m_view(view)
    , m_table(table)
    , m_connection(connection)
{
    setObjectName(QStringLiteral("keyCounts"));
    setAccessibleName(tr("What is shown of the keys"));
    setTone(Tone::Muted);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    m_aging.setInterval(20s);
    const auto soon = qOverload<>(&QTimer::start);
    connect(view, &KeyView::appended, &m_soon, soon);
    connect(view, &KeyView::replaced, &m_soon, soon);
    connect(view, &KeyView::workingChanged, &m_soon, soon);
    connect(keyspace, &Keyspace::stateChanged, &m_soon, soon);
    connect(keyspace, &Keyspace::changesFound, &m_soon, soon);
    connect(connection, &Connection::stateChanged, &m_soon, soon);
    connect(table, &KeyTable::selectedCountChanged, &m_soon, soon);
    connect(&m_soon, &QTimer::timeout, this, &KeyCounts::tell);
    connect(&m_aging, &QTimer::timeout, this, &KeyCounts::tell);
    m_aging.start();
    tell();
}

void KeyCounts::showEvent(QShowEvent *event)
{
    ElidedLabel::showEvent(event);
    tell();
}

void KeyCounts::tell()
{
    const QStringList parts = keyParts() + listingParts();
    setText(parts.join(QStringLiteral(" · ")));
}

QStringList KeyCounts::keyParts() const
{
    if (m_view->listing().isEmpty())
        return {};
    const int all = m_view->listing().size() - m_view->goneCount();
    QStringList parts;
    parts += m_view->count() == all ? keyCountText(all) : tr("%L1 of %2").arg(m_view->count()).arg(keyCountText(all));
    if (m_view->goneCount() > 0)
        parts += tr("%L1 known to be gone").arg(m_view->goneCount());
    if (m_view->itemBytes() > 0)
        parts += byteText(m_view->itemBytes());
    if (const qint64 selected = m_table->selectedCount(); selected > 1)
        parts += tr("%L1 selected").arg(selected);
    if (m_view->isWorking())
        parts += tr("looking through them…");
    return parts;
}

QStringList KeyCounts::listingParts() const
{
    QStringList parts;
    const bool busy = m_keyspace->isBusy() && !m_keyspace->isRefreshing();
    if (!busy && m_keyspace->listedAt().isValid()) {
        const bool isRestarted =
            m_connection->isReady() && m_keyspace->isOfEarlier(m_connection->options().place(), m_connection->server().process);
        parts += isRestarted ? tr("%1, before the server was restarted").arg(ageText()) : ageText();
    }
    if (const QString changes = changesText(); !changes.isEmpty())
        parts += changes;
    if (const auto skew = m_keyspace->clockSkew(); skew && std::abs(*skew) >= leastToldSkew)
        parts += *skew > 0 ? tr("the server's clock is %1 ahead of ours").arg(durationText(*skew))
                           : tr("the server's clock is %1 behind ours").arg(durationText(-*skew));
    return parts;
}

QString KeyCounts::ageText() const
{
    const qint64 age = std::max<qint64>(0, m_keyspace->listedAt().secsTo(QDateTime::currentDateTimeUtc()));
    return age < minute     ? tr("listed just now")
        : age < 60 * minute ? tr("listed %Ln min ago", nullptr, int(age / minute))
                            : tr("listed %1 ago").arg(durationText(age));
}

QString KeyCounts::changesText() const
{
    const KeyChanges &changes = m_keyspace->changes();
    QStringList parts;
    if (!changes.added.empty())
        parts += tr("%L1 new").arg(changes.added.size());
    if (!changes.changed.empty())
        parts += tr("%L1 changed").arg(changes.changed.size());
    if (changes.goneCount > 0)
        parts += tr("%L1 gone").arg(changes.goneCount);
    return parts.isEmpty() ? QString() : tr("since the listing before: %1").arg(parts.join(QStringLiteral(", ")));
}
