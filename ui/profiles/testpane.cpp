#include "ui/profiles/testpane.h"

#include "ui/connection/certificatedialog.h"
#include "ui/connection/sshprompts.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

QString nameOf(TestStep::Kind kind)
{
    switch (kind) {
    case TestStep::Kind::Tunnel:
        return QStringLiteral("testTunnel");
    case TestStep::Kind::LookUp:
        return QStringLiteral("testLookUp");
    case TestStep::Kind::Connect:
        return QStringLiteral("testConnect");
    case TestStep::Kind::Secure:
        return QStringLiteral("testSecure");
    case TestStep::Kind::Authenticate:
        return QStringLiteral("testAuthenticate");
    case TestStep::Kind::Version:
        return QStringLiteral("testVersion");
    }
    return {};
}

QString timeText(std::chrono::microseconds time)
{
    const double milliseconds = double(time.count()) / 1000.0;
    if (time < 10ms)
        return TestPane::tr("%L1 ms").arg(milliseconds, 0, 'f', 1);
    return time < 1s ? TestPane::tr("%L1 ms").arg(milliseconds, 0, 'f', 0) : TestPane::tr("%L1 s").arg(milliseconds / 1000.0, 0, 'f', 1);
}

} // namespace

TestPane::TestPane(QWidget *parent)
    : QFrame(parent)
    , m_verdict(new NoticeRow(QStringLiteral("testVerdict"), this))
    , m_scroll(new QScrollArea(this))
    , m_grid(new QGridLayout)
    , m_warnings(new NoticeRow(QStringLiteral("testWarnings"), this))
    , m_certificate(new QPushButton(tr("E&xamine the certificate…"), this))
{
    setObjectName(QStringLiteral("testPane"));
    setFrameShape(StyledPanel);
    m_certificate->setObjectName(QStringLiteral("testCertificate"));
    m_certificate->setIcon(themedIcon(QStringLiteral("shield-alert")));
    m_certificate->setAutoDefault(false);
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("testClose"));
    close->setAccessibleName(tr("Hide the test"));
    close->setToolTip(tr("Hide the test"));
    close->setIcon(themedIcon(QStringLiteral("x")));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    auto *rows = new QWidget;
    rows->setObjectName(QStringLiteral("testSteps"));
    auto *stack = new QVBoxLayout(rows);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->addLayout(m_grid);
    stack->addWidget(m_warnings);
    stack->addStretch();
    m_grid->setColumnStretch(3, 1);
    m_grid->setHorizontalSpacing(10);
    m_scroll->setObjectName(QStringLiteral("testScroll"));
    m_scroll->setAccessibleName(tr("Steps of the test"));
    m_scroll->setFocusPolicy(Qt::TabFocus);
    m_scroll->setFrameShape(NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setWidget(rows);
    rows->setAutoFillBackground(false);

    auto *head = new QHBoxLayout;
    head->addWidget(m_verdict, 1);
    head->addWidget(m_certificate);
    head->addWidget(close, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(9, 6, 6, 6);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
    hide();

    connect(m_certificate, &QPushButton::clicked, this, &TestPane::showCertificate);
    connect(close, &QToolButton::clicked, this, [this] {
        stop();
        hide();
    });
}

TestPane::~TestPane() = default;

void TestPane::start(const ConnectionOptions &options)
{
    clear();
    setOutdated(false);
    m_prompts.reset(); // before what it asks for
    m_test = std::make_unique<ConnectionTest>();
    connect(m_test.get(), &ConnectionTest::stepBegun, this, &TestPane::showBegun);
    connect(m_test.get(), &ConnectionTest::stepEnded, this, &TestPane::showEnded);
    connect(m_test.get(), &ConnectionTest::finished, this, &TestPane::showVerdict);
    m_prompts = std::make_unique<SshPrompts>(m_test->connection(), this);
    m_verdict->tell(tr("Testing %1…").arg(options.address.text()), Tone::Muted);
    show();
    m_test->start(options);
    emit runningChanged(true);
}

void TestPane::stop()
{
    if (m_test)
        m_test->cancel();
}

void TestPane::clear()
{
    const QList<TestStep::Kind> kinds = m_rows.keys();
    for (const TestStep::Kind kind : kinds)
        removeRow(kind);
    m_warnings->tell({});
    m_certificate->hide();
}

void TestPane::showBegun(TestStep::Kind kind)
{
    Row &row = rowFor(kind);
    row.text->setText(tr("Waiting…"));
    dress(row, Look::Waiting);
    fitRows();
}

void TestPane::showEnded(const TestStep &step)
{
    // One that was begun, and was not the one that ended, has come to nothing; so have those after one that fails.
    const QList<TestStep::Kind> kinds = m_rows.keys();
    for (const TestStep::Kind kind : kinds) {
        if ((kind != step.kind && m_rows[kind].look == Look::Waiting) || (step.error && kind > step.kind))
            removeRow(kind);
    }
    Row &row = rowFor(step.kind);
    row.time->setText(timeText(step.duration));
    row.text->setText(step.error ? step.error.text : step.found);
    dress(row, step.error ? Look::Bad : Look::Good);
    fitRows();
}

void TestPane::setOutdated(bool outdated)
{
    if (std::exchange(m_outdated, outdated) == outdated)
        return;
    m_scroll->widget()->setEnabled(!outdated);
    if (m_test && !isRunning())
        sayVerdict();
}

void TestPane::showVerdict()
{
    sayVerdict();
    m_warnings->tell(m_test->warnings().join(u'\n'));
    fitRows();
    emit runningChanged(false);
}

void TestPane::sayVerdict()
{
    m_certificate->setVisible(!m_outdated && m_test->serverCertificate().has_value());
    const Error &error = m_test->error();
    if (m_outdated)
        m_verdict->tell(tr("This was found before the last changes: test again."));
    else if (!error)
        m_verdict->tell(tr("It works: the server at %1 answers.").arg(m_test->options().address.text()), Tone::Good);
    else if (error.code == Error::Code::Stopped)
        m_verdict->tell(tr("The test was stopped."), Tone::Muted);
    else
        m_verdict->tell(tr("It does not work yet: see the last step."), Tone::Bad);
}

void TestPane::showCertificate()
{
    using Acceptance = CertificateDialog::Acceptance;
    const ServerCertificate certificate = *m_test->serverCertificate();
    const ConnectionOptions &options = m_test->options();
    const bool pinned = options.tls.acceptedFingerprint == certificate.fingerprint;
    const Acceptance acceptance = pinned ? Acceptance::Given : certificate.isTrusted() ? Acceptance::Needless : Acceptance::Offered;
    auto *dialog = new CertificateDialog(certificate, options.address.text(), acceptance, window());
    dialog->setAcceptText(tr("&Accept and test again"));
    connect(dialog, &CertificateDialog::certificateAccepted, this, &TestPane::certificateAccepted);
    dialog->open();
}

TestPane::Row &TestPane::rowFor(TestStep::Kind kind)
{
    if (const auto found = m_rows.find(kind); found != m_rows.end())
        return *found;
    auto *parent = m_scroll->widget();
    const Row row{new QLabel(parent), new QLabel(TestStep::name(kind), parent), new QLabel(parent), new ToneLabel(Tone::Plain, parent),
                  Look::Waiting};
    row.text->setObjectName(nameOf(kind));
    row.time->setObjectName(nameOf(kind) + QStringLiteral("Time"));
    row.time->setForegroundRole(QPalette::PlaceholderText);
    const int line = m_grid->rowCount();
    for (QLabel *label : {row.icon, row.name, row.time, static_cast<QLabel *>(row.text)})
        label->setAlignment(Qt::AlignTop | (label == row.time ? Qt::AlignRight : Qt::AlignLeft));
    m_grid->addWidget(row.icon, line, 0);
    m_grid->addWidget(row.name, line, 1);
    m_grid->addWidget(row.time, line, 2);
    m_grid->addWidget(row.text, line, 3);
    // Shown at once, they count for the height that is wanted.
    for (QLabel *label : {row.icon, row.name, row.time, static_cast<QLabel *>(row.text)})
        label->show();
    return *m_rows.insert(kind, row);
}

void TestPane::removeRow(TestStep::Kind kind)
{
    const Row row = m_rows.take(kind);
    for (QLabel *label : {row.icon, row.name, row.time, static_cast<QLabel *>(row.text)}) {
        m_grid->removeWidget(label);
        delete label;
    }
}

void TestPane::dress(Row &row, Look look)
{
    row.look = look;
    const Tone tone = look == Look::Good ? Tone::Good : look == Look::Bad ? Tone::Bad : Tone::Muted;
    const QString icon = look == Look::Good ? QStringLiteral("circle-check")
        : look == Look::Bad                 ? QStringLiteral("circle-x")
                                            : QStringLiteral("circle-dashed");
    const int side = fontMetrics().height();
    row.icon->setPixmap(themedIcon(icon, tone).pixmap(QSize(side, side), devicePixelRatio()));
    row.text->setTone(look == Look::Bad ? Tone::Bad : look == Look::Waiting ? Tone::Muted : Tone::Plain);
    row.text->setAccessibleName(tr("%1: %2").arg(row.name->text(), row.text->text()));
}

/// As tall as what it shows, up to a share of the dialog.
void TestPane::fitRows()
{
    QWidget *rows = m_scroll->widget();
    rows->layout()->activate();
    const int width = m_scroll->viewport()->width();
    const int wanted = rows->layout()->hasHeightForWidth() ? rows->layout()->totalHeightForWidth(width) : rows->sizeHint().height();
    const int most = std::max(fontMetrics().height() * 5, window()->height() * 2 / 5);
    m_scroll->setFixedHeight(std::min(wanted, most));
    m_scroll->setFocusPolicy(wanted > most ? Qt::TabFocus : Qt::NoFocus);
}

void TestPane::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (auto row = m_rows.begin(); row != m_rows.end(); ++row)
        dress(*row, row->look);
}

void TestPane::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitRows();
}
