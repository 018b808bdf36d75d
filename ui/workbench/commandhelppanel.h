#pragma once

#include "connection/protocol/opcode.h"

#include <QAction>
#include <QByteArrayView>
#include <QList>
#include <QWidget>

#include <optional>

class QLineEdit;
class QListWidget;
class QSplitter;
class QTextBrowser;

/// The help: how the command language is written, and all of every command. A list that is filtered as words are typed, and the page of
/// what is chosen, with links to others.
class CommandHelpPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CommandHelpPanel(QWidget *parent = nullptr);

    /// Shows how the language is written.
    void showOverview();
    /// Shows the command with this name or short spelling, in any case; nothing changes for another.
    void showCommand(QByteArrayView name);
    /// Shows the command of a line; with `position` (bytes from 0) at one of its options, that option. The overview where there is no
    /// command.
    void showAt(QByteArrayView line, qsizetype position);
    /// The command that is shown; empty: the overview is.
    [[nodiscard]] std::optional<Opcode> shown() const { return m_shown; }
    /// Back to what was shown before.
    [[nodiscard]] QAction *backAction() { return &m_backAction; }
    /// The list above the page.
    [[nodiscard]] QSplitter *splitter() const { return m_splitter; }
    /// Puts the focus into the search field.
    void search();

signals:
    /// The Escape key.
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Remember { Yes, No };
    using Shown = std::optional<Opcode>; ///< empty: the overview
    void present(Shown shown, Remember remember);
    void render();
    void filter();
    void showChosen();
    void goBack();

    QLineEdit *m_words;
    QSplitter *m_splitter;
    QListWidget *m_list;
    QTextBrowser *m_page;
    QAction m_backAction;
    QList<Shown> m_visited;
    Shown m_shown;
};
