#include "ui/workbench/historysearch.h"
#include "ui/clearbutton.h"

#include "ui/fixedfont.h"
#include "ui/workbench/commandhistory.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

HistorySearch::HistorySearch(CommandHistory *history, QWidget *field)
    : QFrame(field, Qt::Popup)
    , m_history(history)
    , m_words(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("historySearch"));
    setAccessibleName(tr("Search in earlier commands"));
    setFrameShape(QFrame::StyledPanel);
    m_words->setObjectName(QStringLiteral("historyWords"));
    m_words->setAccessibleName(tr("Words of an earlier command"));
    m_words->setPlaceholderText(tr("Words of an earlier command"));
    addClearButton(m_words);
    m_list->setObjectName(QStringLiteral("historyLines"));
    m_list->setAccessibleName(tr("Earlier commands"));
    m_list->setFont(fixedFont());
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setFocusPolicy(Qt::NoFocus);
    auto *hint = new QLabel(tr("Enter takes the command, Shift+Delete forgets it, Escape closes."), this);
    hint->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_words);
    layout->addWidget(m_list);
    layout->addWidget(hint);

    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textEdited, this, &HistorySearch::filter);
    connect(m_words, &QLineEdit::textChanged, this, &HistorySearch::filter); // the clear button
    connect(m_list, &QListWidget::itemClicked, this, &HistorySearch::take);
}

void HistorySearch::open()
{
    m_words->clear();
    filter();
    const QWidget *field = parentWidget();
    resize(std::max(field->width(), 360), std::min(320, field->screen()->availableGeometry().height() / 2));
    move(field->mapToGlobal(QPoint(0, field->height())));
    show();
    m_words->setFocus(Qt::PopupFocusReason);
}

bool HistorySearch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_R: // again: on to the line before, as in a shell
        if (key->modifiers() != Qt::ControlModifier)
            break;
        m_list->setCurrentRow(std::min(m_list->currentRow() + 1, m_list->count() - 1));
        return true;
    case Qt::Key_Delete:
        if (key->modifiers() != Qt::ShiftModifier)
            break;
        forget();
        return true;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

void HistorySearch::filter()
{
    m_list->clear();
    m_list->addItems(m_history->matching(m_words->text()));
    m_list->setCurrentRow(0);
}

void HistorySearch::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    const QString line = item ? item->text() : QString();
    close();
    if (item)
        emit chosen(line);
}

void HistorySearch::forget()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const int row = m_list->currentRow();
    m_history->remove(item->text());
    filter();
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    emit forgotten();
}
