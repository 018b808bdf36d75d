#include "ui/guard/runquestiondialog.h"

#include "ui/cancelbutton.h"
#include "ui/iconengine.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

RunQuestionDialog::RunQuestionDialog(const RunQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_demanded(question.demanded)
{
    setObjectName(QStringLiteral("runQuestion"));
    setWindowTitle(tr("Before this runs"));
    setAttribute(Qt::WA_DeleteOnClose);

    const int iconSize = style()->pixelMetric(QStyle::PM_MessageBoxIconSize, nullptr, this);
    auto *icon = new QLabel(this);
    icon->setPixmap(themedIcon(QStringLiteral("triangle-alert"), question.environment == Environment::Production ? Tone::Bad : Tone::Notice)
                        .pixmap(iconSize, iconSize));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(style()->pixelMetric(QStyle::PM_LayoutVerticalSpacing, nullptr, this) * 2);
    addText(texts, "runQuestionText", question.question);
    QFont bold = font();
    bold.setBold(true);
    texts->itemAt(0)->widget()->setFont(bold);
    addText(texts, "runQuestionChanges", question.changes.join(QLatin1Char('\n')));
    addText(texts, "runQuestionConsequence", question.consequence);
    auto *buttons = new QDialogButtonBox(this);
    m_consent = buttons->addButton(question.consent, QDialogButtonBox::DestructiveRole);
    m_consent->setObjectName(QStringLiteral("consent"));
    m_consent->setAutoDefault(false);
    QPushButton *cancel = addCancelButton(buttons, QStringLiteral("refusal"));
    if (m_demanded.isEmpty()) {
        cancel->setDefault(true);
    } else {
        cancel->setAutoDefault(false); // Enter is about what is typed
        addDemand(texts);
    }

    auto *upper = new QHBoxLayout;
    upper->addWidget(icon, 0, Qt::AlignTop);
    upper->addSpacing(iconSize / 4);
    upper->addLayout(texts, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(upper, 1);
    layout->addSpacing(iconSize / 4);
    layout->addWidget(buttons);
    if (m_typed)
        m_typed->setFocus();
    else
        cancel->setFocus();

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_consent, &QPushButton::clicked, this, &QDialog::accept);
    updateConsent();
}

/// Names and keys are other people's: they are never taken for markup.
void RunQuestionDialog::addText(QVBoxLayout *layout, const char *name, const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(label);
}

void RunQuestionDialog::addDemand(QVBoxLayout *layout)
{
    auto *label = new QLabel(tr("&Type “%1” to go on:").arg(QString(m_demanded).replace(QLatin1Char('&'), QLatin1String("&&"))), this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("demandedName"));
    m_typed->setAccessibleName(tr("Name of the server to go on with"));
    label->setBuddy(m_typed);
    auto *demand = new QVBoxLayout;
    demand->addWidget(label);
    demand->addWidget(m_typed);
    layout->addLayout(demand);
    connect(m_typed, &QLineEdit::textChanged, this, &RunQuestionDialog::updateConsent);
    connect(m_typed, &QLineEdit::returnPressed, m_consent, &QPushButton::click);
}

void RunQuestionDialog::updateConsent()
{
    m_consent->setEnabled(!m_typed || m_typed->text().trimmed() == m_demanded.trimmed());
}
