#pragma once

#include <QComboBox>

/// The colour of a profile: that of its environment, one of a dozen that can be told apart, or any other.
class ColorField : public QComboBox
{
    Q_OBJECT

public:
    explicit ColorField(QWidget *parent = nullptr);

    /// "#rrggbb"; empty: that of the environment.
    [[nodiscard]] QString color() const;
    void setColor(const QString &color);

signals:
    void colorChanged();

private:
    void choose(int index);
    void askForColor();
    void addColor(int index, const QString &name, const QString &color);
    [[nodiscard]] QIcon swatch(const QString &color) const;

    QString m_color;
};
