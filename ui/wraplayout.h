#pragma once

#include <QLayout>

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

    /// Two that are never parted: what a field is, and the field.
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

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};
