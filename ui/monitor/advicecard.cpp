#include "ui/monitor/advicecard.h"

#include "ui/iconengine.h"
#include "ui/tonelabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace {

QLabel *plainLabel(const char *name)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QToolButton *cardButton(const char *name)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

QString severityName(AdviceSeverity severity)
{
    switch (severity) {
    case AdviceSeverity::Problem:
        return AdviceCard::tr("Problem");
    case AdviceSeverity::Warning:
        return AdviceCard::tr("Warning");
    case AdviceSeverity::Note:
        break;
    }
    return AdviceCard::tr("Worth knowing");
}

QString severityIcon(AdviceSeverity severity)
{
    switch (severity) {
    case AdviceSeverity::Problem:
        return QStringLiteral("circle-x");
    case AdviceSeverity::Warning:
        return QStringLiteral("triangle-alert");
    case AdviceSeverity::Note:
        break;
    }
    return QStringLiteral("lightbulb");
}

Tone severityTone(AdviceSeverity severity)
{
    switch (severity) {
    case AdviceSeverity::Problem:
        return Tone::Bad;
    case AdviceSeverity::Warning:
        return Tone::Notice;
    case AdviceSeverity::Note:
        break;
    }
    return Tone::Muted;
}

AdviceCard::AdviceCard(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_severity(new ToneLabel(Tone::Muted))
    , m_finding(plainLabel("adviceFinding"))
    , m_evidence(new ToneLabel(Tone::Muted))
    , m_remedy(plainLabel("adviceRemedy"))
    , m_place(cardButton("advicePlace"))
    , m_copy(cardButton("adviceCopy"))
{
    setObjectName(QStringLiteral("adviceCard"));
    setFocusPolicy(Qt::StrongFocus);
    QFont bold = font();
    bold.setBold(true);
    m_finding->setFont(bold);
    m_finding->setAccessibleName(tr("What is the case"));
    m_remedy->setAccessibleName(tr("What to do"));
    m_evidence->setAccessibleName(tr("From which figures"));
    m_severity->setAccessibleName(tr("How grave it is"));
    m_severity->setObjectName(QStringLiteral("adviceSeverity"));
    m_severity->setWordWrap(false);
    m_evidence->setObjectName(QStringLiteral("adviceEvidence"));
    m_evidence->setTextFormat(Qt::PlainText);
    m_place->setIcon(themedIcon(QStringLiteral("square-arrow-out-up-right")));
    m_copy->setIcon(themedIcon(QStringLiteral("copy")));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy this advice"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_place);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_severity);
    words->addWidget(m_finding);
    words->addWidget(m_evidence);
    words->addWidget(m_remedy);
    words->addSpacing(2);
    words->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    connect(m_place, &QToolButton::clicked, this, [this] { emit placeRequested(m_advice.place); });
    connect(m_copy, &QToolButton::clicked, this, [this] { emit copyRequested(m_advice.text()); });
}

void AdviceCard::show(const Advice &advice, const QString &placeName)
{
    m_advice = advice;
    m_severity->setText(severityName(advice.severity));
    m_severity->setTone(severityTone(advice.severity));
    m_finding->setText(advice.finding);
    m_evidence->setText(advice.evidence);
    m_remedy->setText(advice.remedy);
    m_place->setText(placeName);
    m_place->setAccessibleName(placeName);
    m_place->setVisible(!placeName.isEmpty());
    setAccessibleName(tr("%1: %2").arg(severityName(advice.severity), advice.finding));
    setAccessibleDescription(advice.evidence + QLatin1Char(' ') + advice.remedy);
    drawIcon();
}

void AdviceCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QFrame::changeEvent(event);
}

void AdviceCard::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        emit copyRequested(m_advice.text());
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !m_place->text().isEmpty())
        emit placeRequested(m_advice.place);
    else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) // which would scroll
        emit stepRequested(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QFrame::keyPressEvent(event);
}

void AdviceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    pen.setWidthF(hasFocus() ? 2 : 1);
    painter.setPen(pen);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

void AdviceCard::drawIcon()
{
    const int side = fontMetrics().height() * 5 / 4;
    const QIcon icon = themedIcon(severityIcon(m_advice.severity), severityTone(m_advice.severity));
    m_icon->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
}
