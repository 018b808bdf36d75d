#include "ui/keys/othersources.h"

#include "app/keyspace/seenkeys.h"
#include "ui/iconengine.h"
#include "ui/keys/typedkeysdialog.h"
#include "ui/noticerow.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace {

constexpr int widest = 90;    // characters: longer lines are hard to read
constexpr int narrowest = 55; // characters: with fewer there is no room for words beside the buttons

QLabel *wrappingLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setAccessibleName(OtherSources::tr("What is left"));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

} // namespace

OtherSources::OtherSources(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("The keys cannot be listed"), this))
    , m_reason(new NoticeRow(QStringLiteral("sourcesReason"), this))
    , m_missing(wrappingLabel(QStringLiteral("sourcesMissing"), this))
    , m_instead(new QLabel(tr("What there is instead"), this))
    , m_message(new NoticeRow(QStringLiteral("sourcesMessage"), this))
    , m_step(wrappingLabel(QStringLiteral("sourcesStep"), this))
    , m_progress(new QProgressBar(this))
    , m_stop(new QPushButton(tr("St&op"), this))
    , m_column(new QGridLayout)
{
    setObjectName(QStringLiteral("otherSources"));
    setAccessibleName(tr("Other sources of keys"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_title->setFont(large);
    QFont bold = font();
    bold.setBold(true);
    m_instead->setFont(bold);
    m_progress->setObjectName(QStringLiteral("sourcesProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_stop->setObjectName(QStringLiteral("sourcesStop"));
    m_stop->setAccessibleName(tr("Stop"));
    m_stop->setIcon(themedIcon(QStringLiteral("circle-stop")));
    addSource(KeySource::Retry, tr("Try &again"), QStringLiteral("refresh-cw"));
    addSource(KeySource::Cachedump, tr("List a &part of them"), QStringLiteral("layers"));
    addSource(KeySource::KeysFromFile, tr("Keys from a fi&le…"), QStringLiteral("folder-open"));
    addSource(KeySource::TypedKeys, tr("T&ype keys…"), QStringLiteral("text-cursor-input"));
    addSource(KeySource::SeenKeys, tr("Keys in &results"), QStringLiteral("history"));
    layOut();
    connect(m_stop, &QPushButton::clicked, this, &OtherSources::stop);
    connect(&m_named, &NamedKeys::progressChanged, this, &OtherSources::showProgress);
    connect(&m_named, &NamedKeys::finished, this, &OtherSources::takeNamed);
    connect(&m_named, &NamedKeys::looked, this, [this](const LookTally &looks) { emit counted(m_options.place(), looks); });
    connect(&m_cachedump, &CachedumpListing::progressChanged, this, &OtherSources::showProgress);
    connect(&m_cachedump, &CachedumpListing::finished, this, &OtherSources::takeCachedump);
    showRefusal({});
}

void OtherSources::addSource(KeySource source, const QString &name, const QString &icon)
{
    auto *button = new QPushButton(themedIcon(icon), name, this);
    button->setObjectName(QStringLiteral("source%1").arg(int(source)));
    button->setAccessibleName(QString(name).remove(QLatin1Char('&')));
    auto *explanation = wrappingLabel(QStringLiteral("sourceText%1").arg(int(source)), this);
    explanation->setForegroundRole(QPalette::PlaceholderText);
    m_rows.insert(source, {button, explanation});
    connect(button, &QPushButton::clicked, this, [this, source] { use(source); });
}

void OtherSources::layOut()
{
    auto *column = m_column;
    const int gap = fontMetrics().height() / 2;
    column->setHorizontalSpacing(fontMetrics().height());
    column->setVerticalSpacing(gap);
    column->setColumnStretch(1, 1);
    int row = 0;
    for (QWidget *wide : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_reason), static_cast<QWidget *>(m_missing),
                          static_cast<QWidget *>(m_instead)})
        column->addWidget(wide, row++, 0, 1, 2);
    column->setRowMinimumHeight(row - 1, 2 * fontMetrics().height());
    for (const Row &source : std::as_const(m_rows))
        source.button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_firstRow = row;
    arrangeRows();
    row += 2 * int(m_rows.size());
    column->addWidget(m_step, row++, 0, 1, 2);
    column->addWidget(m_stop, row, 0);
    column->addWidget(m_progress, row++, 1, Qt::AlignVCenter);
    column->addWidget(m_message, row, 0, 1, 2);
    auto *content = new QWidget(this);
    content->setLayout(column);
    content->setMaximumWidth(fontMetrics().averageCharWidth() * widest);
    auto *outer = new QGridLayout(this);
    outer->setRowStretch(0, 1);
    outer->setRowStretch(2, 2);
    outer->setColumnStretch(0, 1);
    outer->setColumnStretch(1, 100);
    outer->setColumnStretch(2, 1);
    outer->addWidget(content, 1, 1);
}

/// What each source is stands beside its button, or below it where there is no room.
void OtherSources::arrangeRows()
{
    int row = m_firstRow;
    for (const Row &source : std::as_const(m_rows)) {
        m_column->removeWidget(source.button);
        m_column->removeWidget(source.explanation);
        m_column->addWidget(source.button, row, 0, 1, 1, Qt::AlignTop);
        if (m_isNarrow)
            m_column->addWidget(source.explanation, row + 1, 0, 1, 2);
        else
            m_column->addWidget(source.explanation, row, 1, Qt::AlignVCenter);
        row += 2;
    }
}

void OtherSources::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < fontMetrics().averageCharWidth() * narrowest;
    if (std::exchange(m_isNarrow, isNarrow) != isNarrow)
        arrangeRows();
}

void OtherSources::setServer(const ConnectionOptions &options)
{
    m_options = options;
    m_named.setServer(m_options, m_remaining.knowledge);
}

void OtherSources::setRuns(RunHistory *history, const QString &server)
{
    m_history = history;
    m_server = server;
    updateActions();
}

void OtherSources::showRefusal(const Error &error)
{
    stop();
    m_remaining = RemainingSources::after(error);
    m_named.setServer(m_options, m_remaining.knowledge);
    m_reason->tell(error.text, Tone::Notice);
    m_missing->setText(m_remaining.missing + QLatin1Char(' ') + m_remaining.remedy);
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row)
        row->explanation->setText(m_remaining.explanation(row.key()));
    updateActions();
}

