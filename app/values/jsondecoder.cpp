#include "app/values/jsondecoder.h"

#include "app/values/bytereader.h"

namespace {

bool isDigit(quint8 byte)
{
    return byte >= '0' && byte <= '9';
}

class JsonDecoder
{
    Q_DECLARE_TR_FUNCTIONS(JsonDecoder)

public:
    JsonDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_bytes(bytes)
        , m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        if (m_bytes.startsWith("\xef\xbb\xbf"))
            m_reader.skip(3); // the mark of UTF-8, which readers may ignore (section 8.1)
        skipSpace();
        if (m_reader.atEnd())
            m_builder.fail(DecodeFault::cutShort(0));
        while (!m_builder.isWhole() && !m_builder.hasFailed())
            step();
        skipSpace();
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    void skipSpace()
    {
        while (!m_reader.atEnd()) {
            const quint8 byte = m_reader.peek();
            if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r')
                return;
            m_reader.skip(1);
        }
    }

    void fail(const QString &what) { m_builder.fail(DecodeFault::malformed(m_reader.at(), what)); }

    /// A value, or what ends or goes on in the innermost container.
    void step()
    {
        skipSpace();
        if (m_reader.atEnd())
            return m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        if (m_builder.openCount() > 0 && !m_wantsMember) {
            // Behind a member, or at the begin of the container.
            const bool isList = m_builder.tree().at(m_builder.innermost()).type == ValueType::List;
            if (m_reader.skipIf(isList ? ']' : '}')) {
                m_builder.close(m_reader.at());
                m_isBegin = false;
                return;
            }
            if (!m_isBegin && !m_reader.skipIf(','))
                return fail(isList ? tr("After a member, a list has a comma or ends.")
                                   : tr("After a member, an object has a comma or ends."));
            skipSpace();
            m_isBegin = false;
            if (!isList)
                return readKey();
        }
        m_wantsMember = false;
        readValue();
    }

    void readKey()
    {
        if (m_reader.atEnd())
            return m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        if (m_reader.peek() != '"')
            return fail(tr("A key is not in double quotes."));
        readText();
        skipSpace();
        if (m_reader.atEnd())
            return m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        if (!m_reader.skipIf(':'))
            return fail(tr("A key is not followed by a colon."));
        m_wantsMember = true;
    }

    void readValue()
    {
        if (m_reader.atEnd())
            return m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        const qsizetype begin = m_reader.at();
        switch (m_reader.peek()) {
        case '{':
        case '[': {
            const bool isList = m_reader.byte() == '[';
            m_builder.open(isList ? ValueType::List : ValueType::Map, begin,
                           isList ? TreeBuilder::Members::Listed : TreeBuilder::Members::Keyed);
            m_isBegin = true;
            return;
        }
        case '"':
            return readText();
        case 't':
            return readWord("true", ValueType::Boolean);
        case 'f':
            return readWord("false", ValueType::Boolean);
        case 'n':
            return readWord("null", ValueType::Null);
        default:
            readNumber();
        }
    }

    void readWord(QByteArrayView word, ValueType type)
    {
        const qsizetype begin = m_reader.at();
        const QByteArrayView there = m_bytes.sliced(begin, std::min(word.size(), m_reader.left()));
        if (there != word)
            return word.startsWith(there)
                ? m_builder.fail(DecodeFault::cutShort(m_bytes.size()))
                : fail(tr("A value is expected: an object, an array, text in double quotes, a number, true, false or null."));
        m_reader.skip(quint64(word.size()));
        m_builder.addStored(type, begin, m_reader.at(), word.size() == 4 && type == ValueType::Null ? QByteArrayView() : there);
    }

    qsizetype skipDigits()
    {
        const qsizetype begin = m_reader.at();
        while (isDigit(m_reader.peek()))
            m_reader.skip(1);
        return m_reader.at() - begin;
    }

