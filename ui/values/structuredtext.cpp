#include "ui/values/structuredtext.h"

#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/values/formframe.h"
#include "ui/values/nodefindbar.h"
#include "ui/values/nodetext.h"
#include "ui/values/structuredarea.h"
#include "ui/values/treelines.h"
#include "ui/values/xmllines.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QtConcurrentRun>

namespace {

bool hasTree(const ValueReading &reading)
{
    const ValueTree &tree = reading.value.tree;
    return !tree.isEmpty() && (isContainer(tree, tree.root()) || reading.serialization.serialization == Serialization::Json);
}

} // namespace

StructuredText::StructuredText(QWidget *parent)
    : QWidget(parent)
    , m_actions(QStringLiteral("structured"))
    , m_pages(new FormFrame(this))
    , m_nothing(new HintPage(QStringLiteral("code"), tr("Nothing to format"), tr("This value is neither XML nor anything that has parts.")))
    , m_kind(new ElidedLabel)
    , m_notice(new NoticeRow(QStringLiteral("structuredNotice")))
    , m_area(new StructuredArea)
    , m_find(
          new NodeFindBar(QStringLiteral("structuredFind"), [this] { return isXml() ? qint32(m_area->currentLine()) : m_actions.node(); }))
{
    setObjectName(QStringLiteral("structuredText"));
    m_nothing->setObjectName(QStringLiteral("structuredNothing"));
    m_kind->setObjectName(QStringLiteral("structuredKind"));
    m_kind->setAccessibleName(tr("How the value is written here"));
    m_kind->setTone(Tone::Muted);
    m_area->setObjectName(QStringLiteral("structuredArea"));
    m_area->setAccessibleName(tr("Formatted value"));
    setUpActions();
    layOut();
    adoptFixedFont();
    showReading({});

    connect(m_area, &StructuredArea::currentMoved, this, &StructuredText::followCursor);
    connect(m_area, &StructuredArea::copyRequested, &m_actions, &NodeActions::copyValue);
    connect(m_area, &StructuredArea::menuRequested, this, &StructuredText::showMenu);
    connect(m_area, &StructuredArea::told, this, &StructuredText::told);
    connect(&m_actions, &NodeActions::told, this, &StructuredText::told);
    connect(&m_actions, &NodeActions::placeChosen, this, &StructuredText::placeChosen);
    connect(m_find, &NodeFindBar::chosen, this, &StructuredText::goTo);
    connect(m_find, &NodeFindBar::closed, m_area, [this] { m_area->setFocus(); });
    connect(&m_formatting, &QFutureWatcherBase::finished, this, &StructuredText::takeWhole);
}

StructuredText::~StructuredText()
{
    if (m_cancelled)
        m_cancelled->store(true);
}

void StructuredText::setUpActions()
{
    m_foldAll.setObjectName(QStringLiteral("structuredFoldAll"));
    m_foldAll.setText(tr("&Fold all"));
    m_foldAll.setIcon(themedIcon(QStringLiteral("fold-vertical")));
    m_foldAll.setToolTip(tr("Fold all parts, so that each is one line"));
    m_unfoldAll.setObjectName(QStringLiteral("structuredUnfoldAll"));
    m_unfoldAll.setText(tr("&Unfold all"));
    m_unfoldAll.setIcon(themedIcon(QStringLiteral("unfold-vertical")));
    m_unfoldAll.setToolTip(tr("Show all parts whole"));
    m_foldAll.setStatusTip(m_foldAll.toolTip());
    m_unfoldAll.setStatusTip(m_unfoldAll.toolTip());
    connect(&m_foldAll, &QAction::triggered, m_area, &StructuredArea::foldAll);
    connect(&m_unfoldAll, &QAction::triggered, m_area, &StructuredArea::unfoldAll);
}

void StructuredText::layOut()
{
    auto *top = new QHBoxLayout; // one row, as narrow as it may be: its words can be read as a tip
    top->setContentsMargins(8, 2, 8, 2);
    top->setSpacing(2);
    top->addWidget(m_kind, 1);
    for (QAction *action : {&m_foldAll, &m_unfoldAll})
        top->addWidget(FormFrame::button(action));
    m_pages->addWidget(m_nothing);
    m_pages->setContent(top, m_notice, m_area, m_find);
}

bool StructuredText::suits(const ValueReading &reading)
{
    return hasTree(reading) || (reading.bytes.size() <= XmlLines::longest && XmlLines::suits(reading.bytes));
}

