#include "app/profiles/exchange/importreader.h"

#include "app/profiles/exchange/serverlist.h"

#include <QLocale>
#include <QSet>
#include <QStringDecoder>

namespace {

constexpr QByteArrayView utf8Mark("\xef\xbb\xbf", 3);

/// The name that a server from a list gets: what tells it from others, and no more.
QString nameOf(const ServerAddress &address)
{
    ServerAddress plain = address;
    plain.encryption = Encryption::None;
    return !plain.isUnixSocket() && plain.port == ServerAddress().port ? plain.host : plain.text();
}

/// Words that begin with a hyphen would be options of ssh.
bool isHarmless(const SshTunnel &tunnel)
{
    return !tunnel.host.startsWith(u'-') && !tunnel.user.startsWith(u'-');
}

} // namespace

std::variant<ReadImport, Error> ImportReader::read(const QByteArray &bytes)
{
    if (bytes.size() > longest)
        return Error{Error::Code::TooLarge, tr("It is longer than %1.").arg(QLocale().formattedDataSize(longest, 0))};
    const QByteArray unmarked = bytes.startsWith(utf8Mark) ? bytes.sliced(utf8Mark.size()) : bytes;
    return unmarked.trimmed().startsWith('{') ? readJson(unmarked) : readList(unmarked);
}

std::variant<ReadImport, Error> ImportReader::readJson(const QByteArray &bytes)
{
    auto read = ExchangeFormat::read(bytes);
    if (const auto *error = std::get_if<Error>(&read))
        return *error;
    ReadImport found;
    found.exchange = std::get<ReadExchange>(std::move(read));
    found.notes = found.exchange.profiles.notes.mid(0, ServerList::mostProblems);
    const QSet<QString> doubtful(found.exchange.profiles.doubtful.cbegin(), found.exchange.profiles.doubtful.cend());
    for (Profile profile : std::as_const(found.exchange.profiles.list.profiles)) {
        if (profile.tunnel && !isHarmless(*profile.tunnel)) {
            found.problems.append(tr("“%1”: the host or the user of its SSH tunnel begins with “-”, which ssh would take for an option.")
                                      .arg(profile.name.left(80)));
            continue;
        }
        if (profile.address.isUnixSocket()) // what stands beside it does not count
            profile.address = ServerAddress{.socketPath = profile.address.socketPath};
        profile.rest = {};
        profile.passwordKept = false;
        profile.keyPassphraseKept = false;
        profile.sshPassphraseKept = false;
        profile.lastUsed = {};
        found.entries.append({profile, {}, 0, doubtful.contains(profile.id)});
    }
    return found;
}

std::variant<ReadImport, Error> ImportReader::readList(const QByteArray &bytes)
{
    const auto encoding = QStringConverter::encodingForData(bytes);
    const QString text = QStringDecoder(encoding.value_or(QStringConverter::Utf8)).decode(bytes);
    if (text.contains(QChar(u'\0')))
        return Error{Error::Code::Invalid, tr("It is neither a list of servers nor a file of profiles.")};
    const ServerList list = ServerList::read(text);
    ReadImport found;
    found.problems = list.problems;
    found.notes = list.notes;
    for (const ListedServer &server : list.servers) {
        Profile profile;
        profile.name = nameOf(server.url.address);
        profile.address = server.url.address;
        profile.user = server.url.credentials.user;
        found.entries.append({profile, server.url.credentials.password, server.line, false});
    }
    return found;
}
