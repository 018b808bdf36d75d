#pragma once

#include <QByteArrayView>
#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <memory>

/// Asks for a file and writes bytes to it, in another thread: there may be many.
class ByteSaving : public QObject
{
    Q_OBJECT

public:
    /// `window`: what the dialog belongs to.
    explicit ByteSaving(QWidget *window);
    ~ByteSaving() override;

    /// `owner` keeps `bytes` alive. `suggested`: where to, with the suffix that a name without one gets; empty: the working folder.
    void ask(QByteArrayView bytes, const std::shared_ptr<const void> &owner, const QString &suggested = {});

signals:
    /// How it went, in a sentence.
    void told(const QString &text);

private:
    void write(const QString &path, QByteArrayView bytes, const std::shared_ptr<const void> &owner);

    QWidget *m_window;
    QFutureWatcher<QString> m_writing;
};
