#pragma once

#include "app/filewriting.h"
#include "app/results/resultwriter.h"
#include "app/results/runresults.h"

#include <optional>
#include <vector>

/// Writes results to a file as the run without a window writes them.
class ResultExport : public FileWriting
{
    Q_OBJECT

public:
    explicit ResultExport(QObject *parent = nullptr);

    /// Not while one is under way. `rows`: numbers of the results to be written, in their order; none: all.
    void start(const QString &path, ResultWriter::Format format, const RunResults &results, const std::optional<std::vector<int>> &rows);
};
