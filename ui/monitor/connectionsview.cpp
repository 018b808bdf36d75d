#include "ui/monitor/connectionsview.h"

#include "app/monitor/clientplace.h"
#include "connection/ownaddress.h"
#include "ui/amounttext.h"
#include "ui/escapedtext.h"
#include "ui/hintpage.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"
#include "ui/noticerow.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

namespace {

struct StateWord
{
    const char *name; ///< the server's
    const char *word;
};

QString stateWord(const QByteArray &state)
{
    static constexpr StateWord words[] = {
        {"conn_listening", QT_TRANSLATE_NOOP("ConnectionState", "listens for clients")},
        {"conn_new_cmd", QT_TRANSLATE_NOOP("ConnectionState", "next command")},
        {"conn_waiting", QT_TRANSLATE_NOOP("ConnectionState", "waits for a command")},
        {"conn_read", QT_TRANSLATE_NOOP("ConnectionState", "waits for a command")},
        {"conn_parse_cmd", QT_TRANSLATE_NOOP("ConnectionState", "carries out a command")},
        {"conn_write", QT_TRANSLATE_NOOP("ConnectionState", "sends an answer")},
        {"conn_mwrite", QT_TRANSLATE_NOOP("ConnectionState", "sends an answer")},
        {"conn_nread", QT_TRANSLATE_NOOP("ConnectionState", "receives a value")},
        {"conn_swallow", QT_TRANSLATE_NOOP("ConnectionState", "passes over a value that it refused")},
        {"conn_watch", QT_TRANSLATE_NOOP("ConnectionState", "watches")},
        {"conn_io_queue", QT_TRANSLATE_NOOP("ConnectionState", "waits for the disk or another server")},
        {"conn_io_resume", QT_TRANSLATE_NOOP("ConnectionState", "goes on after the disk or another server")},
        {"conn_io_pending", QT_TRANSLATE_NOOP("ConnectionState", "waits for the disk or another server")},
        {"conn_closing", QT_TRANSLATE_NOOP("ConnectionState", "closes")},
        {"conn_closed", QT_TRANSLATE_NOOP("ConnectionState", "closed")},
    };
    const auto *const found = std::ranges::find_if(words, [&state](const StateWord &word) { return state == word.name; });
    return found == std::end(words) ? escapedText(state) : QCoreApplication::translate("ConnectionState", found->word);
}

StatRow connectionRow(const ClientConnection &client, bool isOurs)
{
    StatRow row{.id = QByteArray::number(client.descriptor), .isMarked = isOurs};
    row.cells += {.text = escapedText(clientPlace(client.address)), .raw = escapedText(client.address)};
    row.cells += {.text = isOurs ? ConnectionsView::tr("this program") : QString(), .tone = Tone::Muted};
    row.cells += {.text = stateWord(client.state), .raw = escapedText(client.state)};
    row.cells += {.text = client.listenAddress.isEmpty() ? QString() : escapedText(clientPlace(client.listenAddress)),
                  .raw = escapedText(client.listenAddress)};
    const bool isListening = client.state == "conn_listening";
    const auto idle = client.secondsIdle < 0 || isListening ? std::nullopt : std::optional(quint64(client.secondsIdle));
    row.cells += statCell(ageText(idle), idle);
    row.cells += statCell(QString::number(client.descriptor), quint64(std::max<qint64>(client.descriptor, 0)));
    return row;
}

} // namespace

ConnectionsView::ConnectionsView(StatPoll *poll)
    : ConnectionsView(poll, new GroupPoll(poll, {"conns"}, GroupPoll::Way::Text))
{
}

ConnectionsView::ConnectionsView(StatPoll *poll, GroupPoll *group)
    : GroupView(QStringLiteral("connections"), {.name = tr("Connections"), .empty = tr("The server tells of no connections")},
                {{tr("Client"), tr("Where the client is, or where the server listens"), StatColumn::Kind::Code},
                 {tr("Whose"), tr("Connections of this program itself are marked"), StatColumn::Kind::Words},
                 {tr("State"), {}, StatColumn::Kind::Words},
                 {tr("Came in at"), tr("Where the server listened"), StatColumn::Kind::Code},
                 {tr("Idle"), tr("Since its last command")},
                 {tr("Number"), tr("By which the server's machine knows the socket")}},
                poll, group)
{
    group->setParent(this);
    connect(group, &GroupPoll::changed, this, [this] { failedPage()->setText(refusal()); });
}

/// In words that fit here.
QString ConnectionsView::refusal() const
{
    const Error &error = group()->error();
    if (error.code == Error::Code::BinaryOnly)
        return tr("Only the text protocol can tell who is connected, and this server speaks the binary protocol only (-S or -B binary).");
    return error.text;
}

void ConnectionsView::refresh()
{
    // Each has up to four lines, and there may be more.
    constexpr qsizetype mostLines = 6 * mostRows;
    const TextStatistics told = group()->statistics("conns");
    const QList<ClientConnection> clients = clientConnections(told.first(std::min(told.size(), mostLines)));
    const auto isState = [](const TextStatistic &statistic) { return statistic.name.endsWith(":state"); };
    const auto isClient = [&](const TextStatistic &statistic) { return isState(statistic) && statistic.value != "conn_listening"; };
    const qsizetype all = std::ranges::count_if(told, isState);
    const auto count = int(std::ranges::count_if(told, isClient));
    QList<StatRow> shown;
    int own = 0;
    for (const ClientConnection &client : clients) {
        if (shown.size() >= mostRows)
            break;
        const bool isOurs = OwnAddress::isOurs(client.address);
        own += isOurs ? 1 : 0;
        shown += connectionRow(client, isOurs);
    }
    const QString clientText = count == 1 ? tr("1 client is connected") : tr("%Ln clients are connected", nullptr, count);
    const QString ownText = own == 0 ? QString()
        : own == 1                   ? tr(", 1 of them is this program")
                                     : tr(", %Ln of them are this program", nullptr, own);
    const QString left = all > mostRows ? tr(" Only the first %1 rows are shown.").arg(countText(quint64(mostRows))) : QString();
    tell(tr("%1%2.").arg(clientText, ownText) + left);
    showRows(shown);
}
