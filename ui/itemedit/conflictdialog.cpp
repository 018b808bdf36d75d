#include "ui/itemedit/conflictdialog.h"

#include "app/commands/readabletext.h"
#include "app/itemedit/storingcommand.h"
#include "connection/connection.h"
#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/itemedit/conflictfacts.h"
#include "ui/itemedit/discardquestion.h"
#include "ui/itemedit/itemdialog.h"
#include "ui/itemedit/mergepane.h"
#include "ui/itemedit/savedttlfield.h"
#include "ui/values/diffview.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace {

/// As the marks of a merged text call them.
MergeNames mergeNames()
{
    return {ConflictDialog::tr("yours").toUtf8(), ConflictDialog::tr("on the server now").toUtf8()};
}

} // namespace

ConflictDialog::ConflictDialog(const SavingPlace &place, const EditedValue &edited, const FoundItem &base, const ItemToStore &mine,
                               QWidget *parent)
    : SavingDialog(QStringLiteral("conflictDialog"), place, parent)
    , m_edited(edited)
    , m_base(base)
    , m_mine(mine)
    , m_facts(new ConflictFacts(this))
    , m_pages(new QStackedWidget(this))
    , m_comparing(new QWidget(this))
    , m_sides(new QTabBar(m_comparing))
    , m_diff(new DiffView(QStringLiteral("conflictDiff"), m_comparing))
    , m_mergePane(new MergePane(this))
    , m_choices(new QButtonGroup(this))
    , m_noMerge(new ElidedLabel(this))
    , m_ttlLabel(new QLabel(tr("&TTL:"), this))
    , m_ttl(new SavedTtlField(this))
    , m_commandLabel(new QLabel(tr("Command:"), this))
    , m_command(new ElidedLabel(this))
{
    m_base.value.reset();
    m_base.owner.reset();
    m_sides->setObjectName(QStringLiteral("conflictSides"));
    m_sides->setAccessibleName(tr("Which two are compared"));
    m_sides->addTab(tr("Server’s and yours"));
    m_sides->addTab(tr("What you changed"));
    m_sides->addTab(tr("What somebody else changed"));
    m_sides->setExpanding(false);
    m_sides->setDrawBase(false);
    m_ttlLabel->setBuddy(m_ttl);
    m_command->setObjectName(QStringLiteral("conflictCommand"));
    m_command->setFont(fixedFont());
    m_noMerge->setObjectName(QStringLiteral("conflictNoMerge"));
    m_noMerge->setTone(Tone::Muted);
    addChoice(GiveUp, "conflictGiveUp");
    addChoice(Store, "conflictStore");
    addChoice(Merge, "conflictMerge");
    layOut();
    reserveConsent();
    connect(m_sides, &QTabBar::currentChanged, this, &ConflictDialog::compare);
    connect(m_choices, &QButtonGroup::idToggled, this, &ConflictDialog::follow);
    connect(m_choices, &QButtonGroup::idClicked, this, &ConflictDialog::followExpiry);
    connect(m_ttl, &SavedTtlField::changed, this, &ConflictDialog::follow);
    connect(m_mergePane, &MergePane::changed, this, &ConflictDialog::follow);
    connect(&m_merging, &QFutureWatcherBase::finished, this, &ConflictDialog::takeMerge);
    connect(this, &SavingDialog::cancelRequested, this, &ConflictDialog::cancelWriting);
    connect(&m_writing, &QFutureWatcherBase::finished, this, &ConflictDialog::takeWritten);
}

ConflictDialog::~ConflictDialog()
{
    if (m_cancelled)
        *m_cancelled = true;
}

void ConflictDialog::addChoice(Choice choice, const char *name)
{
    auto *button = new QRadioButton(this);
    button->setObjectName(QLatin1String(name));
    m_choices->addButton(button, choice);
    m_buttons[choice] = button;
}

void ConflictDialog::layOut()
{
    auto *comparing = new QVBoxLayout(m_comparing);
    comparing->setContentsMargins(0, 0, 0, 0);
    comparing->addWidget(m_sides);
    comparing->addWidget(m_diff, 1);
    m_pages->addWidget(m_comparing);
    m_pages->addWidget(m_mergePane);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(m_ttlLabel, m_ttl);
    form->addRow(m_commandLabel, m_command);
    content()->addWidget(m_facts);
    content()->addSpacing(fontMetrics().height() / 3);
    content()->addWidget(m_pages, 1);
    content()->addSpacing(fontMetrics().height() / 3);
    // Whatever is chosen, and whatever is told of merging, nothing that can be clicked moves.
    content()->addWidget(m_buttons[GiveUp], 0, Qt::AlignLeft); // only its words can be clicked
    content()->addWidget(m_buttons[Store], 0, Qt::AlignLeft);
    auto *merging = new QHBoxLayout;
    merging->addWidget(m_buttons[Merge]);
    merging->addWidget(m_noMerge, 1);
    content()->addLayout(merging);
    content()->addLayout(form);
}

