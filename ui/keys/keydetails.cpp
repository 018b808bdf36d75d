#include "ui/keys/keydetails.h"

#include "app/commands/commandformat.h"
#include "connection/text/itemsize.h"
#include "ui/fittingscroll.h"
#include "ui/hintpage.h"
#include "ui/keys/itemfacts.h"
#include "ui/keys/itempages.h"
#include "ui/keys/itemrefresh.h"
#include "ui/keys/keyheader.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"
#include "ui/values/readingchoices.h"
#include "ui/values/valuepage.h"

#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

KeyDetails::KeyDetails(PinnedKeys *kept, ReadingChoices *choices, QWidget *parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_pages(new QStackedWidget(this))
    , m_nothing(
          new HintPage(QStringLiteral("text-select"), tr("No key selected"), tr("Select a key to see its value and its metadata here.")))
    , m_content(new QWidget)
    , m_header(new KeyHeader(kept))
    , m_notice(new NoticeRow(QStringLiteral("keyNotice")))
    , m_facts(new ItemFacts)
    , m_item(new ItemPages(&m_look, choices))
    , m_tally(new ToneLabel(Tone::Muted, this))
    , m_refresh(new ItemRefresh(this))
    , m_refreshText(new ToneLabel(Tone::Muted, this))
{
    setObjectName(QStringLiteral("keyDetails"));
    m_pages->setObjectName(QStringLiteral("keyDetailsPages"));
    m_nothing->setObjectName(QStringLiteral("keyNothing"));
    m_content->setObjectName(QStringLiteral("keyContent"));
    m_tally->setObjectName(QStringLiteral("lookTally"));
    m_tally->setAccessibleName(tr("What looking has added to the server's counters"));
    m_refreshText->setObjectName(QStringLiteral("itemRefreshText"));
    m_refreshText->setAccessibleName(tr("Whether it is read again by itself"));
    m_refreshText->hide();
    m_header->offerRefresh(m_refresh);
    auto *about = new QWidget;
    auto *top = new QVBoxLayout(about);
    top->setContentsMargins(8, 6, 8, 0);
    top->setSpacing(6);
    top->addWidget(m_header);
    top->addWidget(m_notice);
    top->addWidget(m_facts);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(new FittingScroll(about, fontMetrics().lineSpacing() * 3));
    content->addWidget(m_item, 1);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_pages, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 0, 8, 4);
    foot->addWidget(m_tally, 3); // else words that are wrapped are, although there is room for them
    foot->addWidget(m_refreshText, 2);
    layout->addLayout(foot);

    connect(&m_look, &ItemLook::changed, this, &KeyDetails::follow);
    connect(&m_look, &ItemLook::tallyChanged, this, &KeyDetails::showTally);
    connect(m_header->againAction(), &QAction::triggered, &m_look, &ItemLook::lookAgain);
    connect(m_header->openAction(), &QAction::triggered, this,
            [this] { emit openInWorkbench(QString::fromUtf8(formatCommand(Command{.opcode = Opcode::Get, .key = key()}))); });
    connect(m_header->deleteAction(), &QAction::triggered, this, [this] { emit deleteRequested(key()); });
    connect(m_header, &KeyHeader::told, this, &KeyDetails::told);
    connect(m_header->copyFactsAction(), &QAction::triggered, m_facts, &ItemFacts::copyAll);
    connect(m_facts, &ItemFacts::told, this, &KeyDetails::told);
    connect(m_item, &ItemPages::told, this, &KeyDetails::told);
    connect(m_item, &ItemPages::readingChanged, this, &KeyDetails::followReading);
    connect(m_choices, &ReadingChoices::changed, this, &KeyDetails::followReading);
    connect(m_refresh, &ItemRefresh::due, this, &KeyDetails::lookByItself);
    connect(m_refresh, &ItemRefresh::changed, this, &KeyDetails::followRefresh);
    m_refresh->pause(ItemRefresh::Pause::Hidden);
    connect(m_item, &ItemPages::editingChanged, this, &KeyDetails::followEditing);
    connect(m_item, &ItemPages::saveRequested, this, &KeyDetails::requestSave);
    connect(m_item->value(), &ValuePage::editKept, this, [this] { m_afterEdit = {}; });
    showWhetherEditable();
    showTally();
}

