#pragma once

#include "app/results/bytefinder.h"

#include <QAction>
#include <QWidget>

#include <functional>
#include <memory>
#include <utility>

class ElidedLabel;
class QLineEdit;
class QToolButton;

/// Searches a value for a text or for bytes: says how often they are there, and goes from one place to the next, around the end too.
class ValueFindBar : public QWidget
{
    Q_OBJECT

public:
    enum class Direction { Forward, Backward };

    /// The names of what is in it begin with `name`. `selection`: where the person is in the value, from and to.
    ValueFindBar(const QString &name, const std::function<std::pair<qsizetype, qsizetype>()> &selection, QWidget *parent = nullptr);

    /// Another value, kept alive by `owner`: it is searched for the same, if the bar is open.
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);
    void open();
    /// To the next place, or the one before; opens the bar if nothing is sought yet.
    void goOn(Direction direction);

public slots:
    void close();

signals:
    /// Null: nothing is sought.
    void matchesChanged(const ByteFinder::Matches &matches);
    void chosen(qsizetype from, qsizetype to);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QToolButton *addButton(QAction &action, const QString &name, const QString &text, const char *icon, const QString &tip);
    [[nodiscard]] BytePattern pattern(QString *fault) const;
    void changePattern();
    void search();
    void take(const ByteFinder::Matches &matches);
    void choose(size_t number);
    void showState();

    std::function<std::pair<qsizetype, qsizetype>()> m_selection;
    ByteFinder m_finder;
    QByteArrayView m_bytes;
    std::shared_ptr<const void> m_owner;
    ByteFinder::Matches m_matches;
    QLineEdit *m_field;
    ElidedLabel *m_state;
    QAction m_caseAction{this};
    QAction m_hexAction{this};
    QAction m_previousAction{this};
    QAction m_nextAction{this};
    QAction m_closeAction{this};
    qsizetype m_from = 0;  ///< where what is written is sought first
    bool m_goes = false;   ///< to the first place, once it is found
    bool m_around = false; ///< the last step went over an end
    QString m_fault;       ///< of what is written
};
