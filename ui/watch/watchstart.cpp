#include "ui/watch/watchstart.h"

#include "app/watch/watchlog.h"
#include "app/watch/watchwords.h"
#include "connection/mutationswatch.h"
#include "ui/amounttext.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"
#include "ui/watch/watchfilterbar.h"
#include "ui/wraplayout.h"

#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr char mutationsWord[] = "mutations";
constexpr qsizetype mostKeptState = 1'000; // bytes

QByteArray wordOf(const QCheckBox *box)
{
    return box->property("word").toByteArray();
}

/// Though it stays chosen.
void uncheck(QCheckBox *box)
{
    const QSignalBlocker blocker(box);
    box->setChecked(false);
}

} // namespace

WatchStart::WatchStart(QAction *open, QWidget *parent)
    : QScrollArea(parent)
    , m_notice(new NoticeRow(QStringLiteral("watchStartNotice")))
    , m_list(new QVBoxLayout)
    , m_kept(new WatchFilterBar(QStringLiteral("watchKept")))
    , m_own(new QCheckBox(tr("&Leave out what this program does itself")))
    , m_start(new QPushButton(themedIcon(QStringLiteral("play")), tr("S&tart watching")))
    , m_opening(new QPushButton(open->icon(), open->text()))
{
    setObjectName(QStringLiteral("watchStart"));
    setAccessibleName(tr("What is watched"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_start->setObjectName(QStringLiteral("watchStartButton"));
    m_start->setAutoDefault(true);
    m_own->setObjectName(QStringLiteral("watchOwn"));
    m_own->setAccessibleName(QString(m_own->text()).remove(QLatin1Char('&')));
    m_own->setChecked(true);
    m_own->setToolTip(tr("Connections of all windows, by their addresses. Through an SSH tunnel they cannot be told from others."));
    m_opening->setObjectName(QStringLiteral("watchOpenButton"));
    auto *title = new QLabel(tr("Watch what clients do, while they do it"));
    QFont font = title->font();
    font.setBold(true);
    title->setFont(font);
    title->setWordWrap(true);
    auto *cost = new ToneLabel(Tone::Muted);
    cost->setText(
        tr("The server tells each thing over a connection of its own. It never waits for us: what we do not read in time it leaves "
           "out, and says how much. The newest %1 of lines are kept.")
            .arg(byteText(WatchLog::usualMost)));
    cost->setObjectName(QStringLiteral("watchCost"));
    auto *keep = new QLabel(tr("Keep only:"));
    m_kept->setPlaceholder(tr("Keys that are kept, such as user:*"));
    m_kept->setMaximumWidth(fontMetrics().averageCharWidth() * 90);
    m_list->setSpacing(2);
    auto *buttons = new QWidget;
    auto *row = new WrapLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_start);
    row->addWidget(m_opening);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    // The usual choice is made: whoever is content with it need not look further down.
    for (QWidget *widget : {static_cast<QWidget *>(title), buttons, static_cast<QWidget *>(m_notice)})
        layout->addWidget(widget);
    layout->addLayout(m_list);
    for (QWidget *widget :
         {static_cast<QWidget *>(keep), static_cast<QWidget *>(m_kept), static_cast<QWidget *>(m_own), static_cast<QWidget *>(cost)})
        layout->addWidget(widget);
    layout->addStretch(1);
    setWidget(content);
    connect(m_start, &QPushButton::clicked, this, &WatchStart::start);
    connect(m_kept, &WatchFilterBar::errorChanged, this, &WatchStart::updateStart);
    connect(m_opening, &QPushButton::clicked, open, &QAction::trigger);
    setVersion({});
}

void WatchStart::addWord(const QByteArray &word, const QString &name, const QString &explanation)
{
    auto *box = new QCheckBox(name);
    box->setAccessibleName(QString(box->text()).remove(QLatin1Char('&')));
    box->setObjectName(QStringLiteral("watchWord_") + QLatin1String(word));
    box->setAccessibleDescription(explanation);
    box->setProperty("word", word);
    auto *text = new ToneLabel(Tone::Muted);
    text->setText(explanation);
    text->setContentsMargins(
        box->style()->pixelMetric(QStyle::PM_IndicatorWidth) + box->style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing), 0, 0, 6);
    m_list->addWidget(box);
    m_list->addWidget(text);
    m_boxes.push_back(box);
    connect(box, &QCheckBox::toggled, this, [this, box] { noteChoice(box); });
    connect(box, &QCheckBox::toggled, this, &WatchStart::updateStart);
    connect(box, &QCheckBox::toggled, this, [this, box] { askAbout(box); }); // by whatever means
}

