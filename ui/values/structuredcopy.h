#pragma once

#include "ui/values/linefolding.h"
#include "ui/values/structuredlines.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

/// Puts formatted text on the clipboard. Of many lines it is written off the thread of the window; the last copy counts.
class StructuredCopy : public QObject
{
    Q_OBJECT

public:
    explicit StructuredCopy(QObject *parent = nullptr);
    ~StructuredCopy() override;

    /// What is folded is copied with all that is in it.
    void copy(const std::shared_ptr<const StructuredLines> &lines, const LineFolding &folding, TextSpot from, TextSpot to);

    /// Characters: of more the first are taken.
    static constexpr qsizetype most = qsizetype(16) * 1024 * 1024;

signals:
    void told(const QString &text);

private:
    void finish(const QString &text);

    QFutureWatcher<QString> m_writing;
};
