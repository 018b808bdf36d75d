#pragma once

#include <QLayout>
#include <QSet>

#include <memory>
#include <vector>

/// From left to right, like a line of text: what has no room any more begins a new line.
class WrapLayout : public QLayout
{
    Q_OBJECT

public:
    explicit WrapLayout(QWidget *parent = nullptr)
        : QLayout(parent)
    {
    }

    /// What a field is, and the field: on one line, or where that is too narrow the field below.
    void addPair(QWidget *label, QWidget *field);

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Purpose { Measure, Place };
    /// The height that it takes. \a rect is inside of the margins.
    int arrange(const QRect &rect, Purpose purpose) const;

    /// What the item that is `index`-th takes of a line of that width.
    [[nodiscard]] QSize sizeOf(size_t index, int width) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    QSet<const QLayoutItem *> m_labels; ///< those that do not end a line where what follows them has room on the next
};
