#include "app/monitor/adviceground.h"

#include "app/amounttext.h"
#include "app/monitor/serverfaults.h"

#include <algorithm>

namespace {

/// Whether the server listens on all addresses of its machine: `inter` is what option -l said, several with commas, each with a port or
/// not.
bool isOpenToAll(const QByteArray &inter)
{
    const QByteArrayList places = inter.split(',');
    return std::ranges::any_of(places, [](const QByteArray &each) {
        QByteArray place = each.trimmed();
        if (place.startsWith("notls:"))
            place.remove(0, 6);
        return place.isEmpty() || place == "NULL" || place == "(null)" || place == "*" || place == "::" || place.startsWith("[::]")
            || place == "0.0.0.0" || place.startsWith("0.0.0.0:") || place == "INADDR_ANY";
    });
}

Advice openWithoutLogin(const QByteArray &inter)
{
    return {.severity = AdviceSeverity::Warning,
            .place = AdvicePlace::Settings,
            .finding = AdviceGround::tr("Whoever reaches the server may read, change and delete everything in it."),
            .evidence = AdviceGround::tr("It listens on all addresses (inter is %1), and asks for no login: auth_enabled_sasl and "
                                         "auth_enabled_ascii are not “yes”.")
                            .arg(QString::fromLatin1(inter)),
            .remedy =
                AdviceGround::tr("Let it listen only where its clients are (option -l), and close the port to others by a firewall. A "
                                 "login needs option -S, or -Y for the text protocol, and clients that can log in.")};
}

Advice openWithoutTls(const QByteArray &inter)
{
    return {.severity = AdviceSeverity::Note,
            .place = AdvicePlace::Settings,
            .finding = AdviceGround::tr("Passwords and values travel so that others on the way can read them."),
            .evidence = AdviceGround::tr("The server listens on all addresses (inter is %1), and ssl_enabled is not “yes”.")
                            .arg(QString::fromLatin1(inter)),
            .remedy =
                AdviceGround::tr("Use TLS (option -Z, with a certificate) where the network is shared with others. It costs some time for "
                                 "each connection, and clients must speak it.")};
}

} // namespace

Judged judgeUdp(const AdviceGround &ground)
{
    const std::optional<QByteArray> port = ground.setting("udpport");
    if (!port)
        return {};
    if (port->toInt() == 0)
        return QList<Advice>();
    return QList{
        Advice{.severity = AdviceSeverity::Warning,
               .place = AdvicePlace::Settings,
               .finding = AdviceGround::tr("The server answers over UDP."),
               .evidence = AdviceGround::tr("udpport is %1.").arg(QString::fromLatin1(*port)),
               .remedy = AdviceGround::tr("Servers that do have been misused to flood others with answers that they never asked for. "
                                          "Start it with -U 0, unless a client of yours needs UDP.")}};
}

Judged judgeOpenAccess(const AdviceGround &ground)
{
    const std::optional<QByteArray> inter = ground.setting("inter");
    if (!inter)
        return {};
    const QByteArray socket = ground.setting("domain_socket").value_or("NULL");
    const bool hasSocket = !socket.isEmpty() && socket != "NULL" && socket != "(null)";
    if (hasSocket || !isOpenToAll(*inter))
        return QList<Advice>();
    const bool asksLogin = ground.isSetTo("auth_enabled_sasl", "yes") || ground.isSetTo("auth_enabled_ascii", "yes");
    const bool hasTls = ground.isSetTo("ssl_enabled", "yes");
    const bool asksCertificate = hasTls && ground.setting("ssl_verify_mode").value_or("0").toInt() >= 2;
    if (!asksLogin && !asksCertificate)
        return QList{openWithoutLogin(*inter)};
    if (!hasTls)
        return QList{openWithoutTls(*inter)};
    return QList<Advice>();
}

Judged judgeCas(const AdviceGround &ground)
{
    const std::optional<QByteArray> enabled = ground.setting("cas_enabled");
    if (!enabled)
        return {};
    if (*enabled != "no")
        return QList<Advice>();
    return QList{
        Advice{.severity = AdviceSeverity::Note,
               .place = AdvicePlace::Settings,
               .finding = AdviceGround::tr("The server does not number the versions of items (CAS is off)."),
               .evidence = AdviceGround::tr("cas_enabled is “no”."),
               .remedy = AdviceGround::tr("Two who change the same item at a time can overwrite each other unnoticed, in this program "
                                          "too. Started without -C the server numbers them, for 8 bytes an item.")}};
}

Judged judgeHashTable(const AdviceGround &ground)
{
    const std::optional<double> expanding = ground.number("hash_is_expanding");
    if (!expanding)
        return {};
    if (*expanding == 0)
        return QList<Advice>();
    const double power = ground.number("hash_power_level").value_or(0);
    return QList{
        Advice{.severity = AdviceSeverity::Note,
               .place = AdvicePlace::Settings,
               .finding = AdviceGround::tr("The server is enlarging its table of keys."),
               .evidence = AdviceGround::tr("hash_is_expanding is 1, for %1 items; hash_power_level is %2, and the table takes %3.")
                               .arg(AdviceGround::numberText(ground.number("curr_items").value_or(0)), AdviceGround::numberText(power),
                                    byteText(qint64(ground.number("hash_bytes").value_or(0)))),
               .remedy = AdviceGround::tr("It passes by itself. To spare the server that after each start, begin with a table of the size "
                                          "that it comes to (option -o hashpower=%1); it takes its memory at once then.")
                             .arg(AdviceGround::numberText(power))}};
}

Judged judgeVersion(const AdviceGround &ground)
{
    const QByteArray version = ground.figures().general.text("version");
    const std::optional<ServerVersion> number = ServerVersion::of(version);
    if (!number)
        return {};
    const QList<ServerFault> faults = faultsOf(*number, ground.isSetTo("ssl_enabled", "yes") ? Encryption::Tls : Encryption::None);
    if (faults.isEmpty())
        return QList<Advice>();
    QStringList told;
    ServerVersion cure;
    for (const ServerFault &fault : faults) {
        told.append(AdviceGround::tr("%1 (mended in %2)").arg(fault.text, fault.mended.text()));
        cure = std::max(cure, fault.mended);
    }
    const bool isWatched = ground.number("log_watchers").value_or(0) > 0;
    return QList{Advice{
        .severity = isWatched && faults.front().crashesWatched ? AdviceSeverity::Warning : AdviceSeverity::Note,
        .place = AdvicePlace::Settings,
        .finding = AdviceGround::tr("This version of memcached has known faults."),
        .evidence = AdviceGround::tr("Version %1: %2.").arg(QString::fromLatin1(version), told.join(QStringLiteral("; "))),
        .remedy = AdviceGround::tr(
                      "Go to %1 or later. Distributions mend faults without a new number: see what yours says. Until then keep to one "
                      "listing at a time, and watch changes only where nobody stores very large values.")
                      .arg(cure.text())}};
}
