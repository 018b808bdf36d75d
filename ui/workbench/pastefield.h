#pragma once

#include <QPlainTextEdit>

/// A field for a text that is written or pasted. What is too long to be pasted without a pause is handed on instead, and so is a file that
/// is dropped on it.
class PasteField : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PasteField(QWidget *parent = nullptr);

    /// Characters: a longer text does not get into the field.
    static constexpr qsizetype longest = 500'000;

signals:
    void longTextPasted(const QString &text);
    void fileDropped(const QString &path);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
};
