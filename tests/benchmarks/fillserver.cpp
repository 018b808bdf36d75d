#include "connection/connection.h"
#include "tests/sampleitems.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

/// Fills a server with many mixed items, to try things out by hand: see README.md.

namespace {

/// Stores items in a quiet batch and reads those that somebody is to have read, then tells what the server holds.
class Filler : public QObject
{
public:
    Filler(const SampleItems &items, int count)
        : m_items(items)
        , m_count(count)
    {
        connect(&m_connection, &Connection::stateChanged, this, &Filler::follow);
    }

    void start(const ConnectionOptions &options) { m_connection.open(options); }

private:
    void follow()
    {
        const Connection::State state = m_connection.state();
        if (state == Connection::State::Failed || state == Connection::State::WaitingToRetry)
            fail(m_connection.error());
        else if (m_connection.isReady() && !m_batch)
            store();
    }
    void store()
    {
        run([this, number = 0](SourcedCommand &next) mutable {
            if (number == m_count)
                return SourceState::End;
            next.command = m_items.store(number++);
            return SourceState::Next;
        });
        connect(m_batch.get(), &BatchReply::finished, this, &Filler::read);
    }
    void read()
    {
        m_stored = true;
        std::printf("Stored %d items, %lld of them were refused\n", m_count, static_cast<long long>(m_refused));
        m_batch.release()->deleteLater(); // it is just telling us
        run([this, number = 0](SourcedCommand &next) mutable {
            while (number < m_count && !m_items.isRead(number))
                ++number;
            if (number == m_count)
                return SourceState::End;
            next.command = {.opcode = Opcode::GetQ, .key = KeySample::key(number++)};
            return SourceState::Next;
        });
        connect(m_batch.get(), &BatchReply::finished, this, &Filler::askWhatIsThere);
    }
    void askWhatIsThere()
    {
        m_reply = m_connection.execute({.opcode = Opcode::Stat});
        connect(m_reply.get(), &CommandReply::finished, this, [this] {
            const QList<Statistic> statistics = m_reply->outcome().statistics();
            for (const Statistic &one : statistics) {
                if (one.name == "curr_items" || one.name == "bytes" || one.name == "evictions" || one.name == "limit_maxbytes")
                    std::printf("%s %s\n", one.name.toByteArray().constData(), one.value.toByteArray().constData());
            }
            QCoreApplication::exit(m_refused == 0 ? 0 : 1);
        });
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
            for (qsizetype i = 0; i < segment.size() && !m_stored; ++i)
                m_refused += segment.status(i) == Status::Success ? 0 : 1;
        }
    }
    static void fail(const Error &error)
    {
        std::fprintf(stderr, "%s\n", qPrintable(error.text));
        QCoreApplication::exit(1);
    }

    SampleItems m_items;
    int m_count;
    Connection m_connection;
    std::unique_ptr<BatchReply> m_batch;
    std::unique_ptr<CommandReply> m_reply;
    qint64 m_refused = 0;
    bool m_stored = false;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser arguments;
    const QCommandLineOption most(QStringLiteral("most"), QStringLiteral("Bytes of a value at most, 300 unless told."),
                                  QStringLiteral("bytes"), QStringLiteral("300"));
    arguments.addOption(most);
    arguments.addHelpOption();
    arguments.addPositionalArgument(QStringLiteral("port"), QStringLiteral("Of a server on this computer."));
    arguments.addPositionalArgument(QStringLiteral("count"), QStringLiteral("How many items, a million unless told."),
                                    QStringLiteral("[count]"));
    arguments.process(application);
    const QStringList places = arguments.positionalArguments();
    ConnectionOptions options;
    options.address.port = places.value(0).toUShort();
    if (options.address.port == 0)
        arguments.showHelp(1);
    Filler filler(SampleItems(std::clamp(arguments.value(most).toInt(), 0, 1'000'000)),
                  std::clamp(places.value(1, QStringLiteral("1000000")).toInt(), 1, 10'000'000));
    filler.start(options);
    return QCoreApplication::exec();
}
