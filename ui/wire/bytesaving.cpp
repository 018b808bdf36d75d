#include "ui/wire/bytesaving.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QtConcurrent>

ByteSaving::ByteSaving(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    connect(&m_writing, &QFutureWatcher<QString>::finished, this, [this] { emit told(m_writing.result()); });
}

ByteSaving::~ByteSaving()
{
    m_writing.waitForFinished();
}

void ByteSaving::ask(QByteArrayView bytes, const std::shared_ptr<const void> &owner, const QString &suggested)
{
    auto *dialog = new QFileDialog(m_window, tr("Save bytes"), suggested.isEmpty() ? QDir::currentPath() : QFileInfo(suggested).path());
    dialog->setObjectName(QStringLiteral("saveBytesDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suggested.isEmpty() ? QStringLiteral("bin") : QFileInfo(suggested).suffix());
    if (!suggested.isEmpty())
        dialog->selectFile(suggested);
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes, owner](const QString &path) { write(path, bytes, owner); });
    dialog->open();
}

void ByteSaving::write(const QString &path, QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    if (m_writing.isRunning()) {
        emit told(tr("Not saved: other bytes are still being written."));
        return;
    }
    m_writing.setFuture(QtConcurrent::run([path, bytes, owner] {
        QSaveFile file(path);
        const QString name = QDir::toNativeSeparators(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size() || !file.commit())
            return tr("%1 cannot be written: %2.").arg(name, file.errorString());
        return tr("%L1 B saved to %2").arg(bytes.size()).arg(name);
    }));
}
