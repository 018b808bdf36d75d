#pragma once

#include <QFont>
#include <QPalette>

class QPainter;

/// The numbers of lines beside formatted text, and the marks of those that can be folded.
class FoldMargin
{
public:
    enum class Mark { None, Open, Folded };

    FoldMargin(const QFont &font, int lineCount);

    [[nodiscard]] int width() const { return m_width; }
    void paint(QPainter *painter, const QPalette &palette, int top, int line, Mark mark) const;

private:
    static constexpr int gap = 6; // pixels at 100 %

    int m_height;
    int m_width;
};
