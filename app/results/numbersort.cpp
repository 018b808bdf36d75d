#include "app/results/numbersort.h"

#include <array>

/// By the least significant byte first, which keeps equal ones in order.
void sortNumbers(std::vector<NumberEntry> &entries, const std::function<bool()> &isCancelled)
{
    quint64 different = 0;
    for (const NumberEntry &entry : entries)
        different |= entry.number ^ entries.front().number;
    std::vector<NumberEntry> other(different == 0 ? 0 : entries.size());
    for (int shift = 0; shift < 64; shift += 8) {
        if (((different >> shift) & 0xff) == 0)
            continue;
        if (isCancelled && isCancelled())
            return;
        std::array<size_t, 257> places{};
        for (const NumberEntry &entry : entries)
            ++places[((entry.number >> shift) & 0xff) + 1];
        for (size_t i = 1; i < places.size(); ++i)
            places[i] += places[i - 1];
        for (const NumberEntry &entry : entries)
            other[places[(entry.number >> shift) & 0xff]++] = entry;
        entries.swap(other);
    }
}
