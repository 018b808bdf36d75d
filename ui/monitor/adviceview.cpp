#include "ui/monitor/adviceview.h"

#include "ui/iconengine.h"
#include "ui/monitor/advicecard.h"
#include "ui/stripbutton.h"
#include "ui/tonelabel.h"
#include "ui/wraplayout.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace {

QString joined(const QList<AdviceSubject> &subjects)
{
    QStringList names;
    for (const AdviceSubject subject : subjects)
        names.append(adviceSubjectName(subject));
    return names.join(QStringLiteral(", "));
}

int countOf(const AdviceReport &report, AdviceSeverity severity)
{
    return int(std::ranges::count(report.found, severity, &Advice::severity));
}

/// Whether what is not known could change everything.
bool isTooEarly(const AdviceReport &report)
{
    return report.unknown.size() > report.fine.size() || report.fine.isEmpty();
}

} // namespace

AdviceView::AdviceView(Adviser *adviser, QWidget *parent)
    : QWidget(parent)
    , m_adviser(adviser)
    , m_icon(new QLabel)
    , m_headline(new QLabel)
    , m_lookedAt(new ToneLabel(Tone::Muted))
    , m_scroll(new QScrollArea)
    , m_list(new QVBoxLayout)
{
    setObjectName(QStringLiteral("adviceView"));
    layOut();
    connect(adviser, &Adviser::changed, this, &AdviceView::showReport);
    showReport();
}

void AdviceView::layOut()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_headline->setObjectName(QStringLiteral("adviceHeadline"));
    m_headline->setFont(large);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setWordWrap(true);
    m_lookedAt->setObjectName(QStringLiteral("adviceLookedAt"));
    m_lookedAt->setTextFormat(Qt::PlainText);
    m_lookedAt->setAccessibleName(tr("What was looked at"));
    auto *limits = stripButton(QStringLiteral("adviceLimits"), QStringLiteral("list-checks"), tr("Limits…"));
    limits->setToolTip(tr("Change from where on something is worth advice"));
    auto *copyAll = stripButton(QStringLiteral("adviceCopyAll"), QStringLiteral("copy"), tr("Copy all"));
    auto *strip = new QWidget;
    auto *buttons = new WrapLayout(strip);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(6);
    buttons->addWidget(limits);
    buttons->addWidget(copyAll);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_headline, 1);
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    m_list->setSpacing(8);
    column->addLayout(head);
    column->addWidget(strip);
    column->addLayout(m_list);
    column->addWidget(m_lookedAt);
    column->addStretch(1);
    m_scroll->setObjectName(QStringLiteral("adviceScroll"));
    m_scroll->setAccessibleName(tr("Advice"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inner);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(limits, &QToolButton::clicked, this, &AdviceView::limitsRequested);
    connect(copyAll, &QToolButton::clicked, this, [this] { copy(text()); });
}

void AdviceView::setPlaces(const QSet<AdvicePlace> &places)
{
    m_places = places;
    showReport();
}

void AdviceView::goOn()
{
    if (!m_cards.isEmpty())
        m_cards.constFirst()->setFocus(Qt::ShortcutFocusReason);
    else
        findChild<QToolButton *>(QStringLiteral("adviceLimits"))->setFocus(Qt::ShortcutFocusReason);
}

QString AdviceView::text() const
{
    QStringList parts{headline()};
    const AdviceReport &report = m_adviser->report();
    for (const Advice &advice : report.found)
        parts.append(severityName(advice.severity) + QLatin1String(": ") + advice.text());
    parts.append(lookedAtText());
    return parts.join(QStringLiteral("\n\n")) + QLatin1Char('\n');
}

void AdviceView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_adviser->beginWatching();
}

void AdviceView::hideEvent(QHideEvent *event)
{
    m_adviser->endWatching();
    QWidget::hideEvent(event);
}

void AdviceView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QWidget::changeEvent(event);
}

void AdviceView::step(AdviceCard *card, int by)
{
    const qsizetype next = m_cards.indexOf(card) + by;
    if (next < 0 || next >= m_cards.size())
        return;
    m_cards.at(next)->setFocus(Qt::TabFocusReason);
    m_scroll->ensureWidgetVisible(m_cards.at(next));
}

