#pragma once

#include "app/profiles/profileformat.h"

#include <QCoreApplication>
#include <QString>

#include <variant>

class QLockFile;

/// The file that keeps the profiles of a person (mode 0600), with the version before it beside it (".previous"). Several programs may use
/// it at once. All functions may take as long as the disk does, and run on any thread.
class ProfileFile
{
    Q_DECLARE_TR_FUNCTIONS(ProfileFile)

public:
    explicit ProfileFile(const QString &path)
        : m_path(path)
    {
    }

    /// In the person's own configuration.
    [[nodiscard]] static QString usualPath();
    [[nodiscard]] const QString &path() const { return m_path; }
    /// Whatever belongs to it, and is to be written by nobody else.
    [[nodiscard]] QStringList paths() const { return {m_path, previousPath(), lockPath()}; }

    /// What it holds; nothing yet: an empty list. A damaged one is set aside, never overwritten, and the version before it taken instead:
    /// a note says so. Error (Unreadable): it can be neither read nor set aside.
    [[nodiscard]] std::variant<ReadProfiles, Error> read() const;
    /// Makes the changes that lead from `base` to `ours` in what the file holds now, and answers what it holds then, with notes as read()
    /// has them. Of a damaged file `ours` takes the place. It holds the old list or the new one, whole, whatever happens on the way. Error
    /// (Unreadable): it cannot be written, or a later version of the program wrote it.
    [[nodiscard]] std::variant<ReadProfiles, Error> write(const ProfileList &base, const ProfileList &ours) const;

private:
    [[nodiscard]] Error makeFolder() const;
    [[nodiscard]] Error take(QLockFile &lock) const;
    [[nodiscard]] std::variant<ReadProfiles, Error> parse() const;
    [[nodiscard]] std::variant<ReadProfiles, Error> readOrSetAside() const;
    [[nodiscard]] std::variant<ReadProfiles, Error> readPrevious(const Error &damage) const;
    [[nodiscard]] QString previousPath() const { return m_path + QStringLiteral(".previous"); }

    [[nodiscard]] QString lockPath() const { return m_path + QStringLiteral(".lock"); }

    QString m_path;
};
