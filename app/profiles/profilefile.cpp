#include "app/profiles/profilefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <chrono>
#include <optional>

#ifdef Q_OS_UNIX
#    include <fcntl.h>
#    include <unistd.h>
#endif

using namespace std::chrono_literals;

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto longestWait = 5s;             ///< for another program that is writing
constexpr auto staleAfter = 3s;              ///< a lock that a program left before its number was in it
constexpr qint64 longest = 64 * 1024 * 1024; ///< bytes: no list of profiles is that long

/// Nothing: the file is not there, or `error` is set.
std::optional<QByteArray> bytesOf(const QString &path, QString &error)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (!QFileInfo(path).isFile()) {
        error = QCoreApplication::translate("ProfileFile", "It is no file");
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        error = file.errorString();
        return {};
    }
    if (file.size() > longest) {
        error = QCoreApplication::translate("ProfileFile", "It is too long");
        return {};
    }
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError) {
        error = file.errorString();
        return {};
    }
    return bytes;
}

QString replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.setPermissions(ownerOnly);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
#ifdef Q_OS_UNIX
    // The renaming itself outlives a loss of power only then.
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
#endif
    return {};
}

} // namespace

QString ProfileFile::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/profiles.json");
}

Error ProfileFile::makeFolder() const
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (QDir().mkpath(folder))
        return {};
    return {Error::Code::Unreadable, tr("The folder %1 for the profiles cannot be made.").arg(folder)};
}

std::variant<ReadProfiles, Error> ProfileFile::read() const
{
    const std::variant<ReadProfiles, Error> read = parse();
    const auto *error = std::get_if<Error>(&read);
    if (!error || error->code != Error::Code::Invalid)
        return read;
    // Somebody else may be setting it aside right now.
    QLockFile lock(lockPath());
    if (const Error failure = take(lock))
        return failure;
    return readOrSetAside();
}

/// Error (Invalid): it is damaged.
std::variant<ReadProfiles, Error> ProfileFile::parse() const
{
    QString failure;
    const std::optional<QByteArray> bytes = bytesOf(m_path, failure);
    if (!failure.isEmpty())
        return Error{Error::Code::Unreadable, tr("The profiles in %1 cannot be read: %2.").arg(m_path, failure)};
    if (!bytes)
        return ReadProfiles{};
    return ProfileFormat::read(*bytes);
}

Error ProfileFile::take(QLockFile &lock) const
{
    lock.setStaleLockTime(std::chrono::milliseconds(staleAfter).count());
    if (lock.tryLock(std::chrono::milliseconds(longestWait).count()))
        return {};
    return {Error::Code::Unreadable,
            lock.error() == QLockFile::LockFailedError ? tr("Another program holds the profiles in %1.").arg(m_path)
                                                       : tr("The profiles in %1 cannot be locked.").arg(m_path)};
}

std::variant<ReadProfiles, Error> ProfileFile::readOrSetAside() const
{
    std::variant<ReadProfiles, Error> read = parse();
    const auto *error = std::get_if<Error>(&read);
    if (error && error->code == Error::Code::Invalid)
        return readPrevious(*error);
    return read;
}

std::variant<ReadProfiles, Error> ProfileFile::readPrevious(const Error &damage) const
{
    const QString aside =
        m_path + QStringLiteral(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmsszzz"));
    if (!QFile::rename(m_path, aside)) {
        return Error{Error::Code::Unreadable,
                     tr("The profiles in %1 cannot be read, and the file cannot be set aside. %2").arg(m_path, damage.text)};
    }
    QString failure;
    const std::optional<QByteArray> bytes = bytesOf(previousPath(), failure);
    std::variant<ReadProfiles, Error> previous = bytes ? ProfileFormat::read(*bytes) : std::variant<ReadProfiles, Error>(ReadProfiles{});
    const bool found = bytes && std::holds_alternative<ReadProfiles>(previous);
    ReadProfiles read = found ? std::get<ReadProfiles>(std::move(previous)) : ReadProfiles{};
    read.isPrevious = true;
    if (found)
        failure = replaceFile(m_path, *bytes); // else the next one to look would find nothing
    read.notes.prepend(
        (found ? tr("The file of profiles was damaged, and the version before it is shown. The damaged file was kept as %1. %2")
               : tr("The file of profiles was damaged, and there is no version before it. The damaged file was kept as %1. %2"))
            .arg(aside, damage.text));
    if (!failure.isEmpty())
        read.notes.append(tr("%1 cannot be written: %2.").arg(m_path, failure));
    return read;
}

std::variant<ReadProfiles, Error> ProfileFile::write(const ProfileList &base, const ProfileList &ours) const
{
    if (const Error error = makeFolder())
        return error;
    QLockFile lock(lockPath());
    if (const Error error = take(lock))
        return error;
    std::variant<ReadProfiles, Error> read = readOrSetAside();
    if (const auto *error = std::get_if<Error>(&read))
        return *error;
    auto &now = std::get<ReadProfiles>(read);
    if (now.isNewer) {
        return Error{
            Error::Code::Unreadable,
            tr("The profiles were not saved: a later version of Slabscope wrote %1, and this one might lose some of it.").arg(m_path)};
    }
    // What only the damaged version held is not known to be gone.
    now.list = now.isPrevious ? ours : merged(base, ours, now.list);
    const QByteArray bytes = ProfileFormat::write(now.list);
    QString failure;
    if (const std::optional<QByteArray> before = bytesOf(m_path, failure); before && *before != bytes)
        failure = replaceFile(previousPath(), *before);
    if (failure.isEmpty())
        failure = replaceFile(m_path, bytes);
    if (!failure.isEmpty())
        return Error{Error::Code::Unreadable, tr("The profiles were not saved: %1 cannot be written: %2.").arg(m_path, failure)};
    return read;
}
