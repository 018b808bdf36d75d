#pragma once

#include "app/values/decodefault.h"
#include "app/values/owndecoder.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QObject>
#include <QTimer>

#include <memory>

class QProcess;

/// Runs a decoder of a person's own over some bytes: without a shell, in a process group of its own, within its time limit, and with bounds
/// on what it may write. It is killed with all that it started, at the limit and when it is stopped.
class OwnDecoderRun : public QObject
{
    Q_OBJECT

public:
    explicit OwnDecoderRun(QObject *parent = nullptr);
    ~OwnDecoderRun() override;

    /// finished() follows, never before this returns. `owner` keeps the input alive. What ran before is stopped.
    void start(const OwnDecoder &decoder, QByteArrayView input, std::shared_ptr<const void> owner);
    /// Wants nothing any more; finished() does not come.
    void stop();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// What it wrote to standard output; with a fault, until then.
    [[nodiscard]] const QByteArray &output() const { return m_output; }
    /// Why it did not come to its end, with the first lines of what it said on standard error.
    [[nodiscard]] const DecodeFault &fault() const { return m_fault; }

signals:
    void finished();

private:
    void write();
    void readOutput();
    void readWords();
    void takeError();
    void takeEnd();
    void fail(const QString &text);
    void finish();
    void letGo();
    [[nodiscard]] QString firstWords() const;

    OwnDecoder m_decoder;
    QByteArrayView m_input;
    std::shared_ptr<const void> m_owner;
    qsizetype m_written = 0;
    QByteArray m_output;
    QByteArray m_words; ///< the beginning of standard error
    DecodeFault m_fault;
    std::unique_ptr<QProcess> m_process;
    qint64 m_group = 0; ///< the number of the process, and of its group
    QTimer m_limit;
    quint64 m_number = 0; ///< of the run: what was said of another one is past
    bool m_isRunning = false;
};
