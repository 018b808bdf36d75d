#include "ui/keys/keyheader.h"

#include "app/commands/commandformat.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/keys/keylabel.h"
#include "ui/keys/pinnedkeys.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace {

QString hexText(const QByteArray &key)
{
    return QString::fromLatin1(key.toHex(' ').toUpper());
}

/// Whether the escaped text of a key is not all there is to say.
bool isBinary(const QByteArray &key)
{
    return escapedText(key).toUtf8() != key;
}

} // namespace

KeyHeader::KeyHeader(PinnedKeys *kept, QWidget *parent)
    : QWidget(parent)
    , m_kept(kept)
    , m_text(new KeyLabel(this))
    , m_hexTitle(new QLabel(tr("In hexadecimal"), this))
    , m_hex(new KeyLabel(this))
    , m_buttons(new QHBoxLayout)
{
    m_text->setObjectName(QStringLiteral("keyText"));
    m_text->setAccessibleName(tr("Key"));
    m_hex->setObjectName(QStringLiteral("keyHex"));
    m_hex->setAccessibleName(tr("Key in hexadecimal"));
    m_hexTitle->setForegroundRole(QPalette::PlaceholderText);
    adoptFixedFont();
    setUp(m_pinAction, "keyPin", "pin", tr("Pin"), {});
    m_pinAction.setCheckable(true);
    setUp(m_copyAction, "keyCopy", "copy", tr("Copy key"), tr("Copies the key as it is shown"));
    setUp(m_copyWordAction, "keyCopyWord", "terminal", tr("Copy as a &word for commands"), tr("Quoted where that is needed"));
    setUp(m_copyHexAction, "keyCopyHex", "hash", tr("Copy in &hexadecimal"), tr("Copies the bytes of the key"));
    setUp(m_copyFactsAction, "keyCopyFacts", "list-checks", tr("Copy what is known of the &item"),
          tr("Size, flags, CAS, TTL and the rest"));
    setUp(m_againAction, "keyAgain", "refresh-cw", tr("Read again"), tr("Reads this item again"));
    setUp(m_openAction, "keyOpen", "square-arrow-out-up-right", tr("Open in the workbench"),
          tr("Puts a GET of this key into the command line"));
    setUp(m_deleteAction, "keyDelete", "trash-2", tr("Delete…"), tr("Deletes this item, after a question"));

    m_buttons->setSpacing(2);
    for (QAction *action : {&m_pinAction, &m_copyAction, &m_againAction, &m_openAction})
        addButton(m_buttons, action);
    m_buttons->addStretch();
    addButton(m_buttons, &m_deleteAction);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_text);
    layout->addWidget(m_hexTitle);
    layout->addWidget(m_hex);
    layout->addLayout(m_buttons);

    connect(&m_pinAction, &QAction::triggered, this, &KeyHeader::togglePin);
    connect(&m_copyAction, &QAction::triggered, this, [this] { copy(escapedText(m_key)); });
    connect(&m_copyWordAction, &QAction::triggered, this, [this] { copy(QString::fromUtf8(formatWord(m_key))); });
    connect(&m_copyHexAction, &QAction::triggered, this, [this] { copy(hexText(m_key)); });
    connect(m_kept, &PinnedKeys::changed, this, &KeyHeader::showPin);
    setKey({});
}

void KeyHeader::setUp(QAction &action, const char *name, const char *icon, const QString &text, const QString &tip)
{
    action.setObjectName(QLatin1String(name));
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setText(text);
    action.setStatusTip(tip);
    const QString plain = QString(text).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    action.setToolTip(tip.isEmpty() ? plain : tr("%1: %2").arg(plain, tip.at(0).toLower() + tip.mid(1)));
}

void KeyHeader::addButton(QHBoxLayout *row, QAction *action)
{
    auto *button = new QToolButton(this);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setAccessibleName(action->text());
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    if (action == &m_copyAction) {
        auto *menu = new QMenu(button);
        menu->addActions({&m_copyWordAction, &m_copyHexAction, &m_copyFactsAction});
        button->setMenu(menu);
        button->setPopupMode(QToolButton::MenuButtonPopup);
    }
    row->addWidget(button);
}

void KeyHeader::offerRefresh(QMenu *menu)
{
    auto *button = findChild<QToolButton *>(m_againAction.objectName() + QStringLiteral("Button"));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
}

void KeyHeader::offer(QMenu *menu)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QStringLiteral("itemMenuButton"));
    button->setText(QString(menu->title()).remove(QLatin1Char('&')));
    button->setAccessibleName(tr("What can be done to the item"));
    button->setToolTip(tr("What can be done to the item"));
    button->setIcon(themedIcon(QStringLiteral("chevron-down")));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setLayoutDirection(Qt::RightToLeft); // the arrow behind the word
    // A menu of its own would be shown by exec().
    connect(button, &QToolButton::clicked, menu, [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_buttons->insertWidget(m_buttons->count() - 2, button);
}

void KeyHeader::setKey(const QByteArray &key)
{
    m_key = key;
    m_text->setKey(escapedText(key));
    const bool binary = isBinary(key);
    m_hex->setKey(binary ? hexText(key) : QString());
    m_hex->setVisible(binary);
    m_hexTitle->setVisible(binary);
    showPin();
}

void KeyHeader::adoptFixedFont()
{
    QFont font = fixedFont();
    m_hex->setFont(font);
    font.setBold(true);
    m_text->setFont(font);
}

void KeyHeader::copy(const QString &text)
{
    QApplication::clipboard()->setText(text);
    emit told(tr("Copied"));
}

void KeyHeader::togglePin()
{
    if (!m_pinAction.isChecked())
        m_kept->unpin(m_key);
    else if (!m_kept->pin(m_key))
        emit told(tr("Not pinned: %Ln keys are pinned already. Unpin one first.", nullptr, int(KeptKeys::mostPinned)));
    showPin();
}

void KeyHeader::showPin()
{
    const bool pinned = m_kept->isPinned(m_key);
    m_pinAction.setEnabled(m_kept->isUsable() && !m_key.isEmpty());
    m_pinAction.setChecked(pinned);
    m_pinAction.setToolTip(pinned ? tr("Unpin: takes it off the list at “Go to key”") : tr("Pin: keeps it in the list at “Go to key”"));
    m_pinAction.setStatusTip(m_pinAction.toolTip());
}
