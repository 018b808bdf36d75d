#include "ui/workbench/findbar.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/workbench/byteeditor.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace {

constexpr qsizetype longestSelection = 200; // bytes that become the pattern

}

FindBar::FindBar(ByteEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_search(editor)
    , m_pattern(new QLineEdit(this))
    , m_replacement(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    const auto setUp = [](QLineEdit *field, const char *name, const QString &words) {
        field->setObjectName(QLatin1String(name));
        field->setAccessibleName(words);
        field->setPlaceholderText(words);
        field->setFont(fixedFont());
        field->setClearButtonEnabled(true);
    };
    setUp(m_pattern, "findText", tr("Find"));
    setUp(m_replacement, "replaceText", tr("Replace with"));
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setAccessibleName(tr("Number of matches"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("000,000 of 000,000")));
    m_caseAction.setCheckable(true);
    m_expressionAction.setCheckable(true);
    layOut();

    connect(m_pattern, &QLineEdit::textChanged, this, &FindBar::search);
    connect(&m_caseAction, &QAction::toggled, this, &FindBar::search);
    connect(&m_expressionAction, &QAction::toggled, this, &FindBar::search);
    connect(&m_nextAction, &QAction::triggered, this, [this] { goOn(ScriptSearch::Direction::Forward); });
    connect(&m_previousAction, &QAction::triggered, this, [this] { goOn(ScriptSearch::Direction::Backward); });
    connect(&m_replaceAction, &QAction::triggered, this, [this] { m_search.replace(m_replacement->text().toUtf8()); });
    connect(&m_replaceAllAction, &QAction::triggered, this, [this] { m_search.replaceAll(m_replacement->text().toUtf8()); });
    connect(&m_closeAction, &QAction::triggered, this, &FindBar::close);
    connect(&m_search, &ScriptSearch::progressed, this, &FindBar::showCount);
    connect(&m_search, &ScriptSearch::notFound, this, &FindBar::showCount);
    connect(&m_search, &ScriptSearch::found, this, [this](bool around) {
        m_news = around ? tr("went around") : QString();
        showCount();
    });
    connect(&m_search, &ScriptSearch::replacedAll, this, [this](qsizetype count) {
        m_news = tr("replaced: %L1").arg(count);
        showCount();
    });
    hide();
}

void FindBar::layOut()
{
    QToolButton *matchCase =
        addButton(m_caseAction, "findCase", tr("Match case"), "case-sensitive", tr("Tell capitals from small letters"));
    QToolButton *expression =
        addButton(m_expressionAction, "findExpression", tr("Regular expression"), "regex", tr("Search for a regular expression"));
    QToolButton *previous = addButton(m_previousAction, "findPreviousButton", tr("Previous"), "chevron-up", tr("Previous (Shift+F3)"));
    QToolButton *next = addButton(m_nextAction, "findNextButton", tr("Next"), "chevron-down", tr("Next (F3)"));
    QToolButton *replace = addButton(m_replaceAction, "replaceButton", tr("Replace"), "replace", tr("Replace, and go to the next (Enter)"));
    QToolButton *all = addButton(m_replaceAllAction, "replaceAllButton", tr("Replace all"), "replace-all", tr("Replace all matches"));
    QToolButton *close = addButton(m_closeAction, "closeFindBar", tr("Close"), "x", tr("Close (Escape)"));
    replace->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    all->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_replaceRow = {m_replacement, replace, all};

    auto *replaceButtons = new QHBoxLayout;
    replaceButtons->addWidget(replace);
    replaceButtons->addWidget(all);
    replaceButtons->addStretch();
    auto *findButtons = new QHBoxLayout;
    findButtons->setSpacing(2);
    for (QToolButton *button : {matchCase, expression, previous, next})
        findButtons->addWidget(button);
    findButtons->addSpacing(8);
    findButtons->addWidget(m_count, 1);
    findButtons->addWidget(close);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_pattern, 0, 0);
    layout->addLayout(findButtons, 0, 1);
    layout->addWidget(m_replacement, 1, 0);
    layout->addLayout(replaceButtons, 1, 1);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 1);
    QWidget::setTabOrder(m_pattern, m_replacement); // as one writes them
}

