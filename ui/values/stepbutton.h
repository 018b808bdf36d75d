#pragma once

#include "app/values/valuechain.h"

#include <QToolButton>

#include <optional>

class QActionGroup;
class QMenu;

/// One step of how a value was read: what it was, how sure that is, and a menu to say otherwise.
class StepButton : public QToolButton
{
    Q_OBJECT

public:
    /// `what` names the step for screen readers.
    StepButton(const QString &name, const QString &what, QWidget *parent = nullptr);

    /// An entry of the menu, or of one of its groups; its number is told by chosen().
    void addChoice(const QString &text, int number, QMenu *menu = nullptr);
    [[nodiscard]] QMenu *addGroup(const QString &title);
    /// Below the entries.
    void addSeparator();
    /// Below them something that is no choice.
    [[nodiscard]] QAction *addCommand(const QString &text);
    /// Entries whose numbers run from `first` on, above `before`, in the place of those that were put there the last time.
    void setChanging(const QStringList &texts, int first, QAction *before);

    /// `failed`: it did not come to its end.
    struct Step
    {
        QString name{};
        Certainty certainty = Certainty::Guess;
        QString reason{};
        bool failed = false;
        bool isNothing = false; ///< nothing was to be done, which needs no words in the line
    };
    /// None: it is not known yet.
    void showStep(const std::optional<Step> &step);
    /// Which entry holds; -1: the automatic one.
    void setChosen(int number);

    static constexpr int automatic = -1;

signals:
    void chosen(int number);

private:
    QString m_what;
    QMenu *m_menu;
    QList<QAction *> m_changing;
    QActionGroup *m_group;
};
