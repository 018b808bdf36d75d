#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

/// How rows are written in a text.
struct TableForm
{
    enum class Kind : quint8 {
        List, ///< one field a row
        Csv,  ///< RFC 4180, with any separator
    };

    Kind kind = Kind::List;
    /// Csv: between two fields. List: between two rows; '\n' and '\0' take everything else as it is, others leave out blanks around a row
    /// and take a line end as one of them (a blank itself: any run of blanks and line ends).
    char separator = '\n';
    bool header = false; ///< Csv: the first row names the columns

    bool operator==(const TableForm &) const = default;
};

/// Takes a text apart into rows of fields: CSV by RFC 4180 (quotes, doubled quotes, line ends within quotes; LF as well as CRLF), or a
/// list. A byte order mark and rows without any byte are passed over. Takes any bytes; linear in time.
class RowReader
{
    Q_DECLARE_TR_FUNCTIONS(RowReader)

public:
    enum class Next {
        Row,       ///< see fields()
        Malformed, ///< a row that cannot be read: see error(); it is passed over
        End,
    };
    /// More fields in a row are taken for a mistake.
    static constexpr qsizetype mostFields = 10'000;

    /// `text` must outlive the reader.
    RowReader(QByteArrayView text, const TableForm &form);

    [[nodiscard]] Next next();
    /// Of the last row; views into the text where nothing had to be undone: they live as long as both.
    [[nodiscard]] const QList<QByteArray> &fields() const { return m_fields; }
    /// Why the last row cannot be read: a translated sentence.
    [[nodiscard]] const QString &error() const { return m_error; }
    /// Where the last row begins: a line of the text, from 1.
    [[nodiscard]] qint64 line() const { return m_rowLine; }
    /// How much of the text has been read, in bytes.
    [[nodiscard]] qsizetype position() const { return m_position; }

private:
    Next nextListed();
    Next nextCsv();
    bool readField();
    bool readQuoted();
    void endRow();
    Next fail(const QString &text);
    [[nodiscard]] bool atLineEnd() const;
    [[nodiscard]] bool separates(char byte) const;

    QByteArrayView m_text;
    TableForm m_form;
    qsizetype m_position = 0;
    qint64 m_line = 1;
    qint64 m_rowLine = 0;
    QList<QByteArray> m_fields;
    QString m_error;
};
