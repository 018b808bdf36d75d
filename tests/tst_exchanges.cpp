#include "connection/connection.h"
#include "connection/protocol/request.h"
#include "connection/protocol/response.h"
#include "connection/responsematcher.h"
#include "tests/collectingsink.h"
#include "tests/exchange.h"
#include "tests/servers/fakeserver.h"

#include <QSignalSpy>
#include <QTest>
#include <QtEndian>

#include <cstring>
#include <map>

namespace {

constexpr quint32 maximumBody = 16 * 1024 * 1024;
constexpr qsizetype exchangeCount = 95;

const std::vector<Exchange> &exchanges()
{
    static const std::vector<Exchange> all = readExchanges(QStringLiteral(TEST_DATA "/exchanges/exchanges.json"));
    return all;
}

const Exchange &exchange(const QByteArray &name)
{
    const auto found = std::ranges::find(exchanges(), name, &Exchange::name);
    if (found == exchanges().end())
        qFatal("no exchange %s", name.constData());
    return *found;
}

/// Groups whose requests say what a Command can say.
bool isOrdinary(const QByteArray &group)
{
    return group == "ok" || group == "error" || group == "quiet" || group == "stat" || group == "sasl";
}

/// What a reader of a stream has when all of it has come.
struct Read
{
    std::vector<RecordedAnswer> answers;
    ParseState state = ParseState::Incomplete; ///< of what follows the last answer
    qsizetype malformedAt = -1;                ///< how many bytes had come when it was first seen
};

/// Reads `stream` in the given pieces, the way a connection does: what is whole is taken, what is not waits for more.
Read readInPieces(const QByteArray &stream, const std::vector<qsizetype> &pieces)
{
    Read read;
    QByteArray waiting;
    qsizetype at = 0;
    for (const qsizetype piece : pieces) {
        waiting += stream.sliced(at, piece);
        at += piece;
        Response response;
        while ((read.state = parseResponse(waiting, maximumBody, response)) == ParseState::Complete) {
            const ResponseHeader &header = response.header;
            read.answers.push_back({quint8(header.opcode), header.status, header.opaque, header.cas, response.extras.toByteArray(),
                                    response.key.toByteArray(), response.value.toByteArray()});
            waiting.remove(0, header.packetLength());
        }
        if (read.state == ParseState::Malformed) {
            read.malformedAt = at;
            break;
        }
    }
    return read;
}

/// The opaques of `stream`, which belong to the recording's requests, replaced by those of `ours`.
QByteArray withOpaques(QByteArray stream, const std::map<quint32, quint32> &ours)
{
    for (qsizetype at = 0; at + 24 <= stream.size() && quint8(stream[at]) == 0x81;) {
        const auto found = ours.find(qFromBigEndian<quint32>(stream.constData() + at + 12));
        if (found != ours.end())
            qToBigEndian(found->second, stream.data() + at + 12);
        at += 24 + qFromBigEndian<quint32>(stream.constData() + at + 8);
    }
    return stream;
}

/// Makes a FakeServer answer as the recorded one did, whatever NOOPs of its own the client puts between the requests.
class Replay
{
public:
    Replay(const Exchange &recorded, FakeServer &server)
        : m_recorded(recorded)
        , m_requests(recorded.requests())
        , m_server(server)
    {
        server.setHandler([this](const QByteArray &request) { return answer(requestsIn(request).constFirst()); });
    }

    /// Every recorded answer was said.
    [[nodiscard]] bool isComplete() const { return m_said == m_recorded.answers.size(); }

private:
    std::optional<QByteArray> answer(const RequestPacket &request)
    {
        if (m_closed)
            return QByteArray();
        if (m_next == m_requests.size() || quint8(m_requests[m_next].command.opcode) != request.opcode)
            return request.answer();
        const quint32 opaque = m_requests[m_next++].opaque;
        QByteArray bytes;
        for (const RecordedAnswer &answer : m_recorded.answers) {
            if (answer.opaque != opaque)
                continue;
            bytes += packet(answer.opcode, answer.status, request.opaque, answer.cas, answer.extras, answer.key, answer.value);
            ++m_said;
        }
        m_closed = isComplete() && m_recorded.closed == "eof";
        if (m_closed) {
            m_server.say(bytes);
            m_server.hangUp();
            return QByteArray();
        }
        return bytes;
    }

