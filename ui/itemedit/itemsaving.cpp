#include "ui/itemedit/itemsaving.h"

#include "app/commands/readabletext.h"
#include "app/keychange/undojournal.h"
#include "connection/retire.h"
#include "ui/amounttext.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/itemedit/conflictdialog.h"
#include "ui/itemedit/savedialog.h"

#include <QWidget>

#include <utility>

ItemSaving::ItemSaving(Connection *connection, UndoJournal *journal, QWidget *window)
    : QObject(window)
    , m_connection(connection)
    , m_journal(journal)
    , m_window(window)
    , m_place{.connection = connection}
{
}

ItemSaving::~ItemSaving()
{
    delete m_dialog;
}

void ItemSaving::setProfile(const QString &name, Environment environment, ClientLibrary library)
{
    m_place.profile = name;
    m_place.environment = environment;
    m_place.library = library;
}

void ItemSaving::save(const EditedValue &edited, const FoundItem &base)
{
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    m_edited = edited;
    m_base = base;
    m_base.value.reset();
    m_base.owner.reset();
    m_savedAt = m_connection->options().place();
    m_former = edited.base;
    m_formerFlags = base.answer.flags.value_or(0);
    open(new SaveDialog(m_place, edited, base, m_window));
}

void ItemSaving::open(SavingDialog *dialog)
{
    m_dialog = dialog;
    connect(dialog, &SavingDialog::saveRequested, this, &ItemSaving::ask);
    connect(dialog, &SavingDialog::cancelRequested, this, [this] {
        if (m_save)
            m_save->cancel();
    });
    connect(dialog, &SavingDialog::leaveRequested, this, &ItemSaving::stopWork);
    connect(dialog, &QDialog::rejected, this, &ItemSaving::abandoned);
    dialog->open();
}

/// Elsewhere the dialog itself, with its button, is the question.
void ItemSaving::ask()
{
    const ConnectionOptions &options = m_connection->options();
    const GuardedServer asked{
        .address = options.place(), .profile = m_place.profile, .environment = m_place.environment, .access = options.access};
    std::optional<RunQuestion> question = RunGuard::question({.writes = 1, .keys = {m_edited.key}}, asked);
    if (!question || asked.environment != Environment::Production) {
        run();
        return;
    }
    const ItemToStore item = m_dialog->item();
    const ItemToStore::Guard guard = item.guard;
    if (item.isUnguarded())
        question->consequence = tr("The value is stored, and no CAS guards what others write meanwhile. This cannot be undone.");
    else if (guard == ItemToStore::Guard::Absent)
        question->consequence = m_base.answer.cas.value_or(0) != 0
            ? tr("The value is stored anew, if there is none by then. Undo deletes it, as long as this page is open.")
            : tr("The value is stored anew, if there is none by then. This cannot be undone.");
    else if (UndoEntry::costOf(m_edited.key.size(), m_former.size()) > m_journal->limit())
        question->consequence = tr("The value is stored. The former one is too large to be kept for undo.");
    else
        question->consequence = tr("The value is stored. Undo puts the former one back, as long as this page is open.");
    auto *dialog = new RunQuestionDialog(*question, m_dialog);
    connect(dialog, &QDialog::accepted, this, [this, guard] {
        // Meanwhile the item may have expired, and its dialog says so: that was not asked about.
        if (m_dialog && m_dialog->isComplete() && m_dialog->item().guard == guard)
            run();
    });
    dialog->open();
}

void ItemSaving::run()
{
    if (!m_dialog)
        return;
    if (const QString place = m_connection->options().place(); place != m_savedAt) {
        m_dialog->showEnd(tr("Nothing was sent: this value is of %1, and the connection is to %2.").arg(m_savedAt, place));
        return;
    }
    retire(m_save, this);
    m_save = std::make_unique<ItemSave>(m_connection, m_dialog->item());
    connect(m_save.get(), &ItemSave::stateChanged, this, &ItemSaving::followSave);
    connect(m_save.get(), &ItemSave::finished, this, &ItemSaving::takeEnd);
    followSave();
    m_save->start();
    emit workChanged();
}

QString ItemSaving::work() const
{
    return m_save && m_save->state() != ItemSave::State::Finished ? tr("Saving “%1”").arg(shownBytes(m_edited.key)) : QString();
}

void ItemSaving::stopWork()
{
    if (m_save)
        m_save->leave();
}

void ItemSaving::followSave()
{
    if (!m_dialog)
        return;
    switch (m_save->state()) {
    case ItemSave::State::Looking:
        m_dialog->showWork(tr("Looking at the item once more…"), SavingDialog::Work::CanBeCancelled);
        break;
    case ItemSave::State::Sending:
        m_dialog->showWork(tr("Saving…"), SavingDialog::Work::IsSent);
        break;
    case ItemSave::State::LookingAfter:
        m_dialog->showWork(tr("Looking at what is on the server now…"), SavingDialog::Work::IsSent);
        break;
    case ItemSave::State::Finished:
        break;
    }
}

void ItemSaving::takeEnd()
{
    if (m_save->looks().since.isValid())
        emit counted(m_savedAt, m_save->looks());
    tellEnd();
    const ItemSave::Result result = m_save->result();
    if (result == ItemSave::Result::Unknown) // it may have been saved
        m_journal->noteLost();
    if (result != ItemSave::Result::Saved && result != ItemSave::Result::Cancelled)
        emit workFailed();
    emit workChanged();
}

