#include "ui/connection/certificatedialog.h"

#include "ui/fittingscroll.h"
#include "ui/iconengine.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

namespace {

QString dateText(const QDateTime &date)
{
    return QLocale().toString(date.toLocalTime(), QLocale::LongFormat);
}

/// In two halves, so that it fits and can be compared by eye.
QString inTwoLines(const QString &fingerprint)
{
    const qsizetype half = (fingerprint.size() + 1) / 2;
    return fingerprint.first(half) + QLatin1Char('\n') + fingerprint.sliced(half);
}

} // namespace

CertificateDialog::CertificateDialog(const ServerCertificate &certificate, const QString &server, Acceptance acceptance, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("certificateDialog"));
    setWindowTitle(tr("Certificate of %1").arg(server));
    setAttribute(Qt::WA_DeleteOnClose);
    const bool offered = acceptance == Acceptance::Offered;

    QStringList verdict{offered                               ? tr("This certificate is not trusted.")
                            : acceptance == Acceptance::Given ? tr("You have accepted this certificate by its fingerprint.")
                                                              : tr("This certificate is trusted.")};
    verdict += certificate.faults;
    auto *icon = new QLabel(this);
    const int side = fontMetrics().height() * 2;
    const QIcon shield = offered ? themedIcon(QStringLiteral("shield-alert"), Tone::Bad) : themedIcon(QStringLiteral("lock"), Tone::Good);
    icon->setPixmap(shield.pixmap(QSize(side, side), devicePixelRatioF()));
    icon->setAlignment(Qt::AlignTop);
    auto *words = new QLabel(verdict.join(QLatin1Char('\n')), this);
    words->setObjectName(QStringLiteral("certificateVerdict"));
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(icon);
    head->addWidget(words, 1);

    auto *form = new QFormLayout;
    addFact(form, "certificateSubject", tr("Issued to:"), certificate.subject);
    addFact(form, "certificateNames", tr("Valid for:"), certificate.names.join(QStringLiteral(", ")));
    addFact(form, "certificateIssuer", tr("Issued by:"), certificate.issuer);
    addFact(form, "certificateFrom", tr("Valid from:"), dateText(certificate.validFrom));
    addFact(form, "certificateTo", tr("Valid to:"), dateText(certificate.validTo));
    addFact(form, "certificateFingerprint", tr("SHA-256:"), inTwoLines(certificate.fingerprintText()));
    findChild<QLabel *>(QStringLiteral("certificateFingerprint"))->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *facts = new QWidget;
    auto *column = new QVBoxLayout(facts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addLayout(form);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    auto *scroll = new FittingScroll(facts, fontMetrics().height() * 12, this);
    layout->addWidget(scroll);
    if (offered) {
        auto *advice =
            new QLabel(tr("Accept it only if this fingerprint is the one that the server's keeper tells you. Slabscope will then "
                          "take this certificate from this server, and no other."),
                       this);
        advice->setWordWrap(true);
        layout->addWidget(advice);
        m_accept = buttons->addButton(tr("&Accept and connect"), QDialogButtonBox::AcceptRole);
        m_accept->setObjectName(QStringLiteral("acceptCertificate"));
        m_accept->setAutoDefault(false);
        connect(m_accept, &QPushButton::clicked, this, [this, fingerprint = certificate.fingerprint] {
            accept();
            emit certificateAccepted(fingerprint);
        });
    }
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 76);
    // Texts that are wrapped do not make the room that they need by themselves.
    const QMargins around = layout->contentsMargins();
    const int inside = minimumWidth() - around.left() - around.right() - scroll->verticalScrollBar()->sizeHint().width();
    const int height = layout->totalHeightForWidth(minimumWidth()) - scroll->sizeHint().height() + facts->heightForWidth(inside);
    resize(minimumWidth(), std::min(height, screen()->availableSize().height() - 60));
}

void CertificateDialog::setAcceptText(const QString &text)
{
    if (m_accept)
        m_accept->setText(text);
}

void CertificateDialog::addFact(QFormLayout *form, const char *name, const QString &label, const QString &text)
{
    if (text.isEmpty())
        return;
    auto *fact = new QLabel(text, this);
    fact->setObjectName(QLatin1String(name));
    fact->setTextFormat(Qt::PlainText);
    fact->setWordWrap(true);
    fact->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    fact->setAccessibleName(label + QLatin1Char(' ') + text);
    auto *title = new QLabel(label, this);
    title->setForegroundRole(QPalette::PlaceholderText);
    form->addRow(title, fact);
}
