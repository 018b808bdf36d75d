#pragma once

#include "app/itemedit/editedvalue.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <memory>

class ValueDraft;

/// Makes of a draft the bytes that are to be stored, off the thread of the window.
class ValueEncoding : public QObject
{
    Q_OBJECT

public:
    explicit ValueEncoding(QObject *parent = nullptr);
    ~ValueEncoding() override;

    /// finished() or failed() follows, unless it is cancelled. What was not changed keeps its stored bytes.
    void encode(const ValueDraft &draft);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_cancelled != nullptr; }

signals:
    void finished(const EditedValue &value);
    /// `why`: a translated sentence.
    void failed(const QString &why);

private:
    struct Outcome
    {
        EditedValue value{};
        QString fault{};
    };

    void take();

    QFutureWatcher<Outcome> m_watcher;
    std::shared_ptr<std::atomic_bool> m_cancelled; ///< of what is under way
};
