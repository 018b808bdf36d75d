#include "app/profiles/exchange/importplan.h"
#include "app/profiles/exchange/importreader.h"
#include "app/profiles/exchange/serverlist.h"

#include <QSet>

#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What was read is written as a file that reads as the same.
ReadImport checkRoundTrip(const ReadImport &read, bool exactly)
{
    ProfileList list;
    for (const ImportEntry &entry : read.entries) {
        Profile profile = entry.profile;
        profile.id = QString::number(list.profiles.size());
        if (!profile.folder.isEmpty() && !list.folders.contains(profile.folder))
            list.folders.append(profile.folder);
        list.profiles.append(profile);
    }
    const auto again = ImportReader::read(ExchangeFormat::write(list));
    require(std::holds_alternative<ReadImport>(again));
    const auto &second = std::get<ReadImport>(again);
    require(second.entries.size() == list.profiles.size() && second.problems.isEmpty() && second.notes.isEmpty());
    for (qsizetype i = 0; i < second.entries.size(); ++i)
        require(!exactly || second.entries[i].profile == list.profiles[i]);
    return second;
}

/// Importing it twice adds nothing the second time, and no two profiles come to have the same id.
void checkPlan(const ReadImport &read)
{
    QList<Profile> profiles;
    for (const ImportEntry &entry : read.entries)
        profiles.append(entry.profile);
    const ProfileList list = ImportPlan::carryOut({}, ImportPlan::make({}, profiles), {}).list;
    require(list.profiles.size() == profiles.size());
    QSet<QString> ids;
    for (const Profile &profile : list.profiles)
        ids.insert(profile.id);
    require(ids.size() == list.profiles.size() && !ids.contains(QString()));
    const QList<PlannedImport> again = ImportPlan::make(list, list.profiles);
    for (const PlannedImport &planned : again)
        require(planned.likeness == PlannedImport::Likeness::Identical && planned.action == PlannedImport::Action::Skip);
}

} // namespace

/// Whatever is imported, it is understood or refused with a sentence, within bounds.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    const auto result = ImportReader::read(QByteArray(reinterpret_cast<const char *>(bytes), qsizetype(size)));
    if (const auto *error = std::get_if<Error>(&result)) {
        require(error->code != Error::Code::None && !error->text.isEmpty());
        return 0;
    }
    const auto &read = std::get<ReadImport>(result);
    require(read.problems.size() <= ServerList::mostProblems + ExchangeFormat::mostProfiles
            && read.entries.size() <= ExchangeFormat::mostProfiles);
    // What does not count, such as the host beside a socket, is not written at all.
    checkRoundTrip(checkRoundTrip(read, false), true);
    checkPlan(read);
    return 0;
}