    const Exchange &m_recorded;
    const std::vector<RecordedRequest> m_requests;
    FakeServer &m_server;
    size_t m_next = 0;
    size_t m_said = 0;
    bool m_closed = false;
};

/// What must become of each request, worked out from the recording.
struct Expected
{
    std::vector<SeenOutcome> outcomes;
    ResponseMatcher::Result result = ResponseMatcher::Result::Fine;
};

Expected expectedOf(const Exchange &recorded, const std::vector<RecordedRequest> &requests)
{
    Expected expected;
    if (!recorded.rest.isEmpty())
        expected.result = ResponseMatcher::Result::Malformed;
    // The request that the last answer belongs to: behind it, silence says nothing.
    size_t answered = 0;
    for (size_t i = 0; i < requests.size(); ++i) {
        for (const RecordedAnswer &answer : recorded.answers) {
            if (answer.opaque == requests[i].opaque)
                answered = i + 1;
        }
    }
    for (size_t i = 0; i < requests.size(); ++i) {
        const Opcode opcode = requests[i].command.opcode;
        SeenOutcome outcome{opcode, Status::Closed, Basis::NoAnswer, QStringLiteral("over"), {}, {}};
        if (i < answered && isQuiet(opcode))
            outcome = {opcode, has(opcode, OpcodeTrait::Read) ? Status::KeyNotFound : Status::Success, Basis::Silence, {}, {}, {}};
        for (const RecordedAnswer &answer : recorded.answers) {
            if (answer.opaque != requests[i].opaque)
                continue;
            outcome = {opcode, Status(answer.status), Basis::Answer, {}, outcome.bytes, {}};
            outcome.bytes += packet(answer.opcode, answer.status, answer.opaque, answer.cas, answer.extras, answer.key, answer.value);
            const bool readHit = has(opcode, OpcodeTrait::Read) && answer.status == 0;
            const bool text = opcode == Opcode::Version || opcode == Opcode::SaslStart || opcode == Opcode::SaslStep;
            if (readHit || (text && answer.status == 0))
                outcome.value = answer.value;
        }
        expected.outcomes.push_back(outcome);
        if (outcome.status == Status::UnknownCommand && requests[i].size > 24 && recorded.group == "quirk")
            expected.result = ResponseMatcher::Result::Desynchronised;
    }
    return expected;
}

} // namespace

/// Recorded exchanges with a real memcached, see tests/data/exchanges/README.md.
class TestExchanges : public QObject
{
    Q_OBJECT

private slots:
    void allOfThemAreThere()
    {
        std::map<QByteArray, int> groups;
        qsizetype answers = 0;
        for (const Exchange &recorded : exchanges()) {
            ++groups[recorded.group];
            answers += qsizetype(recorded.answers.size());
        }
        QCOMPARE(qsizetype(exchanges().size()), exchangeCount);
        const std::map<QByteArray, int> expected{{"ok", 19},   {"error", 23},     {"quiet", 13}, {"stat", 7},
                                                 {"sasl", 10}, {"malformed", 16}, {"quirk", 5},  {"protocol", 2}};
        QCOMPARE(groups, expected);
        QCOMPARE(answers, 324);
    }

