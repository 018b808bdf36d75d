#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

/// What a page is for, as it is kept: never with a password.
struct ServerTarget
{
    enum class Kind { None, Address, Sandbox, Profile };

    Kind kind = Kind::None;
    QString text{}; ///< a URL for ServerUrl::parse(), or the id of a profile
    QString name{}; ///< of the profile, as it was called

    bool operator==(const ServerTarget &) const = default;
};

/// Where the scripts of a page are kept.
struct ScriptPlaces
{
    QString folder{};         ///< its own; empty: there is none, and nothing is kept
    QStringList leftBehind{}; ///< folders of others that ended: what is in them is taken over
};

/// A page as it is kept from one start to the next.
struct KeptPage
{
    QString id{}; ///< names its folder
    ServerTarget target{};
    QMap<QString, QByteArray> layout{}; ///< of its parts, by Qt's saveState()
};

/// A window, likewise.
struct KeptWindow
{
    QByteArray geometry{}; ///< by Qt's saveGeometry()
    QByteArray screen{};   ///< the size of the screen that it was on
    QByteArray docks{};    ///< of the window itself, by Qt's saveState()
    QList<KeptPage> pages{};
    int current = 0;
};
