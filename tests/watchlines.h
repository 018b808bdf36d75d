#pragma once

#include "app/watch/watchfilter.h"

#include <QByteArray>
#include <QString>

/// A line of a watch on fetchers.
inline QByteArray readLine(int number, const QByteArray &key, bool isHit = true)
{
    return "ts=1000." + QByteArray::number(number) + " gid=" + QByteArray::number(number) + " type=item_get key=" + key
        + (isHit ? " status=found clsid=1 cfd=9 size=10" : " status=not_found clsid=0 cfd=9 size=0");
}

inline WatchFilter keysLike(const QString &text)
{
    return {.kinds = WatchFilter::allKinds, .keys = std::get<KeyFilter>(KeyFilter::parse(text)), .clients = {}};
}
