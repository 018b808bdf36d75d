#include "ui/values/valueactions.h"

#include "app/values/filesuffix.h"
#include "app/values/readtext.h"
#include "ui/escapedtext.h"
#include "ui/iconengine.h"
#include "ui/keys/suggestedfile.h"
#include "ui/values/outsidefiles.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>
#include <QWidget>

ValueActions::ValueActions(const QString &name, QWidget *page)
    : QObject(page)
    , m_name(name)
    , m_whole(name + QStringLiteral("Whole"))
    , m_saving(page)
    , m_outside(new OutsideFiles(QCoreApplication::instance()))
    , m_copyMenu(new QMenu(page))
    , m_saveMenu(new QMenu(page))
{
    setUp(m_copyText, "CopyText", tr("Copy as &text"), tr("Copies the whole value as it is read"), "copy");
    setUp(m_copyJson, "CopyJson", tr("Copy as &JSON"), tr("Copies what the value was decoded to"), "code");
    setUp(m_copyHex, "CopyHex", tr("Copy stored bytes in &hexadecimal"), tr("Copies the bytes as they are in the server"), "hash");
    setUp(m_copyBase64, "CopyBase64", tr("Copy stored bytes in &Base64"), tr("Copies the bytes as they are in the server"), "copy");
    setUp(m_save, "Save", tr("&Save to file…"), tr("Writes the decompressed bytes to a file"), "file-down");
    setUp(m_saveStored, "SaveStored", tr("Save as sto&red…"), tr("Writes the bytes as they are in the server to a file"), "file-down");
    setUp(m_openOutside, "OpenOutside", tr("&Open outside"), tr("Shows a copy of the value in the program for files like it"),
          "square-arrow-out-up-right");
    m_save.setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_S);
    m_copyText.setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    m_openOutside.setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_O);
    m_copyMenu->setObjectName(name + QStringLiteral("CopyMenu"));
    m_copyMenu->addActions({&m_copyText, &m_copyJson, &m_copyHex, &m_copyBase64});
    m_saveMenu->setObjectName(name + QStringLiteral("SaveMenu"));
    m_saveMenu->addActions({&m_save, &m_saveStored, &m_openOutside});
    for (QAction *action : {&m_copyText, &m_save, &m_openOutside}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        page->addAction(action);
    }

    connect(&m_copyText, &QAction::triggered, this, &ValueActions::copyText);
    connect(&m_copyJson, &QAction::triggered, &m_whole, &NodeActions::copyJson);
    connect(&m_copyHex, &QAction::triggered, this, [this] { m_copying.copy(m_value.stored, m_value.owner, ByteCopy::Form::Hex); });
    connect(&m_copyBase64, &QAction::triggered, this, [this] { m_copying.copy(m_value.stored, m_value.owner, ByteCopy::Form::Base64); });
    connect(&m_save, &QAction::triggered, this, &ValueActions::save);
    connect(&m_saveStored, &QAction::triggered, this,
            [this] { m_saving.ask(m_value.stored, m_value.owner, suggestedFile(escapedText(m_value.key), QStringLiteral("bin"))); });
    connect(&m_openOutside, &QAction::triggered, this, &ValueActions::openOutside);
    connect(&m_copying, &ByteCopy::told, this, &ValueActions::told);
    connect(&m_whole, &NodeActions::told, this, &ValueActions::told);
    connect(&m_saving, &ByteSaving::told, this, &ValueActions::told);
    connect(m_outside, &OutsideFiles::told, this, &ValueActions::told);
    setValue({});
}

void ValueActions::setUp(QAction &action, const char *name, const QString &text, const QString &tip, const char *icon)
{
    action.setObjectName(m_name + QLatin1String(name));
    action.setText(text);
    action.setStatusTip(tip);
    action.setIcon(themedIcon(QLatin1String(icon)));
}

void ValueActions::setValue(const Value &value)
{
    m_value = value;
    const bool isThere = !value.stored.isEmpty();
    for (QAction *action : {&m_copyHex, &m_copyBase64})
        action->setEnabled(isThere);
    const bool isRead = isThere && value.reading;
    for (QAction *action : {&m_copyText, &m_save, &m_openOutside})
        action->setEnabled(isRead);
    const bool isDecoded = isRead && !value.reading->value.tree.isEmpty();
    m_whole.setNode(value.reading, isDecoded ? value.reading->value.tree.root() : ValueTree::none);
    m_copyJson.setEnabled(isDecoded);
    m_saveStored.setEnabled(isThere && (!isRead || value.reading->compression.compression != Compression::None));
}

void ValueActions::copyText()
{
    m_copying.copy(readText(*m_value.reading), m_value.reading, ByteCopy::Form::Text);
}

void ValueActions::save()
{
    m_saving.ask(m_value.reading->bytes, m_value.reading, suggestedPath());
}

void ValueActions::openOutside()
{
    m_outside->open(m_value.reading->bytes, m_value.reading, QFileInfo(suggestedPath()).fileName());
}

QString ValueActions::suggestedPath() const
{
    return suggestedFile(escapedText(m_value.key), m_value.reading ? fileSuffix(*m_value.reading) : QStringLiteral("bin"));
}
