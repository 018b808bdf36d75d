#include "tests/asking.h"
#include "tests/mixedsession.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/faultproxy.h"
#include "tests/servers/realserver.h"
#include "tests/waiting.h"

#include <QtEndian>

#include <algorithm>

using namespace std::chrono_literals;
using State = Connection::State;
using Direction = FaultProxy::Direction;

namespace {

constexpr quint32 longestBody = 64 * 1024;

/// What a byte of an answer's header stands for (protocol-binary.txt, section 2.2).
enum class Field { Magic, Opcode, KeyLength, ExtrasLength, DataType, Status, BodyLength, Opaque, Cas, Body };

Field fieldAt(qsizetype byte)
{
    constexpr std::pair<qsizetype, Field> ends[] = {{1, Field::Magic},        {2, Field::Opcode},   {4, Field::KeyLength},
                                                    {5, Field::ExtrasLength}, {6, Field::DataType}, {8, Field::Status},
                                                    {12, Field::BodyLength},  {16, Field::Opaque},  {24, Field::Cas}};
    for (const auto &[end, field] : ends) {
        if (byte < end)
            return field;
    }
    return Field::Body;
}

} // namespace

/// A session in which each byte of the responses is changed in turn. It is recorded from a real server and played back by a fake one,
/// which hangs up behind its last answer, so that an answer which seems to go on has an end.
class TestConnectionCorruption : public QObject
{
    Q_OBJECT

private:
    SessionPlan m_plan;
    std::optional<SessionRecording> m_recording;
    QByteArray m_responses;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<Connection> m_connection;
    Error m_loss;

    static ConnectionOptions options(quint16 port)
    {
        ConnectionOptions options = optionsFor(port);
        options.maximumBody = longestBody;
        return options;
    }

    [[nodiscard]] const SessionRecording::Packet &packetAt(qsizetype offset) const
    {
        return *std::ranges::find_if(m_recording->packets(), [offset](const auto &packet) { return offset < packet.end; });
    }
    [[nodiscard]] qsizetype written() const { return m_proxy->heard(Direction::Requests).size(); }

    /// The answer to a request, changed at `offset` of the responses.
    [[nodiscard]] QByteArray changedAnswer(qsizetype request, qsizetype offset, quint8 pattern) const
    {
        QByteArray bytes;
        for (const SessionRecording::Packet &packet : m_recording->packets()) {
            if (packet.request != request)
                continue;
            QByteArray part = m_responses.sliced(packet.begin, packet.end - packet.begin);
            if (offset >= packet.begin && offset < packet.end)
                part[offset - packet.begin] = char(quint8(part.at(offset - packet.begin)) ^ pattern);
            bytes += part;
        }
        return withoutOpaques(bytes);
    }

    /// Whether the body length, changed, ends the packet where another one ends: answers in between are lost in it without a trace, and
    /// quiet commands among them look silent.
    [[nodiscard]] bool swallowsWholePackets(qsizetype offset, quint8 pattern) const
    {
        const SessionRecording::Packet &packet = packetAt(offset);
        QByteArray header = m_responses.sliced(packet.begin, 24);
        header[offset - packet.begin] = char(quint8(header.at(offset - packet.begin)) ^ pattern);
        const qsizetype end = packet.begin + 24 + qsizetype(qFromBigEndian<quint32>(header.constData() + 8));
        return end > packet.end && std::ranges::any_of(m_recording->packets(), [end](const auto &other) { return other.end == end; });
    }

    /// What is not as it may be where the byte at `offset` was changed by `pattern`; empty: nothing.
    [[nodiscard]] QByteArray fault(const QList<Ending> &endings, qsizetype offset, quint8 pattern) const
    {
        const SessionRecording::Packet &packet = packetAt(offset);
        const qsizetype owner = m_recording->requests()[size_t(packet.request)].command; // -1: a barrier of our own
        const Field field = fieldAt(offset - packet.begin);
        switch (field) {
        case Field::Magic:
        case Field::Opcode:
        case Field::Opaque:
            // It cannot be an answer to what was asked: nothing from there on is believed.
            return m_recording->difference(endings, packet.begin, written());
        case Field::DataType:
        case Field::Cas:
        case Field::Body: {
            // The answer is another one, and all others are as they were.
            QList<Ending> right = endings;
            if (owner >= 0) {
                const Ending &recorded = m_recording->endings().at(owner);
                if (endings.at(owner) != Ending{recorded.name, Basis::Answer, changedAnswer(packet.request, offset, pattern)})
                    return "command " + QByteArray::number(owner) + " ended as " + endings.at(owner).name;
                right[owner] = recorded;
            }
            return m_recording->difference(right, m_responses.size(), written());
        }
        case Field::KeyLength:
        case Field::ExtrasLength:
        case Field::Status:
        case Field::BodyLength:
            break;
        }
        // The answer may be another one, or none; whether more is believed depends on whether what follows still makes sense.
        if (m_recording->difference(endings, packet.begin, written()).isEmpty())
            return {};
        const bool swallows = field == Field::BodyLength && swallowsWholePackets(offset, pattern);
        bool lost = false;
        for (qsizetype i = 0; i < endings.size(); ++i) {
            const Ending &ending = endings.at(i);
            const Ending &recorded = m_recording->endings().at(i);
            const QByteArray name = "command " + QByteArray::number(i) + " ended as " + ending.name;
            const bool isLost = ending.basis == Basis::NoAnswer || (ending.basis == Basis::NotSent && ending.name == "not_connected");
            if (m_recording->requestOf(i) >= 0 && m_recording->requestOf(i) < packet.request) {
                if (ending != recorded)
                    return name + " before the change";
            } else if (i == owner) {
                if (!isLost && (ending.basis != Basis::Answer || ending.bytes == recorded.bytes))
                    return name + " though its answer was changed";
            } else if (lost ? !isLost && recorded.basis != Basis::NotSent : !isLost && ending != recorded) {
                if (!swallows || ending.basis != Basis::Silence)
                    return name + " behind the change";
            }
            lost = lost || isLost;
        }
        return {};
    }