void OtherSources::use(KeySource source)
{
    m_message->tell({});
    m_used = source;
    m_rows.value(source).button->setFocus(); // a mnemonic leaves the keyboard where it was
    switch (source) {
    case KeySource::Retry:
        emit retryRequested();
        break;
    case KeySource::Cachedump:
        m_cachedump.start(m_options);
        showProgress();
        break;
    case KeySource::KeysFromFile:
        askForFile();
        break;
    case KeySource::TypedKeys:
        askForKeys();
        break;
    case KeySource::SeenKeys:
        readSeen();
        break;
    }
}

void OtherSources::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Open names of keys"), QString(),
                                   tr("Keys, scripts and tables (*.txt *.mcb *.csv *.jsonl *.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("keyFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &OtherSources::openFile);
    dialog->open();
}

void OtherSources::openFile(const QString &path)
{
    beginWith(QFileInfo(path).fileName());
    m_named.readFile(path);
}

void OtherSources::askForKeys()
{
    auto *dialog = new TypedKeysDialog(this);
    connect(dialog, &TypedKeysDialog::fileDropped, this, &OtherSources::openFile);
    connect(dialog, &TypedKeysDialog::keysTyped, this, [this](const QByteArray &text) {
        beginWith({});
        m_named.readTyped(text);
    });
    dialog->open();
}

void OtherSources::readSeen()
{
    if (!m_history)
        return;
    beginWith(tr("the results"));
    m_named.readSeen(keptResults(*m_history, m_server));
}

void OtherSources::beginWith(const QString &origin)
{
    m_message->tell({});
    m_origin = origin;
}

void OtherSources::stop()
{
    m_named.stop();
    m_cachedump.stop();
    updateActions();
}

void OtherSources::showProgress()
{
    if (m_cachedump.isBusy()) {
        m_step->setText(tr("Keys so far: %L1").arg(m_cachedump.keyCount()));
        m_progress->setRange(0, m_cachedump.classCount());
        m_progress->setValue(m_cachedump.classesDone());
    } else {
        m_step->setText(m_named.step() == NamedKeys::Step::LookingUp ? tr("The server is asked about each key.")
                                                                     : tr("The names are read."));
        m_progress->setRange(0, 1'000);
        m_progress->setValue(m_named.progress());
    }
    updateActions();
}

void OtherSources::takeNamed()
{
    updateActions();
    const QString summary = m_named.summary(m_origin);
    if (m_named.keyCount() > 0)
        emit storeReady(std::make_shared<KeyStore>(m_named.takeStore()), summary);
    else
        m_message->tell(summary, m_named.error() ? Tone::Bad : Tone::Notice);
}

void OtherSources::takeCachedump()
{
    updateActions();
    if (m_cachedump.keyCount() == 0) {
        m_message->tell(m_cachedump.error() ? m_cachedump.error().text
                                            : tr("The server told of no key in this way. Keys that were stored or read a moment ago are "
                                                 "not cold yet: try again in a while."),
                        m_cachedump.error() ? Tone::Bad : Tone::Notice);
        return;
    }
    const QString summary = m_cachedump.summary();
    emit storeReady(std::make_shared<KeyStore>(m_cachedump.takeStore()), summary);
}

void OtherSources::updateActions()
{
    const bool busy = isBusy();
    // What is hidden or cannot be used any more would hand the keyboard on to anything. While a dialog over the window is closing nothing
    // has it yet: what counts is what will.
    const QWidget *focus = window()->focusWidget();
    for (QWidget *widget : {static_cast<QWidget *>(m_step), static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_stop)})
        widget->setVisible(busy);
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        const bool left = m_remaining.sources.contains(row.key()) && (row.key() != KeySource::SeenKeys || m_history);
        if (busy && row->button == focus)
            m_stop->setFocus();
        row->button->setVisible(left);
        row->explanation->setVisible(left);
        row->button->setEnabled(!busy);
    }
    if (!busy && focus == m_stop)
        m_rows.value(m_remaining.sources.contains(m_used) ? m_used : m_remaining.sources.constFirst()).button->setFocus();
    const bool onlyRetry = m_remaining.sources.size() == 1;
    m_instead->setVisible(!onlyRetry);
}

void OtherSources::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isBusy())
        stop();
    else
        QWidget::keyPressEvent(event);
}
