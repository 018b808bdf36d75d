#include "connection/connection.h"
#include "tests/sampleitems.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>

#include <algorithm>
#include <cstdio>
#include <optional>

/// Fills a server with many mixed items, to try things out by hand and for benchmarks: see README.md.

namespace {

constexpr int progressSteps = 10;

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout); // also where it goes to a file or to another program
}

QString number(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

struct Task
{
    ConnectionOptions options;
    int count = 0;
    int mostBytes = 0;
    quint32 leastTtl = 1;
    bool ontoOthers = false; ///< although the server has items
};

/// What a server says of itself.
struct Holdings
{
    qint64 items = 0;
    qint64 bytes = 0;
    qint64 evictions = 0;
    qint64 limit = 0;

    explicit Holdings(const QList<Statistic> &statistics)
    {
        for (const Statistic &one : statistics) {
            const qint64 value = one.value.toByteArray().toLongLong();
            if (one.name == "curr_items")
                items = value;
            else if (one.name == "bytes")
                bytes = value;
            else if (one.name == "evictions")
                evictions = value;
            else if (one.name == "limit_maxbytes")
                limit = value;
        }
    }
};

/// Stores items in a quiet batch and reads those that somebody is to have read, then tells what the server holds.
class Filler : public QObject
{
public:
    explicit Filler(const Task &task)
        : m_task(task)
        , m_items(task.mostBytes, task.leastTtl)
    {
        connect(&m_connection, &Connection::stateChanged, this, &Filler::follow);
    }

    void start() { m_connection.open(m_task.options); }

private:
    void follow()
    {
        const Connection::State state = m_connection.state();
        if (state == Connection::State::Failed || state == Connection::State::WaitingToRetry)
            fail(m_connection.error().text);
        else if (m_connection.isReady() && !m_reply)
            ask(&Filler::begin);
    }
    void ask(void (Filler::*next)())
    {
        m_reply = m_connection.execute({.opcode = Opcode::Stat});
        connect(m_reply.get(), &CommandReply::finished, this, next);
    }
    void begin()
    {
        m_before.emplace(m_reply->outcome().statistics());
        if (m_before->items > 0 && !m_task.ontoOthers) {
            fail(QStringLiteral("The server has %1 items already: with --onto they stay and these come on top.")
                     .arg(number(m_before->items)));
            return;
        }
        say(QStringLiteral("Storing %1 mixed items at %2, with values of at most %3 bytes, on a server of %4 MB")
                .arg(number(m_task.count), m_task.options.place(), number(m_task.mostBytes), number(m_before->limit >> 20)));
        m_clock.start();
        run([this, next = 0](SourcedCommand &sourced) mutable {
            if (next == m_task.count)
                return SourceState::End;
            sourced.command = m_items.store(next++);
            return SourceState::Next;
        });
        connect(m_batch.get(), &BatchReply::finished, this, &Filler::read);
    }
    void read()
    {
        m_isStored = true;
        m_batch.release()->deleteLater(); // it is just telling us
        say(QStringLiteral("Stored after %1 s. Reading a part of them, so that they count as read").arg(seconds()));
        run([this, next = 0](SourcedCommand &sourced) mutable {
            while (next < m_task.count && !m_items.isRead(next))
                ++next;
            if (next == m_task.count)
                return SourceState::End;
            sourced.command = {.opcode = Opcode::GetQ, .key = KeySample::key(next++)};
            return SourceState::Next;
        });
        connect(m_batch.get(), &BatchReply::finished, this, [this] { ask(&Filler::tell); });
    }
    void tell()
    {
        const Holdings now(m_reply->outcome().statistics());
        say(QStringLiteral("Done after %1 s: the server holds %2 items of %3 MB")
                .arg(seconds(), number(now.items), number(now.bytes >> 20)));
        const qint64 evicted = now.evictions - m_before->evictions;
        if (m_refused > 0)
            say(QStringLiteral("%1 were refused.").arg(number(m_refused)));
        if (evicted > 0)
            say(QStringLiteral("%1 were evicted to make room: it takes a server with more memory (-m) to hold them all.")
                    .arg(number(evicted)));
        QCoreApplication::exit(m_refused == 0 && evicted == 0 ? 0 : 1);
    }

    void run(const CommandSource &source)
    {
        m_batch = m_connection.executeBatch(source);
        connect(m_batch.get(), &BatchReply::resultsReady, this, &Filler::count);
    }
    void count()
    {
        const std::vector<ResultSegment> segments = m_batch->takeSegments();
        for (const ResultSegment &segment : segments) {
            if (m_isStored)
                continue;
            for (qsizetype i = 0; i < segment.size(); ++i)
                m_refused += segment.status(i) == Status::Success ? 0 : 1;
            const auto stepBefore = m_done * progressSteps / m_task.count;
            m_done += segment.size();
            if (m_done * progressSteps / m_task.count > stepBefore && m_done < m_task.count)
                say(QStringLiteral("  %1 after %2 s").arg(number(m_done), seconds()));
        }
    }
    [[nodiscard]] QString seconds() const { return QString::number(double(m_clock.elapsed()) / 1000, 'f', 1); }
    static void fail(const QString &text)
    {
        std::fprintf(stderr, "%s\n", qPrintable(text));
        QCoreApplication::exit(1);
    }

    Task m_task;
    SampleItems m_items;
    Connection m_connection;
    std::unique_ptr<BatchReply> m_batch;
    std::unique_ptr<CommandReply> m_reply;
    std::optional<Holdings> m_before;
    QElapsedTimer m_clock;
    qint64 m_done = 0;
    qint64 m_refused = 0;
    bool m_isStored = false;
};

/// Reads a number from `least` to `most`; none: it is another, or no number.
std::optional<int> numberFrom(const QString &text, int least, int most)
{
    bool good = false;
    const int number = text.toInt(&good);
    return good && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<Task> readTask(QCommandLineParser &arguments)
{
    const QCommandLineOption most(QStringLiteral("most"), QStringLiteral("Bytes of a value at most, 300 unless told, up to 1000000."),
                                  QStringLiteral("bytes"), QStringLiteral("300"));
    const QCommandLineOption least(QStringLiteral("least-ttl"),
                                   QStringLiteral("Seconds that every TTL is longer by, so that nothing expires meanwhile; 1 unless told."),
                                   QStringLiteral("seconds"), QStringLiteral("1"));
    const QCommandLineOption onto(QStringLiteral("onto"), QStringLiteral("Store them although the server has items."));
    arguments.setApplicationDescription(QStringLiteral(
        "Fills a memcached of this computer with mixed items: names of many kinds, sizes, TTLs, flags, some read and some not."));
    arguments.addOptions({most, least, onto});
    arguments.addHelpOption();
    arguments.addPositionalArgument(QStringLiteral("port"), QStringLiteral("Of a server on this computer."));
    arguments.addPositionalArgument(QStringLiteral("count"), QStringLiteral("How many items, a million unless told, up to ten million."),
                                    QStringLiteral("[count]"));
    arguments.process(*QCoreApplication::instance());
    const QStringList places = arguments.positionalArguments();
    const std::optional<int> port = numberFrom(places.value(0), 1, 65'535);
    const std::optional<int> count = numberFrom(places.value(1, QStringLiteral("1000000")), 1, 10'000'000);
    const std::optional<int> bytes = numberFrom(arguments.value(most), 0, 1'000'000);
    const std::optional<int> ttl = numberFrom(arguments.value(least), 0, int(Command::longestRelativeExpiry));
    if (!port || !count || !bytes || !ttl || places.size() > 2)
        return {};
    Task task{.options = {}, .count = *count, .mostBytes = *bytes, .leastTtl = quint32(*ttl), .ontoOthers = arguments.isSet(onto)};
    task.options.address.port = quint16(*port);
    task.options.retry = false;
    return task;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser arguments;
    const std::optional<Task> task = readTask(arguments);
    if (!task)
        arguments.showHelp(1);
    Filler filler(*task);
    filler.start();
    return QCoreApplication::exec();
}
