#pragma once

#include "app/keyspace/keyfilter.h"

#include <QCoreApplication>
#include <QStringView>

#include <optional>
#include <vector>

/// What a filter looks for as text though a comparison seems to be meant: "flags:2" for "flags=2".
struct MistakenTerm
{
    QString written;
    QString meant;

    bool operator==(const MistakenTerm &) const = default;
};

/// The first of them in `filter`; none: there is none.
[[nodiscard]] std::optional<MistakenTerm> mistakenTerm(const KeyFilter &filter);

/// Takes the text of a filter apart into its terms. See KeyFilter for what it may hold.
class KeyFilterParser
{
    Q_DECLARE_TR_FUNCTIONS(KeyFilterParser)

public:
    /// `text` must outlive it.
    explicit KeyFilterParser(QStringView text)
        : m_text(text)
    {
    }

    /// Reads all of it into `terms`; false on an error.
    [[nodiscard]] bool parse(std::vector<KeyTerm> &terms);
    /// What parse() stumbled over.
    [[nodiscard]] const KeyFilterError &error() const { return m_error; }

private:
    /// Bytes as they were written, with the pattern that they are where they have a wildcard.
    struct Words
    {
        QByteArray bytes;
        KeyGlob glob;
        bool isGlob = false;
    };

    void skipBlanks();
    [[nodiscard]] bool atBlank() const { return m_position >= m_text.size() || m_text[m_position].isSpace(); }
    [[nodiscard]] bool atEnd() const { return m_position >= m_text.size(); }
    [[nodiscard]] QStringView wordAhead() const;

    [[nodiscard]] bool readNegations(KeyTerm &term);
    [[nodiscard]] bool readTerm(KeyTerm &term);
    [[nodiscard]] bool readExpression(KeyTerm &term);
    [[nodiscard]] bool readComparison(KeyTerm &term);
    [[nodiscard]] bool readKey(KeyTerm &term);
    /// Up to the next blank, or all that stands in quotation marks.
    [[nodiscard]] bool readWords(Words &words);
    [[nodiscard]] bool readEscape(Words &words);
    [[nodiscard]] bool expectBlank();
    bool fail(qsizetype begin, qsizetype end, const QString &text);

    QStringView m_text;
    qsizetype m_position = 0;
    KeyFilterError m_error;
};