    void requestsAreEncodedToTheSameBytes()
    {
        int encoded = 0;
        int commands = 0;
        for (const Exchange &recorded : exchanges()) {
            if (!isOrdinary(recorded.group))
                continue;
            qsizetype unread = 0;
            const std::vector<RecordedRequest> requests = recorded.requests(&unread);
            if (recorded.name == "sasl_text_to_binary_only_24") {
                QVERIFY(requests.empty()); // the text protocol, said on purpose
                continue;
            }
            QCOMPARE(unread, 0);
            QByteArray bytes;
            for (const RecordedRequest &request : requests) {
                QVERIFY2(request.wellFormed, recorded.name.constData());
                QCOMPARE(requestSize(request.command), request.size);
                bytes += encodeRequest(request.command, request.opaque);
                ++commands;
            }
            QVERIFY2(bytes == recorded.request, recorded.name.constData());
            ++encoded;
        }
        QCOMPARE(encoded, 71);
        QCOMPARE(commands, 129);
    }

    void responsesAreParsedInEverySlicing_data() { addAll(); }

    void responsesAreParsedInEverySlicing()
    {
        QFETCH(QByteArray, name);
        const Exchange &recorded = exchange(name);
        const QByteArray &stream = recorded.response;
        const qsizetype proper = stream.size() - recorded.rest.size();

        const auto fits = [&](const std::vector<qsizetype> &pieces, qsizetype malformedAt) {
            const Read read = readInPieces(stream, pieces);
            const ParseState state = recorded.rest.isEmpty() ? ParseState::Incomplete : ParseState::Malformed;
            return read.answers == recorded.answers && read.state == state && read.malformedAt == malformedAt;
        };
        const auto malformedAt = [&](qsizetype arrived) { return recorded.rest.isEmpty() ? -1 : arrived; };

        QVERIFY(fits({stream.size()}, malformedAt(stream.size())));
        for (qsizetype first = 0; first <= stream.size(); ++first)
            QVERIFY2(fits({first, stream.size() - first}, malformedAt(first > proper ? first : stream.size())),
                     qPrintable(QString::number(first)));
        for (const qsizetype size : {1, 2, 3, 5, 23, 24, 25, 47, 1448}) {
            std::vector<qsizetype> pieces;
            qsizetype seen = -1;
            for (qsizetype at = 0; at < stream.size(); at += size) {
                pieces.push_back(qMin(size, stream.size() - at));
                if (seen < 0 && at + pieces.back() > proper)
                    seen = at + pieces.back();
            }
            QVERIFY2(fits(pieces, malformedAt(seen)), qPrintable(QString::number(size)));
        }
    }

    void everyCommandGetsItsOutcome_data() { addAll(); }

    void everyCommandGetsItsOutcome()
    {
        QFETCH(QByteArray, name);
        const Exchange &recorded = exchange(name);
        const std::vector<RecordedRequest> requests = recorded.requests();
        const Expected expected = expectedOf(recorded, requests);
        for (const qsizetype slice : {qsizetype(1), qsizetype(24), qsizetype(100), recorded.response.size() + 1}) {
            ResponseMatcher matcher(maximumBody);
            CollectingSink sink;
            std::map<quint32, quint32> ours;
            std::map<quint32, quint32> theirs;
            qint64 written = 0;
            for (const RecordedRequest &request : requests) {
                const bool mayDesync = request.size > 24 && recorded.group == "quirk";
                const quint32 opaque = matcher.expect(request.command.opcode, request.size, &sink, mayDesync);
                ours.emplace(request.opaque, opaque);
                theirs.emplace(opaque, request.opaque);
                written += request.size;
            }
            const QByteArray stream = withOpaques(recorded.response, ours);
            ResponseMatcher::Result result = ResponseMatcher::Result::Fine;
            for (qsizetype at = 0; at < stream.size() && result == ResponseMatcher::Result::Fine;) {
                char *space = matcher.space();
                const qsizetype count = std::min({slice, stream.size() - at, matcher.spaceLeft()});
                std::memcpy(space, stream.constData() + at, size_t(count));
                result = matcher.received(count);
                at += count;
            }
            matcher.endAll(written, Status::Closed, QStringLiteral("over"));
            std::vector<SeenOutcome> seen = sink.seen();
            for (SeenOutcome &outcome : seen)
                outcome.bytes = withOpaques(outcome.bytes, theirs);
            QCOMPARE(result, expected.result);
            QCOMPARE(seen.size(), expected.outcomes.size());
            for (size_t i = 0; i < seen.size(); ++i)
                QCOMPARE(seen[i], expected.outcomes[i]);
        }
    }

