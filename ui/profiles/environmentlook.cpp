#include "ui/profiles/environmentlook.h"

#include "ui/contrast.h"

#include <QCoreApplication>

namespace {

struct EnvironmentWords
{
    Q_DECLARE_TR_FUNCTIONS(Environment)
};

} // namespace

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::None:
        return {};
    case Environment::Development:
        return EnvironmentWords::tr("Development");
    case Environment::Staging:
        return EnvironmentWords::tr("Staging");
    case Environment::Production:
        return EnvironmentWords::tr("Production");
    }
    return {};
}

QString shortEnvironmentName(Environment environment)
{
    switch (environment) {
    case Environment::None:
        return {};
    case Environment::Development:
        return EnvironmentWords::tr("Dev");
    case Environment::Staging:
        return EnvironmentWords::tr("Stage");
    case Environment::Production:
        return EnvironmentWords::tr("Prod");
    }
    return {};
}

QString environmentIconName(Environment environment)
{
    switch (environment) {
    case Environment::None:
        return QStringLiteral("server");
    case Environment::Development:
        return QStringLiteral("code");
    case Environment::Staging:
        return QStringLiteral("layers");
    case Environment::Production:
        return QStringLiteral("shield-alert");
    }
    return {};
}

Tone environmentTone(Environment environment)
{
    switch (environment) {
    case Environment::None:
        return Tone::Muted;
    case Environment::Development:
        return Tone::Good;
    case Environment::Staging:
        return Tone::Notice;
    case Environment::Production:
        return Tone::Bad;
    }
    return Tone::Muted;
}

QColor environmentColor(Environment environment, const QPalette &palette)
{
    return toneColor(environmentTone(environment), palette);
}

QColor profileColor(const Profile &profile, const QPalette &palette)
{
    const QColor own(profile.color);
    if (!own.isValid())
        return environmentColor(profile.environment, palette);
    // The window colour lies between the base colour and the text: what is seen on it is seen on the other too.
    return readableOn(own, palette.color(QPalette::Window));
}
