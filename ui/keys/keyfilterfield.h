#pragma once

#include "app/keyspace/keyfilter.h"
#include "ui/workbench/commandhistory.h"
#include "ui/workbench/linefield.h"

/// The line that a filter of keys is typed in: offers the terms there are, underlines what is wrong, keeps a history under the Up and Down
/// keys. Escape clears it, and then leaves it.
class KeyFilterField : public LineField
{
    Q_OBJECT

public:
    explicit KeyFilterField(QWidget *parent = nullptr);

    [[nodiscard]] CommandHistory &history() { return m_history; }
    /// Underlines the wrong part; its sentence is the tool tip and the accessible description.
    void showError(const KeyFilterError &error);
    void showNoError();
    /// Offers all that can be written at the cursor.
    void offerAll();
    /// Has the sentence about the error on the screen, if there is one and nothing else is offered.
    void tellError();

signals:
    /// Escape was pressed in an empty line.
    void left();

protected:
    [[nodiscard]] bool isOurs(const QKeyEvent *event) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    CommandHistory m_history;
    QAction *m_warning;
    QString m_usualTip;
    QString m_error;
};
