#include "ui/profiles/profiletext.h"

#include "connection/serveraddress.h"
#include "ui/profiles/environmentlook.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

struct ProfileTextWords
{
    Q_DECLARE_TR_FUNCTIONS(ProfileText)
};

} // namespace

QString shownName(const Profile &profile)
{
    return profile.name.isEmpty() ? profile.address.text() : profile.name;
}

QString addressUrl(const Profile &profile)
{
    return ServerUrl{.address = profile.address, .credentials = {.user = profile.user, .password = {}}, .passwordInText = false}.text();
}

QString lastUsedText(const QDateTime &lastUsed, const QDateTime &now)
{
    if (!lastUsed.isValid())
        return {};
    const QDateTime local = lastUsed.toLocalTime();
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    const QLocale locale;
    // Some locales have seconds in their short times.
    const QString time = locale.toString(local.time(), locale.timeFormat(QLocale::ShortFormat).remove(QLatin1String(":ss")));
    if (days == 0)
        return ProfileTextWords::tr("today, %1").arg(time);
    if (days == 1)
        return ProfileTextWords::tr("yesterday, %1").arg(time);
    if (days > 1 && days < 7)
        return ProfileTextWords::tr("%1, %2").arg(locale.dayName(local.date().dayOfWeek()), time);
    return locale.toString(local.date(), QLocale::ShortFormat);
}

QString spokenText(const Profile &profile, bool isOpen)
{
    QStringList parts{shownName(profile)};
    if (!profile.name.isEmpty())
        parts.append(profile.address.text());
    if (profile.environment != Environment::None)
        parts.append(environmentName(profile.environment).toLower());
    if (isOpen)
        parts.append(ProfileTextWords::tr("open"));
    if (profile.readOnly)
        parts.append(ProfileTextWords::tr("read-only"));
    if (profile.favourite)
        parts.append(ProfileTextWords::tr("favourite"));
    if (const QString used = lastUsedText(profile.lastUsed); !used.isEmpty())
        parts.append(ProfileTextWords::tr("last used %1").arg(used));
    return parts.join(QLatin1String(", "));
}

QString profileToolTip(const Profile &profile, bool isOpen)
{
    QStringList lines{shownName(profile)};
    if (!profile.name.isEmpty())
        lines.append(profile.address.text());
    QStringList traits;
    if (profile.environment != Environment::None)
        traits.append(environmentName(profile.environment));
    if (isOpen)
        traits.append(ProfileTextWords::tr("Open in a tab"));
    if (profile.readOnly)
        traits.append(ProfileTextWords::tr("Read-only"));
    if (!traits.isEmpty())
        lines.append(traits.join(QLatin1String(", ")));
    if (!profile.folder.isEmpty())
        lines.append(ProfileTextWords::tr("In the folder “%1”").arg(profile.folder));
    const QString used = lastUsedText(profile.lastUsed);
    lines.append(used.isEmpty() ? ProfileTextWords::tr("Not used yet") : ProfileTextWords::tr("Last used %1").arg(used));
    if (!profile.note.isEmpty())
        lines.append(profile.note);
    // A name or a note with tags in it is no rich text.
    return QStringLiteral("<qt>%1</qt>")
        .arg(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}
