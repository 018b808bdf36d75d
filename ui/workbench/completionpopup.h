#pragma once

#include "app/commands/completion.h"

#include <QFrame>

class QLabel;
class QTreeWidget;

/// What can be written at the place of a field's cursor: a call tip over a list of completions, in a small window of its own that never
/// takes the focus. The field hands it the keys.
class CompletionPopup : public QFrame
{
    Q_OBJECT

public:
    explicit CompletionPopup(QWidget *field);

    /// Shows what there is, with its top left corner at `place` of the screen or near it; hides with nothing to show.
    void present(const Completions &completions, const std::optional<CallTip> &tip, const QPoint &place);
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
    void fit(const QPoint &place);

    QLabel *m_tip;
    QTreeWidget *m_list;
    QList<Completion> m_entries;
    int m_helpWidth = 0; ///< of the widest help, in pixels
};
