// What a key's pane does about changing the value; the rest of it is in keydetails.cpp.

#include "app/itemedit/editedvalue.h"
#include "ui/escapedtext.h"
#include "ui/keys/itempages.h"
#include "ui/keys/itemrefresh.h"
#include "ui/keys/keycelltext.h"
#include "ui/keys/keydetails.h"
#include "ui/noplainletters.h"
#include "ui/values/valuepage.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace {

constexpr qsizetype longestKeyShown = 60; // bytes

}

void KeyDetails::setServer(const std::optional<ConnectionOptions> &options, const ServerProcess &process)
{
    m_server = options;
    m_process = process;
    showWhetherEditable();
    m_look.setServer(options);
}

void KeyDetails::showWhetherEditable()
{
    QString why;
    if (!m_server)
        why = tr("There is no connection to the server.");
    else if (!m_editedPlace.isEmpty() && m_server->place() != m_editedPlace)
        why = tr("This value is of %1, and the connection is to %2.").arg(m_editedPlace, m_server->place());
    else if (m_server->access == Access::ReadOnly)
        why = tr("The connection is for reading only.");
    m_item->value()->setEditable(why);
}

bool KeyDetails::isEditing() const
{
    return m_item->value()->isEditing();
}

bool KeyDetails::isEdited() const
{
    return m_item->value()->isEdited();
}

QAction *KeyDetails::editAction() const
{
    return m_item->value()->editAction();
}

void KeyDetails::saveEdit()
{
    m_item->value()->saveEdit();
}

void KeyDetails::endEdit()
{
    const QByteArray edited = m_key;
    m_item->value()->endEdit();
    if (m_key != edited) // which waited to be shown
        return;
    if (m_listed) { // another item by now, which is nobody else's doing
        m_listed->cas = 0;
        m_listed->size = 0;
        m_listed->slabClass = 0;
    }
    m_look.lookAgain();
}

void KeyDetails::keepEditing(const QString &why)
{
    m_item->value()->keepEditing(why);
}

void KeyDetails::lookAtEdited()
{
    if (isEditing() && (canBeReadByItself() || m_look.state() == ItemLook::State::Missing))
        m_look.lookAgain();
}

void KeyDetails::followEditing()
{
    if (isEditing())
        m_refresh->pause(ItemRefresh::Pause::Editing);
    else
        m_refresh->goOn(ItemRefresh::Pause::Editing);
    const bool edits = isEditing();
    const bool isOver = !edits && !m_editedPlace.isEmpty();
    const QByteArray edited = m_key;
    if (edits && m_editedPlace.isEmpty()) {
        m_editedPlace = m_server ? m_server->place() : QString();
        m_editedProcess = m_process;
    }
    if (!edits) {
        m_editedPlace.clear();
        showWhetherEditable();
    }
    follow();
    showTally();
    if (!edits) {
        delete m_question;
        showPending();
        if (const std::function<void()> then = std::exchange(m_afterEdit, {}))
            then();
    }
    if (isOver && m_key == edited)
        lookAfterEdit();
    emit editingChanged();
}

/// Others may have changed it meanwhile.
void KeyDetails::lookAfterEdit()
{
    if (canBeReadByItself()) {
        m_waits = !isVisible();
        if (!m_waits)
            m_look.lookAgain();
        return;
    }
    m_isOld = m_look.state() == ItemLook::State::Found;
    follow();
}

void KeyDetails::showPending()
{
    const std::optional<Pending> pending = std::exchange(m_pending, {});
    if (!pending)
        return;
    if (pending->key.isEmpty())
        showNothing();
    else
        showKey(pending->key, pending->listed);
}

void KeyDetails::whenEditIsOver(const std::function<void()> &then)
{
    if (!isEdited()) {
        m_item->value()->endEdit();
        then();
        return;
    }
    delete m_question;
    const bool canSave = m_server && m_server->place() == m_editedPlace && m_server->access != Access::ReadOnly;
    m_question = new QMessageBox(QMessageBox::Warning, tr("Unsaved value"),
                                 tr("The value of “%1” has changes that are not saved.").arg(escapedPreview(m_key, longestKeyShown)),
                                 QMessageBox::Discard | QMessageBox::Cancel, this);
    m_question->setObjectName(QStringLiteral("unsavedValue"));
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setTextFormat(Qt::PlainText);
    QPushButton *save = canSave ? m_question->addButton(tr("&Save…"), QMessageBox::AcceptRole) : nullptr;
    m_question->button(QMessageBox::Cancel)->setText(tr("S&tay here"));
    m_question->button(QMessageBox::Discard)->setText(tr("&Discard"));
    m_question->setDefaultButton(QMessageBox::Cancel);
    new NoPlainLetters(m_question);
    if (save) {
        save->setObjectName(QStringLiteral("saveUnsavedValue"));
        m_question->setDefaultButton(save);
    }
    connect(m_question, &QMessageBox::finished, this, [this, then] { takeAnswer(then); });
    m_question->open();
}

