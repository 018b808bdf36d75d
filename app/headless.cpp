#include "app/headless.h"

#include "app/interruptwatch.h"
#include "app/profiles/profilefile.h"
#include "app/run/commandfeed.h"
#include "app/run/scriptsource.h"
#include "app/sandbox/sandbox.h"

#include <QByteArrayView>

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype outputPortion = 64 * 1024;    // bytes
constexpr qsizetype keptOutput = 4 * 1024 * 1024; // bytes of buffer that are worth keeping
constexpr qsizetype pipeAtomic = 4096;            // bytes that a pipe which is ready takes without blocking (PIPE_BUF)
constexpr int patienceAfterInterrupt = 1000;      // ms for a reader that does not read

/// Writes all, and blocks for as long as the reader needs, until an interrupt makes it hurry; false: see errno.
bool writeFully(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        qsizetype size = bytes.size();
        pollfd state = {.fd = descriptor, .events = POLLOUT, .revents = 0};
        if (InterruptWatch::wasInterrupted()) {
            if (::poll(&state, 1, patienceAfterInterrupt) == 0) {
                errno = EPIPE;
                return false;
            }
            size = std::min(size, pipeAtomic);
        }
        const ssize_t count = ::write(descriptor, bytes.data(), size_t(size));
        if (count >= 0)
            bytes = bytes.sliced(count);
        else if (errno == EAGAIN)
            (void)::poll(&state, 1, -1);
        else if (errno != EINTR)
            return false;
    }
    return true;
}

/// Whether a command that ended so leaves the exit status at 0.
bool isFine(Opcode opcode, Status status)
{
    if (status == Status::Success)
        return true;
    return status == Status::KeyNotFound
        && (has(opcode, OpcodeTrait::Read) || opcode == Opcode::Touch || loudForm(opcode) == Opcode::Delete);
}

} // namespace

Headless::Headless(const CommandLine &commandLine, QObject *parent)
    : QObject(parent)
    , m_commandLine(commandLine)
    , m_writer(commandLine.format)
    , m_interrupts(std::make_unique<InterruptWatch>())
{
    m_waitTimer.setSingleShot(true);
    connect(&m_waitTimer, &QTimer::timeout, &m_connection, &Connection::stopTrying);
    connect(&m_connection, &Connection::stateChanged, this, &Headless::followConnection);
    connect(m_interrupts.get(), &InterruptWatch::interrupted, this, &Headless::interrupt);
}

Headless::~Headless() = default;

void Headless::report(const QString &text)
{
    const QByteArray bytes = text.toUtf8() + '\n';
    [[maybe_unused]] const bool written = writeFully(STDERR_FILENO, bytes);
}

void Headless::start()
{
    if (!openSource() || !readAddress()) {
        end(WrongInput);
        return;
    }
    if (!m_commandLine.profile.isEmpty()) {
        fetchSecrets();
        return;
    }
    if (!m_commandLine.sandbox) {
        connectToServer();
        return;
    }
    m_sandbox = std::make_unique<Sandbox>();
    connect(m_sandbox.get(), &Sandbox::started, this, [this] {
        m_connectionOptions.address = m_sandbox->address();
        connectToServer();
    });
    connect(m_sandbox.get(), &Sandbox::failed, this, [this](const Error &error) {
        report(tr("error: %1").arg(error.text));
        // A run notices by itself, and still has outcomes to tell.
        if (!m_run)
            end(NoConnection);
    });
    m_sandbox->start();
}

/// A script that can be read twice is checked whole: nothing of a wrong one is sent.
bool Headless::openSource()
{
    if (!m_commandLine.file)
        m_source = ScriptSource::fromLines(m_commandLine.lines);
    else if (*m_commandLine.file == QLatin1String("-"))
        m_source = ScriptSource::fromStream(STDIN_FILENO);
    else
        m_source = ScriptSource::fromFile(*m_commandLine.file);

    QList<ScriptProblem> problems;
    if (!m_source->error() && !m_source->isStream())
        problems = m_source->check();
    for (const ScriptProblem &problem : problems)
        report(problemText(problem));
    if (m_source->error())
        report(tr("error: %1").arg(m_source->error().text));
    return problems.isEmpty() && !m_source->error();
}

