#pragma once

#include <QByteArrayView>
#include <QWidget>

#include <memory>
#include <utility>

class HexView;
class LongText;
class QTabWidget;
class ValueFindBar;

/// A value as text and as bytes, with a search in both.
class ValueTabs : public QWidget
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "valueText".
    explicit ValueTabs(const QString &name, QWidget *parent = nullptr);

    /// `owner` keeps `bytes` alive.
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    /// Opens the search.
    void find();

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] std::pair<qsizetype, qsizetype> selection() const;

    QTabWidget *m_tabs;
    LongText *m_text;
    HexView *m_hex;
    ValueFindBar *m_find;
};
