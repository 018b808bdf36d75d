#pragma once

#include "app/values/textencoding.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCoreApplication>
#include <QString>

/// Bytes as text that can be changed and become bytes again: what was not changed becomes the same bytes, whatever they are.
struct EditableText
{
    Q_DECLARE_TR_FUNCTIONS(EditableText)

public:
    TextEncoding encoding = TextEncoding::Utf8;
    QByteArray mark{}; ///< a byte order mark, which stays in front of the text and is not in it
    QByteArray text{}; ///< in UTF-8
    QString fault{};   ///< why there is no such text, a translated sentence; empty: there is
    qsizetype at = 0;  ///< the byte where that shows

    /// Reads bytes; a fault where they are not text of that encoding.
    [[nodiscard]] static EditableText read(QByteArrayView bytes, TextEncoding encoding);

    struct Encoded
    {
        QByteArray bytes{};
        QString fault{};  ///< a character that the encoding has not, a translated sentence; empty: none
        qsizetype at = 0; ///< where it stands in the text
    };
    /// Another text in the same encoding, with the mark.
    [[nodiscard]] Encoded encoded(QByteArrayView changed) const;
};

/// Where a byte of a text in UTF-8 is, for people: both from 1, and a character is a code point.
struct TextPosition
{
    qint64 line = 1;
    qint64 column = 1;

    auto operator<=>(const TextPosition &) const = default;
};
/// Lines end with LF; a CR in front of it is a part of the end.
[[nodiscard]] TextPosition textPosition(QByteArrayView text, qsizetype offset);
