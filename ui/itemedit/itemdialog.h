#pragma once

#include "app/guard/runguard.h"
#include "app/itemedit/itemexchange.h"

#include <QDialog>

#include <functional>
#include <memory>

class Connection;
class FittingScroll;
class NoticeRow;
class QDialogButtonBox;
class QFormLayout;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

/// Where an item is changed; all of it outlives the dialog.
struct ItemTarget
{
    Connection *connection = nullptr;
    QString profile{}; ///< the name of the profile; empty: it has none
    Environment environment = Environment::None;
};

/// Does something to one item: fields, the commands that will be sent, and a button that sends them, after a question where that is
/// production. What cannot be sent is said where it is written. It closes when all is done, and else says what was done and what not.
/// Escape cancels what is under way, then stops waiting for it, and else closes. Use open(); it deletes itself when it is closed.
class ItemDialog : public QDialog
{
    Q_OBJECT

public:
    ~ItemDialog() override;

    /// Where it was opened for.
    [[nodiscard]] const QString &place() const { return m_place; }
    /// What is being done, for people; empty: nothing, or it is being cancelled.
    [[nodiscard]] QString work() const;
    /// Waits for it no longer.
    void stopWork();
    /// The server that is or was written to; empty: nothing was begun.
    [[nodiscard]] const QString &writtenPlace() const { return m_writtenPlace; }

signals:
    /// A sentence for the status line.
    void told(const QString &text);
    /// Also of what is done in part. `server`: what was known of the one that was written to.
    void changed(const std::vector<ItemDeed> &deeds, const ServerSettings &server);
    void workChanged();
    /// It has ended otherwise than was wanted, and says so; before workChanged().
    void workFailed();
    /// What looking has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

protected:
    /// `name` is that of the dialog, and of its parts with a word behind it; `consent`: on the button.
    ItemDialog(const ItemTarget &target, const QString &name, const QString &title, const QString &consent, QWidget *parent);

    void reject() override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;

    [[nodiscard]] const ItemTarget &target() const { return m_target; }
    [[nodiscard]] Connection *connection() const { return m_target.connection; }
    [[nodiscard]] QString partName(const char *part) const { return objectName() + QLatin1String(part); }
    [[nodiscard]] QFormLayout *form() const { return m_form; }
    /// A line of words in the form.
    [[nodiscard]] QLabel *addLine(const char *part, const QString &title);
    /// A button that helps with what obstacle() says, beside it. It becomes ours.
    void addRemedy(QPushButton *button);
    /// After anything that changes what will be sent: constructors end with it.
    void refresh();

    /// Whether the connection that it was opened for is written to.
    enum class Use { Written, Read };
    void setUse(Use use) { m_use = use; }
    /// Why it cannot be sent yet, where no field says so; a sentence; empty: it can.
    [[nodiscard]] virtual QString obstacle() const { return {}; }
    /// Whether all fields have what they need.
    [[nodiscard]] virtual bool isComplete() const = 0;
    /// What will be sent, a line each.
    [[nodiscard]] virtual QStringList commandLines() const = 0;
    /// Where it is written, which is what the guard is asked about.
    [[nodiscard]] virtual GuardedServer writtenServer() const;
    [[nodiscard]] virtual CommandEffects effects() const = 0;
    /// What comes of it, for the question of the guard.
    [[nodiscard]] virtual QString consequence() const = 0;
    [[nodiscard]] virtual std::unique_ptr<ItemExchange> makeExchange() = 0;
    /// Something was typed that it would be a pity to lose.
    [[nodiscard]] virtual bool holdsTyped() const { return false; }
    /// What is said when all is done.
    [[nodiscard]] virtual QString doneText(const ItemExchange &exchange) const { return exchange.text(); }
    /// It ended otherwise than Done.
    virtual void takeFailure(ItemExchange::Result result);

private:
    void layOut();
    [[nodiscard]] QWidget *makeFoot();
    void ask();
    void begin();
    void takeEnd();
    void grow();
    void showFault();
    [[nodiscard]] QString connectionFault() const;

    ItemTarget m_target;
    QString m_place;
    QString m_writtenPlace;
    Use m_use = Use::Written;
    QWidget *m_fields;
    QFormLayout *m_form;
    FittingScroll *m_scroll;
    QPlainTextEdit *m_commands;
    NoticeRow *m_fault;
    QHBoxLayout *m_obstacle; ///< with what helps
    NoticeRow *m_outcome;
    QDialogButtonBox *m_buttons;
    QPushButton *m_consent;
    QPushButton *m_cancel;
    int m_spare = 0; ///< room that it comes with, in logical pixels
    std::unique_ptr<ItemExchange> m_exchange;
};

/// A command as it will be sent, with a long value cut short. `valueSize`: of the value where it is not in the command but read first;
/// -1: it is in there.
[[nodiscard]] QString commandLine(const Command &command, qint64 valueSize = -1);
