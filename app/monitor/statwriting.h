#pragma once

#include "app/filewriting.h"
#include "app/monitor/statrecord.h"
#include "app/monitor/stattext.h"

/// Writes what was measured to a file.
class StatWriting : public FileWriting
{
    Q_OBJECT

public:
    explicit StatWriting(QObject *parent = nullptr);

    /// Not while one is under way.
    void save(const QString &path, const StatRecord &record);
    /// The same, of what there is between these times, milliseconds since the epoch.
    void writeText(const QString &path, StatFormat format, const StatHistory &history, qint64 from, qint64 to);
};
