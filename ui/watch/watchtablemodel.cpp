#include "ui/watch/watchtablemodel.h"

#include "app/watch/watchview.h"
#include "ui/amounttext.h"
#include "ui/escapedtext.h"

#include <QDateTime>
#include <QLocale>

namespace {

constexpr int mostTipBytes = 500;

QString wordText(QByteArrayView word)
{
    return escapedText(word);
}

QString timeText(qint64 microseconds)
{
    if (microseconds < 0)
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(microseconds / 1'000);
    return time.toString(QStringLiteral("HH:mm:ss.zzz")) + QStringLiteral("%1").arg(microseconds % 1'000, 3, 10, QLatin1Char('0'));
}

QString numberText(qint64 number)
{
    return number < 0 ? QString() : QLocale().toString(number);
}

QString ttlText(const WatchEvent &event)
{
    if (!event.ttl)
        return {};
    const bool isNever = event.kind == WatchKind::Eviction ? *event.ttl < 0 : *event.ttl == 0;
    if (isNever)
        return WatchTableModel::tr("never");
    return *event.ttl < 0 ? QLocale().toString(*event.ttl) : durationText(*event.ttl);
}

QString statusText(const WatchEvent &event)
{
    QStringList words;
    if (event.kind == WatchKind::Eviction && !event.fetched.isEmpty())
        words += event.fetched == "yes" ? WatchTableModel::tr("was read") : WatchTableModel::tr("never read");
    for (const QByteArrayView word : {event.command, event.status, event.reason}) {
        if (!word.isEmpty())
            words += wordText(word).replace(QLatin1Char('_'), QLatin1Char(' '));
    }
    return words.join(QStringLiteral(" · "));
}

QString keyText(const WatchEvent &event)
{
    switch (event.kind) {
    case WatchKind::Skipped:
        return WatchTableModel::tr("Lines that the server left out here, since they came faster than they were read: %L1")
            .arg(event.skipped);
    case WatchKind::Lost: {
        const QString text = WatchTableModel::tr("Connection lost: what happens now is not seen.");
        return event.rest.isEmpty() ? text : QStringLiteral("%1 %2").arg(text, wordText(event.rest));
    }
    case WatchKind::Back:
        return WatchTableModel::tr("Connected again");
    default:
        return escapedText(event.decodedKey());
    }
}

QString moreText(const WatchEvent &event)
{
    QString text;
    if (!event.address.isEmpty())
        text = wordText(event.address) + QLatin1Char(':') + wordText(event.port);
    if (event.kind == WatchKind::Other && !event.type.isEmpty())
        text = wordText(event.type);
    if (event.idle >= 0)
        text = WatchTableModel::tr("idle %1").arg(durationText(event.idle));
    if (!event.rest.isEmpty() && event.kind != WatchKind::Lost) // which tells it with the rest
        text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + wordText(event.rest);
    return text;
}

} // namespace

QString watchKindText(WatchKind kind)
{
    switch (kind) {
    case WatchKind::Read:
        return WatchTableModel::tr("Read");
    case WatchKind::Store:
        return WatchTableModel::tr("Store");
    case WatchKind::Eviction:
        return WatchTableModel::tr("Eviction");
    case WatchKind::Deletion:
        return WatchTableModel::tr("Delete");
    case WatchKind::Opened:
        return WatchTableModel::tr("Opened");
    case WatchKind::Closed:
        return WatchTableModel::tr("Closed");
    case WatchKind::Other:
        return WatchTableModel::tr("Other");
    case WatchKind::Skipped:
        return WatchTableModel::tr("Left out");
    case WatchKind::Lost:
        return WatchTableModel::tr("Lost");
    case WatchKind::Back:
        return WatchTableModel::tr("Connected");
    case WatchKind::Unreadable:
        return WatchTableModel::tr("Unreadable");
    }
    return {};
}

WatchTableModel::WatchTableModel(const WatchView *view, QObject *parent)
    : QAbstractTableModel(parent)
    , m_view(view)
    , m_count(view->count())
{
    connect(view, &WatchView::aboutToDrop, this, [this](int count) { beginRemoveRows({}, 0, count - 1); });
    connect(view, &WatchView::dropped, this, [this] {
        m_count = m_view->count();
        endRemoveRows();
    });
    connect(view, &WatchView::aboutToAppend, this, [this](int count) { beginInsertRows({}, m_count, m_count + count - 1); });
    connect(view, &WatchView::appended, this, [this] {
        m_count = m_view->count();
        endInsertRows();
    });
    connect(view, &WatchView::aboutToReplace, this, [this] { beginResetModel(); });
    connect(view, &WatchView::replaced, this, [this] {
        m_count = m_view->count();
        endResetModel();
    });
}

int WatchTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int WatchTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : watchCellCount;
}

QByteArrayView WatchTableModel::lineAt(int row) const
{
    return m_view->text(row);
}

WatchEvent WatchTableModel::eventAt(int row) const
{
    return readWatchEvent(lineAt(row));
}

QVariant WatchTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: {
        const WatchEvent event = eventAt(index.row());
        if (event.kind == WatchKind::Unreadable && WatchCell(index.column()) == WatchCell::Key)
            return escapedPreview(lineAt(index.row()), mostTipBytes);
        return text(event, WatchCell(index.column()));
    }
    case Qt::TextAlignmentRole:
        return int(alignment(WatchCell(index.column())));
    case Qt::ToolTipRole:
        return tip(index.row());
    default:
        return {};
    }
}

