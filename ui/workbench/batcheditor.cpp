#include "ui/workbench/batcheditor.h"

#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/shortcuts.h"
#include "ui/workbench/scriptcheck.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptfile.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

BatchEditor::BatchEditor(QWidget *parent)
    : QWidget(parent)
    , m_editor(new ScriptEditor(this))
    , m_check(new ScriptCheck(m_editor->document(), this))
    , m_file(new ScriptFile(m_editor->document(), this))
    , m_title(new ElidedLabel(this))
    , m_message(new ElidedLabel(this))
    , m_problem(new QPushButton(this))
{
    setObjectName(QStringLiteral("batchEditor"));
    m_editor->setObjectName(QStringLiteral("script"));
    m_editor->setAccessibleName(tr("Script"));
    m_editor->setPlaceholderText(tr("One command a line, for example:\nSETQ greeting \"hello world\" ttl=5m\nGETKQ greeting"));
    m_title->setObjectName(QStringLiteral("scriptTitle"));
    m_message->setObjectName(QStringLiteral("scriptMessage"));
    m_message->setAccessibleName(tr("State of the script"));
    m_problem->setObjectName(QStringLiteral("scriptProblem"));
    m_problem->setAccessibleName(tr("First error in the script"));
    m_problem->setFlat(true);
    m_problem->setIcon(themedIcon(QStringLiteral("circle-x"), Tone::Bad));
    m_problem->setToolTip(tr("Go to the place"));
    m_problem->setStyleSheet(QStringLiteral("text-align: left"));
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_problem->hide();
    setUpActions();
    QWidget *before = nullptr;

    auto *header = new QHBoxLayout;
    header->addWidget(m_title, 1);
    for (QAction *action : {&m_openAction, &m_saveAction, &m_batchAction, &m_eachAction}) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
        const bool runs = action == &m_batchAction || action == &m_eachAction;
        button->setToolButtonStyle(runs ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setAutoRaise(!runs);
        button->setFocusPolicy(Qt::TabFocus);
        header->addWidget(button);
        if (before)
            setTabOrder(before, button);
        before = button;
    }
    setTabOrder(before, m_editor);
    setTabOrder(m_editor, m_problem);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(header);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_problem);

    setFocusProxy(m_editor);
    connect(m_check, &ScriptCheck::outdated, this, [this] { m_message->setText(tr("Checking…")); });
    connect(m_check, &ScriptCheck::finished, this, &BatchEditor::showCheck);
    connect(m_editor, &ScriptEditor::fileDropped, this, [this](const QString &path) { whenSaved([this, path] { openFile(path); }); });
    connect(m_problem, &QPushButton::clicked, this, [this] {
        const ScriptProblem &first = m_check->problems().first();
        m_editor->jumpTo(first.line, first.error.column);
    });
    connect(m_editor->document(), &QTextDocument::modificationChanged, this, &BatchEditor::showTitle);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &BatchEditor::updateActions);
    connect(m_file, &ScriptFile::pathChanged, this, &BatchEditor::showTitle);
    connect(m_file, &ScriptFile::loaded, this, [this] {
        m_editor->setReadOnly(false);
        m_editor->moveCursor(QTextCursor::Start);
        updateActions();
    });
    m_warningDelay.setSingleShot(true);
    m_warningDelay.setInterval(100);
    connect(&m_warningDelay, &QTimer::timeout, this, &BatchEditor::showWarnings);
    showTitle();
    showCheck();
    updateActions();
}

void BatchEditor::setUpActions()
{
    const auto setUp = [](QAction &action, const char *name, const QString &text, const char *icon, const QString &tip) {
        action.setObjectName(QLatin1String(name));
        action.setText(text);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setStatusTip(tip);
    };
    setUp(m_openAction, "openScript", tr("&Open script…"), "folder-open", tr("Read a script from a file"));
    setUp(m_saveAction, "saveScript", tr("&Save script"), "save", tr("Write the script to its file"));
    setUp(m_saveAsAction, "saveScriptAs", tr("Save script &as…"), "save-all", tr("Write the script to another file"));
    setUp(m_batchAction, "runBatch", tr("Run &batch"), "play", tr("Run all lines of the script as one pipelined batch"));
    setUp(m_eachAction, "runEach", tr("&One by one"), "list-ordered", tr("Run the lines of the script one after the other"));
    m_openAction.setShortcuts(shortcutsFor(QKeySequence::Open, Qt::CTRL | Qt::Key_O));
    m_saveAction.setShortcuts(shortcutsFor(QKeySequence::Save, Qt::CTRL | Qt::Key_S));
    m_saveAsAction.setShortcuts(shortcutsFor(QKeySequence::SaveAs, Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_batchAction.setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    m_eachAction.setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Return, Qt::CTRL | Qt::SHIFT | Qt::Key_Enter});
    connect(&m_openAction, &QAction::triggered, this, [this] { whenSaved([this] { askForFile(); }); });
    connect(&m_saveAction, &QAction::triggered, this, [this] { save(); });
    connect(&m_saveAsAction, &QAction::triggered, this, [this] { saveAs(); });
    connect(&m_batchAction, &QAction::triggered, this, [this] { ask(ScriptRun::Mode::Batch); });
    connect(&m_eachAction, &QAction::triggered, this, [this] { ask(ScriptRun::Mode::Each); });
}

