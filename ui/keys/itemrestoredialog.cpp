#include "ui/keys/itemrestoredialog.h"

#include "ui/amounttext.h"
#include "ui/cancelbutton.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/keys/itemreportview.h"
#include "ui/noticerow.h"

#include <QButtonGroup>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QGroupBox>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using Policy = ItemRestore::Policy;

namespace {

constexpr int restoreSteps = 1000;

QString told(qint64 number)
{
    return QLocale().toString(number);
}

} // namespace

ItemRestoreDialog::ItemRestoreDialog(const QString &path, Connection *connection, const ProfileName &profile, QWidget *parent)
    : QDialog(parent)
    , m_path(path)
    , m_connection(connection)
    , m_place(connection->options().place())
    , m_profile(profile)
    , m_origin(new QLabel(this))
    , m_findings(new QLabel(this))
    , m_choice(new QGroupBox(tr("Keys that are on the server already"), this))
    , m_policies(new QButtonGroup(this))
    , m_plan(new QLabel(this))
    , m_state(new QLabel(this))
    , m_notice(new NoticeRow(QStringLiteral("restoreNotice"), this))
    , m_progress(new QProgressBar(this))
    , m_report(new ItemReportView(this))
{
    setObjectName(QStringLiteral("itemRestoreDialog"));
    setWindowTitle(tr("Restore items"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameParts();
    layOut();
    connectParts();
    check();
}

void ItemRestoreDialog::nameParts()
{
    const auto name = [](QLabel *label, const char *objectName) {
        label->setObjectName(QLatin1String(objectName));
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    };
    name(m_origin, "restoreOrigin");
    name(m_findings, "restoreFindings");
    name(m_plan, "restorePlan");
    name(m_state, "restoreState");
    m_progress->setObjectName(QStringLiteral("restoreProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, restoreSteps);
    m_progress->setTextVisible(false);
    m_choice->setObjectName(QStringLiteral("restoreChoice"));
    const auto offer = [this](Policy policy, const char *objectName, const QString &text) {
        auto *button = new QRadioButton(text, m_choice);
        button->setObjectName(QLatin1String(objectName));
        button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
        m_policies->addButton(button, int(policy));
    };
    offer(Policy::Skip, "restoreSkip", tr("&Leave them as they are"));
    offer(Policy::Replace, "restoreReplace", tr("Re&place them"));
    offer(Policy::ReplaceUnchanged, "restoreUnchanged", tr("Replace those that are &unchanged since the dump"));
    m_policies->button(int(Policy::Skip))->setChecked(true);
}

void ItemRestoreDialog::layOut()
{
    auto *choice = new QVBoxLayout(m_choice);
    const QList<QAbstractButton *> policies = m_policies->buttons();
    for (QAbstractButton *button : policies)
        choice->addWidget(button);
    auto *buttons = new QDialogButtonBox(this);
    m_start = buttons->addButton(tr("&Restore"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("restoreStart"));
    m_close = addCancelButton(buttons, QStringLiteral("restoreClose"));
    auto *layout = new QVBoxLayout(this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_origin, m_findings, m_choice, m_plan, m_state, m_progress, m_notice})
        layout->addWidget(part);
    layout->addWidget(m_report, 1);
    layout->addStretch(0);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 90);
    resize(minimumWidth(), fontMetrics().height() * 34);
}

void ItemRestoreDialog::connectParts()
{
    connect(m_policies, &QButtonGroup::idToggled, this, &ItemRestoreDialog::showPlan);
    connect(m_start, &QPushButton::clicked, this, &ItemRestoreDialog::ask);
    connect(m_close, &QPushButton::clicked, this, &ItemRestoreDialog::reject);
    connect(m_connection, &Connection::stateChanged, this, &ItemRestoreDialog::showPlan);
    connect(&m_check, &RestoreCheck::progressed, this, [this](qint64 position, qint64 size) {
        m_progress->setValue(size > 0 ? int(position * restoreSteps / size) : 0);
        m_state->setText(tr("Looking what a restore would do, without writing: %1").arg(keyCountText(m_check.report()->size())));
    });
    connect(&m_check, &RestoreCheck::finished, this, &ItemRestoreDialog::showCheck);
    connect(&m_restore, &ItemRestore::progressed, this, [this](qint64 done) {
        const qint64 count = m_check.report()->size();
        m_progress->setValue(count > 0 ? int(done * restoreSteps / count) : 0);
        m_state->setText(tr("Restoring: %1 of %2").arg(told(done), keyCountText(count)));
    });
    connect(&m_restore, &ItemRestore::finished, this, &ItemRestoreDialog::showEnd);
}

void ItemRestoreDialog::check()
{
    m_origin->setText(tr("From %1").arg(QDir::toNativeSeparators(m_path)));
    m_state->setText(tr("Looking what a restore would do, without writing…"));
    setDoing(Doing::Checking);
    m_check.start(m_path, m_connection->options(), m_connection->server());
}

void ItemRestoreDialog::showCheck()
{
    emit counted(m_place, m_check.looks());
    if (m_check.isCancelled()) {
        QDialog::reject();
        return;
    }
    if (m_check.error()) {
        m_notice->tell(m_check.error().text, Tone::Bad);
        setDoing(Doing::Done);
        return;
    }
    const DumpOrigin &origin = m_check.origin();
    const QString made = QLocale().toString(QDateTime::fromSecsSinceEpoch(origin.time), QLocale::ShortFormat);
    m_origin->setText(tr("%1 with %2 in %3, dumped from %4 on %5")
                          .arg(keyCountText(m_check.report()->size()), byteText(m_check.bytes()), QDir::toNativeSeparators(m_path),
                               origin.server.isEmpty() ? tr("an unnamed server") : origin.server, made));
    m_findings->setText(findings());
    m_report->setReport(m_check.report());
    QAbstractButton *unchanged = m_policies->button(int(Policy::ReplaceUnchanged));
    const bool haveCas = m_connection->server().casEnabled && m_check.withoutCas() < m_check.report()->size();
    unchanged->setEnabled(haveCas && m_check.casDoubt().isEmpty());
    unchanged->setToolTip(unchanged->isEnabled() ? tr("What was stored anew since the dump keeps its value: its CAS is another")
                              : haveCas          ? tr("Which keys are unchanged cannot be told: %1").arg(m_check.casDoubt())
                                                 : tr("There is no CAS to tell them by"));
    setDoing(Doing::Deciding);
    showPlan();
    m_policies->checkedButton()->setFocus();
}

QString ItemRestoreDialog::findings() const
{
    const ItemReport &report = *m_check.report();
    QStringList sentences;
    if (m_check.blindness()) {
        sentences +=
            tr("Nobody can look what is on the server without leaving a trace there, so that it is not known which keys are there: %1")
                .arg(m_check.blindness().text);
    } else {
        const qint64 there = report.count(ItemFate::Present) + report.count(ItemFate::Unchanged) + report.count(ItemFate::Changed);
        sentences += tr("Not on the server: %1.").arg(told(report.count(ItemFate::Absent)));
        sentences += there == 0 || report.count(ItemFate::Present) > 0
            ? tr("On the server: %1.").arg(told(there))
            : tr("On the server: %1 (unchanged since the dump: %2).").arg(told(there), told(report.count(ItemFate::Unchanged)));
        if (there > 0 && (!m_connection->server().casEnabled || m_check.withoutCas() > 0))
            sentences += tr("There is no CAS to tell by whether they were changed since.");
        else if (there > 0 && !m_check.casDoubt().isEmpty())
            sentences += tr("Whether they were changed since cannot be told: %1.").arg(m_check.casDoubt());
    }
    const auto count = [&](ItemFate fate, const QString &text) {
        if (report.count(fate) > 0)
            sentences += text.arg(told(report.count(fate)));
    };
    count(ItemFate::Expired, tr("Expired since the dump, and left out: %1."));
    count(ItemFate::TooLarge, tr("Too large for this server, and left out: %1."));
    count(ItemFate::Refused, tr("Refused by the server: %1."));
    const LookTally &looks = m_check.looks();
    if (looks.hits + looks.misses > 0)
        sentences += tr("For this look the server counted hits: %1, misses: %2.").arg(told(looks.hits), told(looks.misses));
    return sentences.join(QLatin1Char('\n'));
}

QString ItemRestoreDialog::plan() const
{
    const ItemReport &report = *m_check.report();
    const QString absent = keyCountText(report.count(ItemFate::Absent));
    const qint64 there = report.count(ItemFate::Present) + report.count(ItemFate::Unchanged) + report.count(ItemFate::Changed);
    if (m_check.blindness())
        return tr("A restore stores up to %1.").arg(keyCountText(storedCount()));
    switch (policy()) {
    case Policy::Skip:
        return tr("A restore adds %1, replaces none, and leaves %2 untouched.").arg(absent, told(there));
    case Policy::Replace:
        return tr("A restore adds %1, and replaces %2 with the values of the dump.").arg(absent, told(there));
    case Policy::ReplaceUnchanged:
        break;
    }
    const qint64 unchanged = report.count(ItemFate::Unchanged);
    return tr("A restore adds %1, replaces %2, and leaves %3 untouched.").arg(absent, told(unchanged), told(there - unchanged));
}

/// Why nothing can be restored; empty: it can.
QString ItemRestoreDialog::obstacle() const
{
    const QString place = m_connection->options().place();
    if (place != m_place)
        return tr("This was looked up on %1, and this page is connected to %2 now.").arg(m_place, place);
    if (m_connection->options().access == Access::ReadOnly)
        return tr("This connection is read-only: you see what a restore would do, but nothing can be written.");
    if (!m_connection->isReady())
        return tr("There is no connection to the server now.");
    if (storedCount() == 0)
        return m_check.report()->size() == 0 ? tr("There are no items in this file.") : tr("There is nothing to be stored.");
    return {};
}

void ItemRestoreDialog::showPlan()
{
    if (m_doing != Doing::Deciding)
        return;
    m_plan->setText(plan());
    m_notice->tell(obstacle());
    m_start->setEnabled(obstacle().isEmpty());
}

Policy ItemRestoreDialog::policy() const
{
    return Policy(m_policies->checkedId());
}

GuardedServer ItemRestoreDialog::server() const
{
    const ConnectionOptions &options = m_connection->options();
    return {.address = options.place(), .profile = m_profile.name, .environment = m_profile.environment, .access = options.access};
}

qint64 ItemRestoreDialog::storedCount() const
{
    const ItemReport &report = *m_check.report();
    qint64 count = report.count(ItemFate::Absent) + report.count(ItemFate::Unseen);
    if (policy() != Policy::Skip)
        count += report.count(ItemFate::Unchanged);
    if (policy() == Policy::Replace)
        count += report.count(ItemFate::Present) + report.count(ItemFate::Changed);
    return count;
}

CommandEffects ItemRestoreDialog::effects() const
{
    CommandEffects effects;
    effects.writes = storedCount();
    const ItemReport &report = *m_check.report();
    for (int i = 0; i < report.size() && effects.keys.size() < CommandEffects::shownKeys; ++i) {
        const ItemFate fate = report.fate(i);
        const bool isNew = fate == ItemFate::Absent || fate == ItemFate::Unseen;
        const bool isReplaced = (fate == ItemFate::Unchanged && policy() != Policy::Skip)
            || ((fate == ItemFate::Present || fate == ItemFate::Changed) && policy() == Policy::Replace);
        if (isNew || isReplaced)
            effects.keys.append(report.key(i).toByteArray());
    }
    return effects;
}

void ItemRestoreDialog::ask()
{
    const std::optional<RunQuestion> question = RunGuard::question(effects(), server());
    if (!question) {
        start();
        return;
    }
    auto *dialog = new RunQuestionDialog(*question, this);
    // What was allowed is allowed for the server that was named.
    connect(dialog, &QDialog::accepted, this, [this, asked = server()] {
        if (server() == asked)
            start();
    });
    dialog->open();
}

void ItemRestoreDialog::start()
{
    if (m_doing != Doing::Deciding || !obstacle().isEmpty())
        return;
    m_state->setText(tr("Restoring…"));
    m_progress->setValue(0);
    setDoing(Doing::Restoring);
    m_restore.start(m_path, m_connection, policy());
    emit workChanged();
}

void ItemRestoreDialog::showEnd()
{
    emit restored();
    setDoing(Doing::Done);
    m_report->setReport(m_restore.report());
    const ItemReport &report = *m_restore.report();
    if (m_restore.error())
        m_notice->tell(m_restore.error().text + QLatin1Char(' ') + outcome(), Tone::Bad);
    else if (m_restore.isCancelled())
        m_notice->tell(tr("Restore cancelled.") + QLatin1Char(' ') + outcome());
    else
        m_notice->tell(outcome(), report.count(ItemFate::Restored) == report.size() ? Tone::Good : Tone::Notice);
    const bool isWhole = !m_restore.error() && report.count(ItemFate::Refused) + report.count(ItemFate::TooLarge) == 0;
    if (!isWhole && !m_restore.isCancelled())
        emit workFailed();
    emit workChanged();
}

QString ItemRestoreDialog::outcome() const
{
    const ItemReport &report = *m_restore.report();
    QStringList sentences{tr("Restored: %1 of %2.").arg(told(report.count(ItemFate::Restored)), told(m_check.report()->size()))};
    const auto count = [&](qint64 number, const QString &text) {
        if (number > 0)
            sentences += text.arg(told(number));
    };
    count(report.count(ItemFate::Kept) + report.count(ItemFate::Changed), tr("Left as they are on the server: %1."));
    count(report.count(ItemFate::Expired), tr("Expired: %1."));
    count(report.count(ItemFate::TooLarge), tr("Too large: %1."));
    count(report.count(ItemFate::Refused), tr("Refused: %1."));
    count(m_check.report()->size() - report.size(), tr("Not tried: %1."));
    return sentences.join(QLatin1Char(' '));
}

void ItemRestoreDialog::setDoing(Doing doing)
{
    m_doing = doing;
    const bool isBusy = doing == Doing::Checking || doing == Doing::Restoring;
    const bool isDeciding = doing == Doing::Deciding;
    m_state->setVisible(isBusy);
    m_progress->setVisible(isBusy);
    m_findings->setVisible(isDeciding);
    m_choice->setVisible(isDeciding);
    m_plan->setVisible(isDeciding);
    m_start->setVisible(isDeciding);
    m_start->setDefault(isDeciding);
    m_report->setVisible(isDeciding || (doing == Doing::Done && m_restore.report()));
    if (isBusy)
        m_notice->tell({});
    m_close->setText(doing == Doing::Done ? tr("&Close") : doing == Doing::Restoring ? tr("S&top restoring") : tr("&Cancel"));
    if (!isDeciding)
        m_close->setFocus();
}

QString ItemRestoreDialog::work() const
{
    if (!m_restore.isRunning() || m_restore.isCancelled())
        return {};
    return tr("Restoring %1 from %2").arg(keyCountText(m_check.report()->size()), QDir::toNativeSeparators(m_path));
}

void ItemRestoreDialog::stopWork()
{
    if (!m_restore.isRunning())
        return;
    m_restore.cancel();
    emit workChanged();
}

void ItemRestoreDialog::reject()
{
    if (m_restore.isRunning())
        stopWork();
    else if (m_check.isRunning())
        m_check.cancel();
    else
        QDialog::reject();
}
