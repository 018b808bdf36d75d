#include "ui/keys/itempages.h"

#include "ui/amounttext.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/values/valuepage.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace std::chrono_literals;

ItemPages::ItemPages(ItemLook *look, ReadingChoices *choices, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_pages(new QStackedWidget(this))
    , m_value(new ValuePage(QStringLiteral("keyValue"), choices))
    , m_reading(new QLabel)
{
    m_pages->setObjectName(QStringLiteral("itemPages"));
    m_reading->setObjectName(QStringLiteral("itemReading"));
    m_reading->setAlignment(Qt::AlignCenter);
    m_reading->setForegroundRole(QPalette::PlaceholderText);
    m_value->setObjectName(QStringLiteral("keyValue"));
    setUp(m_loadAction, "itemLoad", "download", tr("Load value"));
    setUp(m_getAction, "itemGet", "eye", tr("Read with GET"));
    setUp(m_retryAction, "itemRetry", "refresh-cw", tr("Try again"));
    m_pages->addWidget(m_reading);
    m_pages->addWidget(m_value);
    setUp(m_editEmpty, "itemEditEmpty", "pencil", tr("Edit"));
    m_empty = addHint("itemEmpty", "text-select", tr("Empty value"), tr("The item is there, and its value has no bytes."), &m_editEmpty);
    m_gone = addHint("itemGone", "circle-dashed", tr("Gone"),
                     tr("The key is not there any more. Since it was listed it has expired, or was deleted or evicted."));
    m_missing = addHint("itemMissing", "circle-dashed", tr("No such key"), tr("The server has no item under this key."));
    m_large = addHint("itemLarge", "download", tr("Large value"), {}, &m_loadAction);
    m_getOnly = addHint("itemGetOnly", "eye-off", tr("Not read by itself"), {}, &m_getAction);
    m_failed = addHint("itemFailed", "circle-alert", tr("Not read"), {}, &m_retryAction);
    m_offline = addHint("itemOffline", "unplug", tr("Not connected"), tr("Connect to the server to see the value."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_patience.setSingleShot(true);
    m_patience.setInterval(200ms);

    connect(&m_patience, &QTimer::timeout, this, &ItemPages::showWaiting);
    connect(&m_loadAction, &QAction::triggered, m_look, &ItemLook::loadValue);
    connect(&m_getAction, &QAction::triggered, m_look, &ItemLook::readWithGet);
    connect(&m_retryAction, &QAction::triggered, m_look, &ItemLook::lookAgain);
    connect(m_look, &ItemLook::changed, this, &ItemPages::follow);
    connect(m_value, &ValuePage::told, this, &ItemPages::told);
    connect(&m_editEmpty, &QAction::triggered, this, [this] {
        m_pages->setCurrentWidget(m_value);
        m_value->editAction()->trigger();
    });
    connect(m_value->editAction(), &QAction::changed, this, [this] {
        m_editEmpty.setEnabled(m_value->editAction()->isEnabled());
        m_editEmpty.setToolTip(m_value->editAction()->toolTip());
    });
    connect(m_value, &ValuePage::editingChanged, this, &ItemPages::followEditing);
    connect(m_value, &ValuePage::saveRequested, this, [this](const EditedValue &value) { emit saveRequested(value, *m_edited); });
    connect(m_value, &ValuePage::readingChanged, this, &ItemPages::readingChanged);
    connect(
        m_value, &ValuePage::readingChanged, this, [this] { m_scrolled.restore(); }, Qt::QueuedConnection);
}

void ItemPages::adoptFixedFont()
{
    m_value->adoptFixedFont();
}

const SharedReading &ItemPages::reading() const
{
    return m_value->reading();
}

void ItemPages::setUp(QAction &action, const char *name, const char *icon, const QString &text)
{
    action.setObjectName(QLatin1String(name));
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setText(text);
}

HintPage *ItemPages::addHint(const char *name, const char *icon, const QString &title, const QString &text, QAction *action)
{
    auto *page = new HintPage(QLatin1String(icon), title, text);
    page->setObjectName(QLatin1String(name));
    if (action)
        page->offer(action);
    m_pages->addWidget(page);
    return page;
}

/// What has been found meanwhile is seen when the edit is over.
void ItemPages::followEditing()
{
    const bool edits = m_value->isEditing();
    if (edits && !m_edited) {
        m_edited = m_look->item();
        m_patience.stop();
        m_pages->setCurrentWidget(m_value);
    }
    if (!edits && m_edited) {
        m_edited.reset();
        follow();
    }
    emit editingChanged();
}

void ItemPages::follow()
{
    m_patience.stop();
    if (m_edited)
        return;
    switch (m_look->state()) {
    case ItemLook::State::Nothing:
        m_value->clear();
        break;
    case ItemLook::State::Offline:
        if (m_look->item() && m_look->item()->value)
            showFound(*m_look->item());
        else
            showHint(m_offline);
        break;
    case ItemLook::State::Asking:
        // What is asked for again stays until it comes; anything else would be another item's.
        m_patience.start();
        if (!m_look->item() || !m_look->item()->value) {
            m_value->clear();
            m_reading->clear();
            if (m_pages->currentWidget() != m_value)
                m_pages->setCurrentWidget(m_reading);
        }
        break;
    case ItemLook::State::Found:
        showFound(*m_look->item());
        break;
    case ItemLook::State::Missing:
        showHint(m_origin == Origin::Listing ? m_gone : m_missing);
        break;
    case ItemLook::State::GetOnly:
        m_getOnly->setText(m_look->error().text + QStringLiteral("\n\n")
                           + tr("A GET can read it. The server counts that as a read: the item moves to the front of its LRU and is marked "
                                "as fetched. Its TTL stays unknown."));
        showHint(m_getOnly);
        break;
    case ItemLook::State::Failed:
        m_failed->setText(m_look->error().text);
        if (m_look->item() && m_look->item()->value)
            showFound(*m_look->item());
        else
            showHint(m_failed);
        break;
    }
}

void ItemPages::showWaiting()
{
    m_reading->setText(tr("Reading…"));
    m_pages->setCurrentWidget(m_reading);
}

void ItemPages::showFound(const FoundItem &item)
{
    const QString size = byteText(qint64(item.answer.size.value_or(0)));
    if (!item.value) {
        m_large->setText(tr("The value has %1, and is not read by itself.").arg(size));
        m_loadAction.setText(tr("Load value (%1)").arg(size));
        showHint(m_large);
    } else {
        const bool again = m_pages->currentWidget() == m_value && m_shownKey == m_look->key();
        m_scrolled = again ? ScrollMemory(m_value) : ScrollMemory();
        m_shownKey = m_look->key();
        m_value->showValue({.key = m_look->key(), .bytes = *item.value, .owner = item.owner, .flags = item.answer.flags});
        m_pages->setCurrentWidget(item.value->isEmpty() ? static_cast<QWidget *>(m_empty) : m_value);
        m_scrolled.restore();
    }
}

void ItemPages::showHint(HintPage *page)
{
    m_value->clear(); // lets go of the one before
    m_pages->setCurrentWidget(page);
}
