#include "ui/itemedit/savingdialog.h"

#include "connection/connection.h"
#include "ui/cancelbutton.h"
#include "ui/guard/environmentbanner.h"
#include "ui/noticerow.h"

#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

SavingDialog::SavingDialog(const QString &name, const SavingPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_place(place)
    , m_title(new QLabel(this))
    , m_content(nullptr)
    , m_fields(new QWidget(this))
    , m_end(new NoticeRow(name + QStringLiteral("End"), this))
    , m_work(new QWidget(this))
    , m_workText(new QLabel(m_work))
    , m_buttons(new QDialogButtonBox(this))
    , m_consent(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole))
    , m_cancel(addCancelButton(m_buttons, name + QStringLiteral("Cancel")))
{
    setObjectName(name);
    setAttribute(Qt::WA_DeleteOnClose);
    m_title->setObjectName(name + QStringLiteral("Title"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_workText->setObjectName(name + QStringLiteral("Work"));
    m_cancel->setAutoDefault(false);
    m_consent->setObjectName(name + QStringLiteral("Consent"));
    auto *banner = new EnvironmentBanner(this);
    Profile profile;
    profile.name = place.profile;
    profile.environment = place.environment;
    profile.readOnly = place.connection->options().access == Access::ReadOnly;
    banner->setProfile(profile);

    auto *bar = new QProgressBar(m_work);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("Saving"));
    bar->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    auto *work = new QHBoxLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->addWidget(m_workText, 1);
    work->addWidget(bar);
    m_work->hide();
    m_content = new QVBoxLayout(m_fields);
    m_content->setContentsMargins(0, 0, 0, 0);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(banner);
    layout->addWidget(m_title);
    layout->addWidget(m_fields, 1);
    layout->addWidget(m_end);
    layout->addWidget(m_work);
    layout->addWidget(m_buttons);
    const QSize room = screen()->availableSize() - QSize(40, 60); // with the frame
    resize(QSize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 40).boundedTo(room));

    connect(m_cancel, &QPushButton::clicked, this, &SavingDialog::reject);
    connect(m_consent, &QPushButton::clicked, this, [this] { agree(); });
    connect(m_place.connection, &Connection::stateChanged, this, &SavingDialog::refresh);
}

void SavingDialog::setTitle(const QString &title)
{
    m_title->setText(title);
}

void SavingDialog::showWork(const QString &text, Work work)
{
    m_isWorking = true;
    m_isSent = work == Work::IsSent;
    m_end->tell({});
    m_workText->setText(text);
    m_work->show();
    refresh();
}

void SavingDialog::showEnd(const QString &text, Tone tone)
{
    m_isWorking = false;
    m_isSent = false;
    m_work->hide();
    m_end->tell(text, tone);
    refresh();
    if (!text.isEmpty())
        m_cancel->setFocus();
}

QString SavingDialog::unguardedText(ItemToStore::Guard guard)
{
    switch (guard) {
    case ItemToStore::Guard::Cas:
    case ItemToStore::Guard::Absent:
        break;
    case ItemToStore::Guard::Compared:
        return tr("This server has no CAS: what is there is compared once more right before it is overwritten, and what somebody writes "
                  "between these two is lost. Nor can it be undone.");
    case ItemToStore::Guard::None:
        return tr("This server has no CAS: nothing guards what somebody else writes between your look and your save, and it would be lost. "
                  "Such a save cannot be undone either.");
    }
    return {};
}

void SavingDialog::refresh()
{
    m_fields->setEnabled(!m_isWorking);
    m_cancel->setText(m_isSent ? tr("Do &not wait") : tr("&Cancel"));
    const bool isPossible = m_place.connection->isReady() && m_place.connection->options().access != Access::ReadOnly;
    m_consent->setEnabled(!m_isWorking && isPossible && isComplete());
    m_consent->setToolTip(isPossible || m_isWorking ? QString() : tr("The server is not connected, or the connection is read-only."));
}

void SavingDialog::reject()
{
    if (m_isSent)
        emit leaveRequested();
    else if (m_isWorking)
        emit cancelRequested();
    else
        QDialog::reject();
}

/// The window's own button too.
void SavingDialog::closeEvent(QCloseEvent *event)
{
    if (m_isWorking) {
        event->ignore();
        reject();
        return;
    }
    QDialog::closeEvent(event);
}
