#pragma once

#include "app/commands/batchtemplate.h"
#include "app/commands/rowreader.h"

/// What a batch is made of.
struct BatchRecipe
{
    QByteArray text; ///< the keys or rows
    TableForm form;
    QByteArray command; ///< the template; for a list its place may be left out
};

/// A row that no command could be made of.
struct RowFault
{
    qint64 line = 0; ///< where it begins in the text, from 1
    QString text;    ///< why: a translated sentence

    bool operator==(const RowFault &) const = default;
};

/// A batch, made so far or whole.
struct MadeBatch
{
    QByteArray text; ///< one command a line
    qint64 commandCount = 0;
    qint64 faultCount = 0;
    QList<RowFault> faults; ///< the first
};

/// Makes a batch of commands from rows, in steps of any size, so that it can be shown in part, told of and cancelled.
class BatchMaking
{
public:
    static constexpr qsizetype mostFaults = 1000;

    explicit BatchMaking(const BatchRecipe &recipe);

    /// What is wrong with the template; none: rows can be made.
    [[nodiscard]] const std::optional<ParseError> &error() const { return m_template.error(); }
    /// The names in the header; empty without one. For a list: "key".
    [[nodiscard]] const QList<QByteArray> &columns() const { return m_columns; }
    /// Goes on by up to `rows` rows; false at the end, or after an error.
    [[nodiscard]] bool make(qsizetype rows);
    [[nodiscard]] const MadeBatch &made() const { return m_made; }
    [[nodiscard]] MadeBatch takeMade() { return std::move(m_made); }
    /// Bytes of the text that were read.
    [[nodiscard]] qsizetype position() const { return m_rows.position(); }

private:
    [[nodiscard]] QList<QByteArray> readColumns();
    void note(const QString &fault);

    BatchRecipe m_recipe;
    RowReader m_rows;
    QList<QByteArray> m_columns;
    BatchTemplate m_template;
    MadeBatch m_made;
};
