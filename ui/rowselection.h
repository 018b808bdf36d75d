#pragma once

#include <QItemSelectionModel>
#include <QKeyEvent>

#include <optional>

/// What a key that goes to another row does to the selection of rows, where a pane beside shows the current one: it takes a selection of
/// one row along also with Ctrl, else another row would stay selected than the one that is looked at. None: what Qt does.
[[nodiscard]] inline std::optional<QItemSelectionModel::SelectionFlags> rowSelectionCommand(const QEvent *event,
                                                                                            const QItemSelection &selection)
{
    const bool isOne = selection.isEmpty() || (selection.size() == 1 && selection.front().height() == 1);
    if (!event || event->type() != QEvent::KeyPress || !isOne)
        return {};
    const auto *key = static_cast<const QKeyEvent *>(event);
    if (!key->modifiers().testFlag(Qt::ControlModifier) || key->modifiers().testFlag(Qt::ShiftModifier) || key->key() == Qt::Key_Space)
        return {};
    return QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
}