QAction *KeyDetails::deleteAction() const
{
    return m_header->deleteAction();
}

BytesView *KeyDetails::bytes() const
{
    return m_item->value()->bytes();
}

void KeyDetails::offer(QMenu *menu)
{
    m_header->offer(menu);
}

std::optional<ListedKey> KeyDetails::foundItem() const
{
    const std::optional<FoundItem> &item = m_look.item();
    if (m_look.state() != ItemLook::State::Found || !item)
        return {};
    const MetaAnswer &answer = item->answer;
    ListedKey found{.key = m_key, .cas = answer.cas.value_or(0), .flags = answer.flags};
    if (answer.size)
        found.size = quint32(
            std::min<qint64>(wholeItemSize(m_key.size(), qint64(std::min<quint64>(*answer.size, std::numeric_limits<quint32>::max())),
                                           found.cas != 0 ? ItemCas::Kept : ItemCas::None,
                                           answer.flags.value_or(0) != 0 ? ItemFlags::Some : ItemFlags::None),
                             std::numeric_limits<quint32>::max()));
    found.expiry = expiryOf(*item, m_clockOffset, m_listed).time.value_or(ListedKey::never);
    return found;
}

void KeyDetails::adoptFixedFont()
{
    m_header->adoptFixedFont();
    m_item->adoptFixedFont();
}

void KeyDetails::showKey(const QByteArray &key, const std::optional<ListedKey> &listed)
{
    if (m_item->value()->isEditing()) {
        m_pending.reset();
        if (key != m_key) {
            m_pending = Pending{key, listed};
            if (m_pending->listed)
                m_pending->listed->key = {};
            whenEditIsOver([] {});
        }
        follow();
        return;
    }
    m_listed = listed;
    if (m_listed)
        m_listed->key = {};
    m_item->setOrigin(listed ? ItemPages::Origin::Listing : ItemPages::Origin::Typed);
    m_key = key;
    m_facts->forgetMarks();
    m_header->setKey(key);
    m_pages->setCurrentWidget(m_content);
    m_waits = !isVisible();
    if (m_waits)
        m_look.stop();
    else
        look();
    emit keyChanged();
}

void KeyDetails::look()
{
    m_waits = false;
    m_look.look(m_key, m_listed && m_listed->size > 0 ? qint64(m_listed->size) : ItemLook::unknownSize);
}

void KeyDetails::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_refresh->goOn(ItemRefresh::Pause::Hidden);
    if (m_waits)
        look();
}

void KeyDetails::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_refresh->pause(ItemRefresh::Pause::Hidden);
}

/// What is being changed stays what it was.
void KeyDetails::lookAgain()
{
    if (!isEditing())
        m_look.lookAgain();
}

/// What was read before it was listed is not what is there.
void KeyDetails::takeListed(const std::optional<ListedKey> &listed)
{
    if (isEditing() || (!listed && !m_listed))
        return;
    if (listed)
        m_item->setOrigin(ItemPages::Origin::Listing);
    m_listed = listed;
    if (m_listed)
        m_listed->key = {};
    const bool isMissing = m_look.state() == ItemLook::State::Missing;
    const bool isOther = canBeReadByItself() && listed && listed->cas != m_look.item()->answer.cas.value_or(0);
    if (listed && !m_waits && (isMissing || isOther))
        m_look.lookAgain();
    follow();
}

/// Never by a GET, nor what somebody waits for already, nor a long value again and again.
bool KeyDetails::canBeReadByItself() const
{
    const std::optional<FoundItem> &item = m_look.item();
    const bool found = m_look.state() == ItemLook::State::Found && item && item->way == FoundItem::Way::Peek;
    return found && !(item->value && item->value->size() > ItemLook::automaticValue);
}

void KeyDetails::lookByItself()
{
    if (canBeReadByItself())
        lookAgain();
}

void KeyDetails::followRefresh()
{
    const QString text = m_refresh->text();
    m_refreshText->setText(text);
    m_refreshText->setVisible(!text.isEmpty());
    m_facts->setMarking(m_refresh->interval().count() > 0 ? ItemFacts::Marking::On : ItemFacts::Marking::Off);
}