void StructuredText::showReading(const SharedReading &reading)
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_formatting.setFuture({});
    const bool isThere = reading && suits(*reading);
    m_reading = isThere ? reading : nullptr;
    m_find->setReading(isThere && hasTree(*reading) ? reading : nullptr);
    if (isThere)
        m_pages->showContent();
    else
        m_pages->setCurrentWidget(m_nothing);
    setFocusProxy(isThere ? m_area : nullptr);
    m_kind->setText(kindText());
    if (isThere)
        start();
    else
        m_area->setLines({}, StructuredArea::Place::AtTop);
    offerXml();
    showFaults();
}

bool StructuredText::isXml() const
{
    return m_reading && !hasTree(*m_reading);
}

/// The lines that are there take part in the search.
void StructuredText::offerXml()
{
    if (isXml())
        m_find->setXml(std::dynamic_pointer_cast<const XmlLines>(m_area->lines()));
}

/// The beginning at once, and then the whole off the thread of the window.
void StructuredText::start()
{
    const bool isTree = hasTree(*m_reading);
    const QByteArrayView bytes = m_reading->bytes;
    const bool isShort = bytes.size() <= mostXmlAtOnce;
    if (isTree)
        m_area->setLines(std::make_shared<const TreeLines>(m_reading, mostLinesAtOnce), StructuredArea::Place::AtTop);
    else
        m_area->setLines(std::make_shared<const XmlLines>(bytes.first(isShort ? bytes.size() : mostXmlAtOnce),
                                                          isShort ? XmlLines::Extent::Whole : XmlLines::Extent::Beginning),
                         StructuredArea::Place::AtTop);
    if (m_area->lines()->isWhole()) {
        emit finished();
        return;
    }
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_formatting.setFuture(QtConcurrent::run([reading = m_reading, isTree, cancelled = m_cancelled]() -> Lines {
        if (isTree)
            return std::make_shared<const TreeLines>(reading, std::numeric_limits<int>::max(), cancelled.get());
        return std::make_shared<const XmlLines>(reading->bytes, XmlLines::Extent::Whole, cancelled.get());
    }));
}

void StructuredText::takeWhole()
{
    if (m_formatting.future().resultCount() == 0)
        return;
    m_area->setLines(m_formatting.result(), StructuredArea::Place::AsItWas);
    m_formatting.setFuture({});
    offerXml();
    showFaults();
    emit finished();
}

void StructuredText::showFaults()
{
    const auto *xml = dynamic_cast<const XmlLines *>(m_area->lines().get());
    m_notice->tell(xml ? xml->fault() : QString());
}

QString StructuredText::kindText() const
{
    if (!m_reading)
        return {};
    if (!hasTree(*m_reading))
        return tr("XML, indented. Tags are as they were written, and entities are left as they are.");
    const Serialization serialization = m_reading->serialization.serialization;
    if (serialization == Serialization::Json)
        return tr("JSON, indented. Order, duplicates and digits are as they are stored.");
    return tr("%1, written like JSON. What JSON has no type for says behind // what it is.").arg(serializationName(serialization));
}

bool StructuredText::goTo(qint32 node)
{
    const int line = isXml() ? int(node) : m_area->lines() ? m_area->lines()->lineOf(node) : -1;
    m_area->goToLine(line);
    return line >= 0;
}

void StructuredText::find()
{
    if (m_reading)
        m_find->open();
}

void StructuredText::followCursor()
{
    const int line = m_area->currentLine();
    m_actions.setNode(m_reading, line < 0 ? ValueTree::none : m_area->lines()->node(line));
}

void StructuredText::showMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("structuredMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy selection"), m_area, &StructuredArea::copy)
        ->setEnabled(m_area->hasSelection());
    menu->addAction(tr("Select &all"), m_area, &StructuredArea::selectAll);
    if (m_reading && hasTree(*m_reading)) {
        menu->addSeparator();
        m_actions.addTo(menu);
    }
    menu->addSeparator();
    if (m_reading)
        menu->addAction(themedIcon(QStringLiteral("search")), tr("Fi&nd…"), this, &StructuredText::find);
    menu->addActions({&m_foldAll, &m_unfoldAll});
    menu->popup(globalPosition);
}

void StructuredText::adoptFixedFont()
{
    m_area->setFont(fixedFont());
}

/// The keys of the search in the script, which are for the value while it has the keyboard.
bool StructuredText::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && NodeFindBar::isFor(*static_cast<QKeyEvent *>(event)))
        event->accept();
    return QWidget::event(event);
}

void StructuredText::keyPressEvent(QKeyEvent *event)
{
    if (NodeFindBar::isFor(*event) && m_reading)
        m_find->take(*event);
    else
        QWidget::keyPressEvent(event);
}
