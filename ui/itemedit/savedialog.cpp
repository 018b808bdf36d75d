#include "ui/itemedit/savedialog.h"

#include "app/commands/readabletext.h"
#include "app/itemedit/storingcommand.h"
#include "connection/connection.h"
#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/itemedit/flagsfield.h"
#include "ui/itemedit/itemdialog.h"
#include "ui/itemedit/savedttlfield.h"
#include "ui/keys/keycelltext.h"
#include "ui/noticerow.h"
#include "ui/values/diffarea.h"
#include "ui/values/diffview.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

SaveDialog::SaveDialog(const SavingPlace &place, const EditedValue &edited, const FoundItem &base, QWidget *parent)
    : SavingDialog(QStringLiteral("saveDialog"), place, parent)
    , m_edited(edited)
    , m_base(base)
    , m_diff(new DiffView(QStringLiteral("saveDiff"), this))
    , m_size(new QLabel(this))
    , m_flags(new FlagsField(this))
    , m_flagsText(new QLabel(this))
    , m_ttl(new SavedTtlField(this))
    , m_guardText(new ElidedLabel(this))
    , m_command(new ElidedLabel(this))
    , m_guard(new NoticeRow(QStringLiteral("saveGuard"), this))
    , m_unguarded(new QCheckBox(tr("Save &without a guard"), this))
{
    m_base.value.reset();
    m_base.owner.reset();
    setWindowTitle(tr("Save a value"));
    m_size->setObjectName(QStringLiteral("saveSize"));
    m_size->setText(sizeText());
    m_flagsText->setObjectName(QStringLiteral("saveFlagsText"));
    m_flagsText->setForegroundRole(QPalette::PlaceholderText);
    m_command->setObjectName(QStringLiteral("saveCommand"));
    m_command->setFont(fixedFont());
    m_unguarded->setObjectName(QStringLiteral("saveUnguarded"));
    m_expiry = expiryOf(base, place.connection->server().clockOffset);
    m_flags->setFlags(base.answer.flags.value_or(0));
    m_ttl->setOwn(m_expiry);
    m_guardText->setObjectName(QStringLiteral("saveGuardedBy"));
    layOut();
    compare();
    connect(m_flags, &FlagsField::changed, this, &SaveDialog::follow);
    connect(m_ttl, &SavedTtlField::changed, this, &SaveDialog::follow);
    connect(m_unguarded, &QCheckBox::toggled, this, &SaveDialog::follow);
    follow();
    m_diff->area()->setFocus();
}

void SaveDialog::layOut()
{
    auto *flags = new QHBoxLayout;
    flags->addWidget(m_flags);
    flags->addWidget(m_flagsText, 1);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("Size:"), m_size);
    form->addRow(tr("&Flags:"), flags);
    form->addRow(tr("&TTL:"), m_ttl);
    form->addRow(tr("Guard:"), m_guardText);
    form->addRow(tr("Command:"), m_command);
    if (auto *label = qobject_cast<QLabel *>(form->labelForField(flags)))
        label->setBuddy(m_flags);
    content()->addWidget(m_diff, 1);
    content()->addWidget(m_guard); // above what is clicked, so that this stays where it is when there is something to tell
    content()->addWidget(m_unguarded, 0, Qt::AlignLeft); // only its words can be clicked
    content()->addLayout(form);
}

bool SaveDialog::isGone() const
{
    return m_edited.isGone || m_ttl->isOver();
}

QString SaveDialog::guardNotice() const
{
    const bool hasCas = m_base.answer.cas.value_or(0) != 0;
    if (isGone()) {
        const QString gone = m_edited.isGone
            ? tr("The item has gone from the server since the edit began.")
            : tr("The item has expired: its TTL ran out at %1.").arg(serverTimeText(m_expiry.time.value_or(0), m_expiry.clockOffset));
        const QString anew = tr("Saving stores it again, unless the key exists by then.");
        return hasCas ? gone + u' ' + anew : gone + u' ' + anew + u' ' + tr("This cannot be undone, because this server has no CAS.");
    }
    return unguardedText(item().guard);
}

