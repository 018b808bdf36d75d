#pragma once

#include "app/values/sharedreading.h"

#include <QByteArrayView>
#include <QWidget>

#include <memory>

class ElidedLabel;
class HexView;
class InspectorPane;
class QComboBox;
class QSplitter;

/// A value in hexadecimal, as it is stored or decompressed, and what the bytes at the cursor would be as numbers and times.
class BytesView : public QWidget
{
    Q_OBJECT

public:
    enum class Stage {
        Decompressed, ///< and out of its envelope
        Wrapped,      ///< decompressed, in its envelope
        Stored,
    };

    /// The names of what is in it begin with `name`: "valueHex".
    explicit BytesView(const QString &name, QWidget *parent = nullptr);

    /// `owner` keeps `stored` alive.
    void setBytes(QByteArrayView stored, const std::shared_ptr<const void> &owner);
    /// What they were found to be.
    void showReading(const SharedReading &reading);
    /// Goes to some of the bytes.
    void select(Stage stage, qsizetype from, qsizetype length);

    [[nodiscard]] HexView *hex() { return m_hex; }
    [[nodiscard]] QByteArrayView shown() const { return m_shown; }
    [[nodiscard]] const std::shared_ptr<const void> &shownOwner() const { return m_shownOwner; }

    /// How much of the room the inspector has, beside the bytes and below them, as the person has dragged it; to be restored.
    [[nodiscard]] QByteArray division() const;
    /// Nothing, or what division() has not said: as at first.
    void restoreDivision(const QByteArray &division);

    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    /// A sentence for the status line.
    void told(const QString &text);
    /// Something else is shown than before.
    void shownChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void offerStages();
    void follow();
    void inspectCursor();
    void arrange();
    void divide();
    void noteDivision();

    static constexpr int whole = 1000; ///< of a share
    static constexpr int notDragged = -1;
    struct Division
    {
        int beside = notDragged; ///< of `whole`: the inspector's share; 0: it is folded away
        int below = notDragged;
    };

    QSplitter *m_splitter;
    HexView *m_hex;
    InspectorPane *m_inspector;
    ElidedLabel *m_place;
    QComboBox *m_stage;
    QByteArrayView m_stored;
    std::shared_ptr<const void> m_owner;
    SharedReading m_reading;
    QByteArrayView m_shown;
    std::shared_ptr<const void> m_shownOwner;
    Division m_division;
};
