#include "ui/workbench/completionpopup.h"

#include "ui/fixedfont.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int mostRowsShown = 10;
constexpr qsizetype longestLabel = 60; ///< characters

} // namespace

CompletionPopup::CompletionPopup(QWidget *field)
    : QFrame(field, Qt::ToolTip | Qt::FramelessWindowHint)
    , m_tip(new QLabel(this))
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("completionPopup"));
    setFrameShape(QFrame::StyledPanel);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_tip->setObjectName(QStringLiteral("callTip"));
    m_tip->setAccessibleName(tr("How the command is written"));
    m_tip->setTextFormat(Qt::RichText);
    m_tip->setMargin(6);
    m_list->setObjectName(QStringLiteral("completions"));
    m_list->setAccessibleName(tr("What can be written here"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tip);
    layout->addWidget(m_list);
    connect(m_list, &QTreeWidget::itemClicked, this, &CompletionPopup::clicked);
}

void CompletionPopup::present(const Completions &completions, const std::optional<CallTip> &tip, const QRect &place)
{
    if (completions.entries.isEmpty() && !tip) {
        hide();
        return;
    }
    if (completions.entries != m_entries) {
        m_entries = completions.entries;
        fillList();
    }
    m_list->setCurrentItem(nullptr);
    m_list->scrollToTop();
    m_list->setVisible(!m_entries.isEmpty());
    showTip(tip);
    fit(place);
    show();
}

bool CompletionPopup::isListOpen() const
{
    return isVisible() && !m_entries.isEmpty();
}

const Completion *CompletionPopup::chosen(Otherwise otherwise) const
{
    if (!isListOpen())
        return nullptr;
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0 && otherwise == Otherwise::None)
        return nullptr;
    return &m_entries[std::max(row, 0)];
}

bool CompletionPopup::moveBy(int key)
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const int last = m_list->topLevelItemCount() - 1;
    int wanted = row;
    switch (key) {
    case Qt::Key_Down:
        wanted = row == last ? 0 : row + 1;
        break;
    case Qt::Key_Up:
        wanted = row <= 0 ? last : row - 1;
        break;
    case Qt::Key_PageDown:
        wanted = std::min(last, std::max(row, 0) + mostRowsShown - 1);
        break;
    case Qt::Key_PageUp:
        wanted = std::max(0, row - mostRowsShown + 1);
        break;
    default:
        return false;
    }
    m_list->setCurrentItem(m_list->topLevelItem(wanted));
    return true;
}

void CompletionPopup::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_entries.clear(); // the next list is drawn in the new colours
}

void CompletionPopup::fillList()
{
    m_list->clear();
    const QFont fixed = fixedFont();
    const QColor muted = toneColor(Tone::Muted, palette());
    QList<QTreeWidgetItem *> items;
    m_helpWidth = 0;
    for (const Completion &entry : std::as_const(m_entries)) {
        const QString label = entry.label.size() > longestLabel ? entry.label.left(longestLabel) + u'…' : entry.label;
        auto *item = new QTreeWidgetItem({label, entry.help});
        item->setFont(0, fixed);
        item->setForeground(1, muted);
        items.append(item);
        m_helpWidth = std::max(m_helpWidth, fontMetrics().horizontalAdvance(entry.help));
    }
    m_list->addTopLevelItems(items);
    m_list->resizeColumnToContents(0);
    m_list->setColumnWidth(0, m_list->columnWidth(0) + 16);
}

void CompletionPopup::showTip(const std::optional<CallTip> &tip)
{
    m_tip->setVisible(tip.has_value());
    if (!tip)
        return;
    const auto part = [&tip](qsizetype begin, qsizetype length) { return tip->usage.mid(begin, length).toHtmlEscaped(); };
    const qsizetype end = tip->markBegin + tip->markLength;
    QString usage = part(0, tip->markBegin);
    if (tip->markLength > 0)
        usage += QStringLiteral("<b><u>") + part(tip->markBegin, tip->markLength) + QStringLiteral("</u></b>");
    usage += part(end, -1);
    m_tip->setText(QStringLiteral("<div style='white-space: nowrap'>%1</div><div style='white-space: nowrap; color: %2'>%3</div>")
                       .arg(usage, toneColor(Tone::Muted, palette()).name(), tip->help.toHtmlEscaped()));
}

void CompletionPopup::fit(const QRect &place)
{
    const int rows = std::min(int(m_entries.size()), mostRowsShown);
    int width = m_tip->isHidden() ? 0 : m_tip->sizeHint().width();
    if (rows > 0) {
        const int row = m_list->sizeHintForRow(0);
        m_list->setFixedHeight(rows * row + 2);
        width = std::max(width, m_list->columnWidth(0) + m_helpWidth + 32);
    }
    const int height = (rows > 0 ? m_list->height() : 0) + (m_tip->isHidden() ? 0 : m_tip->sizeHint().height()) + 2 * frameWidth();
    const QRect screen = parentWidget()->screen()->availableGeometry();
    layout()->activate(); // else the least size is still that of what was shown before
    resize(std::min(width, screen.width()), height);
    const int below = place.bottom() + 1;
    const int above = place.top() - height;
    const bool wantsAbove = rows == 0 && m_tipPlace == TipPlace::Above;
    const int top = wantsAbove ? (above < screen.top() ? below : above) : (below + height > screen.bottom() ? above : below);
    move(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - QWidget::width())), std::max(top, screen.top()));
}
