#include "ui/profiles/generalpage.h"

#include "ui/profiles/colorfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

GeneralPage::GeneralPage(const QStringList &folders, QWidget *parent)
    : ProfilePage(parent)
    , m_environment(new QComboBox(this))
    , m_readOnly(new QCheckBox(tr("Rea&d only: nothing that changes the server is sent"), this))
    , m_color(new ColorField(this))
    , m_folder(new QComboBox(this))
    , m_favourite(new QCheckBox(tr("Favour&ite: stands before the others"), this))
    , m_note(new QPlainTextEdit(this))
{
    m_environment->setObjectName(QStringLiteral("profileEnvironment"));
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->addItem(tr("None"), int(Environment::None));
    m_environment->addItem(tr("Development"), int(Environment::Development));
    m_environment->addItem(tr("Staging"), int(Environment::Staging));
    m_environment->addItem(tr("Production"), int(Environment::Production));
    auto *care = new QLabel(tr("Production is framed in its colour, and asks before anything is written."), this);
    care->setForegroundRole(QPalette::PlaceholderText);
    care->setWordWrap(true);
    m_readOnly->setObjectName(QStringLiteral("profileReadOnly"));
    m_readOnly->setAccessibleName(tr("Read only"));
    m_color->setObjectName(QStringLiteral("profileColor"));
    m_color->setAccessibleName(tr("Colour"));
    m_folder->setObjectName(QStringLiteral("profileFolder"));
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setEditable(true);
    m_folder->setInsertPolicy(QComboBox::NoInsert);
    m_folder->addItem(QString());
    m_folder->addItems(folders);
    m_folder->lineEdit()->setPlaceholderText(tr("None; type the name of a new one"));
    m_favourite->setObjectName(QStringLiteral("profileFavourite"));
    m_favourite->setAccessibleName(tr("Favourite"));
    m_note->setObjectName(QStringLiteral("profileNote"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setTabChangesFocus(true);
    m_note->setPlaceholderText(tr("Whatever is good to know about this server. No passwords: it is written to disk as it is."));
    m_note->setFixedHeight(fontMetrics().height() * 6);

    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->addRow(tr("Environ&ment:"), m_environment);
    form->addRow(nullptr, care);
    form->addRow(nullptr, m_readOnly);
    form->addRow(tr("Colo&ur:"), m_color);
    form->addRow(tr("&Folder:"), m_folder);
    form->addRow(nullptr, m_favourite);
    form->addRow(tr("N&ote:"), m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addLayout(form);
    layout->addStretch(1);

    connect(m_environment, &QComboBox::currentIndexChanged, this, &ProfilePage::changed);
    connect(m_readOnly, &QCheckBox::toggled, this, &ProfilePage::changed);
    connect(m_color, &ColorField::colorChanged, this, &ProfilePage::changed);
    connect(m_folder, &QComboBox::editTextChanged, this, &ProfilePage::changed);
    connect(m_favourite, &QCheckBox::toggled, this, &ProfilePage::changed);
    connect(m_note, &QPlainTextEdit::textChanged, this, &ProfilePage::changed);
}

void GeneralPage::fill(const Profile &profile)
{
    m_environment->setCurrentIndex(m_environment->findData(int(profile.environment)));
    m_readOnly->setChecked(profile.readOnly);
    m_color->setColor(profile.color);
    if (m_folder->currentText() != profile.folder)
        m_folder->setCurrentText(profile.folder);
    m_favourite->setChecked(profile.favourite);
    if (m_note->toPlainText() != profile.note)
        m_note->setPlainText(profile.note);
}

void GeneralPage::take(Profile &profile) const
{
    profile.environment = Environment(m_environment->currentData().toInt());
    profile.readOnly = m_readOnly->isChecked();
    profile.color = m_color->color();
    profile.folder = m_folder->currentText().trimmed();
    profile.favourite = m_favourite->isChecked();
    profile.note = m_note->toPlainText();
}
