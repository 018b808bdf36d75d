#include "connection/text/textstatistics.h"

#include "connection/text/textline.h"

#include <QHash>

TextStatisticLine parseStatistic(QByteArrayView line)
{
    TextWords words(line);
    const QByteArrayView word = words.next();
    // `stats reset` and `stats detail on` have an end of their own.
    if (line == "END" || line == "RESET" || line == "OK")
        return {TextStatisticLine::Kind::End, {}};
    if (word != "STAT")
        return {TextStatisticLine::Kind::Statistic, {{}, line.toByteArray()}};
    const QByteArrayView name = words.next();
    return {TextStatisticLine::Kind::Statistic, {name.toByteArray(), words.rest().toByteArray()}};
}

QList<ClientConnection> clientConnections(const TextStatistics &statistics)
{
    QList<ClientConnection> rows;
    QHash<qint64, qsizetype> rowOf;
    for (const TextStatistic &statistic : statistics) {
        const qsizetype colon = statistic.name.indexOf(':');
        const std::optional<qint64> descriptor = signedNumber(QByteArrayView(statistic.name).first(qMax<qsizetype>(colon, 0)));
        if (!descriptor)
            continue;
        const auto row = rowOf.constFind(*descriptor);
        const qsizetype index = row == rowOf.cend() ? rows.size() : *row;
        if (index == rows.size()) {
            rowOf.insert(*descriptor, index);
            rows.emplaceBack().descriptor = *descriptor;
        }
        ClientConnection &connection = rows[index];
        const QByteArray field = statistic.name.mid(colon + 1);
        if (field == "addr")
            connection.address = statistic.value;
        else if (field == "listen_addr")
            connection.listenAddress = statistic.value;
        else if (field == "state")
            connection.state = statistic.value;
        else if (field == "secs_since_last_cmd")
            connection.secondsIdle = signedNumber(statistic.value).value_or(-1);
        else
            connection.others.append({field, statistic.value});
    }
    return rows;
}
