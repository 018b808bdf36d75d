#include "ui/values/diffview.h"

#include "ui/elidedlabel.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/values/diffarea.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace std::chrono_literals;

DiffView::DiffView(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_form(new QComboBox(this))
    , m_count(new ElidedLabel(this))
    , m_previousButton(new QToolButton(this))
    , m_nextButton(new QToolButton(this))
    , m_pages(new QStackedWidget(this))
    , m_area(new DiffArea(this))
    , m_same(new HintPage(QStringLiteral("circle-check"), tr("Nothing differs"), QString(), this))
    , m_wait(new QLabel(tr("Comparing…"), this))
{
    setObjectName(name);
    m_form->setObjectName(name + QStringLiteral("Form"));
    m_form->setAccessibleName(tr("What is compared"));
    m_form->addItem(tr("Meaning"), int(Shown::Meaning));
    m_form->addItem(tr("Bytes"), int(Shown::Bytes));
    m_count->setObjectName(name + QStringLiteral("Count"));
    m_area->setObjectName(name + QStringLiteral("Area"));
    m_area->setAccessibleName(tr("What differs"));
    m_same->setObjectName(name + QStringLiteral("Same"));
    m_wait->setObjectName(name + QStringLiteral("Wait"));
    m_wait->setAlignment(Qt::AlignCenter);
    setUp(m_previous, m_previousButton, name + QStringLiteral("Previous"), "chevron-up", tr("Previous change"), tr("Shift+F7"));
    setUp(m_next, m_nextButton, name + QStringLiteral("Next"), "chevron-down", tr("Next change"), tr("F7"));
    layOut();
    m_patience.setSingleShot(true);
    m_patience.setInterval(150ms);
    connect(&m_patience, &QTimer::timeout, this, [this] { showPage(m_wait); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &DiffView::take);
    connect(m_form, &QComboBox::activated, this, &DiffView::showDifference);
    connect(&m_previous, &QAction::triggered, this, [this] { step(-1); });
    connect(&m_next, &QAction::triggered, this, [this] { step(1); });
    connect(m_area, &DiffArea::currentMoved, this, &DiffView::updateState);
    updateState();
}

DiffView::~DiffView()
{
    if (m_cancelled)
        *m_cancelled = true;
}

void DiffView::setUp(QAction &action, QToolButton *button, const QString &name, const char *icon, const QString &text, const QString &keys)
{
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setText(text);
    action.setToolTip(tr("%1 (%2)", "Next change (F7)").arg(text, keys));
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setDefaultAction(&action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
}

void DiffView::layOut()
{
    auto *head = new QHBoxLayout;
    head->addWidget(m_form);
    head->addWidget(m_count, 1);
    head->addWidget(m_previousButton);
    head->addWidget(m_nextButton);
    m_pages->addWidget(m_area);
    m_pages->addWidget(m_same);
    m_pages->addWidget(m_wait);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_area);
}

/// Nothing that is not seen takes the keyboard.
void DiffView::showPage(QWidget *page)
{
    m_pages->setCurrentWidget(page);
    setFocusProxy(page == m_area ? m_area : nullptr);
}

void DiffView::setTitles(const QString &before, const QString &after)
{
    m_area->setTitles(before, after);
}

void DiffView::compare(const DiffSide &before, const DiffSide &after)
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_patience.start();
    m_watcher.setFuture(
        QtConcurrent::run([before, after, cancelled = m_cancelled] { return compareValues(before, after, cancelled.get()); }));
    updateState();
}

void DiffView::take()
{
    m_cancelled.reset();
    m_patience.stop();
    m_difference = m_watcher.result();
    const bool hasMeaning = m_difference.meaning != nullptr;
    m_form->setVisible(hasMeaning);
    // What means the same may be written otherwise.
    const bool isAlike = hasMeaning && m_difference.meaning->changeCount() == 0 && m_difference.bytes->changeCount() > 0;
    m_form->setCurrentIndex(m_form->findData(int(hasMeaning && !isAlike ? Shown::Meaning : Shown::Bytes)));
    showDifference();
    emit compared();
}

void DiffView::showDifference()
{
    const bool bytes = Shown(m_form->currentData().toInt()) == Shown::Bytes;
    const auto &shown = bytes ? m_difference.bytes : m_difference.meaning;
    m_area->setDifference(shown);
    if (shown && shown->changeCount() == 0)
        m_same->setText(bytes ? tr("Both have the same bytes.") : tr("Both mean the same. Look at the bytes to see how they differ."));
    showPage(shown && shown->changeCount() == 0 ? static_cast<QWidget *>(m_same) : m_area);
    updateState();
}

int DiffView::changeCount() const
{
    return isBusy() ? 0 : m_area->rows().changeCount();
}

void DiffView::step(int by)
{
    m_area->goToChange(m_area->currentChange() + by);
}

void DiffView::updateState()
{
    const int count = changeCount();
    const int current = m_area->currentChange();
    m_previous.setEnabled(current > 0);
    m_next.setEnabled(current >= 0 && current + 1 < count);
    QString text;
    if (isBusy() || (!m_difference.bytes && !m_difference.meaning))
        text = isBusy() ? tr("Comparing…") : QString();
    else if (count == 0)
        text = tr("No changes");
    else
        text = count == 1 ? tr("1 change") : tr("Change %1 of %2").arg(QLocale().toString(current + 1), QLocale().toString(count));
    m_count->setText(text);
    m_area->setAccessibleDescription(text);
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F7)
        step(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

void DiffView::adoptFixedFont()
{
    m_area->adoptFixedFont();
}
