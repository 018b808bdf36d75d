#pragma once

#include "app/itemedit/jsonspacing.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <memory>

/// Gives JSON other blanks and line ends off the thread of the window.
class JsonRespacing : public QObject
{
    Q_OBJECT

public:
    explicit JsonRespacing(QObject *parent = nullptr);
    ~JsonRespacing() override;

    /// finished() follows, unless it is cancelled. `bytes`: JSON in UTF-8, whose mark in front stays. `most`: bytes of what becomes of it.
    void respace(const QByteArray &bytes, JsonSpacing spacing, qsizetype most);
    void cancel();

signals:
    /// `respaced`: empty where it would have more bytes than are allowed.
    void finished(const QByteArray &bytes, const QByteArray &respaced);

private:
    void take();

    QByteArray m_bytes;
    QFutureWatcher<QByteArray> m_watcher;
    std::shared_ptr<std::atomic_bool> m_cancelled; ///< of what is under way
};
