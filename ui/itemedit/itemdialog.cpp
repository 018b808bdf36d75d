#include "ui/itemedit/itemdialog.h"

#include "app/commands/commandformat.h"
#include "ui/amounttext.h"
#include "ui/cancelbutton.h"
#include "ui/elidedlabel.h"
#include "ui/escapedtext.h"
#include "ui/fittingscroll.h"
#include "ui/fixedfont.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/itemedit/discardquestion.h"
#include "ui/noticerow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QTextOption>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype shownValue = 24; // bytes of a value in a command, so that what follows it is seen

} // namespace

ItemDialog::ItemDialog(const ItemTarget &target, const QString &name, const QString &title, const QString &consent, QWidget *parent)
    : QDialog(parent)
    , m_target(target)
    , m_place(target.connection->options().place())
    , m_fields(new QWidget)
    , m_form(new QFormLayout(m_fields))
    , m_scroll(new FittingScroll(m_fields, fontMetrics().lineSpacing() * 6, this))
    , m_commands(new QPlainTextEdit(this))
    , m_fault(new NoticeRow(name + QStringLiteral("Obstacle"), this))
    , m_obstacle(new QHBoxLayout)
    , m_outcome(new NoticeRow(name + QStringLiteral("Outcome"), this))
    , m_buttons(new QDialogButtonBox(this))
    , m_consent(m_buttons->addButton(consent, QDialogButtonBox::AcceptRole))
    , m_cancel(addCancelButton(m_buttons, name + QStringLiteral("Cancel")))
{
    setObjectName(name);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_commands->setObjectName(name + QStringLiteral("Commands"));
    m_commands->setAccessibleName(tr("What will be sent"));
    m_commands->setReadOnly(true);
    m_commands->setTabChangesFocus(true);
    m_commands->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_commands->setFont(fixedFont());
    m_consent->setObjectName(name + QStringLiteral("Consent"));
    m_consent->setDefault(true);
    m_cancel->setAutoDefault(false);
    layOut();
    connect(m_consent, &QPushButton::clicked, this, &ItemDialog::ask);
    connect(m_cancel, &QPushButton::clicked, this, &ItemDialog::reject);
    connect(target.connection, &Connection::stateChanged, this, &ItemDialog::refresh);
}

ItemDialog::~ItemDialog() = default;

void ItemDialog::layOut()
{
    const GuardedServer server = ItemDialog::writtenServer();
    auto *where = new ElidedLabel(this);
    where->setObjectName(partName("Place"));
    where->setAccessibleName(tr("Server"));
    where->setTone(Tone::Muted);
    where->setText(server.profile.isEmpty() ? tr("On %1").arg(m_place) : tr("On %1 (%2)").arg(server.profile, m_place));
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(where);
    layout->addWidget(m_scroll);
    layout->addWidget(makeFoot());
    layout->addWidget(m_buttons);
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 16);
}

/// What will be sent, and what stands in its way, which takes its room from that: nothing else moves when it comes and goes.
QWidget *ItemDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *sent = new QLabel(tr("W&ill be sent:"), foot);
    sent->setBuddy(m_commands);
    const int lines = QFontMetrics(m_commands->font()).lineSpacing() * 2 + fontMetrics().height() / 2;
    m_commands->setMinimumHeight(lines);
    m_commands->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_obstacle->addWidget(m_fault, 1);
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(sent);
    layout->addWidget(m_commands, 1);
    layout->addLayout(m_obstacle);
    layout->addWidget(m_outcome);
    const int obstacle = std::max(fontMetrics().lineSpacing() * 2, m_consent->sizeHint().height());
    foot->setMinimumHeight(sent->sizeHint().height() + lines + obstacle + layout->spacing() * 2);
    return foot;
}

void ItemDialog::addRemedy(QPushButton *button)
{
    m_obstacle->addWidget(button, 0, Qt::AlignTop);
}

/// To what all of it wants, where the screen has room for that. It never gets smaller by itself.
void ItemDialog::grow()
{
    if (!isVisible())
        return;
    m_fields->layout()->activate();
    layout()->activate();
    const int most = screen()->availableGeometry().height() * 9 / 10;
    const int wanted = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height();
    if (height() < std::min(most, wanted))
        resize(width(), std::min(most, wanted + std::exchange(m_spare, 0)));
    showFault();
}

void ItemDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    // By itself a form gives words that are wrapped the height that they would have in the narrowest place.
    const QList<NoticeRow *> notices = m_fields->findChildren<NoticeRow *>(Qt::FindDirectChildrenOnly);
    for (NoticeRow *notice : notices) {
        notice->setMinimumHeight(fontMetrics().height());
        notice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    }
    // Room to spare is for what a value is typed into, or else for what will be sent. A fault that comes while somebody types takes it.
    const bool hasLongField = m_form->expandingDirections().testFlag(Qt::Vertical);
    auto *layout = static_cast<QVBoxLayout *>(this->layout());
    m_scroll->setSizePolicy(QSizePolicy::Preferred, hasLongField ? QSizePolicy::Expanding : QSizePolicy::Maximum);
    layout->setStretch(layout->indexOf(m_scroll), hasLongField ? 1 : 0);
    layout->setStretch(layout->count() - 2, hasLongField ? 0 : 1);
    if (!hasLongField) // what its own height leaves is below the fields, and not between them
        m_form->addItem(new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Expanding));
    m_spare = fontMetrics().lineSpacing() * (hasLongField ? 6 : 1);
    QMetaObject::invokeMethod(this, &ItemDialog::grow, Qt::QueuedConnection);
}