    QByteArray run(qsizetype offset, quint8 pattern)
    {
        m_proxy->mark();
        m_proxy->corrupt(Direction::Responses, offset, pattern);
        m_proxy->cutAfter(Direction::Responses, m_responses.size(), FaultProxy::Ending::Fin);
        const SessionRun run(m_connection.get(), m_plan);
        if (!soon([&] { return run.isOver() && m_proxy->isOver() && m_connection->state() == State::Disconnected; }))
            return "not every reply has finished";
        return run.faults() + fault(run.endings(), offset, pattern);
    }

private slots:
    void initTestCase()
    {
        // All at once: what the last answer says does not depend on what was made of the first.
        SessionStage together;
        for (const SessionStage &stage : mixedSession()) {
            together.singles += stage.singles;
            together.batch += stage.batch;
        }
        m_plan = {together};
        RealServer real;
        QVERIFY2(real.start(), qPrintable(real.errorString()));
        FaultProxy proxy(real.port());
        Connection connection;
        connection.open(options(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        proxy.mark();
        const SessionRun run(&connection, m_plan);
        QTRY_VERIFY(run.isOver());
        const QList<PlannedCommand> commands = commandsOf(m_plan);
        for (qsizetype i = 0; i < commands.size(); ++i)
            QVERIFY2(run.endings().at(i).name == commands.at(i).end, (QByteArray::number(i) + ": " + run.endings().at(i).name).constData());
        m_responses = proxy.heard(Direction::Responses);
        m_recording.emplace(m_plan, proxy.heard(Direction::Requests), m_responses, run.endings());
        QVERIFY(m_recording->isValid());
    }

    void init()
    {
        m_server = std::make_unique<FakeServer>();
        m_server->answerGreeting();
        m_server->setHandler([this](const QByteArray &request) { return m_recording->answer(request); });
        m_proxy = std::make_unique<FaultProxy>(m_server->port());
        m_connection = std::make_unique<Connection>();
        // The test says when it is tried again: some losses would be mended at once.
        connect(m_connection.get(), &Connection::stateChanged, this, [this](State state) {
            if (state != State::WaitingToRetry)
                return;
            m_loss = m_connection->error();
            m_connection->close();
        });
    }

    void cleanup()
    {
        m_connection.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void everyByteChanged_data()
    {
        QTest::addColumn<int>("pattern");
        QTest::newRow("lowest bit") << 0x01;
        QTest::newRow("highest bit") << 0x80;
        QTest::newRow("all bits") << 0xff;
        for (int pattern = 0x02; qEnvironmentVariableIsSet("SLABSCOPE_SOAK") && pattern < 0x80; pattern <<= 1)
            QTest::addRow("bit of %d", pattern) << pattern;
    }

    void everyByteChanged()
    {
        QFETCH(int, pattern);
        m_connection->open(options(m_proxy->port()));
        for (qsizetype offset = 0; offset < m_responses.size(); ++offset) {
            QVERIFY(soon([&] { return m_connection->isReady(); }));
            const QByteArray wrong = run(offset, quint8(pattern));
            const SessionRecording::Packet &packet = packetAt(offset);
            QVERIFY2(wrong.isEmpty(),
                     ("byte " + QByteArray::number(offset - packet.begin) + " of the packet at " + QByteArray::number(packet.begin) + ": "
                      + wrong)
                         .constData());
            m_proxy->recover();
            m_connection->retryNow();
        }
    }

    void answersThatSeemToGoOnTimeOut()
    {
        ConnectionOptions impatient = options(m_proxy->port());
        impatient.requestTimeout = 100ms;
        for (const SessionRecording::Packet &packet : m_recording->packets()) {
            m_connection->open(impatient);
            QVERIFY(soon([&] { return m_connection->isReady(); }));
            m_proxy->mark();
            // 16 KiB longer: more than all that follows.
            m_proxy->corrupt(Direction::Responses, packet.begin + 10, 0x40);
            const SessionRun run(m_connection.get(), m_plan);
            QVERIFY(soon([&] { return run.isOver() && m_connection->state() == State::Disconnected; }));
            QCOMPARE(m_loss.code, Error::Code::RequestTimeout);
            QCOMPARE(run.faults(), QByteArray());
            m_proxy->recover();
        }
    }
};

QTEST_GUILESS_MAIN(TestConnectionCorruption)
#include "tst_connection_corruption.moc"
