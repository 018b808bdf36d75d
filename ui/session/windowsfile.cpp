#include "ui/session/windowsfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>

#include <array>
#include <utility>

namespace {

constexpr qint64 longest = 16 * 1024 * 1024; // bytes
constexpr qsizetype mostWindows = 100;
constexpr qsizetype mostPages = 1000; // of a window

constexpr std::array kinds{
    std::pair{ServerTarget::Kind::None, "none"},
    std::pair{ServerTarget::Kind::Address, "address"},
    std::pair{ServerTarget::Kind::Sandbox, "sandbox"},
    std::pair{ServerTarget::Kind::Profile, "profile"},
};

QString nameOf(ServerTarget::Kind kind)
{
    for (const auto &[each, name] : kinds) {
        if (each == kind)
            return QLatin1String(name);
    }
    return {};
}

ServerTarget::Kind kindOf(const QString &name)
{
    for (const auto &[kind, each] : kinds) {
        if (name == QLatin1String(each))
            return kind;
    }
    return ServerTarget::Kind::None;
}

QString toText(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray toBytes(const QJsonValue &text)
{
    return QByteArray::fromBase64(text.toString().toLatin1());
}

QJsonObject toJson(const KeptPage &page)
{
    QJsonObject layout;
    for (auto part = page.layout.cbegin(); part != page.layout.cend(); ++part)
        layout[part.key()] = toText(part.value());
    return {
        {QStringLiteral("id"), page.id},
        {QStringLiteral("kind"), nameOf(page.target.kind)},
        {QStringLiteral("target"), page.target.text},
        {QStringLiteral("name"), page.target.name},
        {QStringLiteral("layout"), layout},
    };
}

KeptPage pageFrom(const QJsonObject &json)
{
    KeptPage page{.id = json[QLatin1String("id")].toString(),
                  .target = {.kind = kindOf(json[QLatin1String("kind")].toString()),
                             .text = json[QLatin1String("target")].toString(),
                             .name = json[QLatin1String("name")].toString()},
                  .layout = {}};
    const QJsonObject layout = json[QLatin1String("layout")].toObject();
    for (auto part = layout.begin(); part != layout.end(); ++part)
        page.layout[part.key()] = toBytes(part.value());
    return page;
}

QJsonObject toJson(const KeptWindow &window)
{
    QJsonArray pages;
    for (const KeptPage &page : window.pages)
        pages.append(toJson(page));
    return {
        {QStringLiteral("geometry"), toText(window.geometry)}, {QStringLiteral("screen"), toText(window.screen)},
        {QStringLiteral("docks"), toText(window.docks)},       {QStringLiteral("pages"), pages},
        {QStringLiteral("current"), window.current},
    };
}

/// Nothing, if it is damaged.
std::optional<KeptWindow> windowFrom(const QJsonObject &json)
{
    KeptWindow window{.geometry = toBytes(json[QLatin1String("geometry")]),
                      .screen = toBytes(json[QLatin1String("screen")]),
                      .docks = toBytes(json[QLatin1String("docks")]),
                      .pages = {},
                      .current = json[QLatin1String("current")].toInt()};
    const QJsonArray pages = json[QLatin1String("pages")].toArray();
    if (pages.size() > mostPages)
        return {};
    for (const QJsonValue &each : pages) {
        window.pages.append(pageFrom(each.toObject()));
        if (!isPageId(window.pages.constLast().id))
            return {};
    }
    return window;
}

std::optional<QList<KeptWindow>> windowsFrom(const QByteArray &bytes)
{
    const QJsonValue list = QJsonDocument::fromJson(bytes)[QLatin1String("windows")];
    if (!list.isArray() || list.toArray().size() > mostWindows)
        return {};
    QList<KeptWindow> windows;
    const QJsonArray entries = list.toArray();
    for (const QJsonValue &entry : entries) {
        const std::optional<KeptWindow> window = windowFrom(entry.toObject());
        if (!window)
            return {};
        windows.append(*window);
    }
    return windows;
}

} // namespace

WindowsFile::WindowsFile(const QString &folder)
    : m_folder(folder)
    , m_path(QDir(folder).filePath(QStringLiteral("windows.json")))
{
}

QList<KeptWindow> WindowsFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return {};
    std::optional<QList<KeptWindow>> windows;
    if (file.open(QIODevice::ReadOnly) && file.size() <= longest)
        windows = windowsFrom(file.readAll());
    if (windows)
        return *windows;
    const QString now = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    QFile::rename(m_path, QDir(m_folder).filePath(QStringLiteral("damaged-windows-%1.json").arg(now)));
    return {};
}

Error WindowsFile::write(const QList<KeptWindow> &windows) const
{
    QJsonArray entries;
    for (const KeptWindow &window : windows)
        entries.append(toJson(window));
    const QByteArray bytes = QJsonDocument(QJsonObject{{QStringLiteral("windows"), entries}}).toJson();
    QSaveFile file(m_path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return {Error::Code::Unreadable, tr("The open tabs cannot be kept: %1: %2.").arg(m_path, file.errorString())};
}

void WindowsFile::remove() const
{
    QFile::remove(m_path);
}

bool isPageId(const QString &id)
{
    static const QRegularExpression form(QStringLiteral("^[0-9A-Za-z-]{8,64}$"));
    return form.match(id).hasMatch();
}
