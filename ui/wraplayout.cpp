#include "ui/wraplayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>
#include <utility>

void WrapLayout::addPair(QWidget *label, QWidget *field)
{
    addWidget(label);
    m_labels.insert(m_items.back().get());
    addWidget(field);
}

void WrapLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
    invalidate();
}

int WrapLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *WrapLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem *WrapLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *item = m_items[size_t(index)].release();
    m_labels.remove(item);
    m_items.erase(m_items.begin() + index);
    invalidate();
    return item;
}

Qt::Orientations WrapLayout::expandingDirections() const
{
    return {};
}

bool WrapLayout::hasHeightForWidth() const
{
    return true;
}

int WrapLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    return arrange(QRect(0, 0, width, 0).marginsRemoved(margins), Purpose::Measure) + margins.top() + margins.bottom();
}

/// All in one line.
QSize WrapLayout::sizeHint() const
{
    QSize size;
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        size = {size.width() + hint.width() + (size.isEmpty() ? 0 : spacing()), std::max(size.height(), hint.height())};
    }
    return size.grownBy(contentsMargins());
}

QSize WrapLayout::minimumSize() const
{
    QSize size;
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

void WrapLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect.marginsRemoved(contentsMargins()), Purpose::Place);
}

QSize WrapLayout::sizeOf(size_t index, int width) const
{
    const QLayoutItem &item = *m_items[index];
    const QSize hint = item.sizeHint();
    return {std::max(std::min(hint.width(), width), item.minimumSize().width()), hint.height()};
}

int WrapLayout::arrange(const QRect &rect, Purpose purpose) const
{
    int top = rect.top();
    std::vector<std::pair<QLayoutItem *, QSize>> line;
    int width = 0; // of the line
    int height = 0;
    const auto endLine = [&] {
        int left = rect.left();
        for (const auto &[item, size] : line) {
            const QRect place(left, top + (height - size.height()) / 2, size.width(), size.height());
            if (purpose == Purpose::Place)
                item->setGeometry(QStyle::visualRect(parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight, rect, place));
            left += size.width() + spacing();
        }
        top += height;
        line.clear();
        width = height = 0;
    };
    for (size_t i = 0; i < m_items.size(); ++i) {
        QLayoutItem *item = m_items[i].get();
        if (item->isEmpty())
            continue;
        const QSize size = sizeOf(i, rect.width());
        int together = size.width();
        if (m_labels.contains(item) && i + 1 < m_items.size()) {
            const int pair = size.width() + spacing() + sizeOf(i + 1, rect.width()).width();
            together = pair <= rect.width() ? pair : together;
        }
        if (!line.empty() && width + spacing() + together > rect.width()) {
            endLine();
            top += spacing();
        }
        width += size.width() + (line.empty() ? 0 : spacing());
        height = std::max(height, size.height());
        line.emplace_back(item, size);
    }
    endLine();
    return top - rect.top();
}
