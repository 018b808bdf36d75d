#pragma once

#include "app/values/sharedreading.h"

#include <QWidget>

class ElidedLabel;
class HexView;
class InspectorPane;
class QSplitter;
class ValueFindBar;

/// The bytes of a value in hexadecimal, with what they would be at the cursor beside them, or below where it is narrow.
class BytesPage : public QWidget
{
    Q_OBJECT

public:
    explicit BytesPage(QWidget *parent = nullptr);

    /// Always: every value has bytes, though it may have none.
    [[nodiscard]] static bool suits(const ValueReading &) { return true; }
    /// Null: nothing.
    void showReading(const SharedReading &reading);
    /// Selects bytes and shows them.
    void showPlace(qsizetype begin, qsizetype end);
    /// After a change of the font of keys and values.
    void adoptFixedFont();

public slots:
    /// Opens the search.
    void find();

signals:
    void told(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void inspectCursor();
    void arrange();

    SharedReading m_reading;
    QSplitter *m_splitter;
    HexView *m_hex;
    InspectorPane *m_inspector;
    ElidedLabel *m_place;
    ValueFindBar *m_find;
};
