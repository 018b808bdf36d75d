#pragma once

#include <QtGlobal>

#include <functional>
#include <vector>

struct NumberEntry
{
    quint64 number = 0;
    int row = 0;
};

/// Orders by number; equal ones keep their order. Bytes of the numbers that all have in common cost nothing. What is left once
/// `isCancelled` is of no use.
void sortNumbers(std::vector<NumberEntry> &entries, const std::function<bool()> &isCancelled = {});
