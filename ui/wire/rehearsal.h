#pragma once

#include "app/wire/dryrun.h"

#include <QFutureWatcher>
#include <QObject>

#include <optional>

/// Makes dry runs one after the other in another thread, since they may read files; of the questions that come meanwhile the last one
/// counts.
class Rehearsal : public QObject
{
    Q_OBJECT

public:
    explicit Rehearsal(QObject *parent = nullptr);
    ~Rehearsal() override;

    /// finished() follows, unless another question or drop() does first.
    void ask(const DryRunQuestion &question);
    /// What is under way is not wanted any more.
    void drop();

signals:
    void finished(const DryRun &run);

private:
    void start(const DryRunQuestion &question);
    void takeResult();

    QFutureWatcher<DryRun> m_watcher;
    std::optional<DryRunQuestion> m_next;
    bool m_wanted = false;
};
