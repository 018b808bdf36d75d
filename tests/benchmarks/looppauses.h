#pragma once

#include <vector>

/// How long the event loop of this thread was busy between two waits, every stretch recorded. It is taken where the dispatcher, whichever
/// it is, calls poll() or ppoll(): its signals awake() and aboutToBlock() do not enclose the socket notifiers and timers.
class LoopPauses
{
public:
    /// Records from now on.
    static void start();
    /// The stretches since start(), in milliseconds, sorted.
    static std::vector<double> stop();
    /// Of the stretches of the last recording, what the processor worked for this thread, in milliseconds, sorted: on a busy computer the
    /// rest of them was the turn of others.
    static std::vector<double> work();
};
