#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// The lines of a text by number, quick from one to those near it: nothing is kept a line.
class TextLines
{
public:
    explicit TextLines(const QByteArray &text = {})
        : m_text(text)
    {
    }

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    /// Line `number`, from 1, without its end, be that LF or CR LF; empty if there is none.
    [[nodiscard]] QByteArrayView line(qint64 number);

private:
    QByteArray m_text;
    qint64 m_number = 1;   ///< the line asked for last
    qsizetype m_begin = 0; ///< where it begins
};
