#include "ui/keys/itemfacts.h"

#include "connection/text/itemsize.h"

#include "app/values/keyform.h"
#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/keys/keycelltext.h"
#include "ui/values/envelopewords.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>

#include <algorithm>
#include <climits>
#include <limits>
#include <utility>

using namespace std::chrono_literals;

namespace {

QString sizeText(quint64 bytes)
{
    const auto size = qint64(std::min<quint64>(bytes, std::numeric_limits<qint64>::max()));
    return size < 1024 ? ItemFacts::tr("%L1 B").arg(size) : ItemFacts::tr("%L1 B (%2)").arg(size).arg(byteText(size));
}

} // namespace

ItemFacts::ItemFacts(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(3);
    m_grid->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    m_grid->setColumnStretch(1, 1);
    add(Form, "itemForm", tr("Key"));
    add(Size, "itemSize", tr("Size"));
    add(InEnvelope, "itemEnvelope", tr("Envelope"));
    add(Flags, "itemFlags", tr("Flags"));
    add(Cas, "itemCas", tr("CAS"));
    add(Expiry, "itemExpiry", tr("Expires"));
    add(Access, "itemAccess", tr("Last access"));
    add(Fetched, "itemFetched", tr("Fetched"));
    add(SlabClass, "itemClass", tr("Slab class"));
    // So that nothing moves when there is less to tell.
    int width = 0;
    for (const QLabel *title : std::as_const(m_titles))
        width = std::max(width, title->sizeHint().width());
    m_grid->setColumnMinimumWidth(0, width);
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &ItemFacts::showTimes);
}

void ItemFacts::add(Row row, const char *name, const QString &title)
{
    auto *label = new QLabel(title, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *text = new QLabel(this);
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(title);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setContextMenuPolicy(Qt::NoContextMenu); // ours
    text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_grid->addWidget(label, row, 0);
    auto *mark = new ElidedLabel(this);
    mark->setObjectName(QLatin1String(name) + QStringLiteral("Mark"));
    mark->setAccessibleName(tr("%1 before").arg(title));
    mark->setMaximumHeight(fontMetrics().height()); // of the line that it is on
    mark->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    mark->hide();
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(text, 1);
    line->addWidget(mark, 0, Qt::AlignTop);
    m_grid->addLayout(line, row, 1);
    m_lines[row] = line;
    m_titles[row] = label;
    m_texts[row] = text;
    m_marks[row] = mark;
}

void ItemFacts::set(Row row, const QString &text)
{
    m_texts[row]->setText(text);
    m_texts[row]->setVisible(!text.isEmpty());
    fitMark(row);
    m_titles[row]->setVisible(!text.isEmpty());
}

void ItemFacts::showItem(const std::optional<ListedKey> &listed, const std::optional<FoundItem> &found)
{
    m_listed = listed;
    if (m_marking == Marking::On && !m_isAnother && m_found && found && found->time != m_found->time)
        mark(*m_found, *found);
    m_found = found;
    m_isAnother = m_isAnother && !found;
    if (m_listed)
        m_listed->key = {};
    if (m_found) {
        m_found->value.reset();
        m_found->owner.reset();
    }
    showFacts();
    showTimes();
}

void ItemFacts::setMarking(Marking marking)
{
    m_marking = marking;
    if (marking == Marking::Off)
        forgetMarks();
}

void ItemFacts::forgetMarks()
{
    m_isAnother = true;
    for (ElidedLabel *mark : m_marks) {
        mark->setText({});
        mark->hide();
    }
}

void ItemFacts::mark(const FoundItem &before, const FoundItem &after)
{
    for (ElidedLabel *mark : m_marks)
        mark->setTone(Tone::Muted);
    if (before.answer.size != after.answer.size)
        setMark(Size, m_texts[Size]->text());
    if (before.answer.flags != after.answer.flags)
        setMark(Flags, m_texts[Flags]->text());
    if (before.answer.cas != after.answer.cas)
        setMark(Cas, m_texts[Cas]->text());
    const qint64 was = expiryOf(before, m_clockOffset).time.value_or(ListedKey::never);
    const qint64 is = expiryOf(after, m_clockOffset).time.value_or(ListedKey::never);
    if (!isSameExpiry(was, is))
        setMark(Expiry, was == ListedKey::never ? tr("never") : serverTimeText(was, m_clockOffset));
}

void ItemFacts::setMark(Row row, const QString &former)
{
    const QString now = QLocale().toString(QTime::currentTime(), QStringLiteral("HH:mm:ss"));
    m_marks[row]->setText(former.isEmpty() ? tr("changed %1").arg(now) : tr("was %1, changed %2", "value, time").arg(former, now));
    m_marks[row]->setTone(Tone::Notice);
    m_marks[row]->show();
    fitMark(row);
}

/// A mark has what its text leaves of the line, so that no line gets another height by it.
void ItemFacts::fitMark(size_t row)
{
    const int room = std::max(1, width() - m_grid->columnMinimumWidth(0) - m_grid->horizontalSpacing());
    const int wanted = std::min(room, fontMetrics().horizontalAdvance(m_texts[row]->text()) + m_grid->horizontalSpacing());
    m_lines[row]->setStretch(0, std::max(1, wanted));
    m_lines[row]->setStretch(1, room - wanted);
}

void ItemFacts::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    for (size_t row = 0; row < RowCount; ++row)
        fitMark(row);
}

