#pragma once

#include "app/filewriting.h"
#include "app/keyspace/keywriter.h"

#include <memory>
#include <vector>

/// Writes listed keys to a file.
class KeyExport : public FileWriting
{
    Q_OBJECT

public:
    using Indexes = std::shared_ptr<const std::vector<int>>;

    explicit KeyExport(QObject *parent = nullptr);

    /// Not while one is under way. `indexes`: the keys to be written, in their order; null: all.
    void start(const QString &path, KeyWriter::Format format, const KeyListing &listing, const Indexes &indexes);
};
