#include "ui/workbench/scriptpage.h"

#include "ui/theme.h"
#include "ui/workbench/disknotice.h"
#include "ui/workbench/findbar.h"
#include "ui/workbench/noticestrip.h"
#include "ui/workbench/problemlist.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptfoot.h"
#include "ui/workbench/scriptsession.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>
#include <QUuid>
#include <QVBoxLayout>

using namespace std::chrono_literals;

ScriptPage::ScriptPage(int number, QWidget *parent)
    : QWidget(parent)
    , m_number(number)
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_editor(new ScriptEditor(this))
    , m_check(m_editor)
    , m_file(m_editor)
    , m_assist(m_editor)
    , m_edits(m_editor)
    , m_notice(new DiskNotice(this))
    , m_loudness(new NoticeStrip("loudnessNotice", this))
    , m_findBar(new FindBar(m_editor, this))
    , m_foot(new ScriptFoot(&m_check, this))
{
    setObjectName(QStringLiteral("scriptPage"));
    m_editor->setObjectName(QStringLiteral("script"));
    m_editor->setAccessibleName(tr("Script"));
    m_editor->setPlaceholderText(tr("One command a line, for example:\nSETQ greeting \"hello world\" ttl=5m\nGETKQ greeting"));
    setFocusProxy(m_editor);
    const QPushButton *close = m_loudness->addButton("closeLoudnessNotice", tr("Close"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_notice);
    layout->addWidget(m_loudness);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_findBar);
    layout->addWidget(m_foot);

    connect(&m_check, &ScriptCheck::finished, this, [this] {
        m_editor->setProblems(m_check.problems());
        if (m_asked)
            runIfChecked();
    });
    connect(&m_file, &ScriptFile::loadingBegan, this, [this] { m_foot->say(tr("Opening…"), Tone::Muted); });
    connect(&m_file, &ScriptFile::loaded, this, &ScriptPage::takeLoaded);
    connect(m_editor, &ByteEditor::refused, this, [this](const QString &why) { m_foot->say(why, Tone::Bad); });
    connect(&m_file, &ScriptFile::failed, this, [this](const Error &error) { m_foot->say(error.text, Tone::Bad); });
    connect(&m_file, &ScriptFile::pathChanged, this, &ScriptPage::changed);
    connect(&m_file, &ScriptFile::changedOnDisk, this, &ScriptPage::tellDiskChange);
    connect(m_notice, &DiskNotice::readWanted, this, [this] {
        whenEdited([this] {
            setPlace(m_editor->cursor(), m_editor->topLine());
            m_file.load(m_file.path());
        });
    });
    connect(m_notice, &DiskNotice::writeWanted, this, [this] { save(); });
    connect(m_notice, &DiskNotice::kept, &m_file, &ScriptFile::leaveDisk);
    connect(m_notice, &DiskNotice::readWanted, m_editor, qOverload<>(&QWidget::setFocus));
    connect(m_notice, &DiskNotice::writeWanted, m_editor, qOverload<>(&QWidget::setFocus));
    connect(m_notice, &DiskNotice::kept, m_editor, qOverload<>(&QWidget::setFocus));
    connect(close, &QAbstractButton::clicked, m_editor, qOverload<>(&QWidget::setFocus));
    connect(&m_edits, &ScriptEdits::inserted, m_foot, [this](qint64 lines) { m_foot->tell(tr("commands inserted: %L1").arg(lines)); });
    connect(&m_edits, &ScriptEdits::turned, this, &ScriptPage::tellLoudness);
    connect(m_editor, &ByteEditor::modificationChanged, this, &ScriptPage::changed);
    connect(m_editor, &ByteEditor::edited, this, [this](qint64, qint64 inserted) {
        m_loudness->hide(); // it is about the text as it was
        if (m_editor->isEmpty() || m_editor->length() == inserted)
            emit changed();
    });
    connect(&m_edits, &ScriptEdits::progressed, m_foot,
            [this](int percent) { m_foot->say(tr("Changing the text: %1 % (Escape takes it back)").arg(percent), Tone::Muted); });
    connect(m_editor, &ScriptEditor::escaped, m_findBar, [this] {
        if (m_edits.isRunning())
            m_edits.cancel();
        else if (m_findBar->isVisible())
            m_findBar->close();
    });
    connect(m_foot, &ScriptFoot::chosen, this, &ScriptPage::jumpTo);
}

void ScriptPage::restore(const KeptScript &script)
{
    m_id = script.id;
    setPlace(script.cursor, script.topLine);
    if (script.text) {
        m_file.restore(*script.text, script.form, script.path, script.stamp);
        m_file.checkDisk();
    } else {
        m_file.load(script.path);
    }
}

QString ScriptPage::name() const
{
    if (!m_file.path().isEmpty())
        return QFileInfo(m_file.path()).fileName();
    return m_number == 1 ? tr("Script") : tr("Script %1").arg(m_number);
}

bool ScriptPage::isModified() const
{
    return m_file.isUnsaved();
}

bool ScriptPage::isUnused() const
{
    return m_file.path().isEmpty() && m_editor->isEmpty() && !m_file.isLoading();
}

void ScriptPage::save(const std::function<void()> &then)
{
    if (m_file.path().isEmpty())
        saveAs(then);
    else
        whenEdited([this, then] { m_file.save(m_file.path(), then); });
}

