#include "ui/workbench/commandhelppanel.h"

#include "app/commands/commandguide.h"
#include "app/commands/lineplace.h"
#include "ui/clearbutton.h"
#include "ui/iconengine.h"
#include "ui/workbench/guidehtml.h"
#include "ui/workbench/overviewhtml.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int opcodeRole = Qt::UserRole;    ///< none: the overview
constexpr int wordsRole = Qt::UserRole + 1; ///< what the search looks into
constexpr qsizetype mostVisited = 100;

} // namespace

CommandHelpPanel::CommandHelpPanel(QWidget *parent)
    : QWidget(parent)
    , m_words(new QLineEdit(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_list(new QListWidget(this))
    , m_page(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("commandHelp"));
    m_words->setObjectName(QStringLiteral("commandHelpWords"));
    m_words->setAccessibleName(tr("Search in the commands"));
    m_words->setPlaceholderText(tr("Search in the commands"));
    addClearButton(m_words);
    m_list->setObjectName(QStringLiteral("commandHelpList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setUniformItemSizes(true);
    m_page->setObjectName(QStringLiteral("commandHelpPage"));
    m_page->setAccessibleName(tr("Help"));
    m_page->setOpenLinks(false);
    m_page->setUndoRedoEnabled(false);
    m_page->document()->setDocumentMargin(10);
    m_backAction.setObjectName(QStringLiteral("commandHelpBack"));
    m_backAction.setText(tr("&Back"));
    m_backAction.setIcon(themedIcon(QStringLiteral("arrow-left")));
    m_backAction.setShortcut(Qt::ALT | Qt::Key_Left);
    m_backAction.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_backAction.setStatusTip(tr("Show the help that was shown before"));
    m_backAction.setEnabled(false);
    addAction(&m_backAction);
    auto *back = new QToolButton(this);
    back->setDefaultAction(&m_backAction);
    back->setObjectName(QStringLiteral("commandHelpBackButton"));
    back->setAccessibleName(tr("Back"));
    back->setFocusPolicy(Qt::TabFocus);

    auto *top = new QHBoxLayout;
    top->addWidget(back);
    top->addWidget(m_words, 1);
    m_splitter->setObjectName(QStringLiteral("commandHelpSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_page);
    m_splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(top);
    layout->addWidget(m_splitter, 1);

    auto *overview = new QListWidgetItem(tr("The command language"), m_list);
    overview->setData(wordsRole, QString(overview->text() + u' ' + tr("words quoting escapes keys values times ttl options comments")));
    for (const CommandSyntax &command : commandLanguage()) {
        auto *item = new QListWidgetItem(tr("%1 – %2").arg(QString::fromLatin1(command.name), commandHelp(command)), m_list);
        item->setData(opcodeRole, int(command.opcode));
        item->setData(wordsRole, QString(item->text() + u' ' + QString::fromLatin1(command.shortName)));
    }
    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textChanged, this, &CommandHelpPanel::filter);
    connect(m_list, &QListWidget::currentItemChanged, this, &CommandHelpPanel::showChosen);
    connect(m_page, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        if (link.scheme() == QLatin1String("command"))
            showCommand(link.path().toLatin1());
    });
    connect(&m_backAction, &QAction::triggered, this, &CommandHelpPanel::goBack);
    m_list->setCurrentRow(0);
    render();
}

void CommandHelpPanel::showOverview()
{
    present({}, Remember::Yes);
}

void CommandHelpPanel::showCommand(QByteArrayView name)
{
    if (const CommandSyntax *command = findCommand(name))
        present(command->opcode, Remember::Yes);
}

void CommandHelpPanel::showAt(QByteArrayView line, qsizetype position)
{
    const LinePlace place = linePlace(line, position);
    const CommandSyntax *command = place.syntax;
    if (place.kind == LinePlace::Kind::Name)
        command = findCommand(line.sliced(place.begin, place.end - place.begin));
    if (!command) {
        showOverview();
        return;
    }
    present(command->opcode, Remember::Yes);
    for (const OptionSyntax &option : optionLanguage()) {
        const bool written = place.kind == LinePlace::Kind::Rest && line.sliced(place.begin).startsWith(option.name)
            && line.sliced(place.begin + option.name.size()).startsWith('=');
        if (written || place.option == CommandOptions(option.option))
            m_page->scrollToAnchor(QStringLiteral("option-") + QString::fromLatin1(option.name));
    }
}

void CommandHelpPanel::search()
{
    m_words->setFocus();
    m_words->selectAll();
}

void CommandHelpPanel::present(Shown shown, Remember remember)
{
    if (m_shown == shown)
        return;
    if (remember == Remember::Yes) {
        m_visited.append(m_shown);
        if (m_visited.size() > mostVisited)
            m_visited.removeFirst();
    }
    m_shown = shown;
    m_backAction.setEnabled(!m_visited.isEmpty());
    for (int row = 0; row < m_list->count(); ++row) {
        const QVariant opcode = m_list->item(row)->data(opcodeRole);
        if (shown ? opcode.isValid() && opcode.toInt() == int(*shown) : !opcode.isValid())
            m_list->setCurrentRow(row);
    }
    render();
    m_page->verticalScrollBar()->setValue(0);
}

void CommandHelpPanel::render()
{
    const CommandSyntax *command = m_shown ? findCommand(*m_shown) : nullptr;
    m_page->setHtml(command ? guideHtml(*command, palette()) : overviewHtml(palette()));
}

void CommandHelpPanel::filter()
{
    const QStringList words = m_words->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const QString text = item->data(wordsRole).toString();
        const bool fits =
            std::all_of(words.begin(), words.end(), [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
        item->setHidden(!fits);
        const bool named = fits && !words.isEmpty() && text.startsWith(words.first(), Qt::CaseInsensitive);
        if (fits && (!first || (named && !first->text().startsWith(words.first(), Qt::CaseInsensitive))))
            first = item;
    }
    if (first && !words.isEmpty())
        m_list->setCurrentItem(first);
}

void CommandHelpPanel::showChosen()
{
    if (const QListWidgetItem *item = m_list->currentItem()) {
        const QVariant opcode = item->data(opcodeRole);
        present(opcode.isValid() ? Shown(Opcode(opcode.toInt())) : Shown(), Remember::Yes);
    }
}

void CommandHelpPanel::goBack()
{
    if (!m_visited.isEmpty())
        present(m_visited.takeLast(), Remember::No);
}

void CommandHelpPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        emit escaped();
    else
        QWidget::keyPressEvent(event);
}

void CommandHelpPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    const int scrolled = m_page->verticalScrollBar()->value();
    render();
    m_page->verticalScrollBar()->setValue(scrolled);
}

bool CommandHelpPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
            QApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
