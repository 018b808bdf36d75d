#pragma once

#include "app/keyspace/keyanalysis.h"
#include "ui/keys/analysis/chartaxis.h"

// The diagrams of an analysis. `within`: the text of the filter that let the analysed keys through.

/// Bars that double.
[[nodiscard]] ChartBars sizeBars(const KeyAnalysis &analysis, const QString &within);
[[nodiscard]] ChartBars ttlBars(const KeyAnalysis &analysis, const QString &within);
[[nodiscard]] ChartBars idleBars(const KeyAnalysis &analysis, const QString &within);
/// What expires in each of the next hours, and after them.
[[nodiscard]] ChartBars expiryBars(const KeyAnalysis &analysis, const QString &within);
/// The bytes that the items of each slab class leave empty.
[[nodiscard]] ChartBars wasteBars(const KeyAnalysis &analysis, const SlabChunks &chunks, const QString &within);
