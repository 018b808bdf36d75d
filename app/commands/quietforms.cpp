#include "app/commands/quietforms.h"

#include "app/commands/commandlanguage.h"
#include "app/commands/wordreader.h"

#include <QCoreApplication>

namespace {

constexpr QByteArrayView byteOrderMark = "\xef\xbb\xbf";

/// Writes the script anew, a line at a time.
class Turning
{
public:
    explicit Turning(Loudness to)
        : m_to(to)
    {
    }

    LoudnessChange turn(QByteArrayView script)
    {
        m_change.text.reserve(script.size() + script.size() / 8);
        qsizetype begin = script.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
        m_change.text.append(script.first(begin));
        while (begin < script.size()) {
            const qsizetype found = script.indexOf('\n', begin);
            const qsizetype end = found < 0 ? script.size() : found;
            turnLine(script.sliced(begin, end - begin));
            if (found >= 0)
                m_change.text.append('\n');
            begin = end + 1;
        }
        return std::move(m_change);
    }

private:
    void turnLine(QByteArrayView line)
    {
        m_words.start(line.endsWith('\r') ? line.chopped(1) : line);
        if (!m_words.toNextWord()) {
            m_change.text.append(line);
            return;
        }
        const QByteArrayView name = m_words.ahead();
        const qsizetype end = m_words.position() + name.size();
        const CommandSyntax *command = findCommand(name);
        if (!command) {
            ++m_change.unreadableCount;
        } else if (isQuiet(command->opcode) == (m_to == Loudness::Quiet)) {
            ++(m_to == Loudness::Quiet || quietForm(command->opcode) ? m_change.alreadyCount : m_change.withoutCount);
        } else if (!quietForm(command->opcode)) {
            ++m_change.withoutCount;
        } else {
            ++m_change.changedCount;
            count(command->opcode);
            turnName(line, name, end);
            return;
        }
        m_change.text.append(line);
    }

    /// Every quiet name is the loud one and a Q (protocol-binary.txt, section 3.2).
    void turnName(QByteArrayView line, QByteArrayView name, qsizetype end)
    {
        if (m_to == Loudness::Loud) {
            m_change.text.append(line.first(end - 1));
        } else {
            const bool small = name.back() >= 'a' && name.back() <= 'z';
            m_change.text.append(line.first(end)).append(small ? 'q' : 'Q');
        }
        m_change.text.append(line.sliced(end));
    }

    void count(Opcode opcode)
    {
        if (m_to == Loudness::Loud)
            return;
        if (has(opcode, OpcodeTrait::Counter))
            ++m_change.counterCount;
        else if (has(opcode, OpcodeTrait::Store))
            ++m_change.storeCount;
    }

    Loudness m_to;
    WordReader m_words;
    LoudnessChange m_change;
};

} // namespace

QStringList LoudnessChange::losses() const
{
    QStringList losses;
    if (counterCount > 0)
        losses += QCoreApplication::translate("QuietForms", "Counters that no longer tell their new number: %L1").arg(counterCount);
    if (storeCount > 0)
        losses += QCoreApplication::translate("QuietForms", "Stores that no longer tell the CAS of their item: %L1").arg(storeCount);
    return losses;
}

void LoudnessChange::addCounts(const LoudnessChange &part)
{
    changedCount += part.changedCount;
    alreadyCount += part.alreadyCount;
    withoutCount += part.withoutCount;
    unreadableCount += part.unreadableCount;
    counterCount += part.counterCount;
    storeCount += part.storeCount;
}

LoudnessChange turned(QByteArrayView script, Loudness to)
{
    return Turning(to).turn(script);
}
