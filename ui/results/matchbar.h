#pragma once

#include <QAction>
#include <QWidget>

#include <optional>

class ElidedLabel;
class QHBoxLayout;
class QLineEdit;
class QToolButton;

/// A search in what is beside it: a field, how many matches there are, and the way from one to the next, around the end too. What is
/// searched, and how, is up to whoever derives from it.
class MatchBar : public QWidget
{
    Q_OBJECT

public:
    enum class Direction { Forward, Backward };

    void open();
    /// To the next match, or the one before; opens the bar if nothing is sought yet.
    void goOn(Direction direction);

public slots:
    void close();

signals:
    void closed();

protected:
    /// The names of what is in it begin with `name`; `purpose` is what the field says while it is empty.
    MatchBar(const QString &name, const QString &purpose, QWidget *parent = nullptr);

    struct Count
    {
        size_t matches = 0;
        bool isCut = false; ///< there are more
    };
    /// Where the person is among the matches.
    struct Standing
    {
        size_t before = 0; ///< matches before that place
        size_t next = 0;   ///< the first behind it; the count: none
        bool isOn = false; ///< a match, which is `before`
    };
    /// None: nothing is sought, or it has not been found yet.
    [[nodiscard]] virtual std::optional<Count> count() const = 0;
    /// Asked only where there are matches.
    [[nodiscard]] virtual Standing standing() const = 0;
    [[nodiscard]] virtual bool isBusy() const = 0;
    /// What is wrong with what is sought; empty: nothing.
    [[nodiscard]] virtual QString fault() const { return {}; }
    /// Keeps where the person is, to begin there: in front of what is selected, or behind it.
    virtual void keepPlace(Direction direction) = 0;
    /// The first match from the place that was kept on; the count: none.
    [[nodiscard]] virtual size_t firstFromPlace() const = 0;
    virtual void search() = 0;
    /// Lets go of what was found, and stops searching.
    virtual void drop() = 0;
    virtual void choose(size_t number) = 0;

    [[nodiscard]] QLineEdit *field() const { return m_field; }
    /// Is put before those that go on and close.
    QToolButton *addButton(QAction &action, const QString &name, const QString &text, const char *icon, const QString &tip);
    /// As the text has changed: seeks it, and goes to the first match.
    void seek();
    /// What was sought is there.
    void takeFound();
    /// Something else is to be searched: for the same, if the bar is open.
    void begin();
    void showState();

    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *m_field;
    ElidedLabel *m_state;
    QHBoxLayout *m_row;
    QAction m_previousAction{this};
    QAction m_nextAction{this};
    QAction m_closeAction{this};
    bool m_goes = false;   ///< to the first match, once it is found
    bool m_around = false; ///< the last step went over an end
};