/// For the longest of its words, so that what stands beside it stays there.
void ConflictDialog::reserveConsent()
{
    int width = 0;
    for (const QString &text : {tr("Go on"), tr("&Discard mine"), tr("S&ave merged value"), tr("O&verwrite"), tr("St&ore anew")}) {
        consent()->setText(text);
        width = std::max(width, consent()->sizeHint().width());
    }
    consent()->setMinimumWidth(width);
}

/// What was merged is what the person wants now, and what it was merged with is what it began from.
void ConflictDialog::adoptMerged()
{
    m_mine.flags = mergedFlags();
    m_edited.after = m_mergePane->text();
    m_edited.stored = m_written;
    m_edited.base = m_theirValue;
    m_edited.reading = m_merged.theirs;
    m_edited.before = m_merged.theirs ? QByteArrayView(m_merged.theirs->bytes).toByteArray() : m_theirValue;
    m_base = *m_theirs;
    m_mine.value = m_written;
    m_mine.expiry = m_expiry.time;
}

void ConflictDialog::showTheirs(const std::optional<FoundItem> &theirs, const QString &reason)
{
    if (choice() == Merge && m_theirs && !m_written.isEmpty())
        adoptMerged();
    m_theirs = theirs;
    m_theirProcess = place().connection->server().process;
    m_theirValue = theirs && theirs->value ? theirs->value->toByteArray() : QByteArray();
    if (m_theirs) {
        m_theirs->value.reset();
        m_theirs->owner.reset();
    }
    const std::chrono::seconds offset = place().connection->server().clockOffset;
    m_expiry = theirs ? expiryOf(*theirs, offset) : ItemExpiry{m_mine.expiry, offset};
    m_ttl->setOwn(m_expiry);
    m_clock.setRunning(theirs && m_expiry.ends());
    m_choices->setExclusive(false); // nothing is chosen
    for (QRadioButton *button : m_buttons)
        button->setChecked(false);
    m_choices->setExclusive(true);
    m_sides->setVisible(theirs.has_value());
    m_sides->setCurrentIndex(theirs ? 0 : 1);
    m_buttons[Merge]->setVisible(theirs.has_value());
    m_noMerge->setVisible(theirs.has_value()); // with its room
    m_buttons[Merge]->setEnabled(false);       // until it is known whether that can be
    sayWhatIsThere();
    compare();
    startMerge();
    showEnd(QString(reason + u' ' + unguardedText(item().guard)).trimmed(), Tone::Notice);
    follow();
    m_buttons[GiveUp]->setFocus();
}

/// What is there has come to the end of its TTL while this is asked. What is being merged, or was, stays at hand.
void ConflictDialog::followExpiry()
{
    if (!m_theirs || isTheirsThere() || isWorking())
        return;
    if (choice() != Merge && !m_mergePane->isEdited()) {
        showTheirs({}, tr("What somebody else had stored has expired meanwhile."));
        return;
    }
    m_clock.setRunning(false);
    sayWhatIsThere();
    nameSides();
    follow();
}

DiffSide ConflictDialog::mineSide() const
{
    return {.stored = m_edited.stored, .flags = m_mine.flags, .library = place().library, .steps = stepsOf(m_edited.reading)};
}

DiffSide ConflictDialog::baseSide() const
{
    return {.stored = m_edited.base,
            .flags = m_base.answer.flags.value_or(0),
            .library = place().library,
            .reading = m_edited.reading,
            .steps = stepsOf(m_edited.reading)};
}

/// Read as before where it has the same flags; else by its own.
DiffSide ConflictDialog::theirSide() const
{
    const quint32 flags = m_theirs ? m_theirs->answer.flags.value_or(0) : 0;
    DiffSide side{.stored = m_theirValue, .flags = flags, .library = place().library};
    if (flags == m_base.answer.flags.value_or(0))
        side.steps = stepsOf(m_edited.reading);
    return side;
}

void ConflictDialog::compare()
{
    nameSides();
    const int sides = m_sides->currentIndex();
    m_diff->compare(sides == 0 ? theirSide() : baseSide(), sides == 2 ? theirSide() : mineSide());
}

void ConflictDialog::startMerge()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_noMerge->setText({});
    if (!m_theirs)
        return;
    m_merging.setFuture(QtConcurrent::run([mine = m_edited, theirs = theirSide(), cancelled = m_cancelled] {
        return MergedValue::merge(mine, theirs, mergeNames(), cancelled.get());
    }));
}

