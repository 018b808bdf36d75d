#include "app/keyspace/namedkeys.h"

#include "app/keyspace/seenkeys.h"

#include <QPromise>
#include <QtConcurrent>

#include <utility>

namespace {

/// A KeyText cannot be copied, as a future wants it.
using Reading = QPromise<std::shared_ptr<KeyText>>;

KeyText::Progress progressOf(Reading &promise)
{
    promise.setProgressRange(0, 1'000);
    return [&promise](int progress) {
        promise.setProgressValue(progress);
        return !promise.isCanceled();
    };
}

} // namespace

NamedKeys::NamedKeys(QObject *parent)
    : QObject(parent)
{
    connect(&m_reading, &QFutureWatcherBase::progressValueChanged, this, [this](int value) {
        m_progress = value;
        emit progressChanged();
    });
    connect(&m_reading, &QFutureWatcherBase::resultReadyAt, this, &NamedKeys::takeNames);
    connect(&m_lookup, &KeyLookup::progressChanged, this, [this] {
        m_progress = int(qint64(m_lookup.answeredCount()) * 1'000 / std::max(m_lookup.totalCount(), 1));
        emit progressChanged();
    });
    connect(&m_lookup, &KeyLookup::finished, this, &NamedKeys::takeLookup);
}

NamedKeys::~NamedKeys()
{
    stop();
}

void NamedKeys::setServer(const ConnectionOptions &options, KeyKnowledge knowledge)
{
    m_options = options;
    m_knowledge = knowledge;
}

void NamedKeys::readFile(const QString &path)
{
    begin();
    m_reading.setFuture(QtConcurrent::run(
        [path](Reading &promise) { promise.addResult(std::make_shared<KeyText>(KeyText::readFile(path, progressOf(promise)))); }));
}

void NamedKeys::readTyped(const QByteArray &text)
{
    begin();
    m_reading.setFuture(QtConcurrent::run([text](Reading &promise) {
        promise.addResult(std::make_shared<KeyText>(KeyText::read(text, KeyText::Form::Lines, progressOf(promise))));
    }));
}

void NamedKeys::readSeen(const QList<RunResults> &runs)
{
    begin();
    m_reading.setFuture(QtConcurrent::run([runs](Reading &promise) {
        auto seen = std::make_shared<KeyText>();
        seen->store = seenKeys(runs, [&promise] { return promise.isCanceled(); });
        promise.addResult(std::move(seen));
    }));
}

void NamedKeys::begin()
{
    stop();
    m_store = {};
    m_error = {};
    m_faults.clear();
    m_faultCount = 0;
    m_nameCount = 0;
    m_progress = 0;
    m_lookedUp = false;
    m_step = Step::Reading;
    emit progressChanged();
}

void NamedKeys::stop()
{
    const Step step = std::exchange(m_step, Step::Idle);
    m_lookup.stop();
    if (step == Step::LookingUp)
        emit looked(m_lookup.looks());
    if (m_reading.isFinished())
        return;
    m_reading.cancel();
    m_reading.setFuture({}); // drops what is already on its way to us
}

void NamedKeys::takeNames()
{
    const std::shared_ptr<KeyText> read = m_reading.result();
    m_error = read->error;
    m_faults = read->faults;
    m_faultCount = read->faultCount;
    m_store = std::move(read->store);
    m_nameCount = m_store.count();
    if (m_knowledge == KeyKnowledge::NameOnly || m_nameCount == 0) {
        end();
        return;
    }
    m_step = Step::LookingUp;
    m_progress = 0;
    m_lookup.start(m_options, m_store.listing());
    emit progressChanged();
}

/// A server that answered nothing leaves the names.
void NamedKeys::takeLookup()
{
    emit looked(m_lookup.looks());
    m_lookedUp = m_lookup.answeredCount() > 0;
    if (m_lookup.error())
        m_error = m_lookup.error();
    if (m_lookedUp)
        m_store = m_lookup.takeStore();
    end();
}

void NamedKeys::end()
{
    m_step = Step::Idle;
    emit finished();
}

QString NamedKeys::summary(const QString &origin) const
{
    constexpr qsizetype faultsShown = 2;
    const QString place = origin.isEmpty() ? tr("typed") : tr("from %1").arg(origin);
    QStringList sentences;
    if (m_nameCount == 0)
        sentences += m_error ? m_error.text : tr("There is no key in it.");
    else if (!m_lookedUp)
        sentences += tr("Names of keys %2: %L1. Nothing more is known of them.").arg(m_nameCount).arg(place);
    else if (missCount() > 0)
        sentences += tr("Keys %3: %L1, of which the server does not have %L2.").arg(m_nameCount).arg(missCount()).arg(place);
    else
        sentences += tr("Keys %2: %L1.").arg(m_nameCount).arg(place);
    if (m_nameCount > 0 && m_lookedUp && !m_error)
        sentences += tr("Others may be on the server.");
    if (m_nameCount > 0 && m_error)
        sentences += m_error.text;
    if (m_faultCount > 0)
        sentences += tr("Lines that could not be read: %L1.").arg(m_faultCount);
    for (const KeyTextFault &fault : m_faults.first(std::min(m_faults.size(), faultsShown)))
        sentences += tr("Line %L1: %2").arg(fault.line).arg(fault.text);
    return sentences.join(QLatin1Char(' '));
}
