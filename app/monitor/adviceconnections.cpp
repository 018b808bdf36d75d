#include "app/monitor/adviceground.h"

#include "app/amounttext.h"

Judged judgeConnections(const AdviceGround &ground)
{
    const std::optional<double> now = ground.number("curr_connections");
    std::optional<double> most = ground.number("max_connections");
    if (const std::optional<QByteArray> setting = ground.setting("maxconns"); !most && setting)
        most = setting->toDouble();
    if (!now || !most || *most <= 0)
        return {};
    if (*now < ground.share(AdviceLimit::Connections) * *most)
        return QList<Advice>();
    const bool keepsIdle = ground.isSetTo("idle_timeout", "0");
    return QList{
        Advice{.severity = AdviceSeverity::Warning,
               .place = AdvicePlace::Connections,
               .finding = AdviceGround::tr("There is little room for more connections."),
               .evidence = AdviceGround::tr("%1 of %2 are open now (%3).")
                               .arg(AdviceGround::numberText(*now), AdviceGround::numberText(*most), shareText(*now / *most)),
               .remedy = keepsIdle
                   ? AdviceGround::tr(
                       "Start the server with more (option -c): each costs it some kilobytes and a file handle, which the system must "
                       "allow. Or let it close those that are idle (option -o idle_timeout); clients must then connect anew.")
                   : AdviceGround::tr(
                       "Start the server with more (option -c): each costs it some kilobytes and a file handle, which the system must "
                       "allow. Or have the programs share connections.")}};
}

Judged judgeRefusals(const AdviceGround &ground)
{
    const std::optional<CounterGrowth> rejected = ground.growth("rejected_connections");
    const std::optional<CounterGrowth> disabled = ground.growth("listen_disabled_num");
    const std::optional<double> accepting = ground.number("accepting_conns");
    if (!rejected && !disabled)
        return {};
    QStringList told;
    if (rejected && rejected->amount > 0)
        told.append((rejected->amount == 1
                         ? AdviceGround::tr("1 connection was rejected %1")
                         : AdviceGround::tr("%Ln connections were rejected %1", nullptr, AdviceGround::count(rejected->amount)))
                        .arg(AdviceGround::lately(rejected->time)));
    if (disabled && disabled->amount > 0)
        told.append((disabled->amount == 1
                         ? AdviceGround::tr("the server stopped listening 1 time %1")
                         : AdviceGround::tr("the server stopped listening %Ln times %1", nullptr, AdviceGround::count(disabled->amount)))
                        .arg(AdviceGround::lately(disabled->time)));
    if (accepting == 0.0)
        told.append(AdviceGround::tr("it accepts none now"));
    if (told.isEmpty())
        return QList<Advice>();
    const double most = ground.number("max_connections").value_or(ground.setting("maxconns").value_or("0").toDouble());
    return QList{Advice{
        .severity = AdviceSeverity::Problem,
        .place = AdvicePlace::Connections,
        .finding = AdviceGround::tr("The server turns clients away."),
        .evidence = AdviceGround::tr("%1. It allows %2 connections.").arg(told.join(QStringLiteral("; ")), AdviceGround::numberText(most)),
        .remedy = AdviceGround::tr("Start it with more connections (option -c), and see that the system allows as many file "
                                   "handles. If programs open them without end, mend that first: more room only "
                                   "puts it off.")}};
}

Judged judgeConnectionChurn(const AdviceGround &ground)
{
    const std::optional<StatStretch> now = ground.recent();
    if (!now || !now->metrics[indexOf(Metric::Connected)].isKnown())
        return {};
    double commands = 0;
    for (const Metric metric :
         {Metric::Gets, Metric::Sets, Metric::Touches, Metric::Deletes, Metric::Arithmetic, Metric::CasStores, Metric::Flushes})
        commands += now->metrics[indexOf(metric)].amount;
    const double connected = now->metrics[indexOf(Metric::Connected)].amount;
    if (*now->mean(Metric::Connected) < ground.limit(AdviceLimit::NewConnections)
        || commands >= ground.limit(AdviceLimit::CommandsPerConnection) * connected)
        return QList<Advice>();
    return QList{Advice{
        .severity = AdviceSeverity::Warning,
        .place = AdvicePlace::Connections,
        .finding = AdviceGround::tr("Clients open a connection for very few commands."),
        .evidence = AdviceGround::tr("%1 connections for %2 commands %3: %4 a second.")
                        .arg(AdviceGround::numberText(connected), AdviceGround::numberText(commands),
                             AdviceGround::lately(AdviceGround::measured(*now)), AdviceGround::numberText(*now->mean(Metric::Connected))),
        .remedy =
            AdviceGround::tr("Have the programs keep their connections (in PHP: a persistent id). Opening one takes longer than a get. "
                             "There are more open at a time then: see that option -c allows them.")}};
}

Judged judgeLogins(const AdviceGround &ground)
{
    const std::optional<CounterGrowth> failed = ground.growth("auth_errors");
    if (!failed)
        return {};
    if (failed->amount <= 0)
        return QList<Advice>();
    return QList{
        Advice{.severity = AdviceSeverity::Warning,
               .place = AdvicePlace::Connections,
               .finding = AdviceGround::tr("Logins fail."),
               .evidence = (failed->amount == 1 ? AdviceGround::tr("1 was refused %1.")
                                                : AdviceGround::tr("%Ln were refused %1.", nullptr, AdviceGround::count(failed->amount)))
                               .arg(AdviceGround::lately(failed->time)),
               .remedy = AdviceGround::tr("A program has a wrong password, or somebody tries some. The connections tell from where; "
                                          "let only known machines reach the server's port.")}};
}

Judged judgeLongBatches(const AdviceGround &ground)
{
    const std::optional<CounterGrowth> yields = ground.growth("conn_yields");
    if (!yields)
        return {};
    if (yields->amount <= 0 || yields->perSecond() < ground.limit(AdviceLimit::ConnectionYields))
        return QList<Advice>();
    const QString most = QString::fromLatin1(ground.setting("reqs_per_event").value_or("20"));
    return QList{Advice{.severity = AdviceSeverity::Note,
                        .place = AdvicePlace::Connections,
                        .finding = AdviceGround::tr("Long batches of requests are interrupted so that others get their turn."),
                        .evidence = (yields->amount == 1 ? AdviceGround::tr("1 time %1, %2 a second; after each %3 requests.")
                                                         : AdviceGround::tr("%Ln times %1, %2 a second; after each %3 requests.", nullptr,
                                                                            AdviceGround::count(yields->amount)))
                                        .arg(AdviceGround::lately(yields->time), AdviceGround::numberText(yields->perSecond()), most),
                        .remedy = AdviceGround::tr("That is fair, and costs the long batches time. If they matter more, raise the number "
                                                   "(option -R); others then wait longer.")}};
}
