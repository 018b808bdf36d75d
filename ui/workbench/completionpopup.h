#pragma once

#include "app/commands/completion.h"

#include <QFrame>

class QLabel;
class QTreeWidget;

/// What can be written at the cursor of a line: a call tip over a list of completions, in a small window of its own that never
/// takes the focus.
class CompletionPopup : public QFrame
{
    Q_OBJECT

public:
    explicit CompletionPopup(QWidget *field);

    /// Where a call tip without a list comes, if there is room.
    enum class TipPlace { Below, Above };
    void setTipPlace(TipPlace place) { m_tipPlace = place; }
    /// Shows what there is, below `place` of the screen or above it; hides with nothing to show.
    void present(const Completions &completions, const std::optional<CallTip> &tip, const QRect &place);
    /// Whether there is a list that keys move in.
    [[nodiscard]] bool isListOpen() const;
    /// The entry that is chosen; the first if none is and `first` says so; null otherwise.
    enum class Otherwise { None, First };
    [[nodiscard]] const Completion *chosen(Otherwise otherwise) const;
    /// Moves in the list for Up, Down and the page keys; false for another key.
    bool moveBy(int key);

signals:
    /// An entry was clicked.
    void clicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillList();
    void showTip(const std::optional<CallTip> &tip);
    void fit(const QRect &place);

    QLabel *m_tip;
    QTreeWidget *m_list;
    QList<Completion> m_entries;
    TipPlace m_tipPlace = TipPlace::Below;
    int m_helpWidth = 0; ///< of the widest help, in pixels
};
