#pragma once

#include "app/keyspace/keystore.h"
#include "app/results/runresults.h"

#include <QList>
#include <QString>

#include <functional>

class RunHistory;

/// The results of all runs in `history` against `server` (RunRecord::server; empty: any), oldest first; cheap copies, for seenKeys().
[[nodiscard]] QList<RunResults> keptResults(const RunHistory &history, const QString &server = {});

/// The names of the keys in the results of `runs` (oldest first), latest first: those that were there when they were asked for last. They
/// are gathered when they are wanted, so that a run pays nothing for it. For a thread of its own; what is returned once `isCancelled` is of
/// no use.
[[nodiscard]] KeyStore seenKeys(const QList<RunResults> &runs, const std::function<bool()> &isCancelled = {});