void KeyDetails::showNothing()
{
    if (m_item->value()->isEditing()) {
        m_pending = Pending{};
        follow();
        return;
    }
    m_waits = false;
    m_key.clear();
    m_listed.reset();
    m_look.stop();
    m_pages->setCurrentWidget(m_nothing);
    emit keyChanged();
}

void KeyDetails::follow()
{
    const ItemLook::State state = m_look.state();
    m_isOld = m_isOld && state == ItemLook::State::Found;
    m_facts->setKey(m_key, m_chunks);
    m_facts->showItem(m_listed, m_look.item());
    m_facts->setVisible(state != ItemLook::State::Missing && !isEditing()); // an edit has the room
    watchExpiry();
    if (state != ItemLook::State::Asking && canBeReadByItself()) {
        m_refresh->goOn(ItemRefresh::Pause::NothingToRead);
        m_refresh->restart();
    } else if (state != ItemLook::State::Asking) {
        m_refresh->pause(ItemRefresh::Pause::NothingToRead);
    }
    m_header->againAction()->setEnabled(state != ItemLook::State::Asking && state != ItemLook::State::Offline);
    emit keyChanged();
}

void KeyDetails::followReading()
{
    m_facts->showReading(m_item->reading(), m_choices->library());
}

void KeyDetails::setClockOffset(std::chrono::seconds offset)
{
    m_clockOffset = offset;
    m_facts->setClockOffset(offset);
    watchExpiry();
}

QString KeyDetails::notice() const
{
    const std::optional<FoundItem> &item = m_look.item();
    if (m_item->editedItem())
        return editNotice();
    if (m_look.state() == ItemLook::State::Offline && item)
        return tr("There is no connection to the server now. The item is as it was read last.");
    if (m_look.state() == ItemLook::State::Failed && item && item->value)
        return tr("It could not be read again, and is as it was read last: %1").arg(m_look.error().text);
    if (m_look.state() != ItemLook::State::Found || !item)
        return {};
    if (m_isOld) {
        const QString time = QLocale().toString(item->time.time(), QStringLiteral("HH:mm:ss"));
        return item->way == FoundItem::Way::Get ? tr("Read with a GET at %1, before the edit, and not again since.").arg(time)
                                                : tr("Read at %1, before the edit, and not again since.").arg(time);
    }
    if (item->way == FoundItem::Way::Get)
        return tr("Read with a GET: the server has counted that as a read.");
    if (m_listed && m_listed->cas != 0 && item->answer.cas && *item->answer.cas != m_listed->cas)
        return tr("Rewritten since it was listed, or moved by the server: its CAS is another.");
    return {};
}

void KeyDetails::showTally()
{
    const LookTally tally = m_look.tally();
    m_tally->setVisible(tally.asked() > 0 && !isEditing()); // an edit has the room
    if (tally.asked() > 0) {
        const QString since = QLocale().toString(tally.since.time(), QStringLiteral("HH:mm"));
        QStringList parts{tr("Items asked for: %L1").arg(tally.asked())};
        if (tally.hits > 0)
            parts += tr("get_hits +%L1").arg(tally.hits);
        if (tally.misses > 0)
            parts += tr("get_misses +%L1").arg(tally.misses);
        m_tally->setText(parts.join(QStringLiteral(" · ")));
        QStringList sentences{
            tr("So often this page has asked the server for an item since %1, to show or dump it or before a change: %L2.")
                .arg(since)
                .arg(tally.asked()),
            tr("By that cmd_get grew by %L1, get_hits by %L2 and get_misses by %L3.")
                .arg(tally.hits + tally.misses)
                .arg(tally.hits)
                .arg(tally.misses)};
        if (tally.byGet == 0)
            sentences.append(tr("LRU order, last access and the mark “fetched” stayed as they were."));
        else
            sentences.append(tr("%L1 of them were a GET, which counts as a read; the others changed no item.").arg(tally.byGet));
        if (tally.unknown > 0)
            sentences.append(tr("%L1 got no answer: the server may have counted them or not.").arg(tally.unknown));
        m_tally->setToolTip(sentences.join(QLatin1Char('\n')));
        m_tally->setAccessibleDescription(sentences.join(QLatin1Char(' ')));
    }
    emit tallyChanged();
}
