#include "app/values/decodefault.h"

#include <QLocale>

#include <algorithm>
#include <limits>

DecodeFault DecodeFault::cutShort(qsizetype offset)
{
    return {Kind::CutShort, offset, tr("The value ends too early, at byte %L1.").arg(offset), tr("The value ends too early.")};
}

DecodeFault DecodeFault::malformed(qsizetype offset, const QString &what)
{
    //: %1 is a sentence such as "A length is not a number."
    return {Kind::Malformed, offset, tr("%1 It is at byte %L2.").arg(what).arg(offset), what};
}

DecodeFault DecodeFault::trailing(qsizetype offset, qsizetype count)
{
    const int shown = int(std::min<qsizetype>(count, std::numeric_limits<int>::max()));
    return {Kind::Trailing, offset,
            tr("%Ln bytes follow the end of the value, from byte %1.", nullptr, shown).arg(QLocale().toString(offset)),
            tr("%Ln bytes follow the end of the value.", nullptr, shown)};
}

DecodeFault DecodeFault::tooDeep(qsizetype offset, int depth)
{
    return {Kind::TooDeep, offset,
            tr("The value is nested more than %Ln levels deep, at byte %1.", nullptr, depth).arg(QLocale().toString(offset)),
            tr("The value is nested more than %Ln levels deep.", nullptr, depth)};
}

DecodeFault DecodeFault::tooMany(qsizetype offset, int nodes)
{
    return {Kind::TooMany, offset,
            tr("The value has more than %Ln parts; decoding stopped at byte %1.", nullptr, nodes).arg(QLocale().toString(offset)),
            tr("The value has more than %Ln parts; decoding stopped there.", nullptr, nodes)};
}

DecodeFault DecodeFault::tooLarge(qsizetype offset, qsizetype output)
{
    return {Kind::TooLarge, offset,
            tr("Decoded, the value is larger than %1; decoding stopped at byte %L2.").arg(QLocale().formattedDataSize(output)).arg(offset),
            tr("Decoded, the value is larger than %1; decoding stopped there.").arg(QLocale().formattedDataSize(output))};
}

DecodeFault DecodeFault::stopped(qsizetype offset)
{
    return {Kind::Cancelled, offset, tr("Decoding was stopped at byte %L1.").arg(offset), tr("Decoding was stopped there.")};
}
