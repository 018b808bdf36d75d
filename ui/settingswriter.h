#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

class QSettings;

/// Has settings written to their file in another thread, a moment after they were changed. Qt would write them in the window's, at once: a
/// pause of some tens of milliseconds, until the disk has them for good. What is still to be written when they go is written then.
class SettingsWriter : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `settings`, which are those of a file.
    explicit SettingsWriter(QSettings *settings);
    ~SettingsWriter() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void write();

    QSettings *m_settings;
    QTimer m_delay;
    QFutureWatcher<void> m_writing;
};
