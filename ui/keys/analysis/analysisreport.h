#pragma once

#include "app/keyspace/keyfindings.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

/// What is in one folder of keys, by prefix.
struct FolderReport
{
    /// Prefixes that are told one by one.
    static constexpr size_t most = 1'000;

    QByteArray prefix; ///< of the folder; empty: of all keys
    std::vector<PrefixWeight> rows;
    KeyWeight rest;
    KeyWeight all; ///< of the folder

    /// Of the keys that begin with `prefix`. A pure function, for any thread; what is returned once `isCancelled` is of no use.
    [[nodiscard]] static FolderReport of(const KeyTree &tree, const QByteArray &prefix, const std::function<bool()> &isCancelled);
};

/// What an analysis is asked to look at.
struct AnalysisQuestion
{
    KeyListing listing;
    std::shared_ptr<const std::vector<int>> indexes; ///< of the keys, in any order; none: all
    SlabChunks chunks;
    QByteArray delimiters;
    QString filterText;      ///< of the filter that let them through
    QList<QByteArray> trail; ///< prefixes of the folders that were gone into, the innermost last

    [[nodiscard]] int keyCount() const { return indexes ? int(indexes->size()) : listing.size(); }
};

/// All that the analysis of listed keys shows.
struct AnalysisReport
{
    KeyAnalysis analysis;
    std::shared_ptr<const KeyTree> tree;
    QList<KeyFinding> findings;
    QList<QByteArray> trail; ///< as far as there still are such keys
    FolderReport folder;     ///< the trail's innermost

    /// What `progress` is told at the end.
    static constexpr int progressSteps = 1'000;

    /// A pure function, for any thread; what is returned once `isCancelled` is of no use. `progress` is told how far it is.
    [[nodiscard]] static AnalysisReport of(const AnalysisQuestion &question, const std::function<bool()> &isCancelled,
                                           const std::function<void(int)> &progress = {});
};

/// Terms of a filter that show what is in the folder `prefix` and in none of its folders.
[[nodiscard]] QString looseKeysTerm(const QByteArray &prefix, const QByteArray &delimiters);
/// `term` in addition to the filter `within`.
[[nodiscard]] QString narrowed(const QString &within, const QString &term);
