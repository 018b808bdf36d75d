#include "app/profiles/exchange/exchangefile.h"

#include "app/profiles/exchange/importreader.h"
#include "app/profiles/profilefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>

#include <algorithm>

namespace {

bool isSamePlace(const QFileInfo &one, const QFileInfo &other)
{
    if (one.exists() && other.exists()) // QFileInfo takes any two files that are not there for the same one
        return one == other;
    const QString folder = one.dir().canonicalPath();
    const bool sameFolder = !folder.isEmpty() && folder == other.dir().canonicalPath();
    return one.absoluteFilePath() == other.absoluteFilePath() || (sameFolder && one.fileName() == other.fileName());
}

} // namespace

std::variant<QByteArray, Error> ExchangeFile::read(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile()) // a FIFO would block
        return Error{Error::Code::Unreadable, tr("%1 is no file.").arg(path)};
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(path, file.errorString())};
    QByteArray bytes = file.read(ImportReader::longest + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(path, file.errorString())};
    if (bytes.size() > ImportReader::longest) {
        return Error{
            Error::Code::TooLarge,
            tr("%1 is longer than %2, which no list of servers is.").arg(path, QLocale().formattedDataSize(ImportReader::longest, 0))};
    }
    return bytes;
}

Error ExchangeFile::write(const QString &path, const QByteArray &bytes)
{
    const QStringList own = ProfileFile(ProfileFile::usualPath()).paths();
    if (std::ranges::any_of(own, [&path](const QString &each) { return isSamePlace(QFileInfo(path), QFileInfo(each)); }))
        return {Error::Code::Unreadable, tr("%1 is where the profiles themselves are kept; choose another file.").arg(path)};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return {Error::Code::Unreadable, tr("%1 cannot be written: %2.").arg(path, file.errorString())};
    return {};
}
