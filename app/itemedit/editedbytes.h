#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <deque>
#include <vector>

/// Bytes that are changed step by step, and the steps back.
class EditedBytes
{
public:
    /// Forgets all steps.
    void setBytes(const QByteArray &bytes);
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

    /// Whether a step can become a part of the one before it, so that both are taken back together.
    enum class Joining { Apart, WithLast };
    /// Puts `with` in the place of `count` bytes.
    void replace(qsizetype at, qsizetype count, QByteArrayView with, Joining joining = Joining::Apart);
    [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.empty(); }
    /// Answer where something changed; -1: there is no step.
    qsizetype undo();
    qsizetype redo();

    /// Steps, and the bytes in them: of more the oldest are forgotten.
    static constexpr size_t mostSteps = 10'000;
    static constexpr qsizetype mostKept = qsizetype(64) * 1024 * 1024;

private:
    struct Step
    {
        qsizetype at = 0;
        QByteArray before{};
        QByteArray after{};
    };

    void forgetOld();

    QByteArray m_bytes;
    std::deque<Step> m_undo;
    std::vector<Step> m_redo;
    qsizetype m_kept = 0; ///< bytes in m_undo
};
