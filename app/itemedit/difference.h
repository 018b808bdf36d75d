#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

/// A stretch that is the same in two texts, or stands in the one for what stands in the other; in lines, or in rows of bytes.
struct DiffBlock
{
    qint64 before = 0; ///< the first of the one
    qint64 beforeCount = 0;
    qint64 after = 0; ///< of the other
    qint64 afterCount = 0;
    bool isSame = true;

    bool operator==(const DiffBlock &) const = default;
};

/// How long it is looked for the shortest difference. What is left then counts as changed as a whole.
struct DiffLimits
{
    std::chrono::milliseconds longest{1'500};
    int mostSteps = 4'000;                       ///< insertions and deletions that are tried in one stretch
    const std::atomic_bool *cancelled = nullptr; ///< set by another thread to stop; outlives the comparison
};

/// The shortest difference of two sequences of numbers, as blocks from their beginning to their end, same ones and others in turn (Myers,
/// "An O(ND) Difference Algorithm and Its Variations", 1986, with the linear space of section 4b).
[[nodiscard]] std::vector<DiffBlock> shortestDifference(const std::vector<quint32> &before, const std::vector<quint32> &after,
                                                        const DiffLimits &limits = {});

/// The lines of a text, each with its line end.
class DiffLines
{
public:
    DiffLines() = default;
    explicit DiffLines(QByteArray text);

    [[nodiscard]] qint64 count() const { return qint64(m_starts.size()) - 1; }
    /// With its line end.
    [[nodiscard]] QByteArrayView whole(qint64 line) const;
    /// Without it.
    [[nodiscard]] QByteArrayView at(qint64 line) const;
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    /// From the beginning of a line up to that of another.
    [[nodiscard]] QByteArrayView between(qint64 first, qint64 last) const;

private:
    QByteArray m_text;
    std::vector<qsizetype> m_starts{0};
};

/// What differs in two values, as texts or as bytes.
struct Difference
{
    enum class Form : quint8 {
        Lines,
        Bytes, ///< rows of up to rowBytes, cut anew where a change begins or ends
    };
    static constexpr qsizetype rowBytes = 16;

    Form form = Form::Lines;
    DiffLines linesBefore{}; ///< of Lines
    DiffLines linesAfter{};
    QByteArray bytesBefore{}; ///< of Bytes
    QByteArray bytesAfter{};
    std::vector<DiffBlock> blocks{}; ///< of lines or single bytes

    /// Stretches that are not the same.
    [[nodiscard]] int changeCount() const;
};

/// Both are UTF-8. For a thread of its own if they are long.
[[nodiscard]] std::shared_ptr<const Difference> compareLines(const QByteArray &before, const QByteArray &after,
                                                             const DiffLimits &limits = {});
[[nodiscard]] std::shared_ptr<const Difference> compareBytes(const QByteArray &before, const QByteArray &after,
                                                             const DiffLimits &limits = {});

/// Where one line became another: up to which byte they begin alike, and how many end alike. No character is cut in two.
struct LineChange
{
    qsizetype head = 0;
    qsizetype tail = 0;
};
[[nodiscard]] LineChange changeWithin(QByteArrayView before, QByteArrayView after);