void KeyDetails::takeAnswer(const std::function<void()> &then)
{
    const QMessageBox::ButtonRole answer = m_question->buttonRole(m_question->clickedButton());
    m_question.clear(); // it goes by itself
    if (answer == QMessageBox::AcceptRole) {
        m_afterEdit = then;
        m_item->value()->saveEdit();
    } else if (answer == QMessageBox::DestructiveRole) {
        m_item->value()->endEdit();
        then();
    } else {
        m_pending.reset();
        follow();
        emit stayed(m_key);
    }
}

/// What has happened to the item since the edit began, and what waits for its end.
QString KeyDetails::editNotice() const
{
    const QString happened = whatHappenedMeanwhile();
    if (!m_pending || m_pending->key.isEmpty())
        return happened;
    const QString waits = tr("Another key is selected. It is shown when this edit is over.");
    return happened.isEmpty() ? waits : happened + u' ' + waits;
}

QString KeyDetails::whatHappenedMeanwhile() const
{
    if (m_look.state() == ItemLook::State::Missing)
        return tr("Since the edit began the key has gone from the server. Saving can store it anew.");
    const FoundItem &edited = *m_item->editedItem();
    const std::optional<FoundItem> &now = m_look.item();
    if (m_look.state() == ItemLook::State::Found && now && now->answer.cas) {
        // A server that moves an item gives it another CAS too, and one that was restarted may give the same to another item.
        const bool areRead = now->value && edited.value;
        if (areRead && (*now->value != *edited.value || now->answer.flags != edited.answer.flags))
            return tr("Since the edit began somebody has changed the value in the server.");
        if (!areRead && now->answer.cas != edited.answer.cas)
            return tr("Since the edit began the CAS has become another: the item was rewritten, or moved by the server.");
    }
    const ItemExpiry expiry = editedExpiry();
    return expiry.isOver() ? tr("This item expired at %1. Saving can store it anew.").arg(serverTimeText(*expiry.time, m_clockOffset))
                           : otherTtl();
}

/// That the edited item has been given another TTL; empty: it has not.
QString KeyDetails::otherTtl() const
{
    if (!isEditedAsFound())
        return {};
    const ItemExpiry before = expiryOf(*m_item->editedItem(), m_clockOffset);
    const ItemExpiry now = expiryOf(*m_look.item(), m_clockOffset);
    if (!before.time || !now.time || isSameExpiry(*before.time, *now.time))
        return {};
    if (!now.ends())
        return tr("Since the edit began the TTL has changed: it never expires now. Saving keeps that.");
    return tr("Since the edit began the TTL has changed: it expires at %1 now. Saving keeps that.")
        .arg(serverTimeText(*now.time, m_clockOffset));
}

/// Whether what was found last is still the item that is changed, or the server has moved that.
bool KeyDetails::isEditedAsFound() const
{
    const FoundItem &edited = *m_item->editedItem();
    const std::optional<FoundItem> &now = m_look.item();
    return now && now->way == FoundItem::Way::Peek && now->value && edited.value && *now->value == *edited.value
        && now->answer.flags == edited.answer.flags;
}

/// Somebody may have given it another TTL since.
ItemExpiry KeyDetails::editedExpiry() const
{
    return expiryOf(isEditedAsFound() ? *m_look.item() : *m_item->editedItem(), m_clockOffset);
}

/// What is told of an edit changes by itself when the TTL runs out.
void KeyDetails::watchExpiry()
{
    m_notice->tell(notice(), Tone::Notice);
    m_editClock.setRunning(m_item->editedItem() && editedExpiry().isComing());
}

void KeyDetails::requestSave(EditedValue value, FoundItem item)
{
    if (isEditedAsFound()) {
        item.answer.timeToLive = m_look.item()->answer.timeToLive;
        item.time = m_look.item()->time;
    }
    item.process = m_editedProcess;
    value.isGone = m_look.state() == ItemLook::State::Missing;
    emit saveRequested(value, item);
}
