#pragma once

#include <QByteArrayView>
#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <memory>

class QTemporaryDir;

/// Lets another program show bytes: from a file that only its owner can read, in a folder of its own which goes when the program ends.
class OutsideFiles : public QObject
{
    Q_OBJECT

public:
    explicit OutsideFiles(QObject *parent = nullptr);
    ~OutsideFiles() override;

    /// `owner` keeps `bytes` alive; `name` is that of the file, without a folder.
    void open(QByteArrayView bytes, const std::shared_ptr<const void> &owner, const QString &name);

signals:
    /// How it went, in a sentence.
    void told(const QString &text);

private:
    struct Written
    {
        QString path{};
        QString fault{};
    };

    [[nodiscard]] static Written write(const QString &path, QByteArrayView bytes);
    void take();

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_count = 0;
    QFutureWatcher<Written> m_writing;
};
