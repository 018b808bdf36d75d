#include "app/sandbox/sandbox.h"

#include "app/sandbox/sampleitems.h"
#include "app/sandbox/serveraccount.h"
#include "connection/retire.h"

#include <QDir>
#include <QStandardPaths>

namespace {

using namespace std::chrono_literals;

constexpr auto portInterval = 10ms;
constexpr auto startLimit = 30s;

} // namespace

Sandbox::Sandbox(QObject *parent)
    : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_portTimer.setInterval(portInterval);
    m_deadline.setInterval(startLimit);
    m_deadline.setSingleShot(true);

    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            noticeEnd();
    });
    connect(&m_process, &QProcess::finished, this, &Sandbox::noticeEnd);
    connect(&m_portTimer, &QTimer::timeout, this, &Sandbox::readPort);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(tr("The sandbox's memcached did not get ready in time.")); });
    connect(&m_connection, &Connection::stateChanged, this, &Sandbox::followConnection);
}

Sandbox::~Sandbox()
{
    // Nobody wants to hear how the parts end.
    m_process.disconnect(this);
    m_connection.disconnect(this);
    end();
}

void Sandbox::start(Content content)
{
    if (m_state != State::Stopped)
        return;
    m_state = State::Starting;
    m_content = content;
    if (const QString problem = launch(); !problem.isEmpty()) {
        // Not before this call has returned.
        QMetaObject::invokeMethod(
            this, [this, problem] { fail(problem); }, Qt::QueuedConnection);
    }
}

QString Sandbox::launch()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("memcached"));
    if (program.isEmpty())
        return tr("The sandbox needs memcached, which was not found; install it with: sudo apt install memcached");
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/slabscope-XXXXXX"));
    const ServerAccount account;
    if (!m_folder->isValid() || !account.give(m_folder->path()))
        return tr("The sandbox needs a temporary folder, which could not be created: %1").arg(m_folder->errorString());

    // Named relative to the working folder, which the server's account may not be allowed to find by its path.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MEMCACHED_PORT_FILENAME"), QStringLiteral("port"));
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(m_folder->path());
    account.bind(m_process);
    m_portTimer.start();
    m_deadline.start();
    m_process.start(program,
                    {QStringLiteral("-l"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QStringLiteral("-1"), QStringLiteral("-U"),
                     QStringLiteral("0"), QStringLiteral("-m"), QStringLiteral("64"), QStringLiteral("-t"), QStringLiteral("2")});
    return {};
}

void Sandbox::readPort()
{
    // It gets this name once it is written and the server listens: "TCP INET: 40123".
    if (!m_folder)
        return;
    QFile file(m_folder->filePath(QStringLiteral("port")));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray line = file.readLine().trimmed();
    m_address.port = line.mid(line.lastIndexOf(' ') + 1).toUShort();
    m_portTimer.stop();
    m_folder.reset();

    ConnectionOptions options;
    options.address = m_address;
    options.retry = false;
    m_connection.open(options);
}

void Sandbox::followConnection(Connection::State state)
{
    if (m_state != State::Starting)
        return;
    if (state == Connection::State::Ready)
        fill();
    else if (state == Connection::State::Failed)
        fail(tr("The sandbox could not be reached: %1").arg(m_connection.error().text));
}

void Sandbox::fill()
{
    if (m_content == Content::Nothing)
        return becomeRunning();
    m_fill = m_connection.executeBatch(SampleItems::source());
    connect(m_fill.get(), &BatchReply::resultsReady, this, &Sandbox::checkResults);
    connect(m_fill.get(), &BatchReply::finished, this, &Sandbox::becomeRunning);
}

void Sandbox::checkResults()
{
    for (const ResultSegment &segment : m_fill->takeSegments()) {
        for (qsizetype index = 0; index < segment.size(); ++index) {
            if (segment.status(index) != Status::Success)
                return fail(tr("The sandbox could not be filled: %1").arg(segment.outcome(index).message()));
        }
    }
}

void Sandbox::becomeRunning()
{
    if (m_state != State::Starting)
        return;
    m_state = State::Running;
    m_deadline.stop();
    retire(m_fill, this); // its own signal may have led here
    m_connection.close();
    emit started();
}

void Sandbox::noticeEnd()
{
    const QString words = QString::fromLocal8Bit(m_process.readAll()).trimmed();
    const QString cause = words.isEmpty() && m_process.error() != QProcess::UnknownError ? m_process.errorString() : words;
    fail(cause.isEmpty() ? tr("The sandbox's memcached ended.") : tr("The sandbox's memcached ended: %1").arg(cause));
}

void Sandbox::fail(const QString &text)
{
    if (m_state == State::Stopped)
        return;
    stop();
    emit failed({Error::Code::SandboxFailed, text});
}

void Sandbox::stop()
{
    // First, so that nothing that ends now is taken for a failure.
    m_state = State::Stopped;
    end();
}

void Sandbox::end()
{
    m_portTimer.stop();
    m_deadline.stop();
    retire(m_fill, this);
    m_connection.close();
    m_folder.reset();
    if (m_process.state() == QProcess::NotRunning)
        return;
    // Returns after a few milliseconds: there is nothing that it could save.
    m_process.kill();
    m_process.waitForFinished();
}
