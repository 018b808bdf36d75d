#include "ui/valueedit/treepane.h"

#include "app/values/scalarencoding.h"
#include "app/values/valuewriting.h"
#include "ui/amounttext.h"
#include "ui/fittingscroll.h"
#include "ui/hintpage.h"
#include "ui/noticerow.h"
#include "ui/valueedit/nodedelegate.h"
#include "ui/valueedit/nodetextdialog.h"
#include "ui/values/nodetext.h"
#include "ui/values/valuetreerows.h"
#include "ui/values/valuetreeview.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>
#include <numeric>
#include <utility>

namespace {

/// Whether a field of one line shows it, and gives back the same bytes.
bool fitsInCell(QByteArrayView text)
{
    if (text.size() > TreePane::longestInCell)
        return false;
    const QString shown = QString::fromUtf8(text);
    return shown.toUtf8() == text && std::ranges::all_of(shown, [](QChar character) {
               return character.category() != QChar::Other_Control && character != QChar::LineSeparator
                   && character != QChar::ParagraphSeparator;
           });
}

} // namespace

TreePane::TreePane(const QString &name, ValueDraft *draft, QWidget *parent)
    : DraftPane(draft, parent)
    , m_tree(new ValueTreeView)
    , m_delegate(new NodeDelegate(
          [this](const QModelIndex &cell, const QByteArray &text) { return whyNotText(m_tree->model()->editedNode(cell), text); }, this))
    , m_pages(new QStackedWidget(this))
    , m_hint(new HintPage(QStringLiteral("layers"), tr("Not as a tree"), {}))
    , m_content(new QWidget)
    , m_notice(new NoticeRow(name + QStringLiteral("Notice")))
{
    m_tree->setObjectName(name);
    m_hint->setObjectName(name + QStringLiteral("Hint"));
    m_asText.setObjectName(name + QStringLiteral("AsText"));
    m_asText.setText(tr("Go on as text"));
    m_asBytes.setObjectName(name + QStringLiteral("AsBytes"));
    m_asBytes.setText(tr("Go on in hexadecimal"));
    m_hint->offer(&m_asText, HintPage::Offered::WhenEnabled);
    m_hint->offer(&m_asBytes, HintPage::Offered::WhenEnabled);
    m_tree->rows()->setItemDelegate(m_delegate);
    auto *foot = new QWidget;
    auto *notice = new QVBoxLayout(foot);
    notice->setContentsMargins(8, 2, 8, 4);
    notice->addWidget(m_notice);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_tree, 1);
    content->addWidget(new FittingScroll(foot, fontMetrics().lineSpacing() + 8));
    m_tree->rows()->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_pages->addWidget(m_content);
    m_pages->addWidget(m_hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_tree->rows(), &ValueTreeRows::editRequested, this, &TreePane::change);
    connect(m_tree->rows(), &ValueTreeRows::currentMoved, this, &TreePane::tellUsual);
    connect(m_tree->model(), &ValueTreeModel::edited, this, &TreePane::splice);
    connect(m_tree, &ValueTreeView::told, this, &TreePane::told);
    connect(m_tree, &ValueTreeView::placeChosen, this, [this](qsizetype begin, qsizetype) { emit bytesWanted(begin); });
    connect(m_delegate, &NodeDelegate::faultChanged, this, [this](const QString &fault) {
        m_notice->tell(fault, Tone::Bad);
        if (fault.isEmpty())
            tellUsual();
    });
    connect(&m_splicing, &QFutureWatcherBase::finished, this, &TreePane::takeSpliced);
    connect(draft, &ValueDraft::readingChanged, this, &TreePane::take);
    const auto faultAt = [draft] { return draft->reading() ? draft->reading()->value.fault.offset : 0; };
    connect(&m_asText, &QAction::triggered, this, [this, faultAt] { emit textWanted(faultAt()); });
    connect(&m_asBytes, &QAction::triggered, this, [this, faultAt] { emit bytesWanted(faultAt()); });
}

TreePane::~TreePane()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
}

