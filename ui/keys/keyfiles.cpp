#include "ui/keys/keyfiles.h"

#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/keys/itemdumpdialog.h"
#include "ui/keys/itemrestoredialog.h"
#include "ui/keys/suggestedfile.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <utility>

namespace {

static_assert(SnapshotFile::progressSteps == FileStrip::progressSteps);

QString shownPath(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

struct ExportKind
{
    KeyWriter::Format format;
    QLatin1String suffix;
};

/// Which format a file is written in follows from its name.
ExportKind kindOf(const QString &pathOrFilter)
{
    if (pathOrFilter.contains(QLatin1String(".csv"), Qt::CaseInsensitive))
        return {KeyWriter::Format::Csv, QLatin1String("csv")};
    if (pathOrFilter.contains(QLatin1String(".mcb"), Qt::CaseInsensitive))
        return {KeyWriter::Format::Script, QLatin1String("mcb")};
    return {KeyWriter::Format::JsonLines, QLatin1String("jsonl")};
}

} // namespace

KeyFiles::KeyFiles(Source source, Connection *connection, QWidget *parent)
    : FileStrip(parent)
    , m_source(std::move(source))
    , m_connection(connection)
{
    setObjectName(QStringLiteral("keyFiles"));
    nameParts();
    nameActions();
    connectParts();
    updateActions();
}

void KeyFiles::nameActions()
{
    const auto name = [](QAction &action, const char *objectName, const QString &text, const char *icon, const QString &tip) {
        action.setObjectName(QLatin1String(objectName));
        action.setText(text);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setStatusTip(tip);
    };
    name(m_save, "saveSnapshot", tr("&Save snapshot…"), "save", tr("Keep the listed keys in a file, to look at them later"));
    name(m_open, "openSnapshot", tr("&Open snapshot…"), "folder-open", tr("Look at keys that were kept in a file, without their server"));
    name(m_compare, "compareSnapshot", tr("&Compare with snapshot…"), "git-compare",
         tr("See which keys are new, gone, rewritten, larger or never read since a snapshot"));
    name(m_exportKeys, "exportKeys", tr("E&xport shown keys…"), "file-down", {});
    name(m_dump, "dumpItems", tr("Dump &items…"), "download", tr("Write items with their values, flags and TTL to a file"));
    name(m_restore, "restoreItems", tr("&Restore items…"), "upload", tr("Store the items of a dump on this server"));
}

void KeyFiles::nameParts()
{
    text()->setObjectName(QStringLiteral("keyFilesText"));
    text()->setAccessibleName(tr("State of the file"));
    progress()->setObjectName(QStringLiteral("keyFilesProgress"));
    progress()->setAccessibleName(tr("Progress of the file"));
    cancelButton()->setObjectName(QStringLiteral("cancelKeyFile"));
    cancelButton()->setText(tr("Cancel"));
    cancelButton()->setAccessibleName(tr("Cancel reading or writing the file"));
    closeButton()->setObjectName(QStringLiteral("closeKeyFile"));
}

void KeyFiles::connectParts()
{
    connect(&m_save, &QAction::triggered, this, &KeyFiles::askForSnapshotToSave);
    connect(&m_open, &QAction::triggered, this, [this] { askForSnapshotToOpen(Doing::Opening); });
    connect(&m_compare, &QAction::triggered, this, [this] { askForSnapshotToOpen(Doing::Comparing); });
    connect(&m_exportKeys, &QAction::triggered, this, &KeyFiles::askForExport);
    connect(&m_dump, &QAction::triggered, this, &KeyFiles::openDump);
    connect(&m_restore, &QAction::triggered, this, &KeyFiles::askForDump);
    connect(&m_export, &KeyExport::progressed, this, [this](qint64 written) { tellProgress(written, m_export.count()); });
    connect(&m_export, &KeyExport::finished, this, &KeyFiles::showExportEnd);
    connect(&m_snapshot, &SnapshotFile::progressed, progress(), &QProgressBar::setValue);
    connect(&m_snapshot, &SnapshotFile::finished, this, &KeyFiles::showSnapshotEnd);
    connect(cancelButton(), &QToolButton::clicked, this, &KeyFiles::cancel);
    if (m_connection)
        connect(m_connection, &Connection::stateChanged, this, &KeyFiles::updateActions);
}

void KeyFiles::setProfile(const QString &name, Environment environment)
{
    m_profile = name;
    m_environment = environment;
}

void KeyFiles::setCounts(qint64 listed, const ShownKeys &shown)
{
    m_listed = listed;
    m_shown = shown;
    updateActions();
}

void KeyFiles::setOrigin(Origin origin)
{
    m_origin = origin;
    updateActions();
}

void KeyFiles::askForExport()
{
    auto *dialog = new QFileDialog(this, tr("Export keys"), suggestedFile(m_source.server(), QStringLiteral("jsonl")),
                                   tr("JSON lines (*.jsonl);;CSV (*.csv);;Script of the workbench (*.mcb)"));
    dialog->setObjectName(QStringLiteral("exportKeysDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(QString(kindOf(filter).suffix)); });
    connect(dialog, &QFileDialog::fileSelected, this, &KeyFiles::exportTo);
    dialog->open();
}

void KeyFiles::askForSnapshotToSave()
{
    auto *dialog = new QFileDialog(this, tr("Save snapshot"), suggestedFile(m_source.server(), QStringLiteral("slabkeys")),
                                   tr("Snapshots of keys (*.slabkeys);;All files (*)"));
    dialog->setObjectName(QStringLiteral("saveSnapshotDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("slabkeys"));
    connect(dialog, &QFileDialog::fileSelected, this, &KeyFiles::saveTo);
    dialog->open();
}

void KeyFiles::askForSnapshotToOpen(Doing doing)
{
    auto *dialog = new QFileDialog(this, doing == Doing::Comparing ? tr("Compare with snapshot") : tr("Open snapshot"), QDir::currentPath(),
                                   tr("Snapshots of keys (*.slabkeys);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openSnapshotDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, doing](const QString &path) { readSnapshot(doing, path); });
    dialog->open();
}

void KeyFiles::askForDump()
{
    auto *dialog = new QFileDialog(this, tr("Restore items"), QDir::currentPath(), tr("Dumped items (*.slabitems);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openDumpDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &KeyFiles::restoreFrom);
    dialog->open();
}

void KeyFiles::restoreFrom(const QString &path)
{
    if (!m_connection)
        return;
    auto *dialog = new ItemRestoreDialog(path, m_connection, {m_profile, m_environment}, this);
    m_restoring = dialog;
    connect(dialog, &ItemRestoreDialog::workFailed, this, &KeyFiles::workFailed);
    connect(dialog, &ItemRestoreDialog::workChanged, this, &KeyFiles::workChanged);
    connect(dialog, &ItemRestoreDialog::counted, this, &KeyFiles::counted);
    connect(dialog, &ItemRestoreDialog::restored, this, &KeyFiles::restored);
    dialog->open();
}

void KeyFiles::openDump()
{
    auto *dialog = new ItemDumpDialog({m_connection->options(), m_source.server(), m_source.shown(), m_source.selected()}, this);
    m_dumping = dialog;
    connect(dialog, &ItemDumpDialog::workFailed, this, &KeyFiles::workFailed);
    connect(dialog, &ItemDumpDialog::workChanged, this, &KeyFiles::workChanged);
    connect(dialog, &ItemDumpDialog::counted, this, &KeyFiles::counted);
    dialog->open();
}

void KeyFiles::exportTo(const QString &path)
{
    if (m_doing != Doing::Nothing)
        return;
    const KeyChoice shown = m_source.shown();
    m_export.start(path, kindOf(QFileInfo(path).fileName()).format, shown.listing, shown.indexes);
    begin(Doing::Exporting, tr("Exporting %1 to %2").arg(keyCountText(m_export.count()), shownPath(path)));
}

void KeyFiles::saveTo(const QString &path)
{
    if (m_doing != Doing::Nothing)
        return;
    const KeyListing listing = m_source.shown().listing;
    const SharedGoneKeys gone = m_source.gone ? m_source.gone() : nullptr;
    m_saved = listing.size() - (gone ? gone->count : 0);
    m_snapshot.save(path, m_source.server(), listing, gone);
    begin(Doing::Saving, tr("Saving %1 to %2").arg(keyCountText(m_saved), shownPath(path)));
}

void KeyFiles::openFrom(const QString &path)
{
    readSnapshot(Doing::Opening, path);
}

void KeyFiles::compareTo(const QString &path)
{
    readSnapshot(Doing::Comparing, path);
}

void KeyFiles::readSnapshot(Doing doing, const QString &path)
{
    if (m_doing != Doing::Nothing)
        return;
    m_snapshot.open(path);
    begin(doing, tr("Reading %1").arg(shownPath(path)));
}

void KeyFiles::begin(Doing doing, const QString &text)
{
    m_doing = doing;
    tellBegin(text);
    updateActions();
    emit workChanged();
}

void KeyFiles::cancel()
{
    if (m_doing == Doing::Exporting)
        m_export.cancel();
    else if (m_doing != Doing::Nothing)
        m_snapshot.cancel();
}

QStringList KeyFiles::work() const
{
    QStringList work;
    if (m_doing == Doing::Exporting || m_doing == Doing::Saving)
        work += text()->text();
    if (m_dumping)
        work += m_dumping->work();
    if (m_restoring)
        work += m_restoring->work();
    work.removeAll(QString());
    return work;
}

void KeyFiles::stopWork()
{
    cancel();
    if (m_dumping)
        m_dumping->stopWork();
    if (m_restoring)
        m_restoring->stopWork();
}

void KeyFiles::showExportEnd()
{
    const bool cancelled = m_export.isCancelled();
    showEnd(m_export.error(), cancelled ? tr("Export cancelled: nothing was written") : QString(),
            tr("Keys exported to %2: %L1").arg(m_export.count()).arg(shownPath(m_export.path())));
}

void KeyFiles::showSnapshotEnd()
{
    const Doing was = m_doing;
    const bool cancelled = m_snapshot.isCancelled();
    const std::shared_ptr<KeySnapshot> snapshot = m_snapshot.takeSnapshot();
    if (was == Doing::Saving) {
        showEnd(m_snapshot.error(), cancelled ? tr("Saving cancelled: nothing was written") : QString(),
                tr("Snapshot saved to %2, keys in it: %L1").arg(m_saved).arg(shownPath(m_snapshot.path())));
        return;
    }
    showEnd(m_snapshot.error(), cancelled ? tr("Reading cancelled") : QString(), {});
    if (!snapshot || cancelled)
        return;
    hide();
    if (was == Doing::Comparing)
        emit comparisonWanted(snapshot);
    else
        emit snapshotOpened(snapshot);
}

void KeyFiles::showEnd(const Error &error, const QString &cancelled, const QString &done)
{
    const Doing was = std::exchange(m_doing, Doing::Nothing);
    tellEnd(error, cancelled, done);
    updateActions();
    if (error && (was == Doing::Exporting || was == Doing::Saving))
        emit workFailed();
    emit workChanged();
}

void KeyFiles::updateActions()
{
    const bool isIdle = m_doing == Doing::Nothing;
    const bool isReady = m_connection && m_connection->isReady();
    m_save.setEnabled(isIdle && m_listed > 0);
    m_open.setEnabled(isIdle);
    m_compare.setEnabled(isIdle && m_listed > 0);
    m_exportKeys.setEnabled(isIdle && m_shown.canBeTaken());
    m_exportKeys.setStatusTip(m_shown.tip(tr("Write the keys that are shown to a file, as JSON lines, CSV or a script")));
    m_dump.setEnabled(isReady && m_origin == Origin::Server && m_shown.count > 0);
    m_restore.setEnabled(isReady);
}