void ScriptPage::saveAs(const std::function<void()> &then)
{
    auto *dialog = new QFileDialog(window(), tr("Save script"), m_file.folder(), tr("Scripts (*.mcb);;All files (*)"));
    dialog->setObjectName(QStringLiteral("saveScriptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("mcb"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, then](const QString &path) { whenEdited([this, path, then] { m_file.save(path, then); }); });
    dialog->open();
}

void ScriptPage::insertBatch(const QByteArray &lines)
{
    m_edits.insertLines(lines);
    m_editor->setFocus();
}

void ScriptPage::whenSaved(const std::function<void()> &then)
{
    if (m_file.isSaving()) {
        connect(
            &m_file, &ScriptFile::savingEnded, this, [this, then] { whenSaved(then); }, Qt::SingleShotConnection);
        return;
    }
    if (m_file.isLoading() && (isModified() || m_editor->isModified())) { // it cannot be saved yet
        QTimer::singleShot(20ms, this, [this, then] { whenSaved(then); });
        return;
    }
    if (!isModified() || isUnused()) {
        then();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Unsaved script"), tr("“%1” has changes that are not saved.").arg(name()),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window());
    box->setObjectName(QStringLiteral("unsavedScript"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::finished, this, [this, then](int button) {
        if (button == QMessageBox::Save)
            save([this, then] { whenSaved(then); }); // what is typed while it is written is not saved yet
        else if (button == QMessageBox::Discard)
            then();
    });
    box->open();
}

void ScriptPage::ask(Part part, ScriptRun::Mode mode)
{
    if (isChanging()) {
        m_foot->say(tr("The text is still being changed."), Tone::Notice);
        return;
    }
    LineSpan lines{1, m_editor->lineCount()};
    if (part == Part::Selection)
        lines = touchedLines(m_editor);
    else if (part == Part::Line)
        lines = {m_editor->currentLine(), m_editor->currentLine()};
    m_asked = Asked{part, lines, mode, m_editor->revision()};
    if (m_check.isFinished())
        runIfChecked();
    else
        m_check.hurry();
}

void ScriptPage::runIfChecked()
{
    const Asked asked = *std::exchange(m_asked, {});
    const LineSpan lines = asked.lines;
    if (asked.revision != m_editor->revision()) {
        m_foot->say(tr("Nothing was run: the text was changed before it was checked."), Tone::Notice);
        return;
    }
    const ScriptCheck::Summary summary = asked.part == Part::All ? m_check.whole() : m_check.summary(lines.first, lines.last);
    if (summary.errors > 0) {
        m_foot->say(tr("Nothing was run: there is an error in line %1.").arg(summary.firstError.line), Tone::Notice);
        jumpTo(summary.firstError);
        return;
    }
    const QByteArray text = m_editor->bytes(m_editor->lineStart(lines.first), m_editor->lineEnd(lines.last)).toByteArray();
    const QString fileName = m_file.path().isEmpty() ? QString() : name();
    m_foot->say({}, Tone::Muted); // why nothing was run before
    emit runRequested({.text = text,
                       .folder = m_file.folder(),
                       .firstLine = lines.first,
                       .commandCount = summary.commands,
                       .effects = summary.effects,
                       .mode = asked.mode,
                       .origin = {.name = fileName, .scriptId = m_id}});
}

void ScriptPage::goToProblem(bool forward)
{
    const ScriptProblem *problem = m_foot->list()->select(m_editor->currentLine(), m_editor->currentColumn(), forward);
    if (problem)
        jumpTo(*problem);
}

void ScriptPage::jumpTo(const ScriptProblem &problem)
{
    m_editor->jumpTo(problem.line, problem.error.column);
}

void ScriptPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_foot->list()->setMaximumHeight(std::max(2 * m_foot->list()->sizeHintForRow(0), height() / 4)); // the script needs the room
}

void ScriptPage::setPlace(qint64 cursor, qint64 topLine)
{
    m_cursor = cursor;
    m_topLine = topLine;
}

qint64 ScriptPage::cursorPlace() const
{
    return m_file.isLoading() ? m_cursor : m_editor->cursor();
}

qint64 ScriptPage::topPlace() const
{
    return m_file.isLoading() ? m_topLine : m_editor->topLine();
}

void ScriptPage::takeLoaded()
{
    const qint64 cursor = std::clamp<qint64>(m_cursor, 0, m_editor->length());
    m_editor->select(cursor, cursor);
    m_editor->setTopLine(m_topLine);
    setPlace(0, 1);
    if (m_check.isFinished()) // nothing changed
        m_foot->say({}, Tone::Muted);
    m_check.hurry();
    emit changed();
}

void ScriptPage::tellDiskChange(ScriptFile::DiskChange change)
{
    m_notice->tellChange(name(), change, isModified());
}

void ScriptPage::tellLoudness(Loudness to, const LoudnessChange &change)
{
    const bool quiet = to == Loudness::Quiet;
    QStringList notes = change.losses();
    if (quiet && change.withoutCount > 0)
        notes += tr("Commands without a quiet form, left as they are: %L1").arg(change.withoutCount);
    if (change.unreadableCount > 0)
        notes += tr("Lines that begin with no command, left as they are: %L1").arg(change.unreadableCount);
    if (!notes.isEmpty())
        m_loudness->tell(notes.join(QStringLiteral(" · ")));
    if (change.changedCount > 0)
        m_foot->tell((quiet ? tr("turned quiet: %L1") : tr("turned loud: %L1")).arg(change.changedCount));
    else if (notes.isEmpty())
        m_foot->tell(quiet ? tr("nothing to turn quiet here") : tr("nothing to turn loud here"));
}

bool ScriptPage::isChanging() const
{
    return m_edits.isRunning() || m_findBar->scriptSearch()->isReplacing() || m_editor->isUnwinding();
}

void ScriptPage::whenEdited(const std::function<void()> &then)
{
    if (isChanging())
        QTimer::singleShot(20ms, this, [this, then] { whenEdited(then); });
    else
        then();
}
