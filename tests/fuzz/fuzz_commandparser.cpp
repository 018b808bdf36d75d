#include "app/commands/commandformat.h"
#include "app/commands/commandparser.h"

#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

/// No line may crash the parser, an error lies within the line, and what was understood is written as a line that means the same.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    const QByteArrayView line(bytes, qsizetype(size));
    CommandParser parser;
    switch (parser.parse(line)) {
    case CommandParser::Result::Blank:
        break;
    case CommandParser::Result::Error: {
        const ParseError &error = parser.error();
        require(!error.text.isEmpty() && error.column >= 1 && error.length >= 0 && error.column - 1 + error.length <= line.size());
        break;
    }
    case CommandParser::Result::Command: {
        const QByteArray again = formatCommand(parser.parsed());
        CommandParser second;
        require(second.parse(again) == CommandParser::Result::Command);
        require(second.parsed() == parser.parsed());
        break;
    }
    }
    return 0;
}
