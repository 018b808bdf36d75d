#pragma once

#include <QPlainTextEdit>

/// Text to read, added in portions. Lines too long for a quick layout are broken, which a copy does not show.
class LongText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit LongText(QWidget *parent = nullptr);

    /// Characters.
    static constexpr qsizetype longestLine = 4000;
    void append(const QString &text);

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
};
