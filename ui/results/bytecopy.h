#pragma once

#include <QByteArrayView>
#include <QFutureWatcher>
#include <QObject>

#include <memory>

/// Puts bytes on the clipboard as text. Of many the text is made off the thread of the window; the last copy counts.
class ByteCopy : public QObject
{
    Q_OBJECT

public:
    enum class Form { Text, Hex, Base64 };

    explicit ByteCopy(QObject *parent = nullptr);
    ~ByteCopy() override;

    /// `owner` keeps `bytes` alive. Nothing is copied if there is nothing.
    void copy(QByteArrayView bytes, const std::shared_ptr<const void> &owner, Form form);

    /// Bytes: of more the first are taken.
    static constexpr qsizetype most = 16 * 1024 * 1024;

signals:
    /// A sentence about it for the status line, if there is something to say.
    void told(const QString &text);

private:
    [[nodiscard]] static QString made(QByteArrayView bytes, Form form);
    void finish(const QString &text);

    QFutureWatcher<QString> m_watcher;
    bool m_cut = false;
};
