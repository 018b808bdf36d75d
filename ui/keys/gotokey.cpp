#include "ui/keys/gotokey.h"

#include "app/commands/commandformat.h"
#include "app/commands/writtenkey.h"
#include "ui/clearbutton.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/keys/pinnedkeys.h"
#include "ui/noticerow.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace {

constexpr qsizetype longestEntry = 60; // bytes of a key in the list

/// An entry that shows `key` as it is, and no mnemonic in it.
QString entryText(const QByteArray &key)
{
    return escapedPreview(key, longestEntry).replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

GoToKey::GoToKey(PinnedKeys *kept, QWidget *parent)
    : QWidget(parent)
    , m_kept(kept)
    , m_field(new QLineEdit(this))
    , m_fault(new NoticeRow(QStringLiteral("goToFault"), this))
{
    setObjectName(QStringLiteral("goToKey"));
    m_field->setObjectName(QStringLiteral("goToKeyText"));
    m_field->setAccessibleName(tr("Go to key"));
    m_field->setPlaceholderText(tr("Go to key…"));
    m_field->setToolTip(tr("A key to go straight to, without a list. One with spaces is written in quotes. "
                           "The Down key shows pinned and recent keys."));
    m_field->setFont(fixedFont());
    addClearButton(m_field);
    m_listAction.setObjectName(QStringLiteral("goToKeyList"));
    m_listAction.setText(tr("Pinned and recent keys"));
    m_listAction.setToolTip(tr("Pinned and recent keys (Down)"));
    m_listAction.setIcon(themedIcon(QStringLiteral("chevron-down")));
    m_field->addAction(&m_listAction, QLineEdit::TrailingPosition);
    m_field->installEventFilter(this);
    m_goAction.setObjectName(QStringLiteral("goToKeyAction"));
    m_goAction.setText(tr("&Go to key…"));
    m_goAction.setIcon(themedIcon(QStringLiteral("text-cursor-input")));
    m_goAction.setShortcut(Qt::CTRL | Qt::Key_G);
    m_goAction.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_goAction.setStatusTip(tr("Shows one key without a list of all"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_field);
    layout->addWidget(m_fault);

    connect(m_field, &QLineEdit::returnPressed, this, &GoToKey::go);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_fault->tell({}); });
    connect(&m_listAction, &QAction::triggered, this, &GoToKey::openList);
    connect(&m_goAction, &QAction::triggered, this, [this] {
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
    });
}

bool GoToKey::eventFilter(QObject *watched, QEvent *event)
{
    // To go to the end of the line is End too: Ctrl+E edits the value here as everywhere on the page.
    if (watched == m_field && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->keyCombination() == (Qt::CTRL | Qt::Key_E)) {
        event->ignore();
        return true;
    }
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            openList();
            return true;
        }
        if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void GoToKey::go()
{
    const std::variant<QByteArray, Error> key = writtenKey(m_field->text().toUtf8());
    if (const auto *error = std::get_if<Error>(&key))
        m_fault->tell(error->text, Tone::Bad);
    else
        goTo(std::get<QByteArray>(key));
}

void GoToKey::goTo(const QByteArray &key)
{
    m_field->setText(QString::fromUtf8(formatWord(key)));
    m_field->selectAll();
    m_gone = key;
    m_kept->remember(key);
    emit keyActivated(key);
}

void GoToKey::leave(const QByteArray &shown)
{
    if (!m_gone.isEmpty() && shown != m_gone && m_field->text() == QString::fromUtf8(formatWord(m_gone)))
        m_field->clear();
}

void GoToKey::openList()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("goToKeyMenu"));
    menu->setAccessibleName(tr("Pinned and recent keys"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<QByteArray> pinned = m_kept->pinned();
    const QList<QByteArray> recent = m_kept->recent();
    addKeys(menu, tr("Pinned"), "pin", pinned);
    addKeys(menu, tr("Recent"), "history", recent);
    if (menu->isEmpty())
        menu->addAction(tr("No keys yet: those that you go to or pin stand here"))->setEnabled(false);
    if (!recent.isEmpty()) {
        menu->addSeparator();
        menu->addAction(themedIcon(QStringLiteral("trash-2")), tr("&Forget the recent keys"), m_kept, &PinnedKeys::forgetRecent);
    }
    menu->setMinimumWidth(m_field->width());
    menu->popup(m_field->mapToGlobal(QPoint(0, m_field->height())));
}

void GoToKey::addKeys(QMenu *menu, const QString &title, const char *icon, const QList<QByteArray> &keys)
{
    if (keys.isEmpty())
        return;
    menu->addSection(title);
    for (const QByteArray &key : keys) {
        QAction *entry = menu->addAction(themedIcon(QLatin1String(icon)), entryText(key), this, [this, key] { goTo(key); });
        entry->setFont(fixedFont());
    }
}