void WatchStart::setVersion(const QByteArray &version)
{
    if (m_isFilled && version == m_version)
        return;
    m_isFilled = true;
    m_version = version;
    m_consented = false;
    m_boxes.clear();
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool isDangerous = MutationsWatch::endangers(version);
    for (const WatchWord &word : watchWords(version)) {
        const bool asks = isDangerous && word.word == mutationsWord;
        addWord(word.word, word.name,
                asks ? word.explanation + QLatin1Char(' ') + tr("On this server it is a risk: you are asked first.") : word.explanation);
    }
    QWidget *before = m_opening;
    for (QCheckBox *box : m_boxes) { // as they stand
        setTabOrder(before, box);
        before = box;
    }
    if (m_boxes.empty())
        addNote(QStringLiteral("watchTooOld"), Tone::Notice,
                tr("This server is memcached %1, which cannot be watched: that came with memcached 1.4.26. Lines that were saved can be "
                   "looked at all the same.")
                    .arg(QString::fromUtf8(version)));
    if (const QString later = laterWordsText(version); !later.isEmpty())
        addNote(QStringLiteral("watchLater"), Tone::Muted, later);
    checkChosen();
}

void WatchStart::addNote(const QString &name, Tone tone, const QString &words)
{
    auto *text = new ToneLabel(tone);
    text->setObjectName(name);
    text->setText(words);
    m_list->addWidget(text);
}

void WatchStart::noteChoice(const QCheckBox *box)
{
    const QByteArray word = wordOf(box);
    if (!box->isChecked())
        m_chosen.removeAll(word);
    else if (!m_chosen.contains(word))
        m_chosen += word;
}

/// What nobody has agreed to is not among it, however often it was chosen elsewhere.
void WatchStart::checkChosen()
{
    for (QCheckBox *box : m_boxes) {
        const QSignalBlocker blocker(box);
        box->setChecked(m_chosen.contains(wordOf(box)) && (m_consented || !asksFor(box)));
    }
    updateStart();
}

QByteArray WatchStart::state() const
{
    return (m_own->isChecked() ? "others " : "all ") + m_chosen.join(' ');
}

void WatchStart::restoreState(const QByteArray &state)
{
    QByteArrayList parts = state.left(mostKeptState).split(' ');
    const QByteArray whose = parts.takeFirst();
    if (whose != "others" && whose != "all")
        return;
    m_own->setChecked(whose == "others");
    m_chosen = parts;
    checkChosen();
}

void WatchStart::start()
{
    m_kept->apply();
    if (m_start->isEnabled())
        emit startRequested();
}

/// Whether it is dangerous on this server.
bool WatchStart::asksFor(const QCheckBox *box) const
{
    return wordOf(box) == mutationsWord && MutationsWatch::endangers(m_version);
}

/// On the way to yes: the person has to have read what may happen.
void WatchStart::askAbout(QCheckBox *box)
{
    if (!box->isChecked() || m_consented || !asksFor(box))
        return;
    uncheck(box);
    const QString server = m_version.isEmpty() ? tr("This server does not tell its version")
                                               : tr("This server is memcached %1").arg(QString::fromUtf8(m_version));
    auto *question =
        new QMessageBox(QMessageBox::Warning, tr("Watch stores"), tr("Watching stores can crash this server"), QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("watchRisk"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("%1. Before 1.6.42, a memcached whose stores are watched crashes when any client stores an item over "
                                    "the binary protocol that is "
                                    "larger than its item size limit, or for which it finds no memory. All that is cached is lost "
                                    "then.\n\nNothing that is too large is "
                                    "sent from here while stores are watched, from no window. But nobody can keep other clients from it.")
                                     .arg(server));
    QPushButton *consent = question->addButton(tr("&Watch stores anyway"), QMessageBox::AcceptRole);
    consent->setObjectName(QStringLiteral("watchRiskConsent"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(consent, &QPushButton::clicked, box, [this, box] {
        m_consented = true;
        box->setChecked(true);
    });
    question->open();
}

void WatchStart::setConnected(bool connected)
{
    if (m_connected && !connected) { // the next connection is asked anew
        m_consented = false;
        for (QCheckBox *box : m_boxes) {
            if (asksFor(box))
                uncheck(box);
        }
    }
    m_connected = connected;
    updateStart();
}

void WatchStart::tell(const QString &text)
{
    m_notice->tell(text, Tone::Bad);
}

QByteArrayList WatchStart::words() const
{
    QByteArrayList words;
    for (const QCheckBox *box : m_boxes) {
        if (box->isChecked() && (m_consented || !asksFor(box)))
            words += wordOf(box);
    }
    return words;
}

WatchFilter WatchStart::kept() const
{
    return m_kept->filter();
}

bool WatchStart::leavesOwnOut() const
{
    return m_own->isChecked();
}

void WatchStart::goOn()
{
    if (m_start->isEnabled())
        m_start->setFocus();
    else if (!m_boxes.empty())
        m_boxes.front()->setFocus();
}

void WatchStart::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    updateStart();
}

void WatchStart::updateStart()
{
    const bool isWrong = !m_kept->errorText().isEmpty();
    m_start->setEnabled(m_connected && !words().isEmpty() && !isWrong);
    m_start->setToolTip(!m_connected            ? tr("Connect to a server first")
                            : words().isEmpty() ? tr("Choose what is watched")
                            : isWrong           ? tr("Mend what is wrong with the keys that are kept")
                                                : QString());
}
