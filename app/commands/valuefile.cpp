#include "app/commands/valuefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

QString valueFilePath(const QByteArray &written, const QString &folder)
{
    return QDir(folder).filePath(QFile::decodeName(written));
}

ValueFile findValueFile(const QString &path)
{
    const QFileInfo entry(path);
    if (!entry.exists())
        return ValueFile::Missing;
    if (!entry.isFile())
        return ValueFile::Unreadable;
    return entry.size() > longestValueFile ? ValueFile::TooLarge : ValueFile::Readable;
}

QString valueFileText(ValueFile found, const QString &path)
{
    switch (found) {
    case ValueFile::Readable:
        break;
    case ValueFile::Missing:
        return QCoreApplication::translate("CommandFeed", "“%1” names no existing file.").arg(path);
    case ValueFile::Unreadable:
        return QCoreApplication::translate("CommandFeed", "“%1” is no file that can be read.").arg(path);
    case ValueFile::TooLarge:
        return QCoreApplication::translate("CommandFeed", "“%1” is larger than any item can be.").arg(path);
    }
    return {};
}
