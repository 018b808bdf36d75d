#pragma once

#include "app/values/owndecoderrun.h"
#include "app/values/sharedreading.h"

#include <QByteArrayView>
#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <memory>

/// A value as it is in a server, or was.
struct StoredValue
{
    QByteArrayView bytes{};
    std::shared_ptr<const void> owner{}; ///< keeps the bytes alive
    quint32 flags = 0;
    ClientLibrary library = ClientLibrary::Unknown; ///< that wrote it
};

/// Reads values one after the other, off the thread of the window; the latest question wins. What is so little that nobody would notice is
/// read at once, so that nothing flickers. A decoder of a person's own that was chosen runs between decompressing and decoding.
class ValueReader : public QObject
{
    Q_OBJECT

public:
    explicit ValueReader(QObject *parent = nullptr);
    ~ValueReader() override;

    /// Either reading() is there when this returns, or finished() follows.
    void read(const StoredValue &value, const ChosenSteps &chosen = {});
    /// Wants nothing any more, and lets go of what was read.
    void stop();

    [[nodiscard]] bool isBusy() const { return m_cancelled != nullptr; }
    /// Null: nothing, or not yet.
    [[nodiscard]] const SharedReading &reading() const { return m_reading; }

    /// Bytes that are read at once, and what they may become.
    static constexpr qsizetype mostAtOnce = 16 * 1024;
    static constexpr qsizetype mostOutputAtOnce = 128 * 1024;

signals:
    /// What took its time is there.
    void finished();

private:
    template <typename Read> void readLater(const Read &read);
    void take();
    void takeBeforeDecoder(SharedReading reading);
    void takeMade();

    ChosenSteps m_chosen;
    OwnDecoderRun m_run;
    SharedReading m_before; ///< what the decoder that runs reads
    bool m_wantsDecoder = false;
    SharedReading m_reading;
    QFutureWatcher<SharedReading> m_watcher;
    std::shared_ptr<std::atomic_bool> m_cancelled; ///< of what is under way
};
