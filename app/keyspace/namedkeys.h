#pragma once

#include "app/keyspace/keylookup.h"
#include "app/keyspace/keysources.h"
#include "app/keyspace/keytext.h"
#include "app/results/runresults.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <utility>

/// Makes a listing of keys whose names are known: reads the names off the caller's thread, then asks the server about each where it can be
/// asked without a trace.
class NamedKeys : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Idle,
        Reading,   ///< the names
        LookingUp, ///< what the server knows of them
    };
    Q_ENUM(Step)

    explicit NamedKeys(QObject *parent = nullptr);
    ~NamedKeys() override;

    /// Which server is asked, and whether it can be: otherwise the names are all.
    void setServer(const ConnectionOptions &options, KeyKnowledge knowledge);

    void readFile(const QString &path);
    /// One key a line, see KeyText::Form::Lines.
    void readTyped(const QByteArray &text);
    /// See keptResults().
    void readSeen(const QList<RunResults> &runs);
    /// finished() does not follow.
    void stop();

    [[nodiscard]] Step step() const { return m_step; }
    /// From 0 to 1000, of the step.
    [[nodiscard]] int progress() const { return m_progress; }

    // Once finished.
    /// Why there is nothing, or not all: of the text or of the server.
    [[nodiscard]] const Error &error() const { return m_error; }
    [[nodiscard]] qint64 faultCount() const { return m_faultCount; }
    /// The first lines that no key could be taken from.
    [[nodiscard]] const QList<KeyTextFault> &faults() const { return m_faults; }
    /// Names that were read, each once, and those of them that the server does not have.
    [[nodiscard]] int nameCount() const { return m_nameCount; }
    [[nodiscard]] int missCount() const { return m_lookup.missCount(); }
    /// By how much it has raised the server's get_hits (get_misses: missCount()).
    [[nodiscard]] int hitCount() const { return m_lookup.hitCount(); }
    /// Whether the server told of the keys; otherwise they are names only.
    [[nodiscard]] bool wereLookedUp() const { return m_lookedUp; }
    [[nodiscard]] int keyCount() const { return m_store.count(); }
    /// Leaves none.
    [[nodiscard]] KeyStore takeStore() { return std::exchange(m_store, {}); }
    /// What they are and what is missing, in a few sentences to be shown above them; `origin` names where the names are from, for people
    /// (empty: they were typed).
    [[nodiscard]] QString summary(const QString &origin) const;

signals:
    /// step() or progress().
    void progressChanged();
    void finished();
    /// What was looked up has added so much to the server's counters.
    void looked(const LookTally &looks);

private:
    void begin();
    void takeNames();
    void takeLookup();
    void end();

    ConnectionOptions m_options;
    KeyKnowledge m_knowledge = KeyKnowledge::NameOnly;
    QFutureWatcher<std::shared_ptr<KeyText>> m_reading;
    KeyLookup m_lookup;
    KeyStore m_store;
    Error m_error;
    QList<KeyTextFault> m_faults;
    qint64 m_faultCount = 0;
    int m_nameCount = 0;
    int m_progress = 0;
    Step m_step = Step::Idle;
    bool m_lookedUp = false;
};