/// What is wrong with what is being typed, where not all fields are seen.
void ItemDialog::showFault()
{
    const QWidget *field = QApplication::focusWidget();
    if (!field || !m_fields->isAncestorOf(field))
        return;
    const QList<NoticeRow *> notices = m_fields->findChildren<NoticeRow *>();
    for (NoticeRow *notice : notices) {
        if (notice->isVisible() && notice->parentWidget()->isAncestorOf(field) && notice->parentWidget() != m_fields)
            m_scroll->ensureWidgetVisible(notice, 0, 0);
    }
}

QLabel *ItemDialog::addLine(const char *part, const QString &title)
{
    auto *line = new QLabel(m_fields);
    line->setObjectName(partName(part));
    line->setAccessibleName(QString(title).remove(QLatin1Char(':')));
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    QSizePolicy wide(QSizePolicy::Expanding, QSizePolicy::Preferred);
    wide.setHeightForWidth(true);
    line->setSizePolicy(wide);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_form->addRow(title, line);
    return line;
}

void ItemDialog::refresh()
{
    const bool running = m_exchange != nullptr;
    const QString broken = connectionFault();
    const QString reason = broken.isEmpty() ? obstacle() : broken;
    m_fault->tell(running ? QString() : reason, broken.isEmpty() ? Tone::Notice : Tone::Bad);
    m_fields->setEnabled(!running);
    m_consent->setEnabled(!running && reason.isEmpty() && isComplete());
    m_commands->setPlainText(isComplete() ? commandLines().join(QLatin1Char('\n')) : QString());
    m_commands->setPlaceholderText(tr("Nothing yet"));
    m_cancel->setText(running && m_exchange->isCancelled() ? tr("Do &not wait") : tr("&Cancel"));
    QMetaObject::invokeMethod(this, &ItemDialog::grow, Qt::QueuedConnection);
}

QString ItemDialog::connectionFault() const
{
    const ConnectionOptions &options = connection()->options();
    if (options.place() != m_place)
        return tr("This was opened for %1, and the page is connected to %2 now.").arg(m_place, options.place());
    if (m_use == Use::Written && options.access == Access::ReadOnly)
        return tr("This connection is read-only: nothing can be changed.");
    if (!connection()->isReady())
        return tr("There is no connection to the server.");
    return {};
}

GuardedServer ItemDialog::writtenServer() const
{
    const ConnectionOptions &options = connection()->options();
    return {.address = options.place(), .profile = m_target.profile, .environment = m_target.environment, .access = options.access};
}

void ItemDialog::ask()
{
    const GuardedServer asked = writtenServer();
    std::optional<RunQuestion> question = RunGuard::question(effects(), asked);
    if (!question) {
        begin();
        return;
    }
    question->consequence = consequence();
    auto *dialog = new RunQuestionDialog(*question, this);
    connect(dialog, &QDialog::accepted, this, [this, asked] {
        if (writtenServer() == asked) // what was allowed is allowed for the server that was named
            begin();
    });
    dialog->open();
}

void ItemDialog::begin()
{
    if (!m_exchange)
        refresh(); // a page may have been closed
    if (m_exchange || !m_consent->isEnabled())
        return;
    m_outcome->tell({});
    m_writtenPlace = writtenServer().address;
    m_exchange = makeExchange();
    connect(m_exchange.get(), &ItemExchange::finished, this, &ItemDialog::takeEnd);
    m_exchange->start();
    refresh();
    m_cancel->setFocus();
    emit workChanged();
}

QString ItemDialog::work() const
{
    return m_exchange && !m_exchange->isCancelled() ? windowTitle() : QString();
}

void ItemDialog::stopWork()
{
    if (m_exchange)
        m_exchange->leave();
}

void ItemDialog::takeEnd()
{
    const std::unique_ptr<ItemExchange, void (*)(ItemExchange *)> exchange(m_exchange.release(),
                                                                           [](ItemExchange *it) { it->deleteLater(); });
    exchange->disconnect(this);
    if (exchange->looks().asked() > 0)
        emit counted(m_place, exchange->looks());
    if (!exchange->deeds().empty() || exchange->result() == ItemExchange::Result::Unknown)
        emit changed(exchange->deeds(), exchange->server());
    if (exchange->result() == ItemExchange::Result::Done) {
        emit told(doneText(*exchange));
        accept();
        emit workChanged();
        return;
    }
    if (!exchange->isCancelled())
        emit workFailed();
    emit workChanged();
    m_outcome->tell(exchange->text(), exchange->isCancelled() ? Tone::Notice : Tone::Bad);
    refresh();
    takeFailure(exchange->result());
}

void ItemDialog::takeFailure(ItemExchange::Result) {}

void ItemDialog::reject()
{
    if (!m_exchange && holdsTyped()) {
        askToDiscard(this, tr("What you have typed here is not stored yet."), [this] { QDialog::reject(); });
        return;
    }
    if (!m_exchange) {
        QDialog::reject();
        return;
    }
    if (m_exchange->isCancelled()) {
        m_exchange->leave();
        return;
    }
    m_exchange->cancel();
    refresh();
    emit workChanged();
}

/// The window's own button too.
void ItemDialog::closeEvent(QCloseEvent *event)
{
    if (m_exchange) {
        event->ignore();
        reject();
        return;
    }
    QDialog::closeEvent(event);
}

QString commandLine(const Command &command, qint64 valueSize)
{
    Command shown = command;
    const qint64 size = valueSize < 0 ? qint64(command.value.size()) : valueSize;
    const bool whole = valueSize < 0 && size <= shownValue;
    if (!whole)
        shown.value = valueSize < 0 ? command.value.left(wholeCharacters(command.value, shownValue)) + "…" : QByteArray("…");
    const QString line = QString::fromUtf8(formatCommand(shown));
    return whole ? line : ItemDialog::tr("%1    # the value has %2").arg(line, byteText(size));
}
