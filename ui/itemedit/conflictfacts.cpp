#include "ui/itemedit/conflictfacts.h"

#include "ui/amounttext.h"

#include <QGridLayout>
#include <QLabel>

namespace {

/// Where there is nothing to say.
QString absentFact()
{
    return QString(QChar(0x2013));
}

} // namespace

ConflictFacts::ConflictFacts(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("conflictFacts"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(fontMetrics().averageCharWidth() * 3);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(4, 1);
    const QStringList rows{QString(), tr("Size"), tr("Flags"), tr("TTL"), tr("CAS")};
    const QStringList sides{tr("Yours"), tr("What you started from"), tr("On the server now")};
    QFont bold = font();
    bold.setBold(true);
    for (int row = Title; row <= Cas; ++row) {
        auto *name = new QLabel(rows.at(row), this);
        name->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(name, row, 0);
        for (int side = 0; side < int(m_cells.size()); ++side) {
            auto *text = new QLabel(this);
            text->setTextFormat(Qt::PlainText);
            text->setTextInteractionFlags(Qt::TextSelectableByMouse);
            text->setObjectName(QStringLiteral("conflictFact%1%2").arg(row).arg(side + 1));
            text->setAccessibleName(sides.at(side) + QLatin1Char(' ') + rows.at(row));
            grid->addWidget(text, row, side + 1);
            m_cells[size_t(side)][size_t(row)] = text;
        }
    }
    for (int side = 0; side < int(m_cells.size()); ++side) {
        cell(Title, side)->setText(sides.at(side));
        cell(Title, side)->setFont(bold);
    }
}

ItemExpiry ConflictFacts::endOf(const Facts &facts) const
{
    ItemExpiry end{facts.expiry, m_clockOffset};
    if (facts.ttl)
        end.time = facts.ttl->expiry(end.now());
    return end;
}

QString ConflictFacts::ttlText(const Facts &facts) const
{
    if (!facts.isTtlChosen)
        return tr("to be chosen");
    if (facts.ttl && facts.ttl->form == KeyTtl::Form::After)
        return tr("%1 after saving").arg(durationText(facts.ttl->seconds));
    const ItemExpiry end = endOf(facts);
    if (!end.time)
        return tr("not known");
    QString text = tr("never expires");
    if (end.ends())
        text = end.isOver() ? tr("is over") : tr("%1 left").arg(durationText(end.left()));
    switch (facts.ttlOf) {
    case TtlOf::Server:
        return tr("as on the server: %1").arg(text);
    case TtlOf::Former:
        return tr("as it was: %1").arg(text);
    case TtlOf::Own:
        break;
    }
    return text;
}

void ConflictFacts::nameMine(const QString &name)
{
    cell(Title, int(Side::Mine))->setText(name);
}

QString ConflictFacts::flagsText(const Facts &facts)
{
    const quint32 flags = facts.flags.value_or(0);
    return flags < 10 ? QString::number(flags) : QStringLiteral("%1 (0x%2)").arg(flags).arg(flags, 0, 16);
}

void ConflictFacts::showFacts(std::chrono::seconds clockOffset)
{
    m_clockOffset = clockOffset;
    for (int side = 0; side < int(m_sides.size()); ++side) {
        const Facts &facts = m_sides[size_t(side)];
        const QString size = facts.size ? byteText(*facts.size) : tr("not known yet");
        cell(Size, side)->setText(facts.isThere ? size : tr("not there"));
        cell(Flags, side)->setText(facts.isThere ? flagsText(facts) : absentFact());
        cell(Cas, side)->setText(facts.cas != 0 ? QString::number(facts.cas) : absentFact());
    }
    showTtls();
}

/// What changes by itself.
void ConflictFacts::showTtls()
{
    bool runs = false;
    for (int side = 0; side < int(m_sides.size()); ++side) {
        const Facts &facts = m_sides[size_t(side)];
        cell(Ttl, side)->setText(facts.isThere ? ttlText(facts) : absentFact());
        runs = runs || endOf(facts).isComing();
    }
    m_clock.setRunning(runs);
}