bool Headless::readAddress()
{
    if (!m_commandLine.profile.isEmpty() && !readProfile())
        return false;
    m_connectionOptions.requestTimeout = m_commandLine.requestTimeout.value_or(m_connectionOptions.requestTimeout);
    m_connectionOptions.connectTimeout = m_commandLine.connectTimeout.value_or(m_connectionOptions.connectTimeout);
    m_connectionOptions.retry = m_commandLine.wait > 0ms;
    if (m_commandLine.sandbox || !m_commandLine.profile.isEmpty())
        return true;

    const std::variant<ServerUrl, Error> parsed = ServerUrl::parse(m_commandLine.url);
    if (const auto *error = std::get_if<Error>(&parsed)) {
        report(tr("error: %1").arg(error->text));
        return false;
    }
    const auto &url = std::get<ServerUrl>(parsed);
    const bool usesTls = url.address.encryption == Encryption::Tls;
    if (m_commandLine.tlsGiven && !usesTls) {
        report(tr("error: --ca, --cert, --key, --server-name and --insecure go with TLS: write the URL as memcacheds://…"));
        return false;
    }
    m_connectionOptions.address = url.address;
    m_connectionOptions.tls = m_commandLine.tls;
    m_connectionOptions.tls.keyPassphrase = qEnvironmentVariable("SLABSCOPE_KEY_PASSPHRASE");
    m_connectionOptions.credentials = url.credentials;
    if (url.passwordInText)
        report(tr("warning: others can see the password in the process list; SLABSCOPE_PASSWORD in the environment hides it."));
    else if (!url.credentials.isEmpty())
        m_connectionOptions.credentials.password = qEnvironmentVariable("SLABSCOPE_PASSWORD");
    return true;
}

bool Headless::readProfile()
{
    const std::variant<ReadProfiles, Error> read = ProfileFile(ProfileFile::usualPath()).read();
    if (const auto *error = std::get_if<Error>(&read)) {
        report(tr("error: %1").arg(error->text));
        return false;
    }
    const auto &profiles = std::get<ReadProfiles>(read);
    for (const QString &note : profiles.notes)
        report(tr("warning: %1").arg(note));
    const std::variant<Profile, Error> found = profiles.list.lookUp(m_commandLine.profile);
    if (const auto *error = std::get_if<Error>(&found)) {
        report(tr("error: %1").arg(error->text));
        return false;
    }
    m_profile = std::get<Profile>(found);
    if (profiles.doubtful.contains(m_profile.id)) {
        report(tr("error: The profile holds values that cannot be used: nothing is sent before they are mended."));
        return false;
    }
    m_connectionOptions = connectionOptions(m_profile);
    m_guarded = m_profile.environment == Environment::Production && !m_profile.readOnly && m_commandLine.confirmed.isEmpty();
    if (m_guarded)
        m_connectionOptions.access = Access::ReadOnly;
    return true;
}

void Headless::fetchSecrets()
{
    Profile asked = m_profile;
    m_connectionOptions.credentials.password = qEnvironmentVariable("SLABSCOPE_PASSWORD");
    m_connectionOptions.tls.keyPassphrase = qEnvironmentVariable("SLABSCOPE_KEY_PASSPHRASE");
    // What is given need not be looked for, nor a keyring be unlocked for it.
    if (qEnvironmentVariableIsSet("SLABSCOPE_PASSWORD"))
        asked.user.clear();
    if (qEnvironmentVariableIsSet("SLABSCOPE_KEY_PASSPHRASE"))
        asked.keyPassphraseKept = false;
    asked.sshPassphraseKept = false; // ssh asks by itself
    connect(&m_secrets, &ProfileSecrets::finished, this, &Headless::takeSecrets);
    m_secrets.fetch(asked);
}