/// Cards stay where there is still advice in their place, so that whoever reads or is on one stays there.
void AdviceView::showReport()
{
    const AdviceReport &report = m_adviser->report();
    fitCards();
    for (qsizetype i = 0; i < report.found.size(); ++i)
        m_cards.at(i)->show(report.found.at(i), placeName(report.found.at(i).place));
    m_headline->setText(headline());
    m_lookedAt->setText(lookedAtText());
    drawIcon();
}

void AdviceView::fitCards()
{
    const qsizetype wanted = m_adviser->report().found.size();
    while (m_cards.size() > wanted) {
        AdviceCard *card = m_cards.takeLast();
        card->hide();
        card->deleteLater();
    }
    while (m_cards.size() < wanted) {
        auto *card = new AdviceCard;
        connect(card, &AdviceCard::placeRequested, this, &AdviceView::placeRequested);
        connect(card, &AdviceCard::copyRequested, this, &AdviceView::copy);
        connect(card, &AdviceCard::stepRequested, this, [this, card](int by) { step(card, by); });
        m_list->addWidget(card);
        m_cards.append(card);
    }
}

void AdviceView::drawIcon()
{
    const AdviceReport &report = m_adviser->report();
    const int side = fontMetrics().height() * 3 / 2;
    QIcon icon = themedIcon(QStringLiteral("circle-check"), isTooEarly(report) ? Tone::Muted : Tone::Good);
    if (report.found.isEmpty() && report.fine.isEmpty())
        icon = themedIcon(QStringLiteral("loader"), Tone::Muted);
    else if (!report.found.isEmpty() && report.found.constFirst().severity > AdviceSeverity::Note)
        icon = themedIcon(severityIcon(report.found.constFirst().severity), severityTone(report.found.constFirst().severity));
    m_icon->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
}

void AdviceView::copy(const QString &text)
{
    QApplication::clipboard()->setText(text);
    emit told(tr("Advice copied"));
}

QString AdviceView::headline() const
{
    const AdviceReport &report = m_adviser->report();
    if (report.found.isEmpty())
        return report.fine.isEmpty() ? tr("Nothing can be judged yet.")
            : isTooEarly(report)     ? tr("All is well, as far as it can be judged yet.")
                                     : tr("All is well.");
    const int problems = countOf(report, AdviceSeverity::Problem);
    const int warnings = countOf(report, AdviceSeverity::Warning);
    const int notes = countOf(report, AdviceSeverity::Note);
    const QString notesText = notes == 1 ? tr("one thing worth knowing") : tr("%Ln things worth knowing", nullptr, notes);
    QStringList parts;
    if (problems > 0)
        parts.append(problems == 1 ? tr("one problem") : tr("%Ln problems", nullptr, problems));
    if (warnings > 0)
        parts.append(warnings == 1 ? tr("one warning") : tr("%Ln warnings", nullptr, warnings));
    if (notes > 0)
        parts.append(notesText);
    QString text = parts.join(QStringLiteral(", "));
    text.front() = text.front().toUpper();
    return text;
}

QString AdviceView::lookedAtText() const
{
    const AdviceReport &report = m_adviser->report();
    QStringList lines;
    if (!report.fine.isEmpty())
        lines.append(tr("Looked at and found well: %1.").arg(joined(report.fine)));
    if (!report.unknown.isEmpty())
        lines.append(tr("Not judged, for want of figures or not watched for long enough yet: %1.").arg(joined(report.unknown)));
    return lines.join(QStringLiteral("\n\n"));
}

QString AdviceView::placeName(AdvicePlace place) const
{
    if (!m_places.contains(place))
        return {};
    switch (place) {
    case AdvicePlace::Charts:
        return tr("Show the charts");
    case AdvicePlace::Slabs:
        return tr("Show the slab classes");
    case AdvicePlace::Settings:
        return tr("Show the settings");
    case AdvicePlace::Connections:
        return tr("Show the connections");
    case AdvicePlace::Nowhere:
        break;
    }
    return {};
}
