#include "ui/keys/analysis/analysisview.h"

#include "ui/amounttext.h"
#include "ui/hintpage.h"
#include "ui/keys/analysis/chartspane.h"
#include "ui/keys/analysis/findingslist.h"
#include "ui/keys/analysis/prefixpane.h"
#include "ui/keys/analysis/sectiontitle.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace {

constexpr int margin = 12;

QProgressBar *makeBar(const QString &name, QWidget *parent)
{
    auto *bar = new QProgressBar(parent);
    bar->setObjectName(name);
    bar->setAccessibleName(AnalysisView::tr("Analysing the keys"));
    bar->setRange(0, AnalysisReport::progressSteps);
    bar->setTextVisible(false);
    return bar;
}

} // namespace

AnalysisView::AnalysisView(QWidget *parent)
    : QStackedWidget(parent)
    , m_nothingPage(new HintPage(QStringLiteral("layers"), tr("Nothing to analyse yet"),
                                 tr("Once the keys are listed, this shows what takes the memory and what it is of use for."), this))
    , m_nonePage(new HintPage(QStringLiteral("funnel"), tr("No keys to analyse"), QString(), this))
    , m_workingPage(new QWidget(this))
    , m_workingText(new QLabel(m_workingPage))
    , m_workingBar(makeBar(QStringLiteral("analysisProgress"), m_workingPage))
    , m_quietPage(new QWidget(this))
    , m_fullPage(new QWidget(this))
    , m_busyBar(makeBar(QStringLiteral("analysisBusy"), m_fullPage))
    , m_summary(new QLabel(m_fullPage))
    , m_findings(new FindingsList(m_fullPage))
    , m_prefixes(new PrefixPane(m_fullPage))
    , m_charts(new ChartsPane(m_fullPage))
{
    setObjectName(QStringLiteral("analysisView"));
    m_nothingPage->setObjectName(QStringLiteral("analysisNothing"));
    m_nonePage->setObjectName(QStringLiteral("analysisNone"));
    m_workingPage->setObjectName(QStringLiteral("analysisWorking"));
    m_quietPage->setObjectName(QStringLiteral("analysisQuiet"));
    m_fullPage->setObjectName(QStringLiteral("analysisFull"));
    m_summary->setObjectName(QStringLiteral("analysisSummary"));
    m_late.setSingleShot(true);
    m_late.setInterval(200ms);
    layOut();

    connect(&m_work, &AnalysisWork::busyChanged, this, &AnalysisView::followWork);
    connect(&m_work, &AnalysisWork::progressed, m_busyBar, &QProgressBar::setValue);
    connect(&m_work, &AnalysisWork::progressed, m_workingBar, &QProgressBar::setValue);
    connect(&m_late, &QTimer::timeout, this, &AnalysisView::updateLook);
    connect(&m_work, &AnalysisWork::reported, this, &AnalysisView::showReport);
    connect(&m_work, &AnalysisWork::folderReported, this, &AnalysisView::showFolder);
    connect(m_prefixes, &PrefixPane::trailRequested, &m_work, &AnalysisWork::weigh);
    connect(m_findings, &FindingsList::filterRequested, this, &AnalysisView::filterRequested);
    connect(m_prefixes, &PrefixPane::filterRequested, this, &AnalysisView::filterRequested);
    connect(m_charts, &ChartsPane::filterRequested, this, &AnalysisView::filterRequested);
    updateLook();
}

void AnalysisView::layOut()
{
    auto *working = new QVBoxLayout(m_workingPage);
    m_workingText->setObjectName(QStringLiteral("analysisWorkingText"));
    m_workingBar->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    working->addStretch();
    working->addWidget(m_workingText, 0, Qt::AlignHCenter);
    working->addWidget(m_workingBar, 0, Qt::AlignHCenter);
    working->addStretch();

    auto *content = new QWidget(m_fullPage);
    auto *parts = new QVBoxLayout(content);
    parts->setContentsMargins(margin, margin / 2, margin, margin);
    parts->setSpacing(margin);
    auto *top = new QVBoxLayout;
    top->setSpacing(4);
    top->addWidget(new SectionTitle(tr("What stands out"), content));
    top->addWidget(m_summary);
    top->addWidget(m_findings);
    parts->addLayout(top);
    parts->addWidget(m_prefixes, 3);
    parts->addWidget(m_charts, 2);
    auto *scroll = new QScrollArea(m_fullPage);
    scroll->setObjectName(QStringLiteral("analysisScroll"));
    scroll->setAccessibleName(tr("Analysis"));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setWordWrap(true);
    m_busyBar->setFixedHeight(4);
    QSizePolicy kept = m_busyBar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_busyBar->setSizePolicy(kept);
    auto *full = new QVBoxLayout(m_fullPage);
    full->setContentsMargins(0, 0, 0, 0);
    full->setSpacing(0);
    full->addWidget(m_busyBar);
    full->addWidget(scroll, 1);

    for (QWidget *page :
         {static_cast<QWidget *>(m_nothingPage), static_cast<QWidget *>(m_nonePage), m_workingPage, m_quietPage, m_fullPage})
        addWidget(page);
}

