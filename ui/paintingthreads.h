#pragma once

/// Sees to it that work in the background never keeps a window from being painted. Qt paints large areas in portions by threads of its
/// global pool and waits for them (qtbase, src/gui/painting/qdrawhelper.cpp, QT_USE_THREAD_PARALLEL_FILLS); by QtConcurrent::run our own
/// work has its turn in the same pool. With no more threads than processors, two filters over millions of keys and a window stands still
/// until one of them is done. So there are more threads than we ever keep busy.
void keepThreadsForPainting();
