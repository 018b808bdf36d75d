#include "ui/connection/filefield.h"

#include "ui/iconengine.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

FileField::FileField(const QString &name, const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_what(what)
    , m_filters{tr("Certificates and keys (*.pem *.crt *.cer *.key *.der)"), tr("All files (*)")}
    , m_path(new QLineEdit(this))
{
    m_path->setObjectName(name);
    m_path->setAccessibleName(what);
    m_path->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
    auto *button = new QToolButton(this);
    button->setObjectName(name + QStringLiteral("Browse"));
    button->setIcon(themedIcon(QStringLiteral("folder-open")));
    button->setToolTip(tr("Choose a file"));
    button->setAccessibleName(tr("Choose: %1").arg(what));
    button->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_path, 1);
    layout->addWidget(button);
    setObjectName(name + QStringLiteral("Field"));
    setAccessibleName(what);
    setFocusProxy(m_path);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here
    connect(m_path, &QLineEdit::textChanged, this, &FileField::changed);
    connect(button, &QToolButton::clicked, this, &FileField::browse);
}

QString FileField::path() const
{
    return QDir::fromNativeSeparators(m_path->text().trimmed());
}

void FileField::setPath(const QString &path)
{
    m_path->setText(QDir::toNativeSeparators(path));
}

void FileField::setPlaceholderText(const QString &text)
{
    m_path->setPlaceholderText(text);
}

void FileField::browse()
{
    auto *dialog = new QFileDialog(this, m_what, path().isEmpty() ? QDir::homePath() : QFileInfo(path()).absolutePath());
    dialog->setObjectName(m_path->objectName() + QStringLiteral("Dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(m_filters);
    connect(dialog, &QFileDialog::fileSelected, this, &FileField::setPath);
    dialog->open();
}
