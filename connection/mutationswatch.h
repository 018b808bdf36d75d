#pragma once

#include <QByteArray>
#include <QString>

struct Error;
struct ServerSettings;
struct SourcedCommand;

/// Lasts as long as this program watches the mutations of a server. Servers before 1.6.42 crash over a binary store that is larger than
/// their item_size_max while anybody watches them (fixed upstream by 32ea7d8b5): so the whole program knows of each such watch, whichever
/// window began it, and no connection lets such a store out. For the main thread, where all connections live.
class MutationsWatch
{
public:
    /// `place`: ConnectionOptions::place() of the server.
    explicit MutationsWatch(const QString &place);
    ~MutationsWatch();
    Q_DISABLE_COPY_MOVE(MutationsWatch)

    /// The connection that watched has ended with `error`. Where the server need not know of that, it may go on for some minutes as if
    /// there was one, also when this has ended.
    void noteLoss(const Error &error);
    /// Whether a server of this version (empty: it does not say) can be crashed by a store while its mutations are watched.
    [[nodiscard]] static bool endangers(const QByteArray &version);

private:
    QString m_place;
};

/// Sets the refusal of `sourced` if it is a store that could crash the server because its mutations are watched from here. A server is
/// known by several names: so one that tells its item_size_max is spared whichever server is watched, and one that does not, up to
/// memcached's default, where the place is the same. What has a refusal already keeps it.
void refuseWhileWatched(SourcedCommand &sourced, const ServerSettings &server, const QString &place);
