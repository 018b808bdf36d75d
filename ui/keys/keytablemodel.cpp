#include "ui/keys/keytablemodel.h"

#include "app/keyspace/keyspace.h"
#include "app/keyspace/keyview.h"
#include "ui/escapedtext.h"

#include <QDateTime>
#include <QLocale>

namespace {

int alignment(KeyCell cell)
{
    const bool isText = cell == KeyCell::Key || cell == KeyCell::Fetched || cell == KeyCell::Expiry;
    return int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

} // namespace

KeyTableModel::KeyTableModel(const Keyspace *keyspace, const KeyView *view, QObject *parent)
    : QAbstractTableModel(parent)
    , m_keyspace(keyspace)
    , m_view(view)
    , m_count(view->count())
{
    connect(view, &KeyView::aboutToReplace, this, [this] { beginResetModel(); });
    connect(view, &KeyView::replaced, this, [this] {
        m_count = m_view->count();
        endResetModel();
    });
    connect(view, &KeyView::appended, this, &KeyTableModel::grow);
    connect(view, &KeyView::amended, this, [this](int row) { emit dataChanged(index(row, 0), index(row, keyCellCount - 1)); });
    connect(keyspace, &Keyspace::changesFound, this, &KeyTableModel::repaintMarks);
}

int KeyTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int KeyTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : keyCellCount;
}

QVariant KeyTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto cell = KeyCell(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), cell);
    case Qt::TextAlignmentRole:
        return alignment(cell);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return tip(index.row(), cell);
    case markRole:
        return int(mark(index.row()));
    default:
        return {};
    }
}

QVariant KeyTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    struct Heading
    {
        QString name;
        QString tip;
    };
    if (orientation != Qt::Horizontal || section < 0 || section >= keyCellCount)
        return {};
    const auto heading = [section]() -> Heading {
        switch (KeyCell(section)) {
        case KeyCell::Key:
            return {tr("Key"), tr("The item's key; what is not printable is escaped")};
        case KeyCell::Size:
            return {tr("Size"), tr("Bytes of the whole item: key, value and the server's header")};
        case KeyCell::Ttl:
            return {tr("TTL left"),
                    tr("How long it has still to live, by the server's clock; of keys from elsewhere: when they were listed")};
        case KeyCell::Expiry:
            return {tr("Expires"), tr("When its TTL ends, by the server's clock in this computer's time zone")};
        case KeyCell::Idle:
            return {tr("Idle at listing"),
                    tr("How long nobody had used it when it was listed. It stands still, since others may have used it "
                       "meanwhile. The server notes a use at most once a minute")};
        case KeyCell::Fetched:
            return {tr("Read"), tr("Whether anybody has read it since it was stored")};
        case KeyCell::Cas:
            return {tr("CAS"), tr("The number that changes each time the item is stored")};
        case KeyCell::Flags:
            return {tr("Flags"), tr("What the client that stored it says about the form of its value")};
        case KeyCell::SlabClass:
            return {tr("Class"), tr("The slab class: which size of chunks it is kept in")};
        case KeyCell::Waste:
            return {tr("Waste"), tr("Bytes of its chunk that it does not fill")};
        }
        return {};
    }();
    if (role == Qt::DisplayRole)
        return heading.name;
    if (role == Qt::ToolTipRole)
        return heading.tip;
    if (role == Qt::TextAlignmentRole)
        return alignment(KeyCell(section));
    return {};
}

ListedKey KeyTableModel::keyAt(int row) const
{
    return m_view->listing().at(m_view->index(row));
}

QString KeyTableModel::text(int row, KeyCell cell) const
{
    return text(keyAt(row), cell);
}

QString KeyTableModel::text(const ListedKey &key, KeyCell cell) const
{
    const bool isNow = cell == KeyCell::Ttl && m_view->listing().isSame(m_keyspace->listing());
    return keyCellText(m_view->listing(), key, m_view->chunks(), cell, isNow ? std::optional(m_keyspace->time()) : std::nullopt);
}

KeyChanges::Mark KeyTableModel::mark(int row) const
{
    if (!hasMarks())
        return KeyChanges::Mark::None;
    const int index = m_view->index(row);
    const KeyChanges::Mark mark = m_keyspace->changes().markOf(index);
    return mark == KeyChanges::Mark::None && m_keyspace->isAmended(index) ? KeyChanges::Mark::Changed : mark;
}

/// They speak of the keyspace's listing: while another one is still seen, of nothing.
bool KeyTableModel::hasMarks() const
{
    return (!m_keyspace->changes().isEmpty() || m_keyspace->hasAmended()) && m_view->listing().isSame(m_keyspace->listing());
}

std::optional<int> KeyTableModel::rowOf(QByteArrayView key) const
{
    const std::optional<int> index = indexOf(key);
    return index ? m_view->rowOf(*index) : std::nullopt;
}

std::optional<int> KeyTableModel::indexOf(QByteArrayView key) const
{
    const std::optional<int> index = m_keyspace->store().find(key);
    // It may be that of a listing which is not seen yet.
    if (!index || *index >= m_view->listing().size() || m_view->listing().key(*index) != key)
        return {};
    return index;
}

bool KeyTableModel::hasFlags() const
{
    return !m_view->listing().isEmpty() && m_view->listing().at(0).flags.has_value();
}

void KeyTableModel::grow(int count)
{
    beginInsertRows({}, m_count, m_count + count - 1);
    m_count += count;
    endInsertRows();
}

void KeyTableModel::repaintMarks()
{
    if (m_count > 0)
        emit dataChanged(index(0, 0), index(m_count - 1, 0), {markRole, Qt::ToolTipRole});
}

QString KeyTableModel::tip(int row, KeyCell cell) const
{
    const ListedKey key = keyAt(row);
    const QLocale locale;
    if (cell == KeyCell::Size && key.size > 0)
        return tr("%L1 B").arg(key.size);
    if (cell == KeyCell::Expiry && key.expiry != ListedKey::never)
        return locale.toString(QDateTime::fromSecsSinceEpoch(key.expiry), QLocale::LongFormat);
    if (cell != KeyCell::Key)
        return {};
    const QString text = escapedText(key.key);
    switch (mark(row)) {
    case KeyChanges::Mark::New:
        return tr("%1\nNew since the listing before").arg(text);
    case KeyChanges::Mark::Changed:
        return m_keyspace->isAmended(m_view->index(row)) ? tr("%1\nStored anew from here since it was listed").arg(text)
                                                         : tr("%1\nStored anew since the listing before").arg(text);
    case KeyChanges::Mark::None:
        break;
    }
    return text;
}
