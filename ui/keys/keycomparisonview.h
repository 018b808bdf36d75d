#pragma once

#include "ui/keys/keycomparisonmodel.h"

#include <QWidget>

#include <array>

class ElidedLabel;
class HintPage;
class NoticeRow;
class QStackedWidget;
class QToolButton;
class ReportTable;

/// Shows what became of a server's keys between two listings, and lets a person look at the keys of each kind of change.
class KeyComparisonView : public QWidget
{
    Q_OBJECT

public:
    using Side = KeyComparisonModel::Side;

    explicit KeyComparisonView(QWidget *parent = nullptr);

    /// The one that was listed first is taken for the earlier one, whichever it is; `one` where they are less than a few seconds apart.
    void compare(const Side &one, const Side &other);
    /// Lets go of what is compared.
    void clear();

signals:
    void closed();
    /// The person wants to see this key, which may be gone.
    void keyActivated(const QByteArray &key);
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setUpTable();
    void setUpKinds();
    void showKind(KeyComparisonModel::Kind kind);
    void showState();

    KeyComparisonModel m_model;
    ElidedLabel *m_title;
    NoticeRow *m_notice;
    std::array<QToolButton *, KeyComparisonModel::KindCount> m_kinds{};
    QStackedWidget *m_pages;
    ReportTable *m_table;
    HintPage *m_working;
    HintPage *m_none;
    QToolButton *m_close;
    bool m_areServersOther = false;
};