QString TreePane::whyNot() const
{
    const SharedReading &base = draft()->base().reading;
    if (!base)
        return tr("The value has not been read.");
    if (const QString why = whyNotWritable(*base); !why.isEmpty())
        return why;
    const SharedReading &reading = draft()->reading();
    if (!reading)
        return draft()->whyNotDecoded();
    if (reading->compressionFault)
        return reading->compressionFault.text;
    if (reading->value.fault)
        return reading->value.fault.text;
    if (reading->bytes.size() > ValueDraft::mostBytes)
        return tr("Values over %1 cannot be changed as a tree.").arg(byteText(ValueDraft::mostBytes));
    if (!ValueTreeView::suits(*reading))
        return tr("The value has but one part, which can be changed as text.");
    return {};
}

void TreePane::enter()
{
    const QString why = whyNot();
    const SharedReading reading = draft()->reading();
    if (!why.isEmpty() || !reading) {
        show(why.isEmpty() ? tr("Reading…") : why);
        return;
    }
    m_pages->setCurrentWidget(m_content);
    setFocusProxy(m_tree);
    if (m_shown == reading)
        return;
    if (!std::exchange(m_isOwn, false) && m_shown) { // what was done elsewhere can be taken back here too
        keepStep(QByteArrayView(m_shown->bytes).toByteArray());
        m_redo.clear();
    }
    m_shown = reading;
    m_tree->exchangeReading(reading);
    showEditable();
    tellUsual();
}

void TreePane::show(const QString &hint)
{
    m_hint->setText(hint);
    m_asText.setEnabled(draft()->reading() != nullptr);
    m_asBytes.setEnabled(draft()->reading() != nullptr);
    m_pages->setCurrentWidget(m_hint);
    setFocusProxy(m_hint);
}

void TreePane::forget()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_cancelled.reset();
    m_splicing.setFuture({});
    m_tree->forget();
    m_shown.reset();
    m_undo.clear();
    m_redo.clear();
    m_isOwn = false;
    m_locked = false;
}

QString TreePane::flush()
{
    if (const QString fault = m_delegate->finish(); !fault.isEmpty())
        return fault;
    return m_cancelled ? tr("The last change is still being made.") : QString();
}

/// A change is being made, or what came of the last one is not shown yet: another one would begin without it.
bool TreePane::isBusy() const
{
    return m_cancelled || !m_shown || draft()->reading() != m_shown;
}

void TreePane::showEditable()
{
    const bool isEditable = !m_locked && !isBusy();
    m_tree->model()->setEditing(isEditable ? ValueTreeModel::Editing::Yes : ValueTreeModel::Editing::No);
}

/// What can be done with the row, or why nothing can.
void TreePane::tellUsual()
{
    const QModelIndex value = m_tree->rows()->currentIndex().siblingAtColumn(ValueTreeModel::Value);
    const QModelIndex name = value.siblingAtColumn(ValueTreeModel::Name);
    if (!value.isValid() || m_cancelled)
        return;
    const bool hasName = m_tree->model()->whyNotEditable(name).isEmpty();
    const QString why = m_tree->model()->whyNotEditable(value);
    QString text = why;
    if (why.isEmpty())
        text = hasName ? tr("Enter, F2 or a double click changes the value, Shift+F2 the name.")
                       : tr("Enter, F2 or a double click changes the value.");
    else if (hasName)
        text = tr("%1 Shift+F2 changes the name.").arg(why);
    m_notice->tell(text, Tone::Muted);
}

void TreePane::change(const QModelIndex &cell)
{
    if (m_locked || isBusy())
        return;
    if (const QString why = m_tree->model()->whyNotEditable(cell); !why.isEmpty()) {
        m_notice->tell(why, Tone::Notice);
        return;
    }
    const qint32 node = m_tree->model()->editedNode(cell);
    const ValueTree &tree = m_shown->value.tree;
    if (fitsInCell(tree.text(node))) {
        m_tree->rows()->edit(cell);
        return;
    }
    auto *dialog = new NodeTextDialog(
        nodePath(tree, m_tree->model()->node(cell)), tree.text(node).toByteArray(),
        [this, node](const QByteArray &text) { return whyNotText(node, text); }, this);
    connect(dialog, &NodeTextDialog::textChosen, this, [this, node](const QByteArray &text) { splice(node, text); });
    dialog->open();
}

