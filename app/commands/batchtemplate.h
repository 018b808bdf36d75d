#pragma once

#include "app/commands/commandformat.h"
#include "app/commands/commandparser.h"
#include "app/commands/parseerror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

#include <optional>

/// A line of the command language with places to be filled from the fields of a row: `SET user:{1} {name} ttl=1h`. A place is `{N}`, the
/// number of a column from 1, or `{name}`; `{{` stands for one brace. What is filled in can be any bytes: the words are quoted anew as they
/// have to be, and none can become another word or another line. Behind `hex:` and `base64:` fields are the digits themselves, behind
/// `file:` a path.
class BatchTemplate
{
    Q_DECLARE_TR_FUNCTIONS(BatchTemplate)

public:
    /// `columns`: the names, of which the first of several like ones counts; may be empty.
    BatchTemplate(QByteArrayView line, const QList<QByteArray> &columns);

    /// Why `line` is no template, with its place there; none: it can be filled.
    [[nodiscard]] const std::optional<ParseError> &error() const { return m_error; }
    /// The highest number of a column that is filled in; 0: none is.
    [[nodiscard]] qsizetype lastColumn() const { return m_lastColumn; }

    /// Appends the line for a row and a LF to `out`. False: nothing is appended, see fault().
    [[nodiscard]] bool fill(const QList<QByteArray> &fields, QByteArray &out);
    /// Why the last row could not be filled in: a translated sentence.
    [[nodiscard]] const QString &fault() const { return m_fault; }

private:
    struct Piece
    {
        QByteArray text{};     ///< before the field
        qsizetype column = -1; ///< from 0; -1: no field follows
    };
    enum class Form : quint8 {
        Written, ///< as it stands in the template, in `lead`
        Word,
        Hex,
        Base64,
        Path,
    };
    struct TemplateWord
    {
        qsizetype begin = 0; ///< in the template, from 0
        qsizetype end = 0;
        Form form = Form::Written;
        QByteArray lead{}; ///< "ttl=", "hex:", "ttl=hex:"
        QList<Piece> pieces{};
        WordPlace place = WordPlace::Required;
    };

    void readWords(QByteArrayView line, const QList<QByteArray> &columns);
    bool readWord(TemplateWord &word, const QList<QByteArray> &columns);
    bool split(QByteArrayView bytes, TemplateWord &word, const QList<QByteArray> &columns);
    bool readPlace(QByteArrayView name, qsizetype &column, const QList<QByteArray> &columns) const;
    void tryOut();
    [[nodiscard]] ParseError inTemplate(const ParseError &error, const QList<QByteArray> &fields);
    [[nodiscard]] QByteArray filled(const TemplateWord &word, const QList<QByteArray> &fields);
    bool build(const QList<QByteArray> &fields, QByteArray &line);
    void fail(qsizetype begin, qsizetype end, const QString &text);

    WordReader m_reader;
    CommandParser m_parser;
    QList<TemplateWord> m_words;
    std::optional<ParseError> m_error;
    QString m_fault;
    QByteArray m_line;
    QByteArray m_bytes; ///< of the word that is being filled
    qsizetype m_lastColumn = 0;
    bool m_trying = false; ///< fields are samples, not digits for hex: or base64:
};

/// `line` with `{1}` put behind the command's name if it has no place yet: a template for a list of keys. "TOUCH 5m" becomes
/// "TOUCH {1} 5m".
[[nodiscard]] QByteArray withKeyPlace(QByteArrayView line);
