#pragma once

#include "connection/error.h"
#include "ui/session/keptwindow.h"

#include <QCoreApplication>

#include <optional>

/// The list of windows and their pages in the folder of a session: `windows.json`.
class WindowsFile
{
    Q_DECLARE_TR_FUNCTIONS(WindowsFile)

public:
    explicit WindowsFile(const QString &folder);

    /// What was kept; none: nothing, or it is damaged and was set aside.
    [[nodiscard]] QList<KeptWindow> read() const;
    /// It holds the old list or the new one, whole; only its owner can read it. May take as long as the disk does.
    [[nodiscard]] Error write(const QList<KeptWindow> &windows) const;
    void remove() const;

private:
    QString m_folder;
    QString m_path;
};

/// Whether `id` can be that of a page: it becomes the name of a folder.
[[nodiscard]] bool isPageId(const QString &id);
