#pragma once

#include "app/values/sharedreading.h"
#include "ui/values/structuredlines.h"

#include <QCoreApplication>

#include <atomic>

/// A decoded value as JSON that is indented: in its order, with each duplicate and with the digits that it was stored with. What JSON has
/// no type for is written like what is nearest, and behind // stands what it is.
class TreeLines : public StructuredLines
{
    Q_DECLARE_TR_FUNCTIONS(TreeLines)

public:
    /// No more than `most` lines. The work of a moment for each 100,000, so for many not for the thread of the window.
    TreeLines(const SharedReading &reading, int most, const std::atomic_bool *cancelled = nullptr);

    [[nodiscard]] int lineCount() const override { return int(m_lines.size()); }
    [[nodiscard]] bool isWhole() const override { return m_isWhole; }
    [[nodiscard]] WrittenLine written(int line, Folding folding) const override;
    [[nodiscard]] int foldEnd(int line) const override;
    [[nodiscard]] int outer(int line) const override;
    [[nodiscard]] qint32 node(int line) const override;
    [[nodiscard]] int lineOf(qint32 node) const override;

private:
    [[nodiscard]] const ValueTree &tree() const { return m_reading->value.tree; }
    [[nodiscard]] bool isList(qint32 node) const;
    void writeName(WrittenLine &line, qint32 node) const;
    void writeScalar(WrittenLine &line, qint32 node) const;
    void writeText(WrittenLine &line, QByteArrayView text, Ink ink) const;
    [[nodiscard]] QString remark(qint32 node) const;

    SharedReading m_reading;
    std::vector<qint32> m_lines; ///< the node of each; of one that ends a container ~node
    std::vector<qint32> m_first; ///< the line of each node, -1: none
    bool m_isWhole = false;
};
