#include "app/commands/rowreader.h"

#include "connection/borrowed.h"

#include <algorithm>

namespace {

QByteArrayView withoutBlanks(QByteArrayView bytes)
{
    const auto blank = [](char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; };
    while (!bytes.isEmpty() && blank(bytes.front()))
        bytes = bytes.sliced(1);
    while (!bytes.isEmpty() && blank(bytes.back()))
        bytes.chop(1);
    return bytes;
}

} // namespace

RowReader::RowReader(QByteArrayView text, const TableForm &form)
    : m_text(text)
    , m_form(form)
{
    if (text.startsWith("\xef\xbb\xbf"))
        m_position = 3;
}

RowReader::Next RowReader::next()
{
    m_fields.clear();
    return m_form.kind == TableForm::Kind::Csv ? nextCsv() : nextListed();
}

bool RowReader::separates(char byte) const
{
    if (m_form.separator == '\n' || m_form.separator == '\0')
        return byte == m_form.separator;
    return byte == m_form.separator || byte == '\n' || (m_form.separator == ' ' && (byte == '\t' || byte == '\r'));
}

RowReader::Next RowReader::nextListed()
{
    while (m_position < m_text.size()) {
        const qsizetype begin = m_position;
        m_rowLine = m_line;
        while (m_position < m_text.size() && !separates(m_text[m_position])) {
            if (m_text[m_position] == '\n')
                ++m_line;
            ++m_position;
        }
        QByteArrayView row = m_text.sliced(begin, m_position - begin);
        if (m_position < m_text.size() && m_text[m_position++] == '\n')
            ++m_line;
        if (m_form.separator == '\n') {
            if (row.endsWith('\r'))
                row.chop(1);
        } else if (m_form.separator != '\0') {
            row = withoutBlanks(row);
        }
        if (row.isEmpty())
            continue;
        m_fields.append(borrowed(row));
        return Next::Row;
    }
    return Next::End;
}

RowReader::Next RowReader::nextCsv()
{
    while (m_position < m_text.size() && atLineEnd())
        endRow();
    if (m_position >= m_text.size())
        return Next::End;
    m_rowLine = m_line;
    for (;;) {
        if (m_fields.size() == mostFields)
            return fail(tr("The row has more than %L1 fields.").arg(mostFields));
        if (!readField())
            return Next::Malformed;
        if (m_position >= m_text.size() || atLineEnd()) {
            endRow();
            return Next::Row;
        }
        ++m_position; // the separator
    }
}

bool RowReader::readField()
{
    if (m_position < m_text.size() && m_text[m_position] == '"')
        return readQuoted();
    const qsizetype begin = m_position;
    while (m_position < m_text.size() && m_text[m_position] != m_form.separator && !atLineEnd())
        ++m_position;
    m_fields.append(borrowed(m_text.sliced(begin, m_position - begin)));
    return true;
}

bool RowReader::readQuoted()
{
    qsizetype begin = m_position + 1;
    QByteArray undone;
    bool doubled = false;
    for (;;) {
        const qsizetype end = m_text.indexOf('"', begin);
        if (end < 0) {
            m_position = m_text.size(); // whatever follows could be within the quotes
            (void)fail(tr("A quoted field has no end: its closing \" is missing."));
            return false;
        }
        const QByteArrayView part = m_text.sliced(begin, end - begin);
        m_line += std::count(part.begin(), part.end(), '\n');
        m_position = end + 1;
        if (m_position < m_text.size() && m_text[m_position] == '"') {
            undone.append(part).append('"');
            doubled = true;
            begin = ++m_position;
            continue;
        }
        if (doubled)
            m_fields.append(undone.append(part));
        else
            m_fields.append(borrowed(part));
        break;
    }
    if (m_position == m_text.size() || m_text[m_position] == m_form.separator || atLineEnd())
        return true;
    (void)fail(tr("Something stands behind the closing \" of a field; a \" within a field is written twice."));
    return false;
}

bool RowReader::atLineEnd() const
{
    return m_text[m_position] == '\n' || (m_text[m_position] == '\r' && m_position + 1 < m_text.size() && m_text[m_position + 1] == '\n')
        || (m_text[m_position] == '\r' && m_position + 1 == m_text.size());
}

void RowReader::endRow()
{
    if (m_position >= m_text.size())
        return;
    m_position += m_text[m_position] == '\r' && m_position + 1 < m_text.size() ? 2 : 1;
    ++m_line;
}

RowReader::Next RowReader::fail(const QString &text)
{
    m_error = text;
    m_fields.clear();
    const qsizetype end = m_text.indexOf('\n', m_position);
    m_position = end < 0 ? m_text.size() : end + 1;
    ++m_line;
    return Next::Malformed;
}
