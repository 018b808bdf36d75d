#include "ui/profiles/profilespanel.h"

#include "app/profiles/profilestore.h"
#include "ui/clearbutton.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/profiles/profileactions.h"
#include "ui/profiles/profilehistory.h"
#include "ui/profiles/profiletree.h"
#include "ui/workbench/noticestrip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

ProfilesPanel::ProfilesPanel(ProfileHistory *history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_model(history)
    , m_searchAction(new QAction(themedIcon(QStringLiteral("search")), tr("Find pro&file"), this))
    , m_search(new QLineEdit(this))
    , m_tree(new ProfileTree(&m_model, this))
    , m_actions(new ProfileActions(history, &m_model, m_tree, this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new HintPage(QStringLiteral("server"), tr("No profiles yet"), tr("A profile keeps how a server is reached."), this))
    , m_noMatch(new HintPage(QStringLiteral("search"), tr("Nothing found"), tr("No profile has these words."), this))
    , m_undoStrip(new NoticeStrip("deletedProfiles", this))
    , m_refusal(new NoticeStrip("profilesRefusal", this))
{
    setObjectName(QStringLiteral("profilesPanel"));
    m_searchAction->setObjectName(QStringLiteral("findProfile"));
    m_searchAction->setStatusTip(tr("Search among the profiles"));
    m_searchAction->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    m_search->setObjectName(QStringLiteral("profileSearch"));
    m_search->setAccessibleName(tr("Search profiles"));
    m_search->setPlaceholderText(tr("Search profiles"));
    m_search->setToolTip(tr("Shows the profiles that have all these words in their name, address, folder, note or environment"));
    m_search->installEventFilter(this);
    addClearButton(m_search);
    auto *create = new QToolButton(this);
    create->setObjectName(QStringLiteral("createProfile"));
    create->setAccessibleName(tr("New profile or folder"));
    create->setToolTip(create->accessibleName());
    create->setIcon(themedIcon(QStringLiteral("plus")));
    create->setAutoRaise(true);
    create->setFocusPolicy(Qt::TabFocus);
    create->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(create);
    menu->addActions({m_actions->newProfileAction(), m_actions->newFolderAction()});
    menu->addSeparator();
    menu->addActions({m_actions->importAction(), m_actions->exportAction()});
    create->setMenu(menu);
    m_pages->setObjectName(QStringLiteral("profilePages"));
    m_empty->setObjectName(QStringLiteral("noProfiles"));
    m_empty->offer(m_actions->newProfileAction());
    m_noMatch->setObjectName(QStringLiteral("noProfileFound"));
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_noMatch);
    QPushButton *undo = m_undoStrip->addButton("undoDelete", tr("Undo"));
    QPushButton *close = m_undoStrip->addButton("closeDeleted");
    close->setIcon(themedIcon(QStringLiteral("x")));
    close->setAccessibleName(tr("Close"));
    close->setToolTip(close->accessibleName());
    close->setFlat(true);
    m_refusal->addButton("closeRefusal", tr("OK"));

    auto *head = new QHBoxLayout;
    head->setContentsMargins(4, 4, 4, 4);
    head->setSpacing(4);
    head->addWidget(m_search, 1);
    head->addWidget(create);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_refusal);
    layout->addWidget(m_undoStrip);
    // What they say at times is not to move the list's edge, nor to be cut off with their buttons.
    setMinimumWidth(std::max(m_undoStrip->minimumSizeHint().width(), m_refusal->minimumSizeHint().width()));
    for (NoticeStrip *strip : {m_refusal, m_undoStrip})
        strip->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTabOrder(m_search, create);
    setTabOrder(create, m_tree);

    connect(m_searchAction, &QAction::triggered, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_search, &QLineEdit::textChanged, this, &ProfilesPanel::search);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ProfilesPanel::showMenu);
    connect(undo, &QAbstractButton::clicked, m_actions, &ProfileActions::undo);
    connect(m_actions, &ProfileActions::deleted, m_undoStrip, &NoticeStrip::tell);
    connect(m_actions, &ProfileActions::moved, m_undoStrip, &QWidget::hide);
    connect(&m_model, &ProfileModel::dropped, m_undoStrip, &QWidget::hide);
    connect(&m_model, &ProfileModel::refused, m_refusal, &NoticeStrip::tell);
    connect(m_actions, &ProfileActions::moved, m_refusal, &QWidget::hide);
    connect(m_actions, &ProfileActions::openRequested, this, &ProfilesPanel::openRequested);
    connect(m_actions, &ProfileActions::newTabRequested, this, &ProfilesPanel::newTabRequested);
    connect(m_actions, &ProfileActions::editRequested, this, &ProfilesPanel::editRequested);
    connect(m_actions, &ProfileActions::newRequested, this, &ProfilesPanel::newRequested);
    connect(m_actions, &ProfileActions::importRequested, this, &ProfilesPanel::importRequested);
    connect(m_actions, &ProfileActions::exportRequested, this, &ProfilesPanel::exportRequested);
    connect(history->store(), &ProfileStore::changed, this, &ProfilesPanel::showPage);
    showPage();
}

void ProfilesPanel::setOpenProfiles(const QSet<QString> &ids)
{
    m_model.setOpenProfiles(ids);
}

void ProfilesPanel::search(const QString &text)
{
    m_model.setFilter(text);
    if (!text.isEmpty())
        m_tree->chooseFirst(); // that which Enter opens
    m_actions->updateActions();
    showPage();
}

void ProfilesPanel::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("profileMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->addTo(menu);
    const QRect current = m_tree->visualRect(m_tree->currentIndex());
    // The key opens it at the middle of the tree, whatever is current.
    menu->popup(m_tree->viewport()->mapToGlobal(m_tree->indexAt(place).isValid() || !current.isValid() ? place : current.center()));
}

void ProfilesPanel::showPage()
{
    const bool found = m_model.rowCount() > 0 || !m_history->store()->isLoaded();
    m_pages->setCurrentWidget(found ? static_cast<QWidget *>(m_tree) : m_model.filter().isEmpty() ? m_empty : m_noMatch);
    m_search->setEnabled(found || !m_model.filter().isEmpty());
    setFocusProxy(found ? m_tree : nullptr); // one that is hidden would be where the Tab key stops
}

bool ProfilesPanel::takeSearchKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            return false;
        m_search->clear();
        return true;
    case Qt::Key_Down:
        m_tree->setFocus();
        if (!m_tree->currentIndex().isValid() || m_tree->choice().isEmpty())
            m_tree->chooseFirst();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_tree->choice().ids.size() != 1)
            m_tree->chooseFirst();
        if (const QStringList ids = m_tree->choice().ids; ids.size() == 1 && !m_search->text().isEmpty())
            emit openRequested(ids.constFirst());
        return true;
    default:
        return false;
    }
}

bool ProfilesPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool escapes = key->key() == Qt::Key_Escape && !m_search->text().isEmpty();
        if (event->type() == QEvent::ShortcutOverride && escapes) {
            event->accept(); // it would cancel something else
            return true;
        }
        if (event->type() == QEvent::KeyPress && (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier && takeSearchKey(key->key()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}
