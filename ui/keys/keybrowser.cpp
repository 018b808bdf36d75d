#include "ui/keys/keybrowser.h"

#include "app/keyspace/keyfilterparser.h"
#include "connection/connection.h"
#include "ui/clearbutton.h"
#include "ui/hintpage.h"
#include "ui/keys/keycounts.h"
#include "ui/keys/keytable.h"
#include "ui/keys/keytablemodel.h"
#include "ui/keys/listingstrip.h"
#include "ui/noticerow.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

KeyBrowser::KeyBrowser(const Connection *connection, KeyDumps *dumps, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_keyspace(dumps)
    , m_model(new KeyTableModel(&m_keyspace, &m_view, this))
    , m_strip(new ListingStrip(&m_keyspace, connection, this))
    , m_forms(new QTabBar(this))
    , m_bar(new QHBoxLayout)
    , m_notices(new QVBoxLayout)
    , m_foot(new QHBoxLayout)
    , m_pages(new QStackedWidget(this))
    , m_notConnected(new HintPage(QStringLiteral("unplug"), tr("Not connected"), tr("Connect to a server to list its keys.")))
    , m_notListed(new HintPage(
          QStringLiteral("key-round"), tr("Keys not listed yet"),
          tr("All keys of the server, with their size, TTL and use. Listing reads no values and changes nothing on the server.")))
    , m_listing(new HintPage(QStringLiteral("loader"), tr("Listing…"), tr("Waiting for the first keys.")))
    , m_failedPage(new QWidget)
    , m_failed(new HintPage(QStringLiteral("circle-alert"), tr("The keys could not be listed"), QString(), m_failedPage))
    , m_noKeys(new HintPage(QStringLiteral("key-round"), tr("No keys"), tr("The server has no items.")))
    , m_noMatch(new HintPage(QStringLiteral("funnel"), tr("No matches"), QString()))
    , m_formPages(new QStackedWidget(this))
    , m_table(new KeyTable(m_model, &m_view, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_fault(new NoticeRow(QStringLiteral("keyFilterFault"), this))
    , m_counts(new KeyCounts(&m_keyspace, &m_view, m_table, connection, this))
{
    setObjectName(QStringLiteral("keyBrowser"));
    m_notConnected->setObjectName(QStringLiteral("keysNotConnected"));
    m_notListed->setObjectName(QStringLiteral("keysNotListed"));
    m_listing->setObjectName(QStringLiteral("keysListing"));
    m_failedPage->setObjectName(QStringLiteral("keysFailedPage"));
    m_failed->setObjectName(QStringLiteral("keysFailed"));
    m_noKeys->setObjectName(QStringLiteral("keysNone"));
    m_noMatch->setObjectName(QStringLiteral("keysNoMatch"));
    m_notListed->offer(m_strip->listAction());
    m_listing->offer(m_strip->stopAction());
    m_failed->offer(m_strip->listAction());
    m_noKeys->offer(m_strip->listAction());
    addActions({m_strip->listAction(), m_strip->stopAction()});
    for (QAction *action : {m_strip->listAction(), m_strip->stopAction()})
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    layOut();
    connectParts();
    setFilterFault({});
    showPage();
}

KeyBrowser::~KeyBrowser()
{
    // The parts look at what we hold by value, also while they go down: they go first.
    m_keyspace.disconnect();
    m_view.disconnect();
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    delete m_model;
}

/// Escape is also what cancels a run, which comes first.
void KeyBrowser::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_strip->stopAction()->isEnabled())
        m_strip->stopAction()->trigger();
    else
        QWidget::keyPressEvent(event);
}

void KeyBrowser::layOut()
{
    m_forms->setObjectName(QStringLiteral("keyForms"));
    m_forms->setAccessibleName(tr("How the keys are shown"));
    m_forms->setDrawBase(false);
    m_forms->setExpanding(false);
    m_formPages->setObjectName(QStringLiteral("keyFormPages"));
    m_table->setFrameShape(QFrame::NoFrame);
    addForm(m_table, tr("Table"));
    auto *field = new QLineEdit(this);
    field->setObjectName(QStringLiteral("keyFilterText"));
    field->setAccessibleName(tr("Filter the keys"));
    field->setPlaceholderText(tr("Filter: text, user:*, size>10k, ttl<1h, unread"));
    addClearButton(field);
    connect(field, &QLineEdit::textChanged, this, &KeyBrowser::applyPlainFilter);
    connect(this, &KeyBrowser::filterRequested, field, &QLineEdit::setText);
    m_filterBar = field;
    m_bar->setSpacing(8);
    m_bar->addWidget(m_filterBar, 1);
    m_bar->addWidget(m_forms);

    auto *ofFailed = new QVBoxLayout(m_failedPage);
    ofFailed->setContentsMargins(0, 0, 0, 0);
    ofFailed->addWidget(m_failed, 1);
    m_pages->setObjectName(QStringLiteral("keyPages"));
    m_pages->setFrameShape(QFrame::StyledPanel);
    m_pages->setBackgroundRole(QPalette::Base);
    m_pages->setAutoFillBackground(true);
    for (QWidget *page :
         std::initializer_list<QWidget *>{m_notConnected, m_notListed, m_listing, m_failedPage, m_noKeys, m_noMatch, m_formPages})
        m_pages->addWidget(page);
    m_splitter->setObjectName(QStringLiteral("keySplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_pages);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 2);
    layout->setSpacing(6);
    layout->addWidget(m_strip);
    layout->addLayout(m_bar);
    layout->addLayout(m_notices);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_fault);
    layout->addLayout(m_foot);
    m_foot->setSpacing(12);
    m_foot->addWidget(m_counts, 1);
}

void KeyBrowser::connectParts()
{
    connect(&m_keyspace, &Keyspace::replaced, this, [this] { m_view.setListing(m_keyspace.listing(), m_keyspace.chunks()); });
    connect(&m_keyspace, &Keyspace::keysCame, this, [this] { m_view.grow(m_keyspace.listing()); });
    connect(&m_keyspace, &Keyspace::amended, &m_view, &KeyView::amend);
    connect(&m_keyspace, &Keyspace::stateChanged, this, &KeyBrowser::follow);
    connect(&m_view, &KeyView::replaced, this, &KeyBrowser::showPage);
    connect(&m_view, &KeyView::appended, this, &KeyBrowser::showPage);
    connect(&m_view, &KeyView::workingChanged, this, &KeyBrowser::showPage);
    connect(m_connection, &Connection::stateChanged, this, &KeyBrowser::showPage);
    connect(m_forms, &QTabBar::currentChanged, this, &KeyBrowser::showForm);
    connect(m_formPages, &QStackedWidget::currentChanged, this, &KeyBrowser::formChanged);
    connect(m_table, &KeyTable::currentKeyChanged, this, [this] { emit currentKeyChanged(m_table->currentKey().value_or(QByteArray())); });
    connect(m_table, &KeyTable::keyActivated, this, &KeyBrowser::keyActivated);
    connect(m_table, &KeyTable::filterRequested, this, &KeyBrowser::filterRequested);
    connect(m_table, &KeyTable::told, this, &KeyBrowser::told);
}

void KeyBrowser::setFilterBar(QWidget *bar)
{
    delete m_bar->replaceWidget(m_filterBar, bar);
    delete m_filterBar;
    m_filterBar = bar;
}

void KeyBrowser::addForm(QWidget *form, const QString &name)
{
    m_formPages->addWidget(form);
    m_forms->addTab(name);
    m_forms->setVisible(m_forms->count() > 1);
}

QWidget *KeyBrowser::currentForm() const
{
    return m_formPages->currentWidget();
}

void KeyBrowser::addNotice(QWidget *notice)
{
    m_notices->addWidget(notice);
}

void KeyBrowser::addFootNote(QWidget *note)
{
    constexpr int leastCharacters = 15; // of the counts, beside a note however long
    m_counts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_counts->setMinimumWidth(leastCharacters * m_counts->fontMetrics().averageCharWidth());
    m_counts->setMinimumHeight(std::max(m_counts->minimumHeight(), note->sizeHint().height()));
    m_foot->addWidget(note);
}

void KeyBrowser::setDetails(QWidget *details)
{
    m_splitter->addWidget(details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 400}); // shares, whatever either would like: a value needs more room than its facts
}

void KeyBrowser::setAlternatives(QWidget *alternatives)
{
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("keyAlternatives"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(alternatives);
    m_failedPage->layout()->addWidget(scroll);
    m_failed->hide(); // they say as much
}

void KeyBrowser::offer(QAction *connectAction, QAction *sandbox)
{
    m_notConnected->offer(connectAction);
    m_notConnected->offer(sandbox);
}

void KeyBrowser::goOn()
{
    if (m_pages->currentWidget() == m_formPages)
        m_formPages->currentWidget()->setFocus();
    else
        m_strip->setFocus();
}

int KeyBrowser::form() const
{
    return m_forms->currentIndex();
}

void KeyBrowser::setForm(int form)
{
    m_forms->setCurrentIndex(form);
}

void KeyBrowser::showForm(int form)
{
    const bool hadFocus = m_formPages->isAncestorOf(QApplication::focusWidget());
    m_formPages->setCurrentIndex(form);
    if (hadFocus)
        m_formPages->currentWidget()->setFocus();
}

void KeyBrowser::setFilter(const KeyFilter &filter)
{
    m_view.setFilter(filter);
    setFilterFault({});
}

void KeyBrowser::setFilterFault(const QString &why)
{
    const QString before = m_view.filter().text();
    const std::optional<MistakenTerm> mistaken = mistakenTerm(m_view.filter());
    if (!why.isEmpty())
        m_noMatch->setText(
            tr("The filter before, “%1”, lets none of the keys through. What is written now is not understood.").arg(before));
    else if (mistaken)
        m_noMatch->setText(tr("The filter lets none of the keys through. It looks for the text “%1”: did you mean %2?")
                               .arg(mistaken->written, mistaken->meant));
    else
        m_noMatch->setText(tr("The filter lets none of the keys through."));
    const QString shown = before.isEmpty() ? tr("Still showing all keys.") : tr("Still showing “%1”.").arg(before);
    m_fault->tell(why.isEmpty() ? QString() : tr("Filter not understood: %1 %2").arg(why, shown), Tone::Bad);
}

void KeyBrowser::applyPlainFilter(const QString &text)
{
    if (const KeyFilter::Parsed parsed = KeyFilter::parse(text); std::holds_alternative<KeyFilter>(parsed))
        setFilter(std::get<KeyFilter>(parsed));
}

/// What came while it was sorted gets into its place once all is there.
void KeyBrowser::follow()
{
    if (!m_keyspace.isBusy())
        m_view.rearrange();
    showPage();
}

void KeyBrowser::showPage()
{
    QWidget *page = pageNow();
    if (page == m_pages->currentWidget())
        return;
    const bool hadFocus = m_pages->isAncestorOf(window()->focusWidget()); // also while a dialog over the window is closing
    m_pages->setCurrentWidget(page);
    // The button that had the keyboard is gone: it goes to what is there instead, and from a hint on to the keys.
    QWidget *next = page == m_formPages ? m_formPages->currentWidget() : page->findChild<QPushButton *>();
    if (hadFocus && next)
        next->setFocus();
}

QWidget *KeyBrowser::pageNow()
{
    if (m_view.count() > 0)
        return m_formPages;
    if (!m_view.listing().isEmpty())
        return m_view.isWorking() ? m_pages->currentWidget() : m_noMatch;
    if (m_keyspace.isBusy())
        return m_listing;
    if (m_view.isWorking())
        return m_pages->currentWidget();
    switch (m_keyspace.state()) {
    case Keyspace::State::Complete:
        return m_noKeys;
    case Keyspace::State::Failed:
        m_failed->setText(m_keyspace.error().text);
        return m_failedPage;
    default:
        break;
    }
    return m_strip->listAction()->isEnabled() ? m_notListed : m_notConnected;
}
