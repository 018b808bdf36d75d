#include "ui/monitor/sizesview.h"

#include "app/monitor/itemcounts.h"
#include "ui/amounttext.h"
#include "ui/keys/sharedelegate.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"

#include <algorithm>

namespace {

QString sizeRange(const SizeCount &row)
{
    return SizesView::tr("%1 to %2").arg(byteText(qint64(row.from + 1)), byteText(qint64(row.to)));
}

} // namespace

SizesView::SizesView(StatPoll *poll)
    : SizesView(poll, new GroupPoll(poll, {"settings"}))
{
}

SizesView::SizesView(StatPoll *poll, GroupPoll *settings)
    : GroupView(QStringLiteral("sizes"),
                {.name = tr("Items by size"),
                 .empty = tr("This server does not count items by size"),
                 .emptyText = tr("It counts them from its start on if it is started with “-o track_sizes” (memcached 1.4.27 or later). "
                                 "That costs every store and delete a little, and is not turned on from here.")},
                {{tr("Size"), tr("Of an item with its key and what the server notes of it"), StatColumn::Kind::Words},
                 {tr("Items")},
                 {tr("Share"), tr("Of all items")}},
                poll, settings)
    , m_sizes(poll, {"sizes"})
{
    settings->setParent(this);
    dropSearch();
    table()->setItemDelegateForColumn(ShareColumn, new ShareDelegate(StatRows::PictureRole, table()));
    stretch(ShareColumn);
    connect(&m_sizes, &GroupPoll::changed, this, &SizesView::showSizes);
}

void SizesView::refresh()
{
    const TextStatistics settings = group()->statistics("settings");
    const bool isTracked =
        std::ranges::any_of(settings, [](const TextStatistic &setting) { return setting.name == "track_sizes" && setting.value == "yes"; });
    if (!isTracked) {
        m_sizes.end();
        showRows({});
        return;
    }
    m_sizes.begin();
    showSizes();
}

void SizesView::hideEvent(QHideEvent *event)
{
    GroupView::hideEvent(event);
    m_sizes.end();
}

void SizesView::showSizes()
{
    if (!isVisible())
        return;
    if (!m_sizes.isKnown()) {
        showLook(m_sizes.error() ? Look::Failed : Look::Waiting, m_sizes.error().text);
        return;
    }
    const SizeCounts sizes = SizeCounts::of(m_sizes.statistics("sizes"));
    QList<StatRow> shown;
    quint64 most = 1;
    for (const SizeCount &row : sizes.rows)
        most = std::max(most, row.items);
    for (const SizeCount &size : sizes.rows) {
        const double share = double(size.items) / double(std::max<quint64>(sizes.items, 1));
        StatRow row{.id = QByteArray::number(size.from)};
        row.cells += {.text = sizeRange(size), .order = double(size.from)};
        row.cells += statCell(countText(size.items), size.items);
        // The longest bar is the most there is: among two hundred sizes all others would be strokes.
        row.cells += {.text = fineShareText(share), .order = share, .picture = double(size.items) / double(most)};
        shown += row;
    }
    tell(sizes.items > 0 ? tr("%1 items, counted by the server from its start on.").arg(countText(sizes.items))
                         : tr("The server counts items by size, and has none now."));
    showRows(shown);
    showLook(Look::Full); // also without items: the words above say it
}
