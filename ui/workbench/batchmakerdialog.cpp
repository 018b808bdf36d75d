#include "ui/workbench/batchmakerdialog.h"

#include "ui/amounttext.h"
#include "ui/cancelbutton.h"
#include "ui/fixedfont.h"
#include "ui/theme.h"
#include "ui/workbench/pastefield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype previewBytes = 256 * 1024; ///< of the text, which may be long
constexpr qsizetype mostColumnsOffered = 50;

} // namespace

BatchMakerDialog::BatchMakerDialog(QWidget *parent)
    : QDialog(parent)
    , m_text(new PasteField(this))
    , m_source(new QLabel(this))
    , m_open(new QPushButton(tr("&Open file…"), this))
    , m_letGo(new QPushButton(tr("&Paste instead"), this))
    , m_kind(new QComboBox(this))
    , m_separator(new QComboBox(this))
    , m_header(new QCheckBox(tr("The first row &names the columns"), this))
    , m_template(new QComboBox(this))
    , m_columns(new QToolButton(this))
    , m_preview(new QPlainTextEdit(this))
    , m_newScript(new QCheckBox(tr("Into a new &script"), this))
    , m_message(new QLabel(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("batchMaker"));
    setWindowTitle(tr("Make a batch"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setObjectName(QStringLiteral("batchRows"));
    m_text->setAccessibleName(tr("Keys or rows"));
    m_source->setObjectName(QStringLiteral("batchSource"));
    m_source->setTextFormat(Qt::PlainText);
    m_open->setObjectName(QStringLiteral("batchOpen"));
    m_letGo->setObjectName(QStringLiteral("batchLetGo"));
    m_kind->setObjectName(QStringLiteral("batchKind"));
    m_kind->setAccessibleName(tr("What the rows are"));
    m_kind->addItem(tr("A list of keys"), int(TableForm::Kind::List));
    m_kind->addItem(tr("CSV: rows of columns"), int(TableForm::Kind::Csv));
    m_separator->setObjectName(QStringLiteral("batchSeparator"));
    m_separator->setAccessibleName(tr("What separates them"));
    m_header->setObjectName(QStringLiteral("batchHeader"));
    m_template->setObjectName(QStringLiteral("batchTemplate"));
    m_template->setAccessibleName(tr("Command for each row"));
    m_template->setEditable(true);
    m_template->setInsertPolicy(QComboBox::NoInsert);
    m_template->setFont(fixedFont());
    m_template->setToolTip(tr("{1} is the first column, {name} one by its name, {{ a brace; words are quoted by themselves"));
    m_columns->setObjectName(QStringLiteral("batchColumns"));
    m_columns->setText(tr("Col&umns"));
    m_columns->setAccessibleName(tr("Insert a column into the command"));
    m_columns->setPopupMode(QToolButton::InstantPopup);
    m_columns->setFocusPolicy(Qt::TabFocus);
    m_columns->setMenu(new QMenu(m_columns));
    m_preview->setObjectName(QStringLiteral("batchPreview"));
    m_preview->setAccessibleName(tr("The first commands"));
    m_preview->setReadOnly(true);
    m_preview->setTabChangesFocus(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(fixedFont());
    m_newScript->setObjectName(QStringLiteral("batchNewScript"));
    m_newScript->setToolTip(tr("Otherwise the commands go where the cursor is in the script in front"));
    m_newScript->setChecked(true);
    m_message->setObjectName(QStringLiteral("batchMessage"));
    m_message->setAccessibleName(tr("Message about the batch"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setObjectName(QStringLiteral("batchProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, batchProgressSteps);
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms);
    layOut();
    connectParts();
    letGo();
    followForm();
    setBusy(false);
}

BatchMakerDialog::~BatchMakerDialog()
{
    m_making.cancel();
}

void BatchMakerDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(this);
    m_insert = buttons->addButton(tr("&Insert"), QDialogButtonBox::AcceptRole);
    m_insert->setObjectName(QStringLiteral("batchInsert"));
    m_insert->setDefault(true);
    m_cancel = addCancelButton(buttons, QStringLiteral("batchCancel"));
    auto *end = new QHBoxLayout;
    end->addWidget(m_newScript);
    end->addWidget(buttons, 1);
    auto *rows = new QLabel(tr("&Rows:"), this);
    rows->setBuddy(m_text);
    auto *source = new QHBoxLayout;
    source->addWidget(rows);
    source->addWidget(m_source, 1);
    source->addWidget(m_letGo);
    source->addWidget(m_open);
    auto *form = new QHBoxLayout;
    form->addWidget(m_kind);
    form->addWidget(m_separator);
    form->addWidget(m_header);
    form->addStretch();
    auto *command = new QHBoxLayout;
    auto *commandLabel = new QLabel(tr("Co&mmand:"), this);
    commandLabel->setBuddy(m_template);
    command->addWidget(commandLabel);
    command->addWidget(m_template, 1);
    command->addWidget(m_columns);
    auto *previewLabel = new QLabel(tr("The &first commands:"), this);
    previewLabel->setBuddy(m_preview);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(source);
    layout->addWidget(m_text, 2);
    layout->addLayout(form);
    layout->addLayout(command);
    layout->addWidget(previewLabel);
    layout->addWidget(m_preview, 3);
    layout->addWidget(m_message);
    layout->addWidget(m_progress);
    layout->addLayout(end);
    resize(760, 620);
    m_text->setFocus();
}

void BatchMakerDialog::connectParts()
{
    connect(m_open, &QPushButton::clicked, this, &BatchMakerDialog::askForFile);
    connect(m_letGo, &QPushButton::clicked, this, [this] {
        letGo();
        m_text->setFocus();
    });
    connect(m_text, &PasteField::fileDropped, this, &BatchMakerDialog::openFile);
    connect(m_text, &PasteField::longTextPasted, this, [this](const QString &text) { setText(text.toUtf8(), tr("Pasted text")); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &BatchMakerDialog::followForm);
    const auto later = [this] { m_delay.start(); };
    connect(m_text, &QPlainTextEdit::textChanged, this, later);
    connect(m_separator, &QComboBox::currentIndexChanged, this, later);
    connect(m_header, &QCheckBox::toggled, this, later);
    connect(m_template, &QComboBox::editTextChanged, this, later);
    connect(&m_delay, &QTimer::timeout, this, &BatchMakerDialog::preview);
    connect(m_insert, &QPushButton::clicked, this, &BatchMakerDialog::make);
    connect(m_cancel, &QPushButton::clicked, this, &BatchMakerDialog::reject);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &BatchMakerDialog::takeFile);
    connect(&m_making, &QFutureWatcherBase::progressValueChanged, m_progress, &QProgressBar::setValue);
    connect(&m_making, &QFutureWatcherBase::finished, this, &BatchMakerDialog::takeBatch);
}

BatchRecipe BatchMakerDialog::recipe() const
{
    const TableForm form{.kind = TableForm::Kind(m_kind->currentData().toInt()),
                         .separator = char(m_separator->currentData().toInt()),
                         .header = m_header->isChecked()};
    return {m_holding ? m_held : m_text->toPlainText().toUtf8(), form, m_template->currentText().toUtf8()};
}

bool BatchMakerDialog::wantsNewScript() const
{
    return m_newScript->isChecked();
}

void BatchMakerDialog::followForm()
{
    const bool csv = m_kind->currentData().toInt() == int(TableForm::Kind::Csv);
    const QString written = m_template->currentText();
    const bool untouched = m_template->findText(written) >= 0 || written.isEmpty();
    m_separator->clear();
    m_template->clear();
    if (csv) {
        m_separator->addItem(tr("Comma"), int(','));
        m_separator->addItem(tr("Semicolon"), int(';'));
        m_separator->addItem(tr("Tab"), int('\t'));
        for (const char *line : {"SETQ user:{1} {2} ttl=1h", "SET {1} {2}", "INCR {1} {2}", "TOUCH {1} {2}"})
            m_template->addItem(QLatin1String(line));
    } else {
        m_separator->addItem(tr("One a line"), int('\n'));
        m_separator->addItem(tr("Comma"), int(','));
        m_separator->addItem(tr("Semicolon"), int(';'));
        m_separator->addItem(tr("Tab"), int('\t'));
        m_separator->addItem(tr("Blanks"), int(' '));
        m_separator->addItem(tr("NUL byte"), int('\0'));
        for (const char *line : {"GET {key}", "GETKQ {key}", "DELETE {key}", "DELETEQ {key}", "TOUCH {key} 1h", "GATKQ {key} 1h"})
            m_template->addItem(QLatin1String(line));
    }
    if (!untouched)
        m_template->setEditText(written);
    m_header->setVisible(csv);
    m_columns->setVisible(csv);
    preview();
}

void BatchMakerDialog::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Open keys or rows"), QString(), tr("Tables and lists (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setObjectName(QStringLiteral("batchFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchMakerDialog::openFile);
    dialog->open();
}

void BatchMakerDialog::openFile(const QString &path)
{
    m_path = path;
    m_reading.setFuture(QtConcurrent::run(readRows, path, longestFile));
    setBusy(true);
}

void BatchMakerDialog::takeFile()
{
    setBusy(false);
    const ReadRows read = m_reading.future().takeResult();
    if (read.error) {
        say(read.error.text, true);
        return;
    }
    if (m_path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) || m_path.endsWith(QLatin1String(".tsv"), Qt::CaseInsensitive))
        m_kind->setCurrentIndex(m_kind->findData(int(TableForm::Kind::Csv)));
    if (m_path.endsWith(QLatin1String(".tsv"), Qt::CaseInsensitive))
        m_separator->setCurrentIndex(m_separator->findData(int('\t')));
    hold(read.bytes, QFileInfo(m_path).fileName());
}

void BatchMakerDialog::setText(const QByteArray &text, const QString &name)
{
    if (text.size() > 3 * qsizetype(PasteField::longest)) { // a UTF-16 unit is of three bytes at most: it need not be decoded
        hold(text, name);
        return;
    }
    const QString shown = QString::fromUtf8(text);
    if (shown.size() > PasteField::longest || shown.toUtf8() != text) {
        hold(text, name);
    } else {
        letGo();
        m_text->setPlainText(shown);
    }
}

void BatchMakerDialog::hold(const QByteArray &bytes, const QString &name)
{
    m_held = bytes;
    m_holding = true;
    m_source->setText(tr("%1, %2").arg(name, byteText(bytes.size())));
    m_text->hide();
    m_letGo->show();
    preview();
}

void BatchMakerDialog::letGo()
{
    m_held.clear();
    m_holding = false;
    m_source->clear();
    m_text->show();
    m_letGo->hide();
    preview();
}

void BatchMakerDialog::preview()
{
    m_delay.stop();
    if (m_making.isRunning())
        return;
    m_faultsSeen = false;
    BatchRecipe beginningOnly = recipe();
    const bool whole = beginningOnly.text.size() <= previewBytes;
    beginningOnly.text = beginning(beginningOnly.text, previewBytes);
    BatchMaking making(beginningOnly);
    offerColumns(making.columns());
    if (making.error()) {
        m_preview->clear();
        m_insert->setEnabled(false);
        say(tr("Command, column %1: %2").arg(making.error()->column).arg(making.error()->text), true);
        return;
    }
    bool more = true;
    while (more && making.made().commandCount < previewed && making.made().faultCount < previewed)
        more = making.make(1);
    MadeBatch made = making.takeMade();
    if (!whole && !more && !made.faults.isEmpty() && made.faults.size() == made.faultCount) {
        made.faults.removeLast(); // that row was cut by us
        --made.faultCount;
    }
    m_preview->setPlainText(QString::fromUtf8(made.text.chopped(made.text.isEmpty() ? 0 : 1)));
    m_insert->setEnabled(made.commandCount > 0 || !whole);
    m_faultsSeen = whole && !more;
    showFaults(made, whole && !more);
}

void BatchMakerDialog::showFaults(const MadeBatch &made, bool whole)
{
    if (made.faultCount > 0) {
        QStringList lines;
        for (const RowFault &fault : made.faults.mid(0, 3))
            lines += tr("Line %1: %2").arg(fault.line).arg(fault.text);
        if (made.faultCount > lines.size())
            lines += tr("Rows left out: %L1").arg(made.faultCount);
        say(lines.join(u'\n'), true);
    } else if (made.commandCount == 0) {
        say(tr("Paste keys or rows, or open a file."), false);
    } else {
        say(whole ? tr("Commands: %L1").arg(made.commandCount) : tr("The first %L1 are shown.").arg(made.commandCount), false);
    }
}

void BatchMakerDialog::offerColumns(const QList<QByteArray> &columns)
{
    QMenu *menu = m_columns->menu();
    menu->clear();
    const qsizetype count = columns.isEmpty() ? 9 : std::min(columns.size(), mostColumnsOffered);
    for (qsizetype i = 0; i < count; ++i) {
        const QString name = columns.isEmpty() ? QString::number(i + 1) : QString::fromUtf8(columns[i]);
        const QString place = u'{' + name + u'}';
        QAction *action = menu->addAction(QString(place).replace(u'&', QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, place] {
            m_template->lineEdit()->insert(place);
            m_template->setFocus();
        });
    }
}

void BatchMakerDialog::make()
{
    if (!m_insert->isEnabled() || m_making.isRunning())
        return;
    m_delay.stop();
    m_making.setFuture(QtConcurrent::run(makeBatch, recipe()));
    setBusy(true);
}

void BatchMakerDialog::takeBatch()
{
    const auto future = m_making.future();
    const bool faultsSeen = m_faultsSeen;
    setBusy(false);
    if (future.isCanceled() || future.resultCount() == 0) {
        say(tr("Cancelled."), false);
        return;
    }
    const MadeBatch made = std::move(*future.result());
    if (made.commandCount > 0 && (made.faultCount == 0 || faultsSeen)) {
        emit batchMade(made.text, made.commandCount);
        accept();
        return;
    }
    showFaults(made, true);
    if (made.commandCount > 0) {
        m_faultsSeen = true;
        say(m_message->text() + u'\n' + tr("Press Insert again for the other commands: %L1").arg(made.commandCount), true);
        m_insert->setFocus();
    }
}

void BatchMakerDialog::reject()
{
    if (m_making.isRunning())
        m_making.cancel(); // the dialog stays, for another try
    else
        QDialog::reject();
}

void BatchMakerDialog::setBusy(bool busy)
{
    m_progress->setVisible(busy);
    m_progress->setValue(0);
    for (QWidget *part : QList<QWidget *>{m_text, m_open, m_letGo, m_kind, m_separator, m_header, m_template, m_columns, m_newScript})
        part->setEnabled(!busy);
    if (busy) {
        m_insert->setEnabled(false);
        m_cancel->setFocus();
    } else {
        preview();
    }
}

void BatchMakerDialog::say(const QString &text, bool bad)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(bad ? Tone::Bad : Tone::Muted, palette()));
    m_message->setPalette(colors);
    m_message->setText(text);
}
