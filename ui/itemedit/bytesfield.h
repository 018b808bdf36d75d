#pragma once

#include "connection/error.h"

#include <QFutureWatcher>
#include <QWidget>

#include <optional>
#include <variant>

class FileField;
class NoticeRow;
class PasteField;
class QComboBox;
class ToneLabel;

/// Bytes of a value: typed as text, as text with escapes or in hexadecimal, or those of a file. What is wrong stands below.
class BytesField : public QWidget
{
    Q_OBJECT

public:
    enum class Form { Text, Escapes, Hex, File };

    /// `name` is that of the field to type in. `form`: how it begins.
    explicit BytesField(const QString &name, Form form = Form::Text, QWidget *parent = nullptr);
    ~BytesField() override;

    /// Bytes that the server takes at most; none: not known.
    void setLargest(std::optional<quint64> bytes);
    /// Something was typed, or a file chosen.
    [[nodiscard]] bool isTyped() const;
    /// None: something is wrong, or the file is still being read.
    [[nodiscard]] const std::optional<QByteArray> &bytes() const { return m_bytes; }

    /// Bytes: a longer file is not taken.
    static constexpr qint64 largestFile = 128 * 1024 * 1024;

signals:
    void changed();

private:
    using Read = std::variant<QByteArray, Error>;

    void layOut();
    void followForm();
    void check();
    void readFile();
    void takeFile();
    void show(const Read &read);
    [[nodiscard]] Form form() const;
    [[nodiscard]] Read typedBytes() const;
    [[nodiscard]] static Read unescaped(const QString &text);
    [[nodiscard]] static Read fromHex(const QString &text);
    [[nodiscard]] static Read contentsOf(const QString &path);

    QComboBox *m_form;
    PasteField *m_text;
    FileField *m_file;
    ToneLabel *m_size;
    NoticeRow *m_fault;
    QFutureWatcher<Read> m_reading;
    std::optional<quint64> m_largest;
    std::optional<QByteArray> m_bytes;
};
