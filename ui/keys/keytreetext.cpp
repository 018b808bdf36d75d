#include "ui/keys/keytreetext.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"

#include <QLocale>

namespace {

QString bytesText(qint64 bytes)
{
    return bytes == 0 ? QString() : byteText(bytes);
}

QString percentText(double part)
{
    return QLocale().toString(part * 100, 'f', 1);
}

} // namespace

QString KeyTreeText::cell(int column, const KeyTreeFolders::Folder &folder, const KeyTree::Node &node) const
{
    switch (column) {
    case Name: {
        const QByteArrayView name = tree().name(folder.node, node);
        return name.isEmpty() ? tr("(nothing more)") : escapedPreview(name, KeySegment::longestKey);
    }
    case Keys:
        return node.isFolder ? QLocale().toString(node.count()) : QString();
    case Bytes:
        return bytesText(node.bytes);
    case Share:
        return shareText(node.bytes);
    default:
        return node.isFolder ? QString() : keyCell(column, node);
    }
}

QString KeyTreeText::keyCell(int column, const KeyTree::Node &node) const
{
    const KeyListing &listing = tree().listing();
    const ListedKey key = listing.at(tree().index(node.begin));
    switch (column) {
    case Ttl:
        return key.expiry == ListedKey::never ? tr("never") : durationText(listing.ttl(key.expiry));
    case Idle: {
        const qint64 idle = listing.idle(key.lastAccess);
        return idle == KeyListing::untold ? QString() : durationText(idle);
    }
    case Read:
        return key.lastAccess == 0 ? QString() : key.fetched ? tr("yes") : tr("no");
    default:
        return {};
    }
}

QString KeyTreeText::moreCell(int column, const KeyTreeFolders::Folder &folder) const
{
    switch (column) {
    case Name:
        return folder.isAwaited ? tr("Putting them in order…") : folder.canShowMore() ? tr("Show more…") : tr("Lighter ones, not shown");
    case Keys:
        return QLocale().toString(folder.node.count() - folder.shownKeys);
    case Bytes:
        return bytesText(folder.node.bytes - folder.shownBytes);
    case Share:
        return shareText(folder.node.bytes - folder.shownBytes);
    default:
        return {};
    }
}

QString KeyTreeText::toolTip(const KeyTreeFolders::Folder &folder, const KeyTree::Node &node) const
{
    QStringList lines{escapedPreview(tree().prefix(node), KeySegment::longestKey)};
    if (node.isFolder)
        lines += tr("%Ln keys begin so", nullptr, node.count());
    if (node.bytes > 0)
        lines += tr("%1 % of the bytes of all keys that are shown").arg(percentText(share(node.bytes).toDouble()));
    if (node.bytes > 0 && folder.parent >= 0)
        lines += tr("%1 % of the bytes of the folder it is in").arg(percentText(double(node.bytes) / double(folder.node.bytes)));
    return lines.join(QLatin1Char('\n'));
}

QString KeyTreeText::moreToolTip(const KeyTreeFolders::Folder &folder)
{
    const int rest = int(folder.node.count() - folder.shownKeys);
    if (folder.isAwaited)
        return tr("%Ln keys are being put in order.", nullptr, rest);
    if (folder.canShowMore())
        return tr("%Ln more keys are in this folder. A click or Enter shows the next rows.", nullptr, rest);
    return tr("There is too much in this folder to put all of it in order: only the %L1 heaviest rows are shown.\n"
              "To see the others, sort by name or filter.")
        .arg(KeyTreeFolders::mostOrdered);
}

QVariant KeyTreeText::share(qint64 bytes) const
{
    const qint64 all = m_folders.at(0).node.bytes;
    return all == 0 ? QVariant() : double(bytes) / double(all);
}

QString KeyTreeText::shareText(qint64 bytes) const
{
    return bytes == 0 ? QString() : tr("%1 %").arg(percentText(share(bytes).toDouble()));
}

QString KeyTreeText::header(int column)
{
    switch (column) {
    case Name:
        return tr("Name");
    case Keys:
        return tr("Keys");
    case Bytes:
        return tr("Size");
    case Share:
        return tr("Share");
    case Ttl:
        return tr("TTL");
    case Idle:
        return tr("Idle at listing");
    case Read:
        return tr("Read");
    default:
        return {};
    }
}

QString KeyTreeText::headerToolTip(int column)
{
    switch (column) {
    case Name:
        return tr("The part of the key behind its folder's. A click sorts by name.");
    case Keys:
        return tr("How many keys begin so. A click sorts by it, the most first.");
    case Bytes:
        return tr("Bytes of the items, as far as the server told them. A click sorts by them, the heaviest first.");
    case Share:
        return tr("The part of the bytes of all keys that are shown. A click sorts by it, the heaviest first.");
    case Ttl:
        return tr("How long the key has left, by the server's clock at the listing");
    case Idle:
        return tr("How long nobody had used the key when it was listed. It stands still, since others may have used it meanwhile.");
    case Read:
        return tr("Whether somebody has read the key since it was stored");
    default:
        return {};
    }
}
