#include "ui/itemedit/joindialog.h"

#include "connection/connection.h"
#include "ui/itemedit/bytesfield.h"
#include "ui/noticerow.h"
#include "ui/values/stepnames.h"

#include <QComboBox>
#include <QFormLayout>

namespace {

/// What is added to such a value makes it unreadable.
bool hasStructure(Serialization serialization)
{
    return serialization >= Serialization::Json;
}

} // namespace

JoinDialog::JoinDialog(const ItemTarget &target, const QByteArray &key, ClientLibrary library, QWidget *parent)
    : ReadItemDialog(target, key, Wanted::Value, QStringLiteral("joinItem"), tr("Append or prepend"), tr("&Add"), parent)
    , m_library(library)
    , m_side(new QComboBox)
    , m_bytes(new BytesField(partName("Bytes"), BytesField::Form::Escapes))
    , m_warning(new NoticeRow(partName("Warning")))
    , m_noUndo(new NoticeRow(partName("NoUndo")))
{
    m_side->setObjectName(partName("Side"));
    m_side->setAccessibleName(tr("Where it is added"));
    m_side->addItem(tr("At the end (APPEND)"), int(ItemPart::Place::Behind));
    m_side->addItem(tr("At the beginning (PREPEND)"), int(ItemPart::Place::Before));
    form()->addRow(QString(), m_warning);
    form()->addRow(QString(), m_noUndo);
    form()->addRow(tr("&Where:"), m_side);
    form()->addRow(tr("&Bytes:"), m_bytes);
    m_bytes->setLargest(target.connection->server().itemSizeMax);
    connect(m_side, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    connect(m_bytes, &BytesField::changed, this, [this] { refresh(); });
    connect(&m_reader, &ValueReader::finished, this, &JoinDialog::followReading);
    m_bytes->setFocus();
    look();
    refresh();
}

bool JoinDialog::holdsTyped() const
{
    return m_bytes->isTyped();
}

void JoinDialog::takeItem()
{
    m_reader.stop();
    if (hasValue() && item()->size > 0) {
        const auto value = std::make_shared<const QByteArray>(item()->value);
        m_reader.read({.bytes = *value, .owner = value, .flags = item()->flags, .library = m_library});
    }
    m_noUndo->tell(lacksCas() ? tr("This server has no CAS: the bytes are added to whatever is there by then, and that cannot be undone.")
                              : QString());
    followReading();
}

void JoinDialog::followReading()
{
    const SharedReading &reading = m_reader.reading();
    if (reading && reading->compression.compression != Compression::None)
        m_warning->tell(tr("This value is compressed (%1): what is added to it damages it, and whoever decompresses it fails or gets less. "
                           "Edit the value instead.")
                            .arg(stepName(reading->compression)));
    else if (reading && hasStructure(reading->serialization.serialization))
        m_warning->tell(tr("This value is read as %1: what is added to it most likely makes it unreadable for the application. Edit the "
                           "value instead.")
                            .arg(stepName(reading->serialization)));
    else if (item() && !hasValue() && item()->size > 0)
        m_warning->tell(tr("The value is long and was not read: whether it is compressed or serialized is not known."));
    else
        m_warning->tell({});
}

QString JoinDialog::obstacle() const
{
    const QString reason = ReadItemDialog::obstacle();
    if (!reason.isEmpty() || !item())
        return reason;
    const std::optional<quint64> largest = connection()->server().itemSizeMax;
    if (largest && m_bytes->bytes() && quint64(item()->size + m_bytes->bytes()->size()) >= *largest)
        return tr("The value would become larger than this server takes.");
    if (m_bytes->bytes() && m_bytes->bytes()->isEmpty())
        return tr("Type what is to be added.");
    return {};
}

bool JoinDialog::isComplete() const
{
    return item() && m_bytes->bytes() && !m_bytes->bytes()->isEmpty();
}

ItemPart JoinDialog::part() const
{
    return {key(), ItemPart::Place(m_side->currentData().toInt()), *m_bytes->bytes(), item()->cas};
}

QStringList JoinDialog::commandLines() const
{
    return {commandLine(part().command())};
}

CommandEffects JoinDialog::effects() const
{
    return {.writes = 1, .keys = {key()}};
}

QString JoinDialog::consequence() const
{
    const QString text = tr("Everybody who reads it gets the new value. Its flags and its TTL stay.");
    return lacksCas() ? text + u' ' + tr("This cannot be undone.") : text;
}

std::unique_ptr<ItemExchange> JoinDialog::makeExchange()
{
    return std::make_unique<ItemJoin>(connection(), part(), *item());
}