void ItemFacts::showReading(const SharedReading &reading, ClientLibrary library)
{
    m_library = library;
    m_decompressed.reset();
    m_envelope = reading && reading->envelope.envelope != Envelope::None && !reading->envelopeFault
        ? envelopeName(reading->envelope.envelope)
        : QString();
    m_envelopeFacts = reading ? reading->envelopeFacts : EnvelopeFacts();
    if (reading && reading->compression.compression != Compression::None && !reading->compressionFault)
        m_decompressed = reading->wrapping ? reading->wrapped.size() : reading->bytes.size();
    showFacts();
    showTimes();
}

void ItemFacts::setKey(const QByteArray &key, const SlabChunks &chunks)
{
    m_chunks = chunks;
    m_keySize = key.size();
    set(Form, keyFormWords(keyForm(key)));
}

void ItemFacts::setClockOffset(std::chrono::seconds offset)
{
    m_clockOffset = offset;
    showTimes();
}

QString ItemFacts::text() const
{
    QStringList lines;
    for (int row = 0; row < RowCount; ++row) {
        if (const QString text = m_texts.at(size_t(row))->text(); !text.isEmpty())
            lines.append(m_titles.at(size_t(row))->text() + QLatin1Char('\t') + text);
    }
    return lines.join(QLatin1Char('\n'));
}

void ItemFacts::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("itemFactsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int row = 0; row < RowCount; ++row) {
        const QLabel *text = m_texts.at(size_t(row));
        if (text->isHidden() || event->pos().y() < text->y() || event->pos().y() > text->geometry().bottom())
            continue;
        const QAction *copyOne =
            menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy “%1”").arg(m_titles.at(size_t(row))->text()));
        connect(copyOne, &QAction::triggered, this, [this, fact = text->text()] { copy(fact); });
    }
    const QAction *everything = menu->addAction(tr("Copy &all of these"));
    connect(everything, &QAction::triggered, this, &ItemFacts::copyAll);
    menu->popup(event->globalPos());
}

void ItemFacts::copy(const QString &text)
{
    QApplication::clipboard()->setText(text);
    emit told(tr("Copied"));
}