/// Also when that becomes another while it is asked.
void SaveDialog::showGuard()
{
    const ItemToStore stored = item();
    const QString key = shownBytes(m_edited.key);
    const QString server = place().connection->options().place();
    setTitle(isGone() ? tr("Store “%1” anew on %2?").arg(key, server) : tr("Save “%1” on %2?").arg(key, server));
    consent()->setText(isGone() ? tr("&Store anew") : tr("&Save"));
    switch (stored.guard) {
    case ItemToStore::Guard::Absent:
        m_guardText->setText(tr("ADD: it is stored only if the key does not exist"));
        break;
    case ItemToStore::Guard::Cas:
        m_guardText->setText(tr("CAS %1: it is stored only if nobody has written it since").arg(stored.cas));
        break;
    case ItemToStore::Guard::Compared:
        m_guardText->setText(tr("none but a comparison right before"));
        break;
    case ItemToStore::Guard::None:
        m_guardText->setText(tr("none"));
        break;
    }
    m_unguarded->setVisible(stored.isUnguarded());
    m_guard->tell(guardNotice());
}

void SaveDialog::compare()
{
    const quint32 flags = m_base.answer.flags.value_or(0);
    m_diff->setTitles(tr("As it was read"), tr("As it will be"));
    m_diff->compare({.stored = m_edited.base, .flags = flags, .library = place().library, .reading = m_edited.reading},
                    {.stored = m_edited.stored, .flags = flags, .library = place().library, .steps = stepsOf(m_edited.reading)});
}

QString SaveDialog::sizeText() const
{
    const qint64 before = m_edited.base.size();
    const qint64 after = m_edited.stored.size();
    if (before == after)
        return tr("%1, as before").arg(byteText(after));
    const QString more = after > before ? tr("%1 more").arg(byteText(after - before)) : tr("%1 less").arg(byteText(before - after));
    return tr("%1, before %2 (%3)", "size after, size before, difference").arg(byteText(after), byteText(before), more);
}

ItemToStore SaveDialog::item() const
{
    const quint64 cas = m_base.answer.cas.value_or(0);
    ItemToStore item{
        .key = m_edited.key, .value = m_edited.stored, .flags = m_flags->flags().value_or(0), .ttl = m_ttl->ttl(), .expiry = m_expiry.time};
    if (isGone()) {
        item.guard = ItemToStore::Guard::Absent;
        return item;
    }
    item.guard = ItemToStore::guardOver(cas, item.expiry);
    item.cas = cas;
    item.process = m_base.process.isKnown() ? m_base.process : place().connection->server().process;
    item.former = m_edited.base;
    item.formerFlags = m_base.answer.flags.value_or(0);
    return item;
}

bool SaveDialog::isComplete() const
{
    return m_flags->flags() && m_ttl->isChosen() && (!item().isUnguarded() || m_unguarded->isChecked());
}

void SaveDialog::follow()
{
    const std::optional<quint32> flags = m_flags->flags();
    const quint32 before = m_base.answer.flags.value_or(0);
    const QString hex = flags ? QStringLiteral("0x%1").arg(*flags, 0, 16) : QString();
    m_flagsText->setText(!flags || *flags == before ? hex : tr("%1, before %2 (0x%3)").arg(hex).arg(before).arg(before, 0, 16));
    m_flagsText->setVisible(flags.has_value()); // what is wrong stands there then
    const bool isKnown = flags && m_ttl->isChosen();
    m_command->setText(isKnown ? commandLine(storingCommand(item(), place().connection->server().time()))
                               : tr("follows from flags and TTL"));
    m_command->setTone(isKnown ? Tone::Plain : Tone::Muted);
    showGuard();
    refresh();
}
