#include "app/commands/batchmaking.h"

BatchMaking::BatchMaking(const BatchRecipe &recipe)
    : m_recipe(recipe)
    , m_rows(m_recipe.text, m_recipe.form)
    , m_columns(readColumns())
    , m_template(recipe.form.kind == TableForm::Kind::List ? withKeyPlace(recipe.command) : recipe.command, m_columns)
{
}

bool BatchMaking::make(qsizetype rows)
{
    if (error())
        return false;
    for (qsizetype i = 0; i < rows; ++i) {
        switch (m_rows.next()) {
        case RowReader::Next::Row:
            if (m_template.fill(m_rows.fields(), m_made.text))
                ++m_made.commandCount;
            else
                note(m_template.fault());
            break;
        case RowReader::Next::Malformed:
            note(m_rows.error());
            break;
        case RowReader::Next::End:
            return false;
        }
    }
    return true;
}

QList<QByteArray> BatchMaking::readColumns()
{
    if (m_recipe.form.kind == TableForm::Kind::List)
        return {QByteArrayLiteral("key")};
    if (!m_recipe.form.header || m_rows.next() != RowReader::Next::Row)
        return {};
    return m_rows.fields();
}

void BatchMaking::note(const QString &fault)
{
    ++m_made.faultCount;
    if (m_made.faults.size() < mostFaults)
        m_made.faults.append({m_rows.line(), fault});
}
