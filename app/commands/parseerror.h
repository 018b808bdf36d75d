#pragma once

#include <QString>

/// What is wrong with a line of the command language, or doubtful in it.
struct ParseError
{
    qsizetype column = 0; ///< in bytes, from 1
    qsizetype length = 0; ///< bytes to underline; 0 at the end of the line
    QString text;         ///< what was found and what was expected, or why it is doubtful: a translated sentence without line and column

    bool operator==(const ParseError &) const = default;
};
