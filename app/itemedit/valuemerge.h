#pragma once

#include "app/itemedit/editedvalue.h"
#include "app/itemedit/linemerge.h"
#include "app/itemedit/valuedifference.h"
#include "app/values/valuewriting.h"

#include <QCoreApplication>

/// Two changes of one value put together, or why that cannot be.
struct MergedValue
{
    Q_DECLARE_TR_FUNCTIONS(MergedValue)

public:
    /// Bytes of a text: of longer ones nothing is merged, since nobody could look through them.
    static constexpr qsizetype longestText = qsizetype(1024) * 1024;

    QString fault{};        ///< a translated sentence; empty: none
    MergedText text{};      ///< decoded, in UTF-8
    SharedReading theirs{}; ///< how the value that is there now was read
    QByteArray theirStored{};

    [[nodiscard]] bool isPossible() const { return fault.isEmpty(); }

    /// For a thread of its own.
    [[nodiscard]] static MergedValue merge(const EditedValue &mine, const DiffSide &theirs, const MergeNames &names,
                                           const std::atomic_bool *cancelled);
    /// The text as it was decided on, encoded as the value that is there now. For a thread of its own.
    [[nodiscard]] WrittenValue written(const QByteArray &text) const;
};