/// As much as can be known at once.
QString TreePane::whyNotText(qint32 node, const QByteArray &text) const
{
    if (!m_shown || node == ValueTree::none)
        return {};
    const SerializationStep &step = m_shown->serialization;
    const ValueTree &tree = m_shown->value.tree;
    if (text == tree.text(node) || encodedScalar(step.serialization, step.primitive, tree, node, text))
        return {};
    const ValueType type = tree.at(node).type;
    if (type == ValueType::Boolean)
        return tr("This can be true or false.");
    if (type == ValueType::Integer)
        return tr("This has to be a whole number that fits in there, without blanks.");
    if (type == ValueType::Real)
        return tr("This has to be a number, without blanks.");
    return tr("This text cannot be written in %1.").arg(serializationName(step.serialization));
}

void TreePane::splice(qint32 node, const QByteArray &text)
{
    if (isBusy() || text == m_shown->value.tree.text(node))
        return;
    if (m_shown->bytes.size() <= mostAtOnce) {
        use(splicedValue(*m_shown, node, text, DecodeLimits()));
        return;
    }
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    showEditable();
    m_notice->tell(tr("Changing…"), Tone::Muted);
    m_splicing.setFuture(QtConcurrent::run([reading = m_shown, node, text, cancelled = m_cancelled] {
        DecodeLimits limits;
        limits.cancelled = cancelled.get();
        return splicedValue(*reading, node, text, limits);
    }));
}

void TreePane::takeSpliced()
{
    if (!m_cancelled || m_splicing.future().resultCount() == 0)
        return;
    m_cancelled.reset();
    use(m_splicing.future().takeResult());
    showEditable();
}

void TreePane::use(const SplicedValue &spliced)
{
    if (!spliced.fault.isEmpty()) {
        m_notice->tell(spliced.fault, Tone::Bad);
        return;
    }
    keepStep(QByteArrayView(m_shown->bytes).toByteArray());
    m_redo.clear();
    m_isOwn = true;
    draft()->setBytes(ValueDraft::Stage::Decoded, spliced.bytes);
    take(); // what is small has been read already
}

void TreePane::keepStep(const QByteArray &bytes)
{
    m_undo.push_back(bytes);
    const auto kept = [this] {
        return std::accumulate(m_undo.begin(), m_undo.end(), qsizetype(0),
                               [](qsizetype sum, const QByteArray &one) { return sum + one.size(); });
    };
    while (m_undo.size() > 1 && (m_undo.size() > mostSteps || kept() > mostKept))
        m_undo.erase(m_undo.begin());
}

void TreePane::undo()
{
    step(m_undo, m_redo);
}

void TreePane::redo()
{
    step(m_redo, m_undo);
}

void TreePane::step(std::vector<QByteArray> &from, std::vector<QByteArray> &to)
{
    if (from.empty() || isBusy() || m_locked)
        return;
    to.push_back(QByteArrayView(m_shown->bytes).toByteArray());
    const QByteArray bytes = from.back();
    from.pop_back();
    m_isOwn = true;
    draft()->setBytes(ValueDraft::Stage::Decoded, bytes);
    take();
}

void TreePane::take()
{
    if (isVisible() && draft()->reading() && draft()->reading() != m_shown)
        enter();
}

void TreePane::goTo(qsizetype offset)
{
    const ValueTree *tree = m_shown ? &m_shown->value.tree : nullptr;
    for (qint32 node = tree ? tree->root() : ValueTree::none; node != ValueTree::none; node = tree->following(node, tree->root())) {
        if (qsizetype(tree->at(node).end) > offset && tree->firstMember(node) == ValueTree::none) {
            m_tree->goTo(node);
            return;
        }
    }
}

void TreePane::setLocked(bool locked)
{
    m_locked = locked;
    showEditable();
}

void TreePane::find()
{
    m_tree->find();
}

void TreePane::findNext(Direction direction)
{
    QKeyEvent key(QEvent::KeyPress, Qt::Key_F3, direction == Direction::Forward ? Qt::NoModifier : Qt::ShiftModifier);
    QCoreApplication::sendEvent(m_tree, &key);
}

void TreePane::adoptFixedFont()
{
    m_tree->adoptFixedFont();
}

void TreePane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo))
        undo();
    else if (event->matches(QKeySequence::Redo))
        redo();
    else
        DraftPane::keyPressEvent(event);
}