void BatchEditor::setObstacle(const QString &obstacle)
{
    m_obstacle = obstacle;
    updateActions();
}

void BatchEditor::beginWarnings()
{
    m_warningCount = 0;
}

void BatchEditor::warn(qint64 line, const QString &text)
{
    if (m_warningCount++ == 0)
        m_warning = tr("Line %1: %2").arg(line).arg(text);
    if (!m_warningDelay.isActive()) // a script can have one on every line
        m_warningDelay.start();
}

void BatchEditor::showWarnings()
{
    const QString more = m_warningCount > 1 ? QLatin1Char(' ') + tr("(further warnings: %L1)").arg(m_warningCount - 1) : QString();
    say(m_warning + more, Tone::Notice);
}

void BatchEditor::openFile(const QString &path)
{
    const Error error = m_file->load(path);
    if (error) {
        say(error.text, Tone::Bad);
        return;
    }
    m_editor->setReadOnly(true);
    updateActions();
}

bool BatchEditor::isModified() const
{
    return m_editor->document()->isModified();
}

void BatchEditor::whenSaved(const std::function<void()> &then)
{
    if (!isModified() || (m_file->path().isEmpty() && m_editor->document()->isEmpty())) {
        then();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Unsaved script"), tr("The script has changes that are not saved."),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window());
    box->setObjectName(QStringLiteral("unsavedScript"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::finished, this, [this, then](int button) {
        if (button == QMessageBox::Save)
            save(then);
        else if (button == QMessageBox::Discard)
            then();
    });
    box->open();
}

void BatchEditor::askForFile()
{
    auto *dialog = new QFileDialog(window(), tr("Open script"), m_file->folder(), tr("Scripts (*.mcb);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openScriptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchEditor::openFile);
    dialog->open();
}

void BatchEditor::save(const std::function<void()> &then)
{
    if (m_file->path().isEmpty())
        saveAs(then);
    else
        writeTo(m_file->path(), then);
}

void BatchEditor::saveAs(const std::function<void()> &then)
{
    auto *dialog = new QFileDialog(window(), tr("Save script"), m_file->folder(), tr("Scripts (*.mcb);;All files (*)"));
    dialog->setObjectName(QStringLiteral("saveScriptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("mcb"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString &path) { writeTo(path, then); });
    dialog->open();
}

void BatchEditor::writeTo(const QString &path, const std::function<void()> &then)
{
    const Error error = m_file->save(path);
    if (error)
        say(error.text, Tone::Bad);
    else if (then)
        then();
}

void BatchEditor::ask(ScriptRun::Mode mode)
{
    m_asked = mode;
    if (m_check->isFinished())
        runIfChecked();
    else
        m_check->hurry();
}

void BatchEditor::runIfChecked()
{
    const ScriptRun::Mode mode = *std::exchange(m_asked, {});
    if (!m_check->problems().isEmpty()) {
        const ScriptProblem &first = m_check->problems().first();
        m_editor->jumpTo(first.line, first.error.column);
        return;
    }
    if (m_obstacle.isEmpty())
        emit runRequested(m_check->text(), m_file->folder(), mode, m_check->commandCount());
}

void BatchEditor::showCheck()
{
    const QList<ScriptProblem> &problems = m_check->problems();
    m_editor->setProblems(problems);
    m_problem->setVisible(!problems.isEmpty());
    if (problems.isEmpty()) {
        say(m_editor->document()->isEmpty() ? QString() : tr("Commands: %L1").arg(m_check->commandCount()), Tone::Muted);
    } else {
        const ScriptProblem &first = problems.first();
        QString text = tr("Line %1, column %2: %3").arg(first.line).arg(first.error.column).arg(first.error.text);
        if (m_check->problemCount() > 1)
            text += QLatin1Char(' ') + tr("(further lines with errors: %L1)").arg(m_check->problemCount() - 1);
        m_problem->setText(text.replace(QLatin1Char('&'), QLatin1String("&&")));
        m_problem->setAccessibleName(text);
        m_message->hide();
    }
    if (m_asked)
        runIfChecked();
}

void BatchEditor::showTitle()
{
    const QString name = m_file->path().isEmpty() ? QString() : QFileInfo(m_file->path()).fileName();
    m_title->setText((name.isEmpty() ? tr("Script") : name) + (isModified() ? QStringLiteral(" •") : QString()));
    emit titleChanged(name);
    updateActions();
}

void BatchEditor::say(const QString &text, Tone tone)
{
    m_message->setTone(tone);
    m_message->setText(text);
    m_message->show();
}

void BatchEditor::updateActions()
{
    const bool loading = m_file->isLoading();
    const bool runnable = m_obstacle.isEmpty() && !loading && !m_editor->document()->isEmpty();
    m_openAction.setEnabled(!loading);
    m_saveAction.setEnabled(!loading && (isModified() || m_file->path().isEmpty()));
    m_saveAsAction.setEnabled(!loading);
    m_batchAction.setEnabled(runnable);
    m_eachAction.setEnabled(runnable);
}
