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
#include "ui/noticerow.h"
#include "ui/values/diffarea.h"
#include "ui/values/diffview.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
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
    const ConnectionOptions &options = place.connection->options();
    setWindowTitle(tr("Save a value"));
    setTitle(tr("Save “%1” on %2?").arg(shownBytes(edited.key), options.place()));
    m_size->setObjectName(QStringLiteral("saveSize"));
    m_size->setText(sizeText());
    m_flagsText->setObjectName(QStringLiteral("saveFlagsText"));
    m_flagsText->setForegroundRole(QPalette::PlaceholderText);
    m_command->setObjectName(QStringLiteral("saveCommand"));
    m_command->setFont(fixedFont());
    m_unguarded->setObjectName(QStringLiteral("saveUnguarded"));
    consent()->setText(tr("&Save"));
    const qint64 offset = place.connection->server().clockOffset.count();
    m_expiry = expiryOf(base, offset);
    m_flags->setFlags(base.answer.flags.value_or(0));
    m_ttl->setOwn(m_expiry, offset);
    const quint64 cas = base.answer.cas.value_or(0);
    m_guardText->setObjectName(QStringLiteral("saveGuardedBy"));
    m_guardText->setText(cas == 0 ? tr("none") : tr("CAS %1: it is stored only if nobody has written it since").arg(cas));
    m_unguarded->setVisible(cas == 0);
    if (cas == 0)
        m_guard->tell(
            tr("This server has no CAS: nothing guards what somebody else writes between your look and your save, and it would be "
               "lost. Such a save cannot be undone either."));
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
    content()->addLayout(form);
    content()->addWidget(m_guard);
    content()->addWidget(m_unguarded, 0, Qt::AlignLeft); // only its words can be clicked
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
    return {.key = m_edited.key,
            .value = m_edited.stored,
            .flags = m_flags->flags().value_or(0),
            .ttl = m_ttl->ttl(),
            .expiry = m_expiry,
            .guard = cas != 0 ? ItemToStore::Guard::Cas : ItemToStore::Guard::None,
            .cas = cas,
            .process = m_base.process.isKnown() ? m_base.process : place().connection->server().process,
            .former = m_edited.base,
            .formerFlags = m_base.answer.flags.value_or(0)};
}

bool SaveDialog::isComplete() const
{
    const bool isGuarded = m_base.answer.cas.value_or(0) != 0;
    return m_flags->flags() && m_ttl->isChosen() && (isGuarded || m_unguarded->isChecked());
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
    refresh();
}
