#include "ui/workbench/sessionfolder.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSet>

namespace {

constexpr qint64 longestList = 16 * 1024 * 1024; // bytes
constexpr int mostScripts = 1000;
constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString listPath(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("session.json"));
}

QString textPath(const QString &folder, const QString &id)
{
    return QDir(folder).filePath(id + QStringLiteral(".text"));
}

QStringList keptIds(const QString &folder)
{
    QStringList ids = QDir(folder).entryList({QStringLiteral("*.text")}, QDir::Files, QDir::Name);
    for (QString &id : ids)
        id.chop(5);
    return ids;
}

/// An id becomes the name of a file: nothing from a damaged list may lead elsewhere.
bool isId(const QString &id)
{
    static const QRegularExpression form(QStringLiteral("^[0-9A-Za-z-]{1,64}$"));
    return form.match(id).hasMatch();
}

std::optional<QByteArray> readText(const QString &folder, const QString &id)
{
    QFile file(textPath(folder, id));
    if (!file.open(QIODevice::ReadOnly) || file.size() > ScriptFile::longest)
        return {};
    return file.readAll();
}

QJsonObject toJson(const KeptScript &script)
{
    return {
        {QStringLiteral("id"), script.id},
        {QStringLiteral("path"), script.path},
        {QStringLiteral("number"), script.number},
        {QStringLiteral("byteOrderMark"), script.form.byteOrderMark},
        {QStringLiteral("crlf"), script.form.crlf},
        {QStringLiteral("stamp"), script.stamp.isValid() ? script.stamp.toMSecsSinceEpoch() : -1},
        {QStringLiteral("cursor"), script.cursor},
        {QStringLiteral("topLine"), script.topLine},
        {QStringLiteral("text"), script.hasText},
    };
}

KeptScript fromJson(const QJsonObject &json)
{
    KeptScript script;
    script.id = json[QLatin1String("id")].toString();
    script.path = json[QLatin1String("path")].toString();
    script.number = std::clamp(json[QLatin1String("number")].toInt(1), 1, 1'000'000);
    script.form = {json[QLatin1String("byteOrderMark")].toBool(), json[QLatin1String("crlf")].toBool()};
    const qint64 stamp = json[QLatin1String("stamp")].toInteger(-1);
    if (stamp >= 0)
        script.stamp = QDateTime::fromMSecsSinceEpoch(stamp);
    script.cursor = std::max<qint64>(0, json[QLatin1String("cursor")].toInteger());
    script.topLine = std::max<qint64>(1, json[QLatin1String("topLine")].toInteger(1));
    script.hasText = json[QLatin1String("text")].toBool();
    return script;
}

/// The list, or nothing if it is damaged.
std::optional<KeptScripts> readList(const QString &folder)
{
    QFile file(listPath(folder));
    if (!file.exists() && keptIds(folder).isEmpty())
        return KeptScripts();
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestList)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    const QJsonValue scripts = document[QLatin1String("scripts")];
    if (!scripts.isArray() || scripts.toArray().size() > mostScripts)
        return {};
    KeptScripts list;
    list.current = document[QLatin1String("current")].toInt();
    const QJsonArray entries = scripts.toArray();
    for (const QJsonValue &entry : entries) {
        const KeptScript script = fromJson(entry.toObject());
        if (!isId(script.id))
            return {};
        list.scripts.append(script);
    }
    return list;
}

/// All texts there are, without what the damaged list said of them.
KeptScripts setAside(const QString &folder)
{
    KeptScripts found;
    const QString aside = QDir(folder).filePath(
        QStringLiteral("damaged-%1.json").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"))));
    QFile::rename(listPath(folder), aside);
    const QStringList ids = keptIds(folder);
    for (const QString &id : ids) {
        if (isId(id) && found.scripts.size() < mostScripts)
            found.scripts.append(
                {.id = id, .path = {}, .number = int(found.scripts.size()) + 1, .form = {}, .stamp = {}, .hasText = true, .text = {}});
    }
    found.notes.append(
        ScriptSession::tr("The list of open scripts was damaged: it is now %1, and the unsaved texts are here without their names.")
            .arg(aside));
    return found;
}

Error writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (written)
        return {};
    return {Error::Code::Unreadable, ScriptSession::tr("Unsaved scripts cannot be kept: %1: %2.").arg(path, file.errorString())};
}

} // namespace

bool makeSessionFolder(const QString &folder)
{
    return QDir().mkpath(folder) && QFile::setPermissions(folder, ownerOnly | QFileDevice::ExeOwner);
}

KeptScripts readSession(const QString &folder)
{
    const std::optional<KeptScripts> list = readList(folder);
    KeptScripts session = list ? *list : setAside(folder);
    QList<KeptScript> whole;
    for (KeptScript &script : session.scripts) {
        if (script.hasText)
            script.text = readText(folder, script.id);
        if (script.hasText && !script.text)
            session.notes.append(
                ScriptSession::tr("The unsaved text of “%1” is lost.").arg(script.path.isEmpty() ? script.id : script.path));
        if (script.text || !script.path.isEmpty())
            whole.append(script);
    }
    session.scripts = whole;
    return session;
}

Error writeSession(const QString &folder, const KeptScripts &scripts)
{
    QJsonArray entries;
    QSet<QString> ids;
    for (const KeptScript &script : scripts.scripts) {
        if (script.text) {
            if (const Error error = writeFile(textPath(folder, script.id), *script.text))
                return error;
        }
        if (script.hasText)
            ids.insert(script.id);
        entries.append(toJson(script));
    }
    const QJsonObject list{{QStringLiteral("scripts"), entries}, {QStringLiteral("current"), scripts.current}};
    if (const Error error = writeFile(listPath(folder), QJsonDocument(list).toJson()))
        return error;
    const QStringList kept = keptIds(folder);
    for (const QString &id : kept) {
        if (!ids.contains(id))
            QFile::remove(textPath(folder, id));
    }
    return {};
}

bool holdsScripts(const QString &folder)
{
    const std::optional<KeptScripts> list = readList(folder);
    return !list || !list->scripts.isEmpty();
}

void clearSession(const QString &folder)
{
    QFile::remove(listPath(folder));
    const QStringList ids = keptIds(folder);
    for (const QString &id : ids)
        QFile::remove(textPath(folder, id));
    QDir().rmdir(folder);
}
