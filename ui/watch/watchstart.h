#pragma once

#include "app/watch/watchfilter.h"
#include "ui/theme.h"

#include <QAction>
#include <QByteArrayList>
#include <QScrollArea>

#include <optional>
#include <vector>

class NoticeRow;
class QCheckBox;
class QPushButton;
class QVBoxLayout;
class WatchFilterBar;

/// What is to be watched: the words that the server knows with what each tells, and which lines are worth keeping.
class WatchStart : public QScrollArea
{
    Q_OBJECT

public:
    /// `open`: opens a file of watched lines.
    explicit WatchStart(QAction *open, QWidget *parent = nullptr);

    /// Shows the words of a server of this version. What was chosen stays so, but for what is dangerous there.
    void setVersion(const QByteArray &version);
    /// Whether there is a server to watch.
    void setConnected(bool connected);
    /// Why there is nothing to be seen; empty: nothing is wrong.
    void tell(const QString &text);
    [[nodiscard]] QByteArrayList words() const;
    /// The version of the server whose risk the person has agreed to.
    [[nodiscard]] std::optional<QByteArray> agreed() const { return m_consented ? std::optional(m_version) : std::nullopt; }
    [[nodiscard]] WatchFilter kept() const;
    /// Whether lines about this program's own connections are left out.
    [[nodiscard]] bool leavesOwnOut() const;
    /// What is chosen, and from which program's doings: to be kept.
    [[nodiscard]] QByteArray state() const;
    void restoreState(const QByteArray &state);
    [[nodiscard]] WatchFilterBar *filterBar() const { return m_kept; }
    void goOn();

signals:
    void startRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addWord(const QByteArray &word, const QString &name, const QString &explanation);
    void addNote(const QString &name, Tone tone, const QString &words);
    [[nodiscard]] bool asksFor(const QCheckBox *box) const;
    void askAbout(QCheckBox *box);
    void updateStart();
    void start();
    void noteChoice(const QCheckBox *box);
    void checkChosen();

    QByteArray m_version;
    QByteArrayList m_chosen{"fetchers", "mutations", "evictions"}; ///< where the server has them, and they are safe or agreed to
    bool m_isFilled = false;
    bool m_connected = false;
    bool m_consented = false; ///< to what is dangerous, for this connection
    NoticeRow *m_notice;
    QVBoxLayout *m_list;
    std::vector<QCheckBox *> m_boxes;
    WatchFilterBar *m_kept;
    QCheckBox *m_own;
    QPushButton *m_start;
    QPushButton *m_opening;
};