    void aConnectionGivesTheSameOutcomes_data() { addAll(); }

    void aConnectionGivesTheSameOutcomes()
    {
        QFETCH(QByteArray, name);
        const Exchange &recorded = exchange(name);
        const std::vector<RecordedRequest> requests = recorded.requests();
        if (!isOrdinary(recorded.group) || requests.empty())
            return; // its requests are not ours to make; everyCommandGetsItsOutcome() has the answers

        FakeServer server;
        server.answerGreeting({.mechanisms = {}, .settings = {}});
        Replay replay(recorded, server);
        Connection connection;
        ConnectionOptions options;
        options.address.port = server.port();
        options.retry = false;
        connection.open(options);
        QTRY_VERIFY(connection.isReady());

        QList<Command> commands;
        std::vector<SeenOutcome> expected = expectedOf(recorded, requests).outcomes;
        bool quit = false;
        for (size_t i = 0; i < requests.size(); ++i) {
            commands.append(requests[i].command);
            // Nothing is sent behind a QUIT.
            if (quit)
                expected[i] = {commands.last().opcode, Status::NotConnected, Basis::NotSent, {}, {}, {}};
            quit = quit || commands.last().opcode == Opcode::Quit;
        }
        const std::unique_ptr<BatchReply> reply = connection.executeBatch(commands, Checking::Unchecked);
        QTRY_VERIFY(reply->isFinished());
        std::vector<SeenOutcome> seen;
        for (const ResultSegment &segment : reply->takeSegments()) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                seen.push_back(seenOutcome(segment.outcome(i)));
        }
        for (std::vector<SeenOutcome> *outcomes : {&seen, &expected}) {
            for (SeenOutcome &outcome : *outcomes) {
                outcome.reason.clear();
                outcome.bytes.fill('-', 24 * qsizetype(outcome.basis == Basis::Answer)); // opaques differ
            }
        }
        QCOMPARE(seen.size(), expected.size());
        for (size_t i = 0; i < seen.size(); ++i)
            QCOMPARE(seen[i], expected[i]);
        QVERIFY(replay.isComplete());
        ++m_replayed;
    }

    void noneOfThemWasLeftOut() { QCOMPARE(m_replayed, 71); }

    void aFewOutcomesInFull()
    {
        const auto outcomes = [](const QByteArray &name) {
            const Exchange &recorded = exchange(name);
            return expectedOf(recorded, recorded.requests()).outcomes;
        };
        const auto quiet = outcomes("getq_miss_hit_noop");
        QCOMPARE(quiet.size(), size_t(3));
        QCOMPARE(quiet[0].status, Status::KeyNotFound);
        QCOMPARE(quiet[0].basis, Basis::Silence);
        QCOMPARE(quiet[1].status, Status::Success);
        QCOMPARE(quiet[1].value, QByteArray("hello"));
        QCOMPARE(quiet[2].basis, Basis::Answer);

        const auto deleted = outcomes("deleteq_miss_hit_noop");
        QCOMPARE(deleted[0].status, Status::KeyNotFound);
        QCOMPARE(deleted[0].basis, Basis::Answer);
        QCOMPARE(deleted[1].status, Status::Success);
        QCOMPARE(deleted[1].basis, Basis::Silence);

        const auto quit = outcomes("quit_then_noop");
        QCOMPARE(quit[0].status, Status::Success);
        QCOMPARE(quit[1].status, Status::Closed);
    }

private:
    int m_replayed = 0; ///< exchanges that went through a connection

    static void addAll()
    {
        QTest::addColumn<QByteArray>("name");
        for (const Exchange &recorded : exchanges())
            QTest::newRow(recorded.name.constData()) << recorded.name;
    }
};

QTEST_GUILESS_MAIN(TestExchanges)
#include "tst_exchanges.moc"
