#include "ui/keys/keyrundialog.h"

#include "app/commands/readabletext.h"
#include "app/keychange/undorun.h"
#include "ui/amounttext.h"
#include "ui/cancelbutton.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/iconengine.h"
#include "ui/keys/keyrunprogress.h"
#include "ui/keys/keyrunreport.h"

#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr size_t mostLookedThrough = 10'000;

}

KeyRunDialog::KeyRunDialog(const KeyRunTarget &target, QWidget *parent)
    : QDialog(parent)
    , m_target(target)
    , m_pages(new QStackedWidget(this))
    , m_progress(new KeyRunProgress(this))
    , m_report(new KeyRunReport(this))
    , m_undo(new QPushButton(themedIcon(QStringLiteral("undo-2")), tr("&Undo"), this))
    , m_buttons(new QDialogButtonBox(this))
    , m_close(addCancelButton(m_buttons, QStringLiteral("keyRunClose")))
{
    setObjectName(QStringLiteral("keyRunDialog"));
    setWindowTitle(tr("Undo"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_undo->setObjectName(QStringLiteral("keyRunUndo"));
    m_undo->setAutoDefault(false);
    m_close->setDefault(true);
    layOut();
    m_patience.setSingleShot(true);
    m_patience.setInterval(700ms);
    connect(&m_patience, &QTimer::timeout, this, &QDialog::open);
    connect(m_undo, &QPushButton::clicked, this, &KeyRunDialog::undo);
    connect(m_close, &QPushButton::clicked, this, &KeyRunDialog::reject);
    connect(target.journal, &UndoJournal::changed, this, &KeyRunDialog::updateButtons);
    updateButtons();
}

KeyRunDialog::~KeyRunDialog()
{
    m_target.journal->disconnect(this); // what a run that is dropped says to it is not ours to show
}

void KeyRunDialog::layOut()
{
    m_pages->addWidget(m_progress);
    m_pages->addWidget(m_report);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_undo);
    buttons->addWidget(m_buttons, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_pages, 1);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addLayout(buttons);
    const int character = fontMetrics().averageCharWidth();
    resize(character * 96, fontMetrics().height() * 30);
}

void KeyRunDialog::setFirstPage(QWidget *page)
{
    m_pages->addWidget(page);
    m_pages->setCurrentWidget(page);
    m_close->setFocus();
}

QPushButton *KeyRunDialog::addConsent(const QString &name)
{
    m_consent = m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_consent->setObjectName(name);
    m_consent->setAutoDefault(false); // never by the Enter key alone
    updateButtons();
    return m_consent;
}

GuardedServer KeyRunDialog::server() const
{
    const ConnectionOptions &options = m_target.connection->options();
    return {.address = options.place(), .profile = m_target.profile, .environment = m_target.environment, .access = options.access};
}

/// Elsewhere the dialog itself, with its counts and its button, is the question.
void KeyRunDialog::ask(const CommandEffects &effects, const QString &consequence, const std::function<void()> &go)
{
    const GuardedServer asked = server();
    std::optional<RunQuestion> question = RunGuard::question(effects, asked);
    if (!question || asked.environment != Environment::Production) {
        go();
        return;
    }
    question->consequence = consequence;
    auto *dialog = new RunQuestionDialog(*question, isVisible() ? this : parentWidget());
    connect(dialog, &QDialog::accepted, this, [this, asked, go] {
        if (server() == asked) // what was allowed is allowed for the server that was named
            go();
        else
            leaveWithoutRun();
    });
    connect(dialog, &QDialog::rejected, this, &KeyRunDialog::leaveWithoutRun);
    dialog->open();
}

/// Where there is nothing to see.
void KeyRunDialog::leaveWithoutRun()
{
    if (m_run || m_consent)
        return;
    QDialog::reject();
    deleteLater(); // it may never have been seen
}

void KeyRunDialog::undoQuietly()
{
    m_isQuiet = true;
    undo();
}

void KeyRunDialog::undo()
{
    const std::shared_ptr<const UndoStep> step = m_target.journal->latest();
    if (!step || (m_run && !m_run->isFinished()))
        return;
    if (step->place != server().address) { // the run says so; what is asked would be about another server
        putBack(step);
        return;
    }
    const CommandEffects effects = effectsOf(*step);
    ask(effects, consequenceOf(*step), [this, step] { putBack(step); });
}

QString KeyRunDialog::undoneText(const UndoStep &step)
{
    constexpr int few = 2;
    const QString key = step.kept <= few ? shownBytes(step.firstKey()) : QString(); // else it is never said
    switch (step.kind) {
    case UndoStep::Kind::Delete:
        return tr("Undone: “%1” is put back.").arg(key);
    case UndoStep::Kind::SetTtl:
        return tr("Undone: “%1” has its former TTL again.").arg(key);
    case UndoStep::Kind::Add:
        return tr("Undone: “%1” is removed.").arg(key);
    case UndoStep::Kind::Rename:
        return tr("Undone: “%1” has its former key again.").arg(key);
    case UndoStep::Kind::Save:
    case UndoStep::Kind::Change:
        break;
    }
    return tr("Undone: “%1” is as it was before.").arg(key);
}

CommandEffects KeyRunDialog::effectsOf(const UndoStep &step)
{
    CommandEffects effects{.writes = step.kept};
    // Some are enough: of a million, nearly all may have expired.
    for (size_t i = 0; i < std::min(step.entries.size(), mostLookedThrough) && effects.keys.size() < CommandEffects::shownKeys; ++i) {
        if (!step.entries[i].key.isEmpty())
            effects.keys.append(step.entries[i].key);
    }
    return effects;
}

QString KeyRunDialog::consequenceOf(const UndoStep &step)
{
    switch (step.kind) {
    case UndoStep::Kind::Delete:
        return tr("Deleted keys are put back. What somebody has written since then stays.");
    case UndoStep::Kind::SetTtl:
        return tr("Former TTLs are put back. Keys that were changed since then stay as they are.");
    case UndoStep::Kind::Add:
        return tr("The item is removed. If somebody has changed it since then, it stays.");
    case UndoStep::Kind::Rename:
        return tr("The item goes back to its former key. What somebody has written since then stays.");
    case UndoStep::Kind::Save:
    case UndoStep::Kind::Change:
        break;
    }
    return tr("The former value, flags and TTL are put back. If somebody has changed the item since then, it stays as it is.");
}

void KeyRunDialog::putBack(const std::shared_ptr<const UndoStep> &step)
{
    if (m_target.journal->latest() != step) { // all of it has expired while it was asked about
        leaveWithoutRun();
        return;
    }
    m_undone = undoneText(*step);
    KeyRunPurpose purpose = KeyRunPurpose::TakeBack;
    QString text = tr("Taking back the change of %1");
    if (step->kind == UndoStep::Kind::Delete) {
        purpose = KeyRunPurpose::PutBack;
        text = tr("Putting back %1");
    } else if (step->kind == UndoStep::Kind::SetTtl) {
        purpose = KeyRunPurpose::PutTtlBack;
        text = tr("Putting back the TTL of %1");
    }
    begin(std::make_unique<UndoRun>(m_target.connection, m_target.journal, 0), purpose, text.arg(keyCountText(step->kept)));
}

void KeyRunDialog::begin(std::unique_ptr<KeyRun> run, KeyRunPurpose purpose, const QString &text)
{
    if (m_run && !m_run->isFinished())
        return;
    if (m_isQuiet && !isVisible())
        m_patience.start();
    m_run = std::move(run);
    m_runPlace = m_target.connection->options().place();
    m_purpose = purpose;
    m_before = m_target.journal->latest();
    m_work = text;
    connect(m_run.get(), &KeyRun::finished, this, &KeyRunDialog::finishRun);
    m_progress->follow(m_run.get(), text, m_target.connection->options());
    m_pages->setCurrentWidget(m_progress);
    m_run->start();
    updateButtons();
    m_close->setFocus();
    emit workChanged();
}

std::vector<UndoneItem> KeyRunDialog::undoneItems() const
{
    const auto *undo = qobject_cast<const UndoRun *>(m_run.get());
    return undo ? undo->items() : std::vector<UndoneItem>();
}

void KeyRunDialog::finishRun()
{
    m_progress->unfollow();
    emit counted(m_runPlace, m_run->looks());
    const KeyReport report{m_purpose, m_run->keys(), std::make_shared<KeyOutcomes>(m_run->outcomes())};
    const QString notice = m_run->error() ? m_run->error().text : noticeAfter();
    m_report->setReport(report, titleAfter(), notice, m_run->error() ? Tone::Bad : Tone::Notice);
    m_pages->setCurrentWidget(m_report);
    updateButtons();
    m_close->setFocus();
    announce();
    const KeyOutcomes &outcomes = m_run->outcomes();
    const bool isWhole = !m_run->error() && outcomes.count(KeyOutcome::Refused) + outcomes.count(KeyOutcome::Unknown) == 0;
    if (!isWhole && !m_run->isCancelled())
        emit workFailed();
    if (m_isQuiet && !isVisible())
        endQuietly();
    emit workChanged();
    if (isNothingToRead())
        accept();
}

/// One key was changed as it was wanted, and can be brought back: the page says so, with a button for that.
bool KeyRunDialog::isNothingToRead() const
{
    return changesKeys() && m_run->count() == 1 && m_run->outcomes().count(KeyOutcome::Done) == 1 && !m_run->error()
        && !m_run->isCancelled() && leavesUndo();
}

bool KeyRunDialog::changesKeys() const
{
    return m_purpose == KeyRunPurpose::Delete || m_purpose == KeyRunPurpose::SetTtl;
}

/// Below what has just been done, undo is about that, and below an undo about what is left of it: all else is undone in the menu.
bool KeyRunDialog::leavesUndo() const
{
    const std::shared_ptr<const UndoStep> step = m_target.journal->latest();
    return step && m_target.journal->isOfLast() && changesKeys() == (step != m_before.lock());
}

void KeyRunDialog::endQuietly()
{
    m_patience.stop();
    if (m_run->error() || m_run->outcomes().count(KeyOutcome::Done) < m_run->count()) {
        open();
        return;
    }
    emit undone(m_undone);
    deleteLater();
}

void KeyRunDialog::announce()
{
    const KeyOutcomes &outcomes = m_run->outcomes();
    if (!changesKeys()) {
        if (outcomes.count(KeyOutcome::Done) > 0)
            emit keysRestored(outcomes.count(KeyOutcome::Done));
        return;
    }
    QList<int> gone;
    QList<int> retimed;
    gone.reserve(outcomes.count(KeyOutcome::Gone) + (m_purpose == KeyRunPurpose::Delete ? outcomes.count(KeyOutcome::Done) : 0));
    retimed.reserve(m_purpose == KeyRunPurpose::Delete ? 0 : outcomes.count(KeyOutcome::Done));
    for (int position = 0; position < outcomes.size(); ++position) {
        const KeyOutcome outcome = outcomes.at(position);
        const bool done = outcome == KeyOutcome::Done;
        if (outcome == KeyOutcome::Gone || (done && m_purpose == KeyRunPurpose::Delete))
            gone.append(m_run->keys().indexAt(position));
        else if (done)
            retimed.append(m_run->keys().indexAt(position));
    }
    if (!gone.isEmpty())
        emit keysGone(gone);
    if (!retimed.isEmpty())
        emit keysRetimed(retimed);
}

QString KeyRunDialog::noticeAfter() const
{
    return {};
}

QString KeyRunDialog::titleAfter() const
{
    const int done = m_run->outcomes().count(KeyOutcome::Done);
    const QString all = keyCountText(m_run->count());
    const QString part = done == m_run->count() ? all : tr("%1 of %2").arg(QLocale().toString(done), all);
    QString title;
    switch (m_purpose) {
    case KeyRunPurpose::Delete:
        title = tr("Deleted: %1");
        break;
    case KeyRunPurpose::SetTtl:
        title = tr("New TTL: %1");
        break;
    case KeyRunPurpose::PutBack:
        title = tr("Put back: %1");
        break;
    case KeyRunPurpose::PutTtlBack:
        title = tr("Former TTL put back: %1");
        break;
    case KeyRunPurpose::TakeBack:
        title = tr("Taken back: %1");
        break;
    }
    title = title.arg(part);
    return m_run->isCancelled() ? tr("Cancelled. %1").arg(title) : title;
}

QString KeyRunDialog::work() const
{
    return m_run && !m_run->isFinished() && !m_run->isCancelled() ? m_work : QString();
}

void KeyRunDialog::stopWork()
{
    if (!m_run || m_run->isFinished())
        return;
    m_run->cancel();
    m_progress->sayCancelling();
    updateButtons();
    emit workChanged();
}

void KeyRunDialog::reject()
{
    if (m_run && !m_run->isFinished())
        stopWork();
    else
        QDialog::reject();
}

/// The window's own button too.
void KeyRunDialog::closeEvent(QCloseEvent *event)
{
    if (m_run && !m_run->isFinished()) {
        event->ignore();
        reject();
        return;
    }
    QDialog::closeEvent(event);
}

void KeyRunDialog::updateButtons()
{
    const bool running = m_run && !m_run->isFinished();
    const bool over = m_run && m_run->isFinished();
    const std::shared_ptr<const UndoStep> step = over && leavesUndo() ? m_target.journal->latest() : nullptr;
    m_undo->setVisible(step && step->place == server().address);
    m_undo->setToolTip(step ? m_target.journal->text() : QString());
    m_close->setText(over ? tr("&Close") : tr("&Cancel"));
    m_close->setEnabled(!running || !m_run->isCancelled());
    if (m_consent)
        m_consent->setVisible(!m_run);
}
