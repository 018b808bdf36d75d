#include "app/commands/quietforms.h"

#include "app/commands/commandlanguage.h"
#include "app/commands/wordreader.h"

#include <QCoreApplication>

namespace {

constexpr QByteArrayView byteOrderMark = "\xef\xbb\xbf";

/// Writes the script anew, a line at a time.
class Turning
{
    Q_DECLARE_TR_FUNCTIONS(QuietForms)

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
        noteLosses();
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
        if (has(opcode, OpcodeTrait::Counter))
            ++m_counters;
        else if (has(opcode, OpcodeTrait::Store))
            ++m_stores;
    }

    void noteLosses()
    {
        if (m_to == Loudness::Loud)
            return;
        if (m_counters > 0)
            m_change.losses += tr("Counters that no longer tell their new number: %L1").arg(m_counters);
        if (m_stores > 0)
            m_change.losses += tr("Stores that no longer tell the CAS of their item: %L1").arg(m_stores);
    }

    Loudness m_to;
    WordReader m_words;
    LoudnessChange m_change;
    qint64 m_counters = 0;
    qint64 m_stores = 0;
};

} // namespace

LoudnessChange turned(QByteArrayView script, Loudness to)
{
    return Turning(to).turn(script);
}