void Headless::takeSecrets()
{
    if (m_secrets.error())
        report(tr("warning: %1").arg(m_secrets.error().text));
    if (m_secrets.missing().contains(SecretName::Kind::Password)) {
        report(m_profile.passwordKept ? tr(
                   "error: The keyring has no password for the profile, or is locked: SLABSCOPE_PASSWORD in the environment can hold it.")
                                      : tr("error: The profile keeps no password: SLABSCOPE_PASSWORD in the environment can hold it."));
        end(NoConnection);
        return;
    }
    if (!m_secrets.password().isEmpty())
        m_connectionOptions.credentials.password = m_secrets.password();
    if (!m_secrets.keyPassphrase().isEmpty())
        m_connectionOptions.tls.keyPassphrase = m_secrets.keyPassphrase();
    connectToServer();
}

void Headless::connectToServer()
{
    if (m_ended)
        return;
    if (m_commandLine.wait > 0ms)
        m_waitTimer.start(m_commandLine.wait);
    m_connection.open(m_connectionOptions);
}

void Headless::followConnection(Connection::State state)
{
    if (m_run || m_ended)
        return;
    if (state == Connection::State::Ready) {
        m_waitTimer.stop();
        runScript();
    } else if (state == Connection::State::Failed || state == Connection::State::Disconnected) {
        report(m_connection.error() ? tr("error: %1").arg(m_connection.error().text)
                                    : tr("error: No connection to %1 in time.").arg(m_connection.options().address.text()));
        const Error::Code code = m_connection.error().code;
        end(code == Error::Code::InvalidTlsOptions || code == Error::Code::KeyPassphraseWanted ? WrongInput : NoConnection);
    }
}

void Headless::runScript()
{
    for (const QString &warning : m_connection.warnings())
        report(tr("warning: %1").arg(warning));
    m_writer.writeHeader(m_output);
    m_run = std::make_unique<ScriptRun>(&m_connection, std::move(m_source), m_commandLine.run);
    connect(m_run.get(), &ScriptRun::segmentReady, this, [this](const auto &segment) { writeSegment(*segment); });
    connect(m_run.get(), &ScriptRun::warned, this,
            [](qint64 line, const QString &text) { report(tr("line %1: warning: %2").arg(QString::number(line), text)); });
    connect(m_run.get(), &ScriptRun::finished, this, &Headless::finishRun);
    m_run->start();
}

void Headless::writeSegment(const RunSegment &segment)
{
    const ResultSegment &results = segment.results;
    for (qsizetype i = 0; i < results.size() && m_exitStatus == Succeeded; ++i) {
        if (!isFine(results.opcode(i), results.status(i)))
            m_exitStatus = CommandFailed;
    }
    for (qsizetype i = 0; i < results.size() && m_guarded && !m_refused; ++i)
        m_refused = results.status(i) == Status::Refused;
    for (qsizetype index = 0; index < results.size() && !m_ended;) {
        index = m_writer.write(m_output, segment, index, outputPortion);
        writeOut();
    }
}

void Headless::writeOut()
{
    if (!writeFully(STDOUT_FILENO, m_output) && !m_ended) {
        // A reader that has seen enough is no error.
        if (errno != EPIPE) {
            report(tr("error: The results cannot be written: %1.").arg(qt_error_string(errno)));
            m_exitStatus = CommandFailed;
        }
        end(m_exitStatus);
    }
    m_output.resize(0);
    if (m_output.capacity() > keptOutput)
        m_output = {};
}

void Headless::finishRun()
{
    if (m_ended)
        return;
    writeOut();
    if (m_run->error()) {
        report(m_run->error().text);
        m_exitStatus = WrongInput;
    }
    if (m_refused)
        report(tr("warning: “%1” is for production: commands that write were refused. --confirm %1 lets them through.")
                   .arg(m_commandLine.profile));
    end(m_exitStatus);
}

void Headless::interrupt()
{
    if (m_run)
        m_run->cancel();
    else
        end(NoConnection);
}

void Headless::end(int exitStatus)
{
    if (m_ended)
        return;
    m_ended = true;
    QMetaObject::invokeMethod(
        this, [this, exitStatus] { emit finished(exitStatus); }, Qt::QueuedConnection);
}
