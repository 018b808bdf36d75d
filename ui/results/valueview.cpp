#include "ui/results/valueview.h"

#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/results/statisticsview.h"
#include "ui/values/valuepage.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>

ValueView::ValueView(ReadingChoices *choices, QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_nothing(new HintPage(QStringLiteral("text-select"), tr("No row selected"), tr("Select a result to see its value here.")))
    , m_content(new QWidget)
    , m_key(new ElidedLabel)
    , m_outcome(new ElidedLabel)
    , m_icon(new QLabel)
    , m_sentence(new QLabel)
    , m_facts(new ElidedLabel)
    , m_body(new QStackedWidget)
    , m_noValue(new QLabel(tr("This outcome has no value.")))
    , m_values(new ValuePage(QStringLiteral("value"), choices))
    , m_statistics(new StatisticsView)
{
    setObjectName(QStringLiteral("valueView"));
    m_key->setObjectName(QStringLiteral("valueKey"));
    m_key->setAccessibleName(tr("Key"));
    adoptFixedFont();
    m_outcome->setObjectName(QStringLiteral("valueOutcome"));
    m_outcome->setAccessibleName(tr("Outcome"));
    m_sentence->setObjectName(QStringLiteral("valueSentence"));
    m_sentence->setAccessibleName(tr("Explanation"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setObjectName(QStringLiteral("valueFacts"));
    m_facts->setAccessibleName(tr("Size, flags and CAS"));
    m_noValue->setAlignment(Qt::AlignCenter);
    m_noValue->setWordWrap(true);
    m_noValue->setForegroundRole(QPalette::PlaceholderText);
    m_body->addWidget(m_noValue);
    m_body->addWidget(m_values);
    m_body->addWidget(m_statistics);
    auto *header = new QGridLayout;
    header->setContentsMargins(8, 6, 8, 0);
    header->setVerticalSpacing(3);
    header->addWidget(m_key, 0, 0, 1, 2);
    header->addWidget(m_icon, 1, 0);
    header->addWidget(m_outcome, 1, 1);
    header->addWidget(m_sentence, 2, 0, 1, 2);
    header->addWidget(m_facts, 3, 0, 1, 2);
    header->setColumnStretch(1, 1);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addLayout(header);
    content->addWidget(m_body, 1);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(m_values, &ValuePage::told, this, &ValueView::told);
}

QTabWidget *ValueView::tabs() const
{
    return m_values->tabs();
}

BytesView *ValueView::bytes() const
{
    return m_values->bytes();
}

/// The keys of the search in the script, which are for the value while it has the keyboard.
bool ValueView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->key() == Qt::Key_F3)
            event->accept();
    }
    return QWidget::event(event);
}

void ValueView::showNothing()
{
    m_pages->setCurrentWidget(m_nothing);
    m_values->clear();
}

void ValueView::showRow(const ResultsModel::Row &row)
{
    const Outcome outcome = row.outcome();
    showFacts(row, outcome);
    showValue(row, outcome);
    m_pages->setCurrentWidget(m_content);
}

void ValueView::adoptFixedFont()
{
    QFont font = fixedFont();
    font.setBold(true);
    m_key->setFont(font);
    m_values->adoptFixedFont();
}

void ValueView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QWidget::changeEvent(event);
}

void ValueView::drawIcon()
{
    const int side = fontMetrics().height();
    m_icon->setPixmap(themedIcon(outcomeIconName(m_kind), outcomeTone(m_kind)).pixmap(QSize(side, side), devicePixelRatioF()));
}

void ValueView::showFacts(const ResultsModel::Row &row, const Outcome &outcome)
{
    m_kind = outcomeKind(outcome.status, outcome.basis);
    m_key->setText(QString::fromLatin1(opcodeName(outcome.opcode)) + QLatin1Char(' ') + escapedText(row.key()));
    drawIcon();
    m_outcome->setText(outcomeWords(outcome.status, outcome.basis));
    m_outcome->setTone(outcomeTone(m_kind));

    QStringList sentences;
    if (outcome.basis != Basis::Answer)
        sentences.append(basisSentence(outcome.opcode, outcome.basis));
    if (!outcome.serverText.isEmpty())
        sentences.append(tr("The server says: %1").arg(escapedPreview(outcome.serverText, 1000)));
    if (!outcome.reason.isEmpty())
        sentences.append(outcome.reason);
    m_sentence->setText(sentences.join(QLatin1Char(' ')));
    m_sentence->setVisible(!sentences.isEmpty());

    QStringList facts;
    if (outcome.value && outcome.value->size() >= 1024)
        facts.append(tr("%L1 B (%2)").arg(outcome.value->size()).arg(byteText(outcome.value->size())));
    else if (outcome.value)
        facts.append(tr("%L1 B").arg(outcome.value->size()));
    if (outcome.flags)
        facts.append(*outcome.flags > 9 ? tr("flags %1 (0x%2)").arg(*outcome.flags).arg(*outcome.flags, 0, 16)
                                        : tr("flags %1").arg(*outcome.flags));
    if (outcome.cas != 0)
        facts.append(tr("CAS %1").arg(outcome.cas));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setVisible(!facts.isEmpty());
}

void ValueView::showValue(const ResultsModel::Row &row, const Outcome &outcome)
{
    if (loudForm(outcome.opcode) == Opcode::Stat && outcome.succeeded()) {
        m_values->clear(); // lets go of the row before
        m_statistics->setStatistics(outcome.statistics());
        m_body->setCurrentWidget(m_statistics);
    } else if (outcome.number) {
        // As the text that memcached keeps; a search may still look at it after the next row is shown.
        const auto number = std::make_shared<const QByteArray>(QByteArray::number(*outcome.number));
        m_values->showValue({.key = row.key().toByteArray(), .bytes = *number, .owner = number});
        m_body->setCurrentWidget(m_values);
    } else if (outcome.value) {
        m_values->showValue({.key = row.key().toByteArray(), .bytes = *outcome.value, .owner = row.segment, .flags = outcome.flags});
        m_body->setCurrentWidget(m_values);
    } else {
        m_values->clear();
        m_body->setCurrentWidget(m_noValue);
    }
}
