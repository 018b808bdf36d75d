#include "ui/keys/keychangefields.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/keys/ttlfield.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr int mostPerSecond = 1'000'000;
constexpr int longestInTitle = 60; // bytes of a key: a longer one stands below

} // namespace

KeyChangeFields::KeyChangeFields(KeyChange::Kind kind, const QString &place, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_place(place)
    , m_title(new QLabel(this))
    , m_size(new QLabel(this))
    , m_form(new QFormLayout)
    , m_sample(new QPlainTextEdit(this))
    , m_guard(new ToneLabel(Tone::Muted, this))
    , m_error(new NoticeRow(QStringLiteral("keyChangeError"), this))
    , m_unguardedNotice(new NoticeRow(QStringLiteral("keyChangeUnguarded"), this))
    , m_unguarded(new QCheckBox(this))
    , m_unlookedNotice(new NoticeRow(QStringLiteral("keyChangeUnlooked"), this))
    , m_unlooked(new QCheckBox(tr("Set it &without checking"), this))
    , m_undo(new QCheckBox(tr("&Keep for undo, in at most"), this))
    , m_limit(new QSpinBox(this))
    , m_undoText(new ToneLabel(Tone::Muted, this))
    , m_beyond(new QComboBox(this))
    , m_speed(new QWidget(this))
    , m_rate(new QSpinBox(this))
    , m_time(new QLabel(this))
{
    const bool deletes = kind == KeyChange::Kind::Delete;
    setObjectName(QStringLiteral("keyChangeFields"));
    m_title->setObjectName(QStringLiteral("keyChangeTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_size->setObjectName(QStringLiteral("keyChangeSize"));
    m_sample->setObjectName(QStringLiteral("keyChangeSample"));
    m_sample->setAccessibleName(tr("Some of the keys"));
    m_sample->setReadOnly(true);
    m_sample->setTabChangesFocus(true);
    m_sample->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_sample->setFont(fixedFont());
    m_sample->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_guard->setObjectName(QStringLiteral("keyChangeGuard"));
    m_unguarded->setObjectName(QStringLiteral("keyChangeTakeUnguarded"));
    m_unguarded->setText(deletes ? tr("Delete &them all the same") : tr("Set &their TTL all the same"));
    m_unlooked->setObjectName(QStringLiteral("keyChangeTakeUnlooked"));
    m_undo->setObjectName(QStringLiteral("keyChangeUndo"));
    m_undo->setChecked(true);
    m_limit->setObjectName(QStringLiteral("keyChangeLimit"));
    m_limit->setAccessibleName(tr("Memory for undo"));
    m_limit->setSuffix(tr(" MiB"));
    m_limit->setGroupSeparatorShown(true);
    m_limit->setKeyboardTracking(false);
    m_undoText->setObjectName(QStringLiteral("keyChangeUndoText"));
    QSizePolicy wide(QSizePolicy::Expanding, QSizePolicy::Ignored); // a form would give it the height of a narrow one
    wide.setHeightForWidth(true);
    m_undoText->setSizePolicy(wide);
    m_undoText->setMinimumHeight(fontMetrics().height());
    m_beyond->setObjectName(QStringLiteral("keyChangeBeyond"));
    m_beyond->setAccessibleName(tr("When no more can be kept for undo"));
    m_beyond->addItem({}, int(KeyChangeRun::Undo::StopsWhenFull));
    m_beyond->addItem({}, int(KeyChangeRun::Undo::WhatFits));
    m_rate->setObjectName(QStringLiteral("keyChangeRate"));
    m_rate->setRange(0, mostPerSecond);
    m_rate->setSingleStep(100);
    m_rate->setSpecialValueText(tr("No limit"));
    m_rate->setSuffix(tr(" keys a second"));
    m_rate->setGroupSeparatorShown(true);
    m_rate->setAccelerated(true);
    m_time->setObjectName(QStringLiteral("keyChangeTime"));
    if (!deletes)
        m_ttl = new TtlField(this);
    layOut();
    for (const QCheckBox *box : {m_unguarded, m_unlooked, m_undo})
        connect(box, &QCheckBox::toggled, this, &KeyChangeFields::refresh);
    connect(m_beyond, &QComboBox::currentIndexChanged, this, &KeyChangeFields::refresh);
    connect(m_rate, &QSpinBox::valueChanged, this, &KeyChangeFields::refresh);
    connect(m_limit, &QSpinBox::valueChanged, this, &KeyChangeFields::undoLimitChanged);
    if (m_ttl)
        connect(m_ttl, &TtlField::changed, this, &KeyChangeFields::refresh);
}

void KeyChangeFields::layOut()
{
    auto *rate = new QHBoxLayout(m_speed);
    rate->setContentsMargins(0, 0, 0, 0);
    rate->addWidget(m_rate);
    rate->addWidget(m_time, 1);
    auto *undo = new QHBoxLayout;
    undo->addWidget(m_undo);
    undo->addWidget(m_limit);
    undo->addStretch();
    auto *beyond = new QHBoxLayout;
    beyond->addWidget(m_beyond);
    beyond->addStretch();
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    if (m_ttl)
        m_form->addRow(tr("&New TTL:"), m_ttl);
    m_form->addRow(tr("S&peed:"), m_speed);
    m_form->addRow(tr("Undo:"), undo);
    m_form->addRow(QString(), m_undoText);
    m_form->addRow(QString(), beyond);
    if (auto *label = qobject_cast<QLabel *>(m_form->labelForField(m_speed)))
        label->setBuddy(m_rate);

    const int gap = fontMetrics().height() / 2;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_size);
    layout->addWidget(m_sample, 1);
    layout->addSpacing(gap);
    layout->addLayout(m_form);
    layout->addSpacing(gap);
    layout->addWidget(m_guard);
    layout->addWidget(m_unguardedNotice);
    layout->addWidget(m_unguarded, 0, Qt::AlignLeft); // only its words can be clicked
    layout->addWidget(m_unlookedNotice);
    layout->addWidget(m_unlooked, 0, Qt::AlignLeft);
    layout->addWidget(m_error);
    layout->addStretch();
}

/// Of one key there are no others, it takes no time, and it needs no more than its room.
void KeyChangeFields::suitCount(const QByteArray &only)
{
    const bool deletes = m_kind == KeyChange::Kind::Delete;
    m_sample->setVisible(!isOne() || only.size() > longestInTitle);
    m_speed->setVisible(!isOne());
    m_form->labelForField(m_speed)->setVisible(!isOne());
    m_undo->setText(isOne() ? tr("&Keep it for undo") : tr("&Keep for undo, in at most"));
    m_beyond->setItemText(0, isOne() ? tr("Then it stays as it is") : tr("Then stop: the other keys stay as they are"));
    m_beyond->setItemText(1,
                          deletes
                              ? (isOne() ? tr("Then it is deleted for good") : tr("Then go on: the other keys are deleted for good"))
                              : (isOne() ? tr("Then it loses its former TTL") : tr("Then go on: the other keys lose their former TTL")));
}

QString KeyChangeFields::titleText(const QByteArray &only) const
{
    const bool deletes = m_kind == KeyChange::Kind::Delete;
    const QString what = isOne() ? tr("“%1”").arg(escapedPreview(only, longestInTitle)) : keyCountText(m_plan.count);
    return (deletes ? tr("Delete %1 from %2?") : tr("Set the TTL of %1 on %2?")).arg(what, m_place);
}

void KeyChangeFields::showCount(int count, const QByteArray &only)
{
    m_plan = {};
    m_plan.count = count;
    m_planned = false;
    m_title->setText(titleText(only));
    suitCount(only);
    m_size->setText(tr("Adding up…"));
    refresh();
}

void KeyChangeFields::showPlan(const KeyChangePlan &plan)
{
    m_plan = plan;
    m_planned = true;
    QString size = plan.sizeUntold == plan.count ? tr("The size was not told.") : tr("Memory on the server: %1.").arg(byteText(plan.bytes));
    if (plan.sizeUntold > 0 && plan.sizeUntold < plan.count)
        size += u' ' + tr("The size was not told of %1.").arg(keyCountText(plan.sizeUntold));
    if (plan.sample.size() < plan.count)
        size += u' ' + tr("Some of them:");
    m_size->setText(size);
    QStringList lines;
    for (const QByteArray &key : plan.sample)
        lines += escapedText(key);
    m_sample->setPlainText(lines.join(u'\n'));
    refresh();
}

void KeyChangeFields::setLooking(Looking looking, const QString &reason)
{
    m_looking = looking;
    const bool impossible = looking == Looking::Impossible;
    if (impossible && m_kind == KeyChange::Kind::Delete)
        m_unlookedNotice->tell(tr("Nothing can be kept for undo, since values cannot be read without trace here. %1").arg(reason));
    else if (impossible)
        m_unlookedNotice->tell(
            tr("Keys cannot be checked right before: one that was rewritten since the list was made gets the new TTL too, and there is no "
               "undo. %1")
                .arg(reason));
    m_unlooked->setVisible(impossible && m_kind == KeyChange::Kind::SetTtl);
    refresh();
}

void KeyChangeFields::showError(const QString &text)
{
    m_error->tell(text, Tone::Bad);
    refresh();
}

void KeyChangeFields::setUndoLimit(qint64 bytes, qint64 largest)
{
    m_limit->setRange(1, int(std::max<qint64>(1, largest / mebibyte)));
    m_limit->setValue(int(bytes / mebibyte));
}

void KeyChangeFields::setClockOffset(qint64 seconds)
{
    if (m_ttl)
        m_ttl->setClockOffset(seconds);
}

KeyChange KeyChangeFields::change() const
{
    return {.kind = m_kind, .ttl = m_ttl ? m_ttl->ttl() : KeyTtl{}};
}

bool KeyChangeFields::keepsUndo() const
{
    return m_undo->isChecked() && m_looking != Looking::Impossible;
}

KeyChangeRun::Options KeyChangeFields::options() const
{
    KeyChangeRun::Options options;
    options.perSecond = m_rate->value();
    options.undo = keepsUndo() ? KeyChangeRun::Undo(m_beyond->currentData().toInt()) : KeyChangeRun::Undo::None;
    options.unguarded = m_unguarded->isChecked() ? KeyChangeRun::Unguarded::Taken : KeyChangeRun::Unguarded::Skipped;
    options.recheck = m_looking == Looking::Impossible ? KeyChangeRun::Recheck::None : KeyChangeRun::Recheck::Before;
    return options;
}

qint64 KeyChangeFields::undoLimit() const
{
    return qint64(m_limit->value()) * mebibyte;
}

bool KeyChangeFields::isReady() const
{
    if (!m_planned || m_plan.count == 0 || m_looking == Looking::Asked || !m_error->text().isEmpty())
        return false;
    if (m_plan.withoutCas == m_plan.count && !m_unguarded->isChecked())
        return false;
    return m_kind == KeyChange::Kind::Delete || m_looking == Looking::Possible || m_unlooked->isChecked();
}

QString KeyChangeFields::ttlText() const
{
    return m_ttl ? m_ttl->text() : QString();
}

/// A move to another slab page gives a new CAS too (items.c, do_item_link, as the slab rebalancer calls it).
QString KeyChangeFields::keptText() const
{
    if (isOne())
        return tr("If it was rewritten since it was listed, or the server has moved it to another slab page, it stays as it is.");
    return tr("A key that was rewritten since the list was made, or that the server has moved to another slab page, stays as it is.");
}

/// As GETs do, TOUCH marks an item as fetched and moves it to the front of its LRU.
QString KeyChangeFields::readText() const
{
    return isOne() ? tr("To the server this is a read: the item then counts as fetched, and as used just now.")
                   : tr("To the server this is a read of each key: they then count as fetched, and as used just now.");
}

QString KeyChangeFields::guardText() const
{
    const bool isUnguarded = m_plan.withoutCas == m_plan.count || m_looking == Looking::Impossible;
    if (m_kind == KeyChange::Kind::Delete)
        return m_plan.withoutCas == m_plan.count ? QString() : keptText();
    if (isUnguarded)
        return readText();
    if (isOne())
        return tr("It is checked right before. %1 The check and the change are two steps: if it is rewritten between them, within "
                  "milliseconds, it gets the new TTL all the same. %2")
            .arg(keptText(), readText());
    return tr("Each key is checked right before. %1 The check and the change are two steps: a key that is rewritten between them, within "
              "milliseconds, gets the new TTL too. %2")
        .arg(keptText(), readText());
}

QString KeyChangeFields::undoText() const
{
    const bool deletes = m_kind == KeyChange::Kind::Delete;
    if (!m_planned || m_looking == Looking::Asked)
        return {};
    if (!keepsUndo())
        return deletes ? tr("What is deleted cannot be brought back.") : tr("The former TTLs cannot be put back.");
    if (m_plan.undoable == m_plan.count && isOne())
        return deletes ? tr("It can be put back as long as this page is open, until it would have expired.")
                       : tr("Its former TTL can be put back as long as this page is open.");
    if (isOne())
        return tr("It cannot be kept for undo.");
    if (m_plan.undoable == m_plan.count)
        return deletes ? tr("Everything can be put back as long as this page is open, until it would have expired.")
                       : tr("Every former TTL can be put back as long as this page is open.");
    return tr("About %1 of %2 can be put back.").arg(QLocale().toString(m_plan.undoable), keyCountText(m_plan.count));
}

void KeyChangeFields::refresh()
{
    const bool deletes = m_kind == KeyChange::Kind::Delete;
    m_guard->setText(guardText());
    m_guard->setVisible(!m_guard->text().isEmpty());
    const bool unguarded = m_plan.withoutCas > 0;
    m_unguarded->setVisible(unguarded);
    QString notice;
    if (unguarded && m_plan.withoutCas == m_plan.count)
        notice = tr("The server told no CAS: nothing shows whether a key was rewritten since the list was made.");
    else if (unguarded)
        notice = tr("Of %1 the server told no CAS: nothing shows whether they were rewritten since the list was made.")
                     .arg(keyCountText(m_plan.withoutCas));
    m_unguardedNotice->tell(notice);
    m_undo->setEnabled(m_looking != Looking::Impossible);
    m_limit->setEnabled(keepsUndo());
    m_limit->setVisible(!isOne() || (m_planned && m_plan.undoable < m_plan.count));
    m_undoText->setText(undoText());
    m_undoText->setTone(keepsUndo() && m_plan.undoable == m_plan.count ? Tone::Muted : Tone::Notice);
    m_beyond->setVisible(m_planned && keepsUndo() && m_plan.undoable < m_plan.count);
    const auto before = keepsUndo() || !deletes ? BeforeEach::Look : BeforeEach::Nothing;
    const qint64 seconds = estimatedSeconds(m_plan, m_rate->value(), before);
    m_time->setText(!m_planned          ? QString()
                        : seconds < 2   ? tr("About a second")
                        : seconds < 120 ? tr("About %1 seconds").arg(seconds)
                                        : tr("About %1 minutes").arg(QLocale().toString((seconds + 59) / 60)));
    emit changed();
}
