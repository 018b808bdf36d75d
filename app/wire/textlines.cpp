#include "app/wire/textlines.h"

QByteArrayView TextLines::line(qint64 number)
{
    if (number < 1)
        return {};
    while (m_number > number) {
        m_begin = m_begin >= 2 ? m_text.lastIndexOf('\n', m_begin - 2) + 1 : 0;
        --m_number;
    }
    qsizetype end = m_text.indexOf('\n', m_begin);
    while (m_number < number) {
        if (end < 0)
            return {};
        m_begin = end + 1;
        ++m_number;
        end = m_text.indexOf('\n', m_begin);
    }
    const QByteArrayView line = QByteArrayView(m_text).sliced(m_begin, (end < 0 ? m_text.size() : end) - m_begin);
    return line.endsWith('\r') ? line.chopped(1) : line;
}