void ItemFacts::showFacts()
{
    const bool peeked = m_found && m_found->way == FoundItem::Way::Peek;
    const MetaAnswer answer = m_found ? m_found->answer : MetaAnswer();
    QString size;
    if (answer.size)
        size = sizeText(*answer.size);
    else if (m_listed && m_listed->size > 0)
        size = tr("%1 with its header").arg(sizeText(m_listed->size));
    if (m_decompressed && answer.size && *m_decompressed > 0) { // on the same line: a row more would move what is below
        const double percent = 100.0 * double(*answer.size) / double(*m_decompressed);
        size = tr("%1, %2 % of %3 decompressed").arg(size, QLocale().toString(percent, 'f', 1), byteText(*m_decompressed));
    }
    set(Size, size);

    const std::optional<quint32> flags = m_found || !m_listed ? answer.flags : m_listed->flags;
    QString flagsText;
    if (flags) {
        const QString words = flagWords(m_library, *flags);
        flagsText = tr("%1 (0x%2)").arg(*flags).arg(*flags, 0, 16);
        if (!words.isEmpty())
            flagsText = tr("%1: %2").arg(flagsText, words);
    }
    set(Flags, flagsText);
    const quint64 cas = m_found || !m_listed ? answer.cas.value_or(0) : m_listed->cas;
    set(Cas, cas > 0 ? QString::number(cas) : QString());

    QString fetched;
    if (peeked ? answer.wasRead.has_value() : m_listed.has_value())
        fetched = (peeked ? *answer.wasRead : m_listed->fetched) ? tr("Yes, since it was stored") : tr("Not since it was stored");
    set(Fetched, m_found && !peeked ? QString() : fetched);
    set(SlabClass, slabClassText());
}

/// Of the item whose size is shown: what was listed says nothing of one that has been written since.
QString ItemFacts::slabClassText() const
{
    const MetaAnswer answer = m_found ? m_found->answer : MetaAnswer();
    const bool isListed = m_listed && m_listed->slabClass > 0;
    if (!answer.size)
        return isListed ? QString::number(m_listed->slabClass) : QString();
    const quint64 cas = answer.cas.value_or(0);
    const auto whole = quint64(wholeItemSize(m_keySize, qint64(*answer.size), cas != 0 ? ItemCas::Kept : ItemCas::None,
                                             answer.flags.value_or(0) != 0 ? ItemFlags::Some : ItemFlags::None));
    if (isListed && (m_listed->cas != 0 && cas != 0 ? m_listed->cas == cas : m_listed->size == whole))
        return m_listed->size > 0 ? tr("%1, with %2 for the whole item").arg(m_listed->slabClass).arg(sizeText(m_listed->size))
                                  : QString::number(m_listed->slabClass);
    const std::optional<quint8> likely = m_chunks.classFor(whole);
    return likely ? tr("%1, by its size: %2 for the whole item").arg(*likely).arg(sizeText(whole)) : QString();
}

/// What changes by itself.
void ItemFacts::showTimes()
{
    const QDateTime here = QDateTime::currentDateTime();
    ItemExpiry end{.clockOffset = m_clockOffset};
    std::optional<qint64> access;
    if (m_found) {
        end = expiryOf(*m_found, m_clockOffset, m_listed);
        if (m_found->answer.idle)
            access = m_found->time.toSecsSinceEpoch() + m_clockOffset.count() - qint64(std::min<quint64>(*m_found->answer.idle, INT_MAX));
    } else if (m_listed) {
        end.time = m_listed->expiry;
        if (m_listed->lastAccess > 0)
            access = m_listed->lastAccess;
    }
    QString expiry;
    if (end.isComing())
        expiry = tr("in %1 (%2)").arg(durationText(end.left()), serverTimeText(*end.time, m_clockOffset));
    else if (end.ends())
        expiry = tr("ended at %1").arg(serverTimeText(*end.time, m_clockOffset));
    else if (end.time)
        expiry = tr("Never");
    else if (m_found)
        expiry = tr("Unknown: a GET does not tell");
    set(Expiry, expiry);
    set(Access, access ? tr("%1 ago (%2)").arg(durationText(end.now() - *access), serverTimeText(*access, m_clockOffset)) : QString());
    const QString said = m_envelope.isEmpty() ? QString() : envelopeWords(m_envelopeFacts, here);
    set(InEnvelope, said.isEmpty() ? m_envelope : tr("%1: %2").arg(m_envelope, said));
    const bool runs = isVisible() && (end.ends() || access || m_envelopeFacts.expiry);
    if (!runs)
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
}

void ItemFacts::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showTimes();
}

void ItemFacts::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}
