#include "ui/keys/analysis/findingslist.h"

#include "ui/amounttext.h"
#include "ui/iconengine.h"
#include "ui/keys/analysis/findingrow.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr qsizetype shownAtFirst = 4;

} // namespace

FindingsList::FindingsList(QWidget *parent)
    : QWidget(parent)
    , m_list(new QVBoxLayout)
    , m_nothing(new QLabel(this))
    , m_more(new QPushButton(this))
{
    setObjectName(QStringLiteral("findings"));
    m_nothing->setObjectName(QStringLiteral("noFindings"));
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_more->setObjectName(QStringLiteral("moreFindings"));
    m_more->setFlat(true);
    m_list->setSpacing(4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_list);
    layout->addWidget(m_nothing);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_areAllShown = !m_areAllShown;
        updateShown();
    });
    updateShown();
}

void FindingsList::setFindings(const QList<KeyFinding> &findings, AnalysedKeys keys)
{
    if (findings == m_findings && keys == m_keys)
        return;
    m_findings = findings;
    m_keys = keys;
    fill();
}

void FindingsList::fill()
{
    QString focused;
    for (FindingRow *row : std::as_const(m_rows)) { // one of them may be what brought this about
        if (row->hasFocus())
            focused = row->property("filter").toString();
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    QWidget *before = nullptr;
    for (const KeyFinding &finding : std::as_const(m_findings)) {
        auto *row = new FindingRow(findingSentence(finding, m_keys), finding.share, this);
        row->setProperty("filter", finding.filter);
        connect(row, &QAbstractButton::clicked, this, [this, filter = finding.filter] { emit filterRequested(filter); });
        if (before)
            setTabOrder(before, row);
        before = row;
        m_list->addWidget(row);
        m_rows.append(row);
        if (finding.filter == focused)
            row->setFocus();
    }
    if (before)
        setTabOrder(before, m_more);
    updateShown();
}

void FindingsList::updateShown()
{
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows.at(i)->setVisible(m_areAllShown || i < shownAtFirst);
    m_nothing->setText(tr("Nothing stands out: no group of keys that is never read, never expires, lies idle or is very large takes %1 or "
                          "more of the memory.")
                           .arg(shareText(leastShare)));
    m_nothing->setVisible(m_rows.isEmpty());
    const qsizetype more = m_rows.size() - shownAtFirst;
    m_more->setVisible(more > 0);
    m_more->setIcon(themedIcon(m_areAllShown ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down")));
    m_more->setText(m_areAllShown ? tr("Show fewer") : more == 1 ? tr("Show one more") : tr("Show %Ln more", nullptr, int(more)));
}
