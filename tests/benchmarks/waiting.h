#pragma once

#include <QEventLoop>

/// Waits until `sender` emits a signal after which `done()` holds.
template <typename Sender, typename Signal, typename Done> void waitFor(Sender *sender, Signal signal, Done done)
{
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, [&loop, &done] {
        if (done())
            loop.quit();
    });
    if (!done())
        loop.exec();
}
