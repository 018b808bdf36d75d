#include "connection/ssh/sshsession.h"

#include "connection/ssh/processend.h"
#include "connection/ssh/sshcommand.h"
#include "connection/ssh/sshfailure.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>

#include <csignal>
#include <utility>

#include <unistd.h>

#ifdef Q_OS_LINUX
#    include <sys/prctl.h>
#endif

using namespace std::chrono_literals;

namespace {

/// What is kept of its words, bytes: the end of them tells why it ended.
constexpr qsizetype mostWords = 16 * 1024;

/// An ssh says its version within a hundredth of it.
constexpr auto versionPatience = 5s;

/// Beside the program, or where it is installed.
QString askpassProgram()
{
    const QDir here(QCoreApplication::applicationDirPath());
    return QStandardPaths::findExecutable(QStringLiteral("slabscope-askpass"),
                                          {here.path(), here.filePath(QStringLiteral("../libexec/slabscope"))});
}

/// The person's own folder for such things where there is one: others may not even look into it.
QString folderTemplate()
{
    const QString own = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool usable = !own.isEmpty() && QFileInfo(own).isDir() && QFileInfo(own).isWritable();
    return (usable ? own : QDir::tempPath()) + QStringLiteral("/slabscope-ssh-XXXXXX");
}

} // namespace

SshSession::SshSession(const SshTunnel &tunnel, const ServerAddress &address, SshAsking asking, std::chrono::milliseconds limit)
    : m_tunnel(tunnel)
    , m_address(address)
    , m_asking(asking)
    , m_limit(limit)
    , m_folder(std::make_shared<QTemporaryDir>(folderTemplate()))
    , m_path(m_folder->path())
    , m_questions(tunnel.host)
    , m_process(std::make_unique<QProcess>())
    , m_forwarding(std::make_unique<QProcess>())
    , m_version(std::make_unique<QProcess>())
    , m_inquiry(std::make_unique<QProcess>())
{
    m_process->setReadChannel(QProcess::StandardError);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &SshSession::noticeControl);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, &SshSession::readWords);
    connect(m_process.get(), &QProcess::finished, this, &SshSession::noticeEnd);
    connect(m_forwarding.get(), &QProcess::finished, this, &SshSession::finishForwarding);
    connect(m_version.get(), &QProcess::finished, this, &SshSession::noticeVersion);
    connect(m_inquiry.get(), &QProcess::finished, this, &SshSession::finishInquiry);
    m_versionLimit.setSingleShot(true);
    m_versionLimit.setInterval(versionPatience);
    connect(&m_versionLimit, &QTimer::timeout, this, &SshSession::noticeVersion);
    for (QProcess *process : {m_process.get(), m_forwarding.get(), m_version.get(), m_inquiry.get()}) {
        process->setStandardInputFile(QProcess::nullDevice());
        process->setStandardOutputFile(QProcess::nullDevice());
        connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                fail({Error::Code::TunnelNotPossible,
                      tr("SSH tunnel: %1 cannot be started: %2.").arg(process->program(), process->errorString())});
        });
    }
}

SshSession::~SshSession()
{
    disconnect();
    stop();
}

QString SshSession::localPath() const
{
    return placeOf("server");
}

/// In our folder, also when it is gone.
QString SshSession::placeOf(const char *name) const
{
    return m_path + QLatin1Char('/') + QLatin1String(name);
}

void SshSession::start()
{
    if (const Error error = prepare()) {
        QMetaObject::invokeMethod(
            this, [this, error] { fail(error); }, Qt::QueuedConnection);
        return;
    }
    m_process->start(m_program, sshLoginArguments(m_tunnel, placeOf("control"), m_limit));
    if (m_asking == SshAsking::ByItself || m_state == State::Over)
        return;
    m_version->start(m_program, sshVersionArguments());
    m_versionLimit.start();
}

/// Or that it says none.
void SshSession::noticeVersion()
{
    m_versionLimit.stop();
    const bool isTrusted = m_version->state() == QProcess::NotRunning && marksQuestionsOfServers(m_version->readAllStandardError());
    m_version->disconnect(this);
    if (m_version->state() != QProcess::NotRunning)
        new ProcessEnd(std::move(m_version), ProcessEnd::Reach::Group, m_folder);
    m_questions.setImitation(isTrusted ? SshQuestions::Imitation::Impossible : SshQuestions::Imitation::Possible);
}

Error SshSession::prepare()
{
    if (const Error error = tunnelObjection(m_tunnel, m_address))
        return error;
    m_program = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    if (m_program.isEmpty())
        return {Error::Code::TunnelNotPossible,
                tr("An SSH tunnel needs the program ssh, which was not found; install it with: sudo apt install openssh-client")};
    // While it is made, ssh gives the name of its socket 17 characters more.
    const bool usable =
        m_folder->isValid() && !m_path.contains(QLatin1String("${")) && QFile::encodeName(m_path).size() < 80 && m_watcher.addPath(m_path);
    if (!usable || (m_asking == SshAsking::Through && !m_questions.listen(placeOf("questions"))))
        return {
            Error::Code::TunnelNotPossible,
            tr("An SSH tunnel needs a temporary folder, and %1 cannot be one: %2")
                .arg(m_path, m_folder->isValid() ? tr("its path is too long, or no socket can be made there.") : m_folder->errorString())};
    for (QProcess *process : {m_process.get(), m_forwarding.get(), m_version.get(), m_inquiry.get()}) {
        process->setProcessEnvironment(environment());
        bind(*process, process != m_process.get() || m_asking == SshAsking::Through);
    }
    return {};
}

