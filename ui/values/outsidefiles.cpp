#include "ui/values/outsidefiles.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QUrl>
#include <QtConcurrentRun>

OutsideFiles::OutsideFiles(QObject *parent)
    : QObject(parent)
{
    connect(&m_writing, &QFutureWatcherBase::finished, this, &OutsideFiles::take);
}

OutsideFiles::~OutsideFiles()
{
    m_writing.waitForFinished(); // the folder goes with what is in it
}

void OutsideFiles::open(QByteArrayView bytes, const std::shared_ptr<const void> &owner, const QString &name)
{
    if (m_writing.isRunning()) {
        emit told(tr("Not opened: another value is still being written."));
        return;
    }
    if (!m_folder) // mkdtemp() makes it for its owner alone
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/slabscope-XXXXXX"));
    // A folder for each, so that a value never takes the place of one that is still being looked at.
    const QString folder = m_folder->filePath(QString::number(++m_count));
    if (!m_folder->isValid() || !QDir().mkpath(folder)) {
        emit told(tr("Not opened: no temporary folder can be made."));
        return;
    }
    const QString path = folder + QLatin1Char('/') + name;
    m_writing.setFuture(QtConcurrent::run([path, bytes, owner] {
        (void)owner;
        return write(path, bytes);
    }));
}

OutsideFiles::Written OutsideFiles::write(const QString &path, QByteArrayView bytes)
{
    QFile file(path);
    const auto flags = QIODevice::WriteOnly | QIODevice::NewOnly;
    if (!file.open(flags, QFileDevice::ReadOwner | QFileDevice::WriteOwner) || file.write(bytes.data(), bytes.size()) != bytes.size()
        || !file.flush())
        return {.fault = file.errorString()};
    return {.path = path};
}

void OutsideFiles::take()
{
    const Written written = m_writing.result();
    if (!written.fault.isEmpty())
        emit told(tr("Not opened: the value cannot be written to a temporary file: %1.").arg(written.fault));
    else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(written.path)))
        emit told(tr("Not opened: no program is set up for files like %1.").arg(QFileInfo(written.path).fileName()));
    else
        emit told(tr("Opened in another program: a copy, which goes when Slabscope ends"));
}
