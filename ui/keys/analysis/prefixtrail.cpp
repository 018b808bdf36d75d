#include "ui/keys/analysis/prefixtrail.h"

#include "ui/escapedtext.h"
#include "ui/iconengine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace {

constexpr qsizetype longestName = 32;
constexpr qsizetype mostNames = 3; ///< beside that of all keys

} // namespace

PrefixTrail::PrefixTrail(QWidget *parent)
    : QWidget(parent)
    , m_up(new QToolButton(this))
    , m_steps(new QHBoxLayout)
{
    m_up->setObjectName(QStringLiteral("prefixUp"));
    m_up->setAccessibleName(tr("Up one folder"));
    m_up->setToolTip(tr("Up one folder (Backspace)"));
    m_up->setIcon(themedIcon(QStringLiteral("arrow-up")));
    m_up->setAutoRaise(true);
    m_up->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_up);
    layout->addLayout(m_steps);
    layout->addStretch();
    m_steps->setSpacing(0);
    connect(m_up, &QToolButton::clicked, this, &PrefixTrail::goUp);
    fill();
}

void PrefixTrail::setTrail(const QList<QByteArray> &trail)
{
    if (trail == m_trail)
        return;
    m_trail = trail;
    fill();
}

void PrefixTrail::goUp()
{
    if (!m_trail.isEmpty())
        emit trailRequested(m_trail.first(m_trail.size() - 1));
}

void PrefixTrail::fill()
{
    for (QWidget *part : std::as_const(m_parts)) { // one of them may be what brought this about
        part->hide();
        part->deleteLater();
    }
    m_parts.clear();
    m_up->setEnabled(!m_trail.isEmpty());
    addStep(tr("All keys"), tr("All analysed keys"), 0);
    const qsizetype first = std::max<qsizetype>(0, m_trail.size() - mostNames);
    if (first > 0)
        addStep(QStringLiteral("…"), escapedText(m_trail.at(first - 1)), first);
    for (qsizetype i = first; i < m_trail.size(); ++i) {
        const QByteArray &prefix = m_trail.at(i);
        const qsizetype outer = i == 0 ? 0 : std::min(m_trail.at(i - 1).size(), prefix.size());
        addStep(escapedPreview(QByteArrayView(prefix).sliced(outer), longestName), escapedText(prefix), i + 1);
    }
}

void PrefixTrail::addStep(const QString &text, const QString &toolTip, qsizetype depth)
{
    if (depth > 0) {
        auto *between = new QLabel(QStringLiteral("›"), this);
        between->setForegroundRole(QPalette::PlaceholderText);
        m_steps->addWidget(between);
        m_parts.append(between);
    }
    auto *step = new QToolButton(this);
    step->setObjectName(QStringLiteral("prefixStep%1").arg(depth));
    QString shown = text;
    step->setText(shown.replace(QLatin1Char('&'), QLatin1String("&&")));
    step->setAccessibleName(tr("Folder %1").arg(toolTip));
    step->setToolTip(toolTip);
    step->setAutoRaise(true);
    const bool isHere = depth == m_trail.size();
    step->setEnabled(!isHere);
    if (isHere) { // where one is, is no way to go, but is to be read
        QPalette palette = step->palette();
        palette.setColor(QPalette::Disabled, QPalette::ButtonText, palette.color(QPalette::Active, QPalette::ButtonText));
        step->setPalette(palette);
        QFont bold = step->font();
        bold.setWeight(QFont::DemiBold);
        step->setFont(bold);
    }
    step->setFocusPolicy(Qt::StrongFocus);
    m_steps->addWidget(step);
    m_parts.append(step);
    connect(step, &QToolButton::clicked, this, [this, depth] { emit trailRequested(m_trail.first(depth)); });
}
