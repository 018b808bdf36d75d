#pragma once

#include "app/values/sharedreading.h"

#include <QTimer>
#include <QWidget>

class NoticeRow;
class ReadingFault;

/// What a person should know of a value's envelope, or of their own decoder in its place: why it could not be read, and that the value
/// ended by its own word. Hidden while there is nothing to say.
class EnvelopeNotice : public QWidget
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`.
    explicit EnvelopeNotice(const QString &name, QWidget *parent = nullptr);

    void showReading(const SharedReading &reading);

signals:
    /// A byte of the decompressed value, with its envelope.
    void placeRequested(qsizetype offset);

private:
    void follow();

    ReadingFault *m_fault;
    NoticeRow *m_expired;
    SharedReading m_reading;
    QTimer m_expiry;
};
