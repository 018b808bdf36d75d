#pragma once

#include <QPlainTextEdit>

/// A key in full: as many lines as it takes, up to a few, broken anywhere; to be selected and copied, not to be changed.
class KeyLabel : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit KeyLabel(QWidget *parent = nullptr);

    void setKey(const QString &text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitHeight();
};
