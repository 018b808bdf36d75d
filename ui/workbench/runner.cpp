#include "ui/workbench/runner.h"

#include "app/run/scriptsource.h"
#include "connection/retire.h"
#include "connection/serveraddress.h"
#include "ui/settings.h"

using namespace std::chrono_literals;

namespace {

/// Rows are inserted at most this often: each time costs the table some milliseconds, whatever their number.
constexpr auto portions = 40ms;
/// Of a run that was cancelled: a million lines that are not sent any more come in a tenth of a second, and are best taken at once.
constexpr auto lastPortions = 200ms;

} // namespace

Runner::Runner(Connection *connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
{
    m_portion.setSingleShot(true);
    connect(&m_portion, &QTimer::timeout, this, &Runner::handOut);
}

Runner::~Runner() = default;

void Runner::run(std::unique_ptr<ScriptSource> source, ScriptRun::Mode mode, qint64 expected, const RunOrigin &origin)
{
    Q_ASSERT(!m_running);
    ScriptRun::Options options;
    options.mode = mode;
    const ConnectionOptions &server = m_connection->options();
    m_beginning = {};
    m_beginning.origin = origin;
    m_beginning.script = source->text();
    m_beginning.firstLine = source->firstLine();
    m_beginning.folder = source->folder();
    m_beginning.server = shownUrl({.address = server.address, .credentials = server.credentials});
    m_beginning.mode = mode;
    m_wire = std::make_shared<WireRecord>();
    m_beginning.wire = m_wire;
    m_connection->record(m_wire);
    m_run = std::make_unique<ScriptRun>(m_connection, std::move(source), options);
    m_expected = expected;
    m_running = true;
    m_error = {};
    m_cancelled = false;
    m_waiting.clear();
    m_clock.start();
    connect(m_run.get(), &ScriptRun::segmentReady, this, [this](const std::shared_ptr<const RunSegment> &segment) {
        m_waiting.append(segment);
        if (!m_portion.isActive())
            m_portion.start(m_cancelled ? lastPortions : portions);
    });
    connect(m_run.get(), &ScriptRun::warned, this, &Runner::warned);
    connect(m_run.get(), &ScriptRun::finished, this, &Runner::end);
    emit started();
    m_run->start();
}

void Runner::cancel()
{
    if (!m_running)
        return;
    m_cancelled = true;
    m_run->cancel();
}

std::chrono::milliseconds Runner::elapsed() const
{
    return m_running ? std::chrono::milliseconds(m_clock.elapsed()) : m_duration;
}

void Runner::handOut()
{
    if (m_waiting.isEmpty())
        return;
    const SegmentList segments = std::exchange(m_waiting, {});
    emit resultsReady(segments);
}

void Runner::end()
{
    m_duration = std::chrono::milliseconds(m_clock.elapsed());
    m_connection->record(nullptr);
    std::exchange(m_wire, nullptr)->squeeze();
    m_portion.stop();
    handOut();
    m_outcomeCount = m_run->outcomeCount();
    m_bytesWritten = m_run->bytesWritten();
    m_error = m_run->error();
    // It is telling us this, and must not outlive the connection.
    retire(m_run, this)->setParent(this);
    m_running = false;
    emit finished();
}