QString WatchTableModel::text(const WatchEvent &event, WatchCell cell)
{
    switch (cell) {
    case WatchCell::Time:
        return timeText(event.time);
    case WatchCell::Kind:
        return watchKindText(event.kind);
    case WatchCell::Key:
        return keyText(event);
    case WatchCell::Status:
        return statusText(event);
    case WatchCell::Size:
        return event.kind == WatchKind::Read && !event.isHit() && event.size == 0 ? QString() : numberText(event.size); // of nothing
    case WatchCell::Ttl:
        return ttlText(event);
    case WatchCell::SlabClass:
        return event.slabClass > 0 ? numberText(event.slabClass) : QString();
    case WatchCell::Client:
        return event.client < 0 ? QString() : QString::number(event.client);
    case WatchCell::More:
        return moreText(event);
    }
    return {};
}

Qt::Alignment WatchTableModel::alignment(WatchCell cell)
{
    const bool isNumber = cell == WatchCell::Size || cell == WatchCell::Ttl || cell == WatchCell::SlabClass || cell == WatchCell::Client;
    return (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QVariant WatchTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= watchCellCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(alignment(WatchCell(section)));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (WatchCell(section)) {
    case WatchCell::Time:
        return isTip ? tr("When it happened, by the server's clock in this computer's time zone") : tr("Time");
    case WatchCell::Kind:
        return isTip ? tr("What happened") : tr("What");
    case WatchCell::Key:
        return isTip ? tr("The item's key; what is not printable is escaped") : tr("Key");
    case WatchCell::Status:
        return isTip ? tr("What came of it") : tr("Status");
    case WatchCell::Size:
        return isTip ? tr("Bytes of the value") : tr("Size");
    case WatchCell::Ttl:
        return isTip ? tr("How long the item was to live, or would still have lived") : tr("TTL");
    case WatchCell::SlabClass:
        return isTip ? tr("The slab class: which size of chunks the item is kept in") : tr("Class");
    case WatchCell::Client:
        return isTip ? tr("The number that the server gives to the connection") : tr("Client");
    case WatchCell::More:
        return isTip ? tr("What else the server told") : tr("More");
    }
    return {};
}

QString WatchTableModel::tip(int row) const
{
    const WatchEvent event = eventAt(row);
    if (event.kind == WatchKind::Lost)
        return keyText(event);
    return escapedPreview(lineAt(row), mostTipBytes);
}