QToolButton *FindBar::addButton(QAction &action, const char *name, const QString &text, const char *icon, const QString &tip)
{
    action.setObjectName(QLatin1String(name) + QStringLiteral("Action"));
    action.setText(text);
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setToolTip(tip);
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setDefaultAction(&action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void FindBar::open(Mode mode)
{
    for (QWidget *widget : std::as_const(m_replaceRow))
        widget->setVisible(mode == Mode::Replace && !m_editor->isReadOnly());
    const qint64 from = m_editor->selectionStart();
    const qint64 to = m_editor->selectionEnd();
    m_anchor = from;
    if (from < to && to - from <= longestSelection && m_editor->lineAt(from) == m_editor->lineAt(to) && !m_expressionAction.isChecked())
        m_pattern->setText(QString::fromUtf8(m_editor->bytes(from, to)));
    const bool wasHidden = !isVisible();
    show();
    if (wasHidden)
        search();
    m_pattern->setFocus();
    m_pattern->selectAll();
}

void FindBar::close()
{
    hide();
    m_search.setPattern({}); // what is being replaced is taken back
    m_editor->setFocus();
    emit closed();
}

void FindBar::goOn(ScriptSearch::Direction direction)
{
    if (!isVisible() && m_pattern->text().isEmpty()) {
        open(Mode::Find);
        return;
    }
    if (m_search.pattern().isEmpty() && !isVisible()) // it goes on though the bar is closed
        m_search.setPattern(pattern());
    m_news.clear();
    m_search.find(direction);
    m_anchor = m_editor->selectionStart();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (enter && m_replacement->hasFocus())
        m_search.replace(m_replacement->text().toUtf8());
    else if (enter)
        goOn(event->modifiers() & Qt::ShiftModifier ? ScriptSearch::Direction::Backward : ScriptSearch::Direction::Forward);
    else
        QWidget::keyPressEvent(event);
}

void FindBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showCount(); // in the new colours
}

SearchPattern FindBar::pattern() const
{
    SearchPattern::Options options;
    options.setFlag(SearchPattern::Option::MatchCase, m_caseAction.isChecked());
    options.setFlag(SearchPattern::Option::RegularExpression, m_expressionAction.isChecked());
    return {m_pattern->text(), options};
}

void FindBar::search()
{
    if (!isVisible())
        return;
    m_news.clear();
    m_search.setPattern(pattern());
    if (!m_search.pattern().isEmpty())
        m_search.findFrom(m_anchor);
    showCount();
}

void FindBar::showCount()
{
    const bool some = m_search.count() > 0;
    m_nextAction.setEnabled(!m_search.pattern().isEmpty());
    m_previousAction.setEnabled(!m_search.pattern().isEmpty());
    m_replaceAction.setEnabled(some && !m_editor->isReadOnly());
    m_replaceAllAction.setEnabled(some && !m_editor->isReadOnly());
    if (!m_search.pattern().error().isEmpty()) {
        say(tr("Not a regular expression: %1").arg(m_search.pattern().error()), true);
    } else if (m_search.pattern().isEmpty()) {
        say({}, false);
    } else if (!some) {
        say(m_search.isFinished() ? tr("No match") : tr("Searching…"), m_search.isFinished());
    } else {
        const QString count = m_search.isFinished() ? tr("%L1").arg(m_search.count()) : tr("%L1, searching…").arg(m_search.count());
        const qsizetype number = m_search.selectedNumber();
        const QString text = number > 0 ? tr("%L1 of %2").arg(number).arg(count) : tr("Matches: %1").arg(count);
        say(m_news.isEmpty() ? text : text + QStringLiteral(" · ") + m_news, false);
    }
}

void FindBar::say(const QString &text, bool bad)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(bad ? Tone::Bad : Tone::Muted, palette()));
    m_count->setPalette(colors);
    m_count->setText(text);
}
