#include "app/values/owndecoderrun.h"

#include "app/values/owndecoderlist.h"
#include "connection/ssh/processend.h"

#include <QDir>
#include <QLocale>
#include <QProcess>
#include <QStringDecoder>

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace {

constexpr qsizetype writtenAtOnce = 64 * 1024;
constexpr qsizetype mostWords = 4 * 1024; // bytes of standard error that are kept
constexpr int shownLines = 3;

} // namespace

OwnDecoderRun::OwnDecoderRun(QObject *parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const QString limit = QLocale().toString(double(m_decoder.limit.count()) / 1000);
        fail(tr("The decoder “%1” was stopped: its time limit of %2 s was over.").arg(m_decoder.name, limit));
    });
}

OwnDecoderRun::~OwnDecoderRun()
{
    stop();
}

void OwnDecoderRun::start(const OwnDecoder &decoder, QByteArrayView input, std::shared_ptr<const void> owner)
{
    stop();
    m_decoder = decoder;
    m_input = input;
    m_owner = std::move(owner);
    m_written = 0;
    m_output.clear();
    m_words.clear();
    m_fault = {};
    m_isRunning = true;
    if (const QString why = whyNotSetUp(decoder); !why.isEmpty()) {
        const QString text = decoder.program.isEmpty()
            ? tr("The decoder “%1” is not set up any more: choose another one, or set it up again in the preferences.").arg(decoder.name)
            : why;
        QMetaObject::invokeMethod(
            this,
            [this, text, number = m_number] {
                if (number == m_number) // it is still this run
                    fail(text);
            },
            Qt::QueuedConnection);
        return;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(decoder.program);
    m_process->setArguments(decoder.arguments);
    m_process->setWorkingDirectory(QDir::homePath());
    m_process->setChildProcessModifier([parent = ::getpid()] {
        // Between fork and exec: async-signal-safe calls only. A parent that ended before the tie was there is found by its number.
        if (::setsid() < 0 || ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)
            ::_exit(126);
    });
    // Queued, as a program that cannot be started says so before start() returns.
    connect(m_process.get(), &QProcess::errorOccurred, this, &OwnDecoderRun::takeError, Qt::QueuedConnection);
    connect(m_process.get(), &QProcess::started, this, &OwnDecoderRun::write);
    connect(m_process.get(), &QProcess::bytesWritten, this, &OwnDecoderRun::write);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &OwnDecoderRun::readOutput);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, &OwnDecoderRun::readWords);
    connect(m_process.get(), &QProcess::finished, this, &OwnDecoderRun::takeEnd);
    m_limit.start(decoder.limit);
    m_process->start();
    m_group = m_process->processId();
}

void OwnDecoderRun::stop()
{
    letGo();
    ++m_number;
    m_isRunning = false;
    m_owner.reset();
    m_input = {};
}

/// The next portion as the last one is gone, so that a decoder that does not read costs no memory.
void OwnDecoderRun::write()
{
    if (!m_process || m_process->bytesToWrite() > 0)
        return;
    const qsizetype count = std::min(writtenAtOnce, m_input.size() - m_written);
    if (count > 0)
        m_process->write(m_input.data() + m_written, count);
    m_written += count;
    if (m_written == m_input.size())
        m_process->closeWriteChannel();
}

void OwnDecoderRun::readOutput()
{
    m_output += m_process->readAllStandardOutput();
    if (m_output.size() <= OwnDecoder::mostOutput)
        return;
    m_output.truncate(OwnDecoder::mostOutput);
    fail(tr("The decoder “%1” was stopped: it wrote more than %2.")
             .arg(m_decoder.name, QLocale().formattedDataSize(OwnDecoder::mostOutput)));
}

void OwnDecoderRun::readWords()
{
    const QByteArray words = m_process->readAllStandardError();
    m_words += words.first(std::min(words.size(), mostWords - m_words.size()));
}

/// That a decoder does not read all of its input is its own affair.
void OwnDecoderRun::takeError()
{
    if (m_process && m_process->error() == QProcess::FailedToStart)
        fail(tr("The decoder “%1” could not be started: %2.").arg(m_decoder.name, m_process->errorString()));
}

void OwnDecoderRun::takeEnd()
{
    readWords();
    readOutput();
    if (!m_process) // it wrote too much
        return;
    // What it left behind in its group.
    if (m_group > 0)
        ::kill(pid_t(-m_group), SIGKILL);
    if (m_process->exitStatus() == QProcess::CrashExit)
        return fail(tr("The decoder “%1” crashed.").arg(m_decoder.name) + firstWords());
    if (const int code = m_process->exitCode(); code != 0)
        return fail(tr("The decoder “%1” ended with the exit code %2.").arg(m_decoder.name).arg(code) + firstWords());
    finish();
}

QString OwnDecoderRun::firstWords() const
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString words = decoder(m_words);
    QStringList lines = words.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines = lines.mid(0, shownLines);
    for (QString &line : lines)
        line = line.trimmed();
    return lines.isEmpty() ? QString() : QLatin1Char('\n') + lines.join(QLatin1Char('\n'));
}

void OwnDecoderRun::fail(const QString &text)
{
    if (!m_isRunning)
        return;
    m_fault = {DecodeFault::Kind::Command, 0, text};
    finish();
}

void OwnDecoderRun::finish()
{
    stop();
    emit finished();
}

void OwnDecoderRun::letGo()
{
    m_limit.stop();
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning || m_group <= 0) {
        m_process.release()->deleteLater(); // one of its signals may be under way
        return;
    }
    ::kill(pid_t(-m_group), SIGKILL);
    m_process->closeReadChannel(QProcess::StandardOutput);
    m_process->closeReadChannel(QProcess::StandardError);
    new ProcessEnd(std::move(m_process), ProcessEnd::Reach::Group, nullptr);
}
