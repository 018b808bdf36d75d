#include "app/profiles/exchange/serverlist.h"

#include "app/profiles/exchange/listwords.h"

#include <algorithm>
#include <utility>

namespace {

/// What may be shown of an entry: a password may stand before an @, and behind a scheme when somebody left the @ out.
QString shown(const QString &entry)
{
    constexpr qsizetype longest = 60;
    QString text = entry;
    const qsizetype at = entry.lastIndexOf(u'@');
    const qsizetype scheme = entry.indexOf(QLatin1String("://"));
    if (at >= 0)
        text = QStringLiteral("…") + entry.sliced(at);
    else if (scheme >= 0)
        text = entry.first(scheme + 3) + QStringLiteral("…");
    return text.size() > longest ? text.first(longest - 1) + QStringLiteral("…") : text;
}

} // namespace

ServerList ServerList::read(const QString &text)
{
    ServerList list;
    int line = 0;
    const auto lines = QStringView(text).split(u'\n');
    for (const QStringView &each : lines) {
        ++line;
        const QStringList words = listWords(each);
        for (const QString &word : words) {
            if (list.servers.size() >= mostServers) {
                list.problems.append(
                    tr("Line %1: more than %Ln servers are not taken at once; import the rest by itself.", nullptr, int(mostServers))
                        .arg(line));
                return list;
            }
            list.take(line, word);
        }
    }
    if (list.m_moreProblems > 0)
        list.problems.append(tr("… and %Ln more of the kind.", nullptr, int(list.m_moreProblems)));
    return list;
}

void ServerList::take(int line, const QString &entry)
{
    if (!m_directive.isEmpty()) {
        note(tr("Line %1: the file that %2 names is not read; import it by itself.").arg(QString::number(line), m_directive));
        m_directive.clear();
    } else if (entry == QLatin1String("INCLUDE")) {
        m_directive = entry;
    } else if (entry == QLatin1String("RESET") || entry == QLatin1String("END") || entry == QLatin1String("ERROR")) {
        noteOption(line, entry);
    } else if (entry.startsWith(QLatin1String("--"))) {
        takeOption(line, entry);
    } else if (entry.startsWith(u'/')) {
        takeSocket(line, entry);
    } else {
        takeAddress(line, entry);
    }
}

void ServerList::takeOption(int line, const QString &option)
{
    const qsizetype equals = option.indexOf(u'=');
    const QString name = (equals < 0 ? option : option.first(equals)).toUpper().left(40);
    const QString value = equals < 0 ? QString() : option.sliced(equals + 1);
    const bool isSocket = name == QLatin1String("--SOCKET");
    if (!isSocket && name != QLatin1String("--SERVER") && name != QLatin1String("--SERVERS"))
        noteOption(line, name);
    else if (value.isEmpty())
        complain(line, name, isSocket ? tr("Behind it the path of a socket is missing.") : tr("Behind it a server is missing."));
    else if (isSocket)
        takeSocket(line, withoutWeight(value));
    else
        takeAddress(line, withoutWeight(value));
}

/// libmemcached's own programs take the weight behind "/?".
QString ServerList::withoutWeight(const QString &address)
{
    const qsizetype weight = address.lastIndexOf(QLatin1String("/?"));
    if (weight < 0)
        return address;
    const QStringView digits = QStringView(address).sliced(weight + 2);
    if (!std::ranges::all_of(digits, [](QChar digit) { return digit >= u'0' && digit <= u'9'; }))
        return address;
    if (!std::exchange(m_weightsNoted, true))
        note(tr("The weights of the servers are passed over: a profile has none."));
    return address.first(weight);
}

void ServerList::takeSocket(int line, const QString &path)
{
    if (!path.startsWith(u'/') || path.endsWith(u'/') || path.contains(QChar(u'\0'))) {
        complain(line, path, tr("The path of a socket begins with “/” and names a file."));
        return;
    }
    ServerUrl url;
    url.address.socketPath = path;
    add(line, url);
}

void ServerList::takeAddress(int line, const QString &text)
{
    const auto parsed = ServerUrl::parse(text);
    if (const auto *error = std::get_if<Error>(&parsed))
        complain(line, text, error->text);
    else
        add(line, std::get<ServerUrl>(parsed));
}

void ServerList::add(int line, const ServerUrl &url)
{
    const auto same = m_lines.constFind(url.text());
    if (same != m_lines.cend()) {
        note(tr("Line %1: %2 stands in line %3 already.").arg(QString::number(line), url.address.text(), QString::number(*same)));
        return;
    }
    m_lines.insert(url.text(), line);
    servers.append({line, url});
}

void ServerList::complain(int line, const QString &entry, const QString &why)
{
    if (problems.size() >= mostProblems)
        ++m_moreProblems;
    else
        problems.append(tr("Line %1, “%2”: %3").arg(QString::number(line), shown(entry), why));
}

void ServerList::note(const QString &text)
{
    if (notes.size() < mostProblems)
        notes.append(text);
}

void ServerList::noteOption(int line, const QString &name)
{
    if (m_options.contains(name) || m_options.size() >= mostProblems)
        return;
    m_options.append(name);
    note(tr("Line %1: %2 is passed over: it says nothing about where a server is.").arg(QString::number(line), name));
}