QProcessEnvironment SshSession::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // Its words are read by us.
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.remove(QStringLiteral("LANGUAGE"));
    for (const char *secret : {"SLABSCOPE_PASSWORD", "SLABSCOPE_KEY_PASSPHRASE"})
        environment.remove(QString::fromLatin1(secret));
    if (m_asking == SshAsking::ByItself)
        return environment;
    const QString program = askpassProgram();
    environment.insert(QStringLiteral("SSH_ASKPASS"), program);
    environment.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), program.isEmpty() ? QStringLiteral("never") : QStringLiteral("force"));
    environment.insert(QStringLiteral("SLABSCOPE_ASKPASS"), placeOf("questions"));
    return environment;
}

/// Ties `process` to us before it is started, and in a group of its own to its helpers: the ssh of a ProxyJump, and askpass. Without a
/// terminal, then: on the terminal it must stay in ours to ask.
void SshSession::bind(QProcess &process, bool ownGroup) const
{
    process.setChildProcessModifier([ownGroup, parent = ::getpid()] {
        // Between fork and exec: async-signal-safe calls only.
        if (ownGroup)
            ::setsid();
#ifdef Q_OS_LINUX
        // A parent that ended before the tie was there is found by its number.
        if (::prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || ::getppid() != parent)
            ::_exit(126);
#else
        Q_UNUSED(parent)
#endif
    });
}

void SshSession::readWords()
{
    const QByteArray words = m_process->readAllStandardError();
    m_said = (m_said + words).right(mostWords);
    m_line = (m_line + words).right(mostWords);
    for (qsizetype end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n')) {
        if (const Error refusal = channelFailure(QByteArrayView(m_line).first(end), m_tunnel, m_address)) {
            m_lastRefusal = refusal;
            ++m_refusalCount;
        }
        m_line.remove(0, end + 1);
    }
}

/// ssh makes its control socket once it is logged in.
void SshSession::noticeControl()
{
    const QString control = placeOf("control");
    if (m_state != State::LoggingIn || !QFileInfo::exists(control))
        return;
    m_state = State::Forwarding;
    m_forwarding->start(m_program, sshForwardArguments(control, localPath(), m_address));
}

void SshSession::finishForwarding()
{
    if (m_state != State::Forwarding)
        return;
    if (m_forwarding->exitStatus() != QProcess::NormalExit || m_forwarding->exitCode() != 0) {
        const QString words = QString::fromUtf8(m_forwarding->readAllStandardError()).simplified().left(200);
        fail({Error::Code::TunnelLost, tr("SSH tunnel: ssh cannot lead to %1 (%2).").arg(m_address.text(), words)});
        return;
    }
    m_state = State::Up;
    emit up();
}

void SshSession::inquire()
{
    if (m_state == State::Over)
        QMetaObject::invokeMethod(this, &SshSession::inquired, Qt::QueuedConnection);
    else if (m_inquiry->state() != QProcess::NotRunning)
        m_inquireAgain = true;
    else
        m_inquiry->start(m_program, sshCheckArguments(placeOf("control")));
}

void SshSession::finishInquiry()
{
    if (m_state == State::Over)
        return;
    if (m_inquiry->exitStatus() != QProcess::NormalExit || m_inquiry->exitCode() != 0) {
        // It is ending, if it has not; what it says of that is worth waiting for.
        m_process->terminate();
        return;
    }
    // What it said before it answered is there.
    m_process->waitForReadyRead(0);
    if (m_state == State::Over)
        return;
    if (std::exchange(m_inquireAgain, false))
        inquire();
    else
        emit inquired();
}

void SshSession::noticeEnd()
{
    readWords();
    fail(explained(sshFailure(m_said, m_tunnel)));
}

/// After a question, no failure of the login is tried again by itself: it would be asked again.
Error SshSession::explained(Error error) const
{
    if (m_questions.hasRefused())
        return {Error::Code::TunnelCancelled, tr("SSH tunnel: the login to %1 was cancelled.").arg(m_tunnel.host)};
    const bool wasUp = m_state == State::Up;
    if (!wasUp && m_questions.hasAsked() && (error.code == Error::Code::TunnelLost || error.code == Error::Code::TunnelUnreachable))
        error.code = Error::Code::TunnelLogin;
    return error;
}

void SshSession::fail(const Error &error)
{
    if (m_state == State::Over)
        return;
    m_error = error;
    const bool inquiring = m_inquiry->state() != QProcess::NotRunning || m_state == State::Up;
    stop();
    const QPointer<SshSession> guard(this);
    emit failed(error);
    if (guard && inquiring)
        emit inquired();
}

void SshSession::stop()
{
    m_state = State::Over;
    m_questions.stop();
    m_versionLimit.stop();
    for (std::unique_ptr<QProcess> *process : {&m_forwarding, &m_version, &m_inquiry, &m_process}) {
        if (!*process)
            continue;
        (*process)->disconnect(this);
        const bool ownGroup = process != &m_process || m_asking == SshAsking::Through;
        if ((*process)->state() != QProcess::NotRunning)
            new ProcessEnd(std::move(*process), ownGroup ? ProcessEnd::Reach::Group : ProcessEnd::Reach::Process, m_folder);
    }
    m_folder.reset(); // it goes with the last that uses it
}
