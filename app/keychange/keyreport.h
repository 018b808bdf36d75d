#pragma once

#include "app/keychange/keyoutcomes.h"
#include "app/keychange/runkeys.h"
#include "connection/error.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

/// What a run over many keys was for.
enum class KeyRunPurpose : quint8 {
    Delete,
    SetTtl,
    PutBack,    ///< keys that were deleted
    PutTtlBack, ///< TTLs that were set
    TakeBack,   ///< what was stored in single items
};

/// What became of each key of a run that is over. Cheap to copy, and safe to read in any thread.
struct KeyReport
{
    KeyRunPurpose purpose = KeyRunPurpose::Delete;
    RunKeys keys{};
    std::shared_ptr<const KeyOutcomes> outcomes{}; ///< never null once there is a report

    /// Why the key at `position` was not changed, or that it was: a translated sentence.
    [[nodiscard]] QString text(int position) const;
    /// The positions of the keys that were not changed: all of them or those with one outcome, and with `needle` among their bytes. Looks
    /// at `stop` now and then, and then returns something incomplete.
    [[nodiscard]] std::vector<int> unchanged(std::optional<KeyOutcome> outcome, const QByteArray &needle,
                                             const std::atomic_bool &stop) const;
};

/// What an outcome means for a run of this purpose, in a few words that follow a count: "deleted".
[[nodiscard]] QString keyOutcomeText(KeyOutcome outcome, KeyRunPurpose purpose);

/// Writes the keys at `positions` with what became of them to a file: CSV in UTF-8 with the columns key, keyBase64 (instead, where it is
/// not text) and outcome. It replaces the file only when all is written.
[[nodiscard]] Error saveKeyReport(const QString &path, const KeyReport &report, const std::vector<int> &positions);