void ConflictDialog::takeMerge()
{
    m_merged = m_merging.result();
    m_buttons[Merge]->setEnabled(m_merged.isPossible() && m_theirs.has_value());
    if (m_merged.isPossible())
        m_mergePane->setText(m_merged.text, mergeNames());
    else
        m_noMerge->setText(tr("not possible: %1").arg(m_merged.fault));
    m_buttons[Merge]->setAccessibleDescription(m_noMerge->text());
    follow();
}

ConflictDialog::Choice ConflictDialog::choice() const
{
    return Choice(m_choices->checkedId());
}

void ConflictDialog::follow()
{
    const Choice chosen = choice();
    m_pages->setCurrentWidget(chosen == Merge ? static_cast<QWidget *>(m_mergePane) : m_comparing);
    const bool stores = chosen == Store || chosen == Merge;
    m_ttl->setVisible(!m_mine.ttl);
    m_ttlLabel->setVisible(!m_mine.ttl);
    m_ttl->setEnabled(stores);
    m_ttlLabel->setEnabled(stores);
    showMineFacts();
    const bool isKnown = stores && isComplete();
    m_command->setTone(isKnown ? Tone::Plain : Tone::Muted);
    if (isKnown)
        m_command->setText(commandText());
    else if (!stores)
        m_command->setText(chosen == GiveUp ? tr("none") : tr("follows from what is chosen"));
    else
        m_command->setText(chosen == Merge ? tr("follows from the merged value") : tr("follows from the TTL"));
    if (chosen == None)
        consent()->setText(tr("Go on"));
    else if (chosen == GiveUp)
        consent()->setText(tr("&Discard mine"));
    else if (chosen == Merge)
        consent()->setText(tr("S&ave merged value"));
    else
        consent()->setText(isTheirsThere() ? tr("O&verwrite") : tr("St&ore anew"));
    refresh();
}

/// What is merged is encoded only when it is saved; it stands above.
QString ConflictDialog::commandText() const
{
    Command command = storingCommand(item(), place().connection->server().time());
    if (choice() != Merge)
        return commandLine(command);
    command.value = "…";
    return tr("%1    # with the merged value").arg(commandLine(command));
}

bool ConflictDialog::isComplete() const
{
    const Choice chosen = choice();
    if (chosen == None || chosen == GiveUp)
        return chosen == GiveUp;
    if (!m_mine.ttl && !m_ttl->isChosen())
        return false;
    return chosen == Store || (m_merged.isPossible() && m_mergePane->isDecided());
}

void ConflictDialog::agree()
{
    switch (choice()) {
    case GiveUp:
        emit givenUp();
        break;
    case Store:
        emit saveRequested();
        break;
    case Merge:
        write();
        break;
    case None:
        break;
    }
}

void ConflictDialog::reject()
{
    if (!isWorking() && m_mergePane->isEdited())
        askToDiscard(this,
                     tr("You have worked on the merged value of “%1”, and it is not saved. Your own edit stays as it is.")
                         .arg(shownBytes(m_edited.key)),
                     [this] { SavingDialog::reject(); });
    else
        SavingDialog::reject();
}

void ConflictDialog::write()
{
    showWork(tr("Encoding…"), Work::CanBeCancelled);
    m_isWriting = true;
    m_writing.setFuture(QtConcurrent::run([merged = m_merged, text = m_mergePane->text()] { return merged.written(text); }));
}

void ConflictDialog::cancelWriting()
{
    if (!std::exchange(m_isWriting, false))
        return;
    m_writing.setFuture({});
    showEnd({});
}

void ConflictDialog::takeWritten()
{
    if (m_writing.future().resultCount() == 0 || !std::exchange(m_isWriting, false))
        return;
    const WrittenValue written = m_writing.result();
    showEnd(written.fault);
    if (!written.isWritten())
        return;
    m_written = written.stored;
    emit saveRequested();
}

ItemToStore ConflictDialog::item() const
{
    ItemToStore item = m_mine;
    if (!m_mine.ttl)
        item.ttl = m_ttl->ttl();
    item.expiry = m_expiry.time;
    item.process = m_theirProcess;
    const bool isThere = isTheirsThere();
    item.cas = isThere ? m_theirs->answer.cas.value_or(0) : 0;
    item.guard = isThere ? ItemToStore::guardOver(item.cas, item.expiry) : ItemToStore::Guard::Absent;
    item.former = isThere ? std::optional(m_theirValue) : std::nullopt;
    item.formerFlags = isThere ? m_theirs->answer.flags.value_or(0) : 0;
    if (choice() == Merge) {
        item.value = m_written;
        item.flags = mergedFlags();
    }
    return item;
}