void AnalysisView::setKeys(const KeyListing &listing, const std::shared_ptr<const std::vector<int>> &indexes, const SlabChunks &chunks,
                           const QByteArray &delimiters, const QString &filterText)
{
    m_question = {
        .listing = listing, .indexes = indexes, .chunks = chunks, .delimiters = delimiters, .filterText = filterText, .trail = {}};
    m_isAsked = false;
    if (isVisible() || m_question.keyCount() == 0)
        ask();
}

void AnalysisView::ask()
{
    m_isAsked = true;
    if (m_question.keyCount() == 0)
        m_work.clear();
    else
        m_work.look(m_question);
    updateLook();
}

void AnalysisView::followWork()
{
    if (!m_work.isBusy())
        m_late.stop();
    else if (!m_late.isActive())
        m_late.start();
    // Of a folder it is not told how far it is, which is for moments only.
    for (QProgressBar *bar : {m_busyBar, m_workingBar})
        bar->setMaximum(m_work.isLooking() ? AnalysisReport::progressSteps : 0);
    updateLook();
}

void AnalysisView::showEvent(QShowEvent *event)
{
    QStackedWidget::showEvent(event);
    if (!m_isAsked)
        ask();
}

void AnalysisView::hideEvent(QHideEvent *event)
{
    QStackedWidget::hideEvent(event);
    if (!m_work.isBusy())
        return;
    m_work.cancel();
    m_isAsked = false;
}

void AnalysisView::showReport()
{
    const AnalysisQuestion &question = m_work.question();
    const AnalysisReport &report = m_work.report();
    const qint64 keys = report.analysis.all.keys;
    const bool isFiltered = !question.filterText.trimmed().isEmpty();
    const QString bytes = report.analysis.all.bytes > 0 ? byteText(report.analysis.all.bytes) : tr("sizes not told by the server");
    m_summary->setText(isFiltered ? tr("Of the %1 that the filter shows, out of %2: %3")
                                        .arg(keyCountText(keys), QLocale().toString(question.listing.size()), bytes)
                                  : tr("Of all %1 that were listed: %2").arg(keyCountText(keys), bytes));
    m_findings->setFindings(report.findings, isFiltered ? AnalysedKeys::Filtered : AnalysedKeys::All);
    m_prefixes->setKeys(question.filterText, question.delimiters);
    m_charts->setAnalysis(report.analysis, question.chunks, question.filterText);
    showFolder();
    updateLook();
}

void AnalysisView::showFolder()
{
    const AnalysisReport &report = m_work.report();
    m_prefixes->setReport(report.folder, report.trail, report.analysis.all);
}

void AnalysisView::updateLook()
{
    const bool isLate = m_work.isBusy() && !m_late.isActive();
    m_busyBar->setVisible(isLate);
    const int keys = m_question.keyCount();
    if (m_question.listing.isEmpty()) {
        setCurrentWidget(m_nothingPage);
    } else if (keys == 0) {
        m_nonePage->setText(m_question.listing.size() == 1
                                ? tr("The filter does not show the one key that was listed.")
                                : tr("The filter shows none of the %Ln keys that were listed.", nullptr, m_question.listing.size()));
        setCurrentWidget(m_nonePage);
    } else if (m_work.hasReport()) {
        setCurrentWidget(m_fullPage);
    } else if (isLate) {
        m_workingText->setText(keys == 1 ? tr("Analysing one key…") : tr("Analysing %Ln keys…", nullptr, keys));
        setCurrentWidget(m_workingPage);
    } else {
        setCurrentWidget(m_quietPage);
    }
}
