#include "ui/results/filterbar.h"

#include "ui/clearbutton.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/results/resultsmodel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

using namespace std::chrono_literals;

namespace {

constexpr std::array<const char *, outcomeKindCount> buttonNames = {"filterSuccess", "filterMiss", "filterFailure", "filterNotSent",
                                                                    "filterUnknown"};

}

FilterBar::FilterBar(ResultsModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_text(new QLineEdit(this))
    , m_count(new ElidedLabel(this))
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("filterBar"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    for (int i = 0; i < outcomeKindCount; ++i) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(buttonNames[size_t(i)]));
        button->setIcon(themedIcon(outcomeIconName(OutcomeKind(i)), outcomeTone(OutcomeKind(i))));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::toggled, this, &FilterBar::apply);
        m_layout->addWidget(button);
        m_kinds[size_t(i)] = button;
    }
    m_text->setObjectName(QStringLiteral("filterText"));
    m_text->setAccessibleName(tr("Filter by text"));
    m_text->setPlaceholderText(tr("Filter by key, command, value or message"));
    m_text->setToolTip(tr("Shows the results that have this text in their key, command, value or message.\n"
                          "The letters A to Z are the same as a to z; all else is compared byte by byte."));
    addClearButton(m_text);
    m_text->setMinimumWidth(fontMetrics().averageCharWidth() * 12);
    m_text->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("filterCount"));
    m_count->setAccessibleName(tr("Results shown"));
    m_count->setTone(Tone::Muted);
    m_layout->addWidget(m_text, 3);
    m_layout->addWidget(m_count, 1);

    m_clearAction.setObjectName(QStringLiteral("clearFilter"));
    m_clearAction.setText(tr("Clear &filter"));
    m_clearAction.setIcon(themedIcon(QStringLiteral("funnel-x")));
    m_clearAction.setStatusTip(tr("Show all results again"));
    m_clearAction.setEnabled(false);
    m_findAction.setObjectName(QStringLiteral("filterResults"));
    m_findAction.setText(tr("F&ilter results"));
    m_findAction.setIcon(themedIcon(QStringLiteral("funnel")));
    m_findAction.setStatusTip(tr("Show only the results that have a text in them"));
    m_findAction.setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    m_delay.setSingleShot(true);
    m_delay.setInterval(0ms); // keys that came together; a search that another supersedes costs nothing

    connect(&m_clearAction, &QAction::triggered, this, &FilterBar::clear);
    connect(&m_findAction, &QAction::triggered, this, [this] {
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    connect(m_text, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_delay, &QTimer::timeout, this, &FilterBar::apply);
    connect(model, &ResultsModel::contentChanged, this, &FilterBar::showCounts);
    connect(model, &ResultsModel::rearranged, this, &FilterBar::showCounts);
    showCounts();
}

void FilterBar::offer(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_layout->addWidget(button);
}

void FilterBar::apply()
{
    m_delay.stop();
    RowFilter filter{.kinds = 0, .text = m_text->text().toUtf8()};
    for (int i = 0; i < outcomeKindCount; ++i) {
        if (m_kinds[size_t(i)]->isChecked())
            filter.kinds |= quint8(1 << i);
    }
    if (filter.kinds == 0)
        filter.kinds = RowFilter::allKinds;
    m_clearAction.setEnabled(!filter.isEmpty());
    m_model->setFilter(filter);
    showCounts();
}

void FilterBar::clear()
{
    for (QToolButton *button : m_kinds) {
        const QSignalBlocker blocker(button);
        button->setChecked(false);
    }
    m_text->clear();
    apply();
}

void FilterBar::showCounts()
{
    for (int i = 0; i < outcomeKindCount; ++i) {
        QToolButton *button = m_kinds[size_t(i)];
        const qint64 count = m_model->count(OutcomeKind(i));
        button->setText(QLocale().toString(count));
        const QString name = words(OutcomeKind(i)).arg(count);
        button->setAccessibleName(name);
        button->setToolTip(tr("%1\nShow only these, and those of other kinds that are pressed").arg(name));
        button->setVisible(count > 0 || button->isChecked());
    }
    const int total = m_model->results().size();
    const bool all = m_model->filter().isEmpty();
    m_count->setText(m_model->isFinding() && !m_model->filter().isEmpty() ? tr("Searching…")
                         : all                                            ? QString()
                                                                          : tr("%L1 of %L2").arg(m_model->rowCount()).arg(total));
    m_count->setVisible(!m_count->text().isEmpty());
}

QString FilterBar::words(OutcomeKind kind) const
{
    switch (kind) {
    case OutcomeKind::Success:
        return tr("Succeeded: %L1");
    case OutcomeKind::Miss:
        return tr("Not found: %L1");
    case OutcomeKind::Failure:
        return tr("Failed: %L1");
    case OutcomeKind::NotSent:
        return tr("Not sent: %L1");
    case OutcomeKind::Unknown:
        return tr("Without an answer: %L1");
    }
    return {};
}

/// Escape takes the text away first, before it cancels a run.
bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape && key->modifiers() == Qt::NoModifier && !m_text->text().isEmpty()) {
            if (event->type() == QEvent::KeyPress)
                m_text->clear();
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
