#include "ui/values/nodeactions.h"

#include "app/values/valuejson.h"
#include "ui/iconengine.h"
#include "ui/values/nodetext.h"

#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QMenu>
#include <QtConcurrentRun>

NodeActions::NodeActions(const QString &name, QObject *parent)
    : QObject(parent)
{
    setUp(m_copyValue, name + QStringLiteral("CopyValue"), tr("Copy &value"), tr("Copy what this part of the value says"), "copy");
    setUp(m_copyPath, name + QStringLiteral("CopyPath"), tr("Copy &path"), tr("Copy where in the value this part is"), "copy");
    setUp(m_copyJson, name + QStringLiteral("CopyJson"), tr("Copy as &JSON"), tr("Copy this part and all that is in it as JSON"), "code");
    setUp(m_showBytes, name + QStringLiteral("ShowBytes"), tr("Show &bytes in hex"), tr("Show the bytes that this part takes"), "hash");
    connect(&m_copyValue, &QAction::triggered, this, &NodeActions::copyValue);
    connect(&m_copyPath, &QAction::triggered, this, &NodeActions::copyPath);
    connect(&m_copyJson, &QAction::triggered, this, &NodeActions::copyJson);
    connect(&m_showBytes, &QAction::triggered, this, [this] {
        const ValueNode &shown = m_reading->value.tree.at(m_node);
        emit placeChosen(shown.begin, shown.end);
    });
    connect(&m_copying, &ByteCopy::told, this, &NodeActions::told);
    connect(&m_making, &QFutureWatcherBase::finished, this, [this] {
        if (m_making.future().resultCount() > 0)
            takeJson(m_making.result());
    });
    setNode({}, ValueTree::none);
}

NodeActions::~NodeActions()
{
    if (m_cancelled)
        m_cancelled->store(true);
}

void NodeActions::setUp(QAction &action, const QString &name, const QString &text, const QString &statusTip, const char *icon)
{
    action.setObjectName(name);
    action.setText(text);
    action.setStatusTip(statusTip);
    action.setIcon(themedIcon(QLatin1String(icon)));
}

void NodeActions::setNode(const SharedReading &reading, qint32 node)
{
    m_reading = reading;
    m_node = reading ? node : ValueTree::none;
    for (QAction *action : {&m_copyValue, &m_copyPath, &m_copyJson, &m_showBytes})
        action->setEnabled(m_node != ValueTree::none);
}

void NodeActions::addTo(QMenu *menu)
{
    menu->addActions({&m_copyValue, &m_copyPath, &m_copyJson});
    menu->addSeparator();
    menu->addAction(&m_showBytes);
}

void NodeActions::copyValue()
{
    if (m_node == ValueTree::none)
        return;
    const ValueTree &tree = m_reading->value.tree;
    const ValueNode &shown = tree.at(m_node);
    if (isContainer(tree, m_node) || shown.type == ValueType::Null || shown.type == ValueType::Reference)
        copyJson();
    else
        m_copying.copy(shown.textSize > 0 ? tree.text(m_node) : tree.stored(m_node), m_reading, ByteCopy::Form::Text);
}

void NodeActions::copyPath()
{
    if (m_node == ValueTree::none)
        return;
    QApplication::clipboard()->setText(QString::fromUtf8(m_reading->value.tree.path(m_node)));
    emit told(tr("Copied"));
}

void NodeActions::copyJson()
{
    if (m_node == ValueTree::none)
        return;
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const auto make = [reading = m_reading, node = m_node, cancelled = m_cancelled] {
        DecodeLimits limits;
        limits.greatestOutput = mostJson;
        limits.cancelled = cancelled.get();
        return jsonText(reading->value.tree, node, JsonLayout::Indented, limits);
    };
    constexpr quint32 mostAtOnce = 64 * 1024; // bytes that take no time worth a thread
    const ValueNode &shown = m_reading->value.tree.at(m_node);
    m_making.setFuture({});
    if (shown.end - shown.begin <= mostAtOnce) {
        takeJson(make());
        return;
    }
    emit told(tr("Copying…"));
    m_making.setFuture(QtConcurrent::run(make));
}

void NodeActions::takeJson(const QByteArray &json)
{
    QApplication::clipboard()->setText(QString::fromUtf8(json));
    emit told(json.size() > mostJson
                  ? tr("Too long: only the first %1 were copied, which is no whole JSON").arg(QLocale().formattedDataSize(mostJson))
                  : tr("Copied"));
}
