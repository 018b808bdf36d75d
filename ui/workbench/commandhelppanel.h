#pragma once

#include "connection/protocol/opcode.h"

#include <QAction>
#include <QByteArrayView>
#include <QList>
#include <QWidget>

#include <optional>

class QLineEdit;
class QListWidget;
class QTextBrowser;

/// The whole help of every command: a list that is filtered as words are typed, and the page of the chosen one, with links to others.
class CommandHelpPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CommandHelpPanel(QWidget *parent = nullptr);

    /// Shows the command with this name or short spelling, in any case; nothing changes for another.
    void showCommand(QByteArrayView name);
    /// Shows the command of a line; with `position` (bytes from 0) at one of its options, that option. Nothing changes without one.
    void showAt(QByteArrayView line, qsizetype position);
    /// The command that is shown; none yet: empty.
    [[nodiscard]] std::optional<Opcode> shown() const { return m_shown; }
    /// Back to the command that was shown before.
    [[nodiscard]] QAction *backAction() { return &m_backAction; }
    /// Puts the focus into the search field.
    void search();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Remember { Yes, No };
    void present(Opcode opcode, Remember remember);
    void render();
    void filter();
    void showChosen();
    void goBack();

    QLineEdit *m_words;
    QListWidget *m_list;
    QTextBrowser *m_page;
    QAction m_backAction;
    QList<Opcode> m_visited;
    std::optional<Opcode> m_shown;
};
