#include "ui/watch/watchfiles.h"

#include "app/watch/serverwatch.h"
#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/keys/suggestedfile.h"

#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace {

QString nativePath(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

} // namespace

WatchFiles::WatchFiles(ServerWatch *watch, QWidget *parent)
    : FileStrip(parent)
    , m_watch(watch)
{
    setObjectName(QStringLiteral("watchFiles"));
    text()->setObjectName(QStringLiteral("watchFilesText"));
    text()->setAccessibleName(tr("State of the file"));
    progress()->setObjectName(QStringLiteral("watchFilesProgress"));
    progress()->setAccessibleName(tr("Progress of the file"));
    cancelButton()->setObjectName(QStringLiteral("cancelWatchFile"));
    cancelButton()->setAccessibleName(tr("Cancel"));
    closeButton()->setObjectName(QStringLiteral("closeWatchFile"));
    const auto name = [](QAction &action, const char *objectName, const QString &words, const char *icon, const QString &tip) {
        action.setObjectName(QLatin1String(objectName));
        action.setText(words);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setToolTip(tip);
    };
    name(m_save, "watchSave", tr("Save li&nes…"), "save", tr("Write the lines that are kept now to a file, as the server wrote them"));
    name(m_record, "watchRecord", tr("Record to f&ile…"), "file-down",
         tr("Write all lines that come from now on to a file, until you stop"));
    name(m_open, "watchOpen", tr("&Open file…"), "folder-open", tr("Look at lines that were saved, without their server"));
    connect(&m_save, &QAction::triggered, this,
            [this] { ask(&m_save, QStringLiteral("watchSaveDialog"), tr("Save lines"), &WatchFiles::saveTo); });
    connect(&m_record, &QAction::triggered, this,
            [this] { ask(&m_record, QStringLiteral("watchRecordDialog"), tr("Record lines"), &WatchFiles::recordTo); });
    connect(&m_open, &QAction::triggered, this,
            [this] { ask(&m_open, QStringLiteral("watchOpenDialog"), tr("Open watched lines"), &WatchFiles::openFile); });
    connect(&m_saving, &FileWriting::progressed, this, [this](qint64 written) { tellProgress(written, m_saving.count()); });
    connect(&m_saving, &FileWriting::finished, this, &WatchFiles::showSaved);
    connect(&m_opening, &WatchOpening::progressed, progress(), &QProgressBar::setValue);
    connect(&m_opening, &WatchOpening::finished, this, &WatchFiles::showOpened);
    connect(cancelButton(), &QToolButton::clicked, this, &WatchFiles::cancel);
    connect(watch, &ServerWatch::grew, this, &WatchFiles::followRecording);
    connect(watch, &ServerWatch::recordingEnded, this, &WatchFiles::followRecording);
    connect(watch, &ServerWatch::stateChanged, this, &WatchFiles::updateActions);
    connect(watch, &ServerWatch::grew, this, &WatchFiles::updateActions);
    connect(watch, &ServerWatch::replaced, this, &WatchFiles::updateActions);
    updateActions();
}

void WatchFiles::ask(QAction *action, const QString &objectName, const QString &title, void (WatchFiles::*use)(const QString &))
{
    const bool opens = action == &m_open;
    const QString place = m_watch->words().isEmpty() ? QString() : m_watch->place();
    auto *dialog = new QFileDialog(this, title, opens ? QDir::currentPath() : suggestedFile(place, QStringLiteral("watch")),
                                   tr("Watched lines (*.watch *.log *.txt);;All files (*)"));
    dialog->setObjectName(objectName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(opens ? QFileDialog::AcceptOpen : QFileDialog::AcceptSave);
    if (opens)
        dialog->setFileMode(QFileDialog::ExistingFile);
    else
        dialog->setDefaultSuffix(QStringLiteral("watch"));
    connect(dialog, &QFileDialog::fileSelected, this, use);
    dialog->open();
}

void WatchFiles::saveTo(const QString &path)
{
    if (m_saving.isRunning())
        return;
    m_saving.save(m_watch->log(), path);
    cancelButton()->setText(tr("Cancel"));
    cancelButton()->setAccessibleName(tr("Cancel writing the file"));
    tellBegin(tr("Saving lines to %2: %L1").arg(m_saving.count()).arg(nativePath(path)));
    updateActions();
}

void WatchFiles::recordTo(const QString &path)
{
    if (m_watch->isRecording() || !m_watch->isOn())
        return;
    cancelButton()->setText(tr("Finish"));
    cancelButton()->setAccessibleName(tr("Finish the file"));
    tellBegin(tr("Recording to %1").arg(nativePath(path)));
    progress()->hide();
    m_watch->record(path);
    updateActions();
}

void WatchFiles::openFile(const QString &path)
{
    cancelButton()->setText(tr("Cancel"));
    cancelButton()->setAccessibleName(tr("Cancel reading the file"));
    tellBegin(tr("Opening %1").arg(nativePath(path)));
    m_opening.open(path, m_delimiters);
    emit openingBegan();
    updateActions();
}

void WatchFiles::cancel()
{
    if (m_saving.isRunning())
        m_saving.cancel();
    else if (m_opening.isRunning())
        m_opening.cancel();
    else
        m_watch->finishRecording();
}

void WatchFiles::followRecording()
{
    const WatchRecording *recording = m_watch->recording();
    if (!recording || m_saving.isRunning() || m_opening.isRunning())
        return;
    const QString path = nativePath(recording->path());
    if (m_watch->isRecording())
        text()->setText(tr("Recording to %1: %2").arg(path, byteText(recording->byteCount())));
    else if (!cancelButton()->isHidden())
        tellEnd(recording->error(), {}, tr("Recorded to %1: %2").arg(path, byteText(recording->byteCount())));
    updateActions();
}

void WatchFiles::showSaved()
{
    tellEnd(m_saving.error(), m_saving.isCancelled() ? tr("Cancelled: nothing was written") : QString(),
            tr("Lines saved to %2: %L1").arg(m_saving.count()).arg(nativePath(m_saving.path())));
    updateActions();
}

void WatchFiles::showOpened()
{
    const ReadWatch &read = m_opening.result();
    if (!read.error && !read.isCancelled) {
        m_watch->load(read.log, read.figures);
        emit opened(m_opening.path());
    }
    const qint64 dropped = read.log.dropped();
    const QString all = tr("Lines from %2: %L1").arg(read.log.size()).arg(nativePath(m_opening.path()));
    tellEnd(read.error, read.isCancelled ? tr("Cancelled: nothing was opened") : QString(),
            dropped == 0 ? all : tr("%1, the newest. %L2 older ones are counted, but not kept").arg(all).arg(dropped));
    m_opening.clear(); // tens of megabytes that would outlive the lines that are looked at
    updateActions();
}

QString WatchFiles::work() const
{
    if (m_watch->isRecording())
        return tr("Watched lines are being recorded to a file.");
    return m_saving.isRunning() ? tr("Watched lines are being saved to a file.") : QString();
}

void WatchFiles::updateActions()
{
    const bool isBusy = m_saving.isRunning() || m_opening.isRunning() || m_watch->isRecording();
    m_save.setEnabled(!isBusy && !m_watch->log().isEmpty());
    m_record.setEnabled(!isBusy && m_watch->isOn());
    m_open.setEnabled(!isBusy && !m_watch->isOn());
}