void ItemSaving::tellEnd()
{
    if (!m_dialog)
        return;
    switch (m_save->result()) {
    case ItemSave::Result::Saved:
        takeSaved();
        break;
    case ItemSave::Result::Changed:
        if (m_save->theirs())
            takeConflict(m_save->wasRestarted() ? tr("The server was restarted since you looked, and counts its CAS anew.") : QString());
        else
            m_dialog->showEnd(failureText());
        break;
    case ItemSave::Result::Gone:
        takeConflict({});
        break;
    case ItemSave::Result::Cancelled:
        m_dialog->showEnd(tr("Called off: nothing was sent."), Tone::Notice);
        break;
    default:
        m_dialog->showEnd(failureText(), m_save->result() == ItemSave::Result::Unknown ? Tone::Unsure : Tone::Bad);
    }
}

QString ItemSaving::failureText() const
{
    switch (m_save->result()) {
    case ItemSave::Result::Changed:
        return tr("Not saved: somebody has changed the item, and what is there now cannot be read. %1").arg(m_save->error().text);
    case ItemSave::Result::TooLarge:
        return m_save->limit()
            ? tr("Not saved: the server takes items up to %1, with the key and what it keeps beside (item_size_max). The "
                 "former value is still there.")
                  .arg(byteText(qint64(*m_save->limit())))
            : tr("Not saved: the value is larger than the server takes. The former value is still there.");
    case ItemSave::Result::NoMemory:
        return tr("Not saved: the server has no memory for it. The former value is still there. Try a smaller value, or make room first.");
    case ItemSave::Result::Unknown:
        if (m_save->error().code == Error::Code::Stopped && m_save->item().isUnguarded())
            return tr("Nobody knows yet whether it was saved: it was sent, and you did not wait for the answer. Look at the item once the "
                      "server answers, before you save again.");
        if (m_save->error().code == Error::Code::Stopped)
            return tr("Nobody knows yet whether it was saved: it was sent, and you did not wait for the answer. Look at the item once the "
                      "server answers, or save again: what others write meanwhile is not overwritten.");
        return tr("Nobody knows whether it was saved: the connection was lost before the answer, and what is there now cannot be told from "
                  "it. "
                  "%1")
            .arg(m_save->error().text);
    default:
        return tr("Not saved. %1").arg(m_save->error().text);
    }
}

void ItemSaving::takeSaved()
{
    QString text = tr("“%1” is saved.").arg(shownBytes(m_edited.key));
    if (m_save->wasRetimed())
        text += u' ' + tr("Somebody had changed its TTL meanwhile: that one was kept.");
    if (!remember())
        text += u' ' + tr("It cannot be undone.");
    const ItemToStore &item = m_save->item();
    const ItemDeed deed{
        .kind = item.guard == ItemToStore::Guard::Absent ? ItemDeed::Kind::Created : ItemDeed::Kind::Rewritten,
        .key = item.key,
        .after = {.size = qint64(item.value.size()), .flags = item.flags, .cas = m_save->cas(), .expiry = m_save->expiry()}};
    close();
    emit told(text);
    emit saved(deed);
}

/// Whether it can be undone.
bool ItemSaving::remember()
{
    const ItemToStore &item = m_save->item();
    UndoEntry entry{.key = item.key, .cas = m_save->cas(), .way = UndoEntry::Way::Remove};
    const bool isNew = item.guard == ItemToStore::Guard::Absent;
    if (!isNew) {
        entry.way = UndoEntry::Way::Restore;
        entry.value = m_former;
        entry.flags = m_formerFlags;
        entry.formerCas = item.cas;
        entry.expiry = item.expiry.value_or(m_save->expiry()); // where it was not known, the chosen one is as good
        entry.set = m_save->expiry();
    }
    std::vector<UndoEntry> entries;
    if (m_save->cas() != 0) // else nothing guards what others write
        entries.push_back(std::move(entry));
    return m_journal->remember(isNew ? UndoStep::Kind::Add : UndoStep::Kind::Save, m_savedAt, m_save->server(), std::move(entries));
}

void ItemSaving::takeConflict(const QString &reason)
{
    const std::optional<FoundItem> theirs = m_save->theirs();
    m_former = theirs && theirs->value ? theirs->value->toByteArray() : QByteArray();
    m_formerFlags = theirs ? theirs->answer.flags.value_or(0) : 0;
    emit foundOther();
    if (!m_conflict) {
        const ItemToStore mine = m_save->item();
        close();
        m_conflict = new ConflictDialog(m_place, m_edited, m_base, mine, m_window);
        connect(m_conflict, &ConflictDialog::givenUp, this, [this] {
            const QByteArray key = m_edited.key;
            close();
            emit discarded(key);
        });
        m_conflict->showTheirs(theirs, reason);
        open(m_conflict);
        return;
    }
    m_conflict->showTheirs(theirs,
                           theirs ? tr("Somebody came between once more: this is what is there now.")
                                  : tr("What was there has gone meanwhile too: it has expired, or somebody has deleted it."));
}

void ItemSaving::close()
{
    if (!m_dialog)
        return;
    m_dialog->showEnd({});
    m_dialog->disconnect(this);
    m_dialog->accept();
    m_dialog.clear();
    m_conflict.clear();
}
