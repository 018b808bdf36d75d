#include "app/results/csvtext.h"

#include <algorithm>

void appendCsvField(QByteArray &out, QByteArrayView text)
{
    // An empty field in quotes is there; one without is not.
    const bool needsQuotes = text.isEmpty() || std::ranges::any_of(text, [](char character) {
                                 return character == ',' || character == '"' || character == '\r' || character == '\n';
                             });
    if (!needsQuotes) {
        out.append(text.data(), text.size());
        return;
    }
    out.append('"');
    for (const char character : text) {
        if (character == '"')
            out.append('"');
        out.append(character);
    }
    out.append('"');
}