    /// Section 6.
    void readNumber()
    {
        const qsizetype begin = m_reader.at();
        ValueType type = ValueType::Integer;
        const bool isSigned = m_reader.skipIf('-');
        const bool isZero = m_reader.peek() == '0';
        const qsizetype whole = skipDigits();
        if (whole == 0 && !(isSigned && m_reader.atEnd()))
            return fail(tr("A value is expected: an object, an array, text in double quotes, a number, true, false or null."));
        if (isZero && whole > 1)
            return fail(tr("A number begins with a zero."));
        bool isComplete = whole > 0;
        if (isComplete && m_reader.skipIf('.')) {
            type = ValueType::Real;
            isComplete = skipDigits() > 0;
        }
        if (isComplete && (m_reader.skipIf('e') || m_reader.skipIf('E'))) {
            type = ValueType::Real;
            if (!m_reader.skipIf('+'))
                (void)m_reader.skipIf('-');
            isComplete = skipDigits() > 0;
        }
        if (!isComplete)
            return m_reader.atEnd() ? m_builder.fail(DecodeFault::cutShort(m_reader.at())) : fail(tr("A number lacks digits."));
        m_builder.addStored(type, begin, m_reader.at(), m_bytes.sliced(begin, m_reader.at() - begin));
    }

    /// Section 7.
    void readText()
    {
        const qsizetype begin = m_reader.at();
        m_reader.skip(1);
        const qsizetype textBegin = m_reader.at();
        bool isEscaped = false;
        for (;;) {
            if (m_reader.atEnd())
                return m_builder.fail(DecodeFault::cutShort(m_reader.at()));
            const quint8 byte = m_reader.peek();
            if (byte < 0x20)
                return fail(tr("A text has a control character in it that is not escaped."));
            m_reader.skip(1);
            if (byte == '"')
                break;
            if (byte == '\\') {
                isEscaped = true;
                m_reader.skip(1);
            }
        }
        const QByteArrayView written = m_bytes.sliced(textBegin, m_reader.at() - 1 - textBegin);
        if (!isEscaped) {
            m_builder.addStored(ValueType::Text, begin, m_reader.at(), written);
            return;
        }
        QByteArray text;
        if (unescape(written, text))
            m_builder.addMade(ValueType::Text, begin, m_reader.at(), text);
        else
            m_builder.fail(DecodeFault::malformed(begin, tr("A text has an escape in it that JSON does not know.")));
    }

    static bool readUnit(QByteArrayView hex, char16_t &unit)
    {
        bool isHex = false;
        if (hex.size() < 4 || hex.startsWith('+') || hex.startsWith('-') || hex.startsWith(' '))
            return false;
        unit = char16_t(hex.first(4).toByteArray().toUShort(&isHex, 16));
        return isHex;
    }

    static bool unescape(QByteArrayView written, QByteArray &text)
    {
        constexpr QByteArrayView letters = "\"\\/bfnrt";
        constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
        text.reserve(written.size());
        for (qsizetype at = 0; at < written.size(); ++at) {
            if (written[at] != '\\') {
                text += written[at];
                continue;
            }
            ++at;
            const qsizetype letter = letters.indexOf(written[at]);
            if (letter >= 0) {
                text += meanings[letter];
                continue;
            }
            char16_t unit = 0;
            if (written[at] != 'u' || !readUnit(written.sliced(at + 1), unit))
                return false;
            char16_t low = 0;
            if (!QChar::isSurrogate(unit)) {
                text += QString(QChar(unit)).toUtf8();
                at += 4;
            } else if (QChar::isHighSurrogate(unit) && written.sliced(at + 5).startsWith("\\u") && readUnit(written.sliced(at + 7), low)
                       && QChar::isLowSurrogate(low)) {
                text += QString::fromUcs4(std::to_array<char32_t>({QChar::surrogateToUcs4(unit, low)}).data(), 1).toUtf8();
                at += 10;
            } else {
                text += written.sliced(at - 1, 6);
                at += 4;
            }
        }
        return true;
    }

    QByteArrayView m_bytes;
    ByteReader m_reader;
    TreeBuilder m_builder;
    bool m_isBegin = false;     ///< nothing of the innermost container was read
    bool m_wantsMember = false; ///< its key was read
};

} // namespace

Decoded decodeJson(QByteArrayView bytes, const DecodeLimits &limits)
{
    return JsonDecoder(bytes, limits).decode();
}
