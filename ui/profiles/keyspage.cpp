#include "ui/profiles/keyspage.h"

#include "ui/fixedfont.h"
#include "ui/profiles/faultrow.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <array>

namespace {

constexpr std::array libraries{"pylibmc",    "pymemcache", "python-memcached", "bmemcached",           "php-memcached", "pecl memcache",
                               "Dalli",      "Rails",      "spymemcached",     "xmemcached",           "Whalin",        "Enyim",
                               "gomemcache", "memjs",      "node-memcached",   "Perl Cache::Memcached"};

} // namespace

KeysPage::KeysPage(QWidget *parent)
    : ProfilePage(parent)
    , m_delimiters(new QListWidget(this))
    , m_delimiter(new QLineEdit(this))
    , m_add(new QPushButton(tr("A&dd"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
    , m_library(new QComboBox(this))
{
    m_delimiters->setObjectName(QStringLiteral("profileDelimiters"));
    m_delimiters->setAccessibleName(tr("Delimiters of keys"));
    m_delimiters->setMaximumHeight(fontMetrics().height() * 6);
    m_delimiter->setObjectName(QStringLiteral("profileDelimiter"));
    m_delimiter->setAccessibleName(tr("Another delimiter"));
    m_delimiter->setPlaceholderText(tr("As in : or / or ::"));
    m_add->setObjectName(QStringLiteral("profileAddDelimiter"));
    m_add->setAccessibleName(tr("Add the delimiter"));
    m_add->setAutoDefault(false);
    m_remove->setObjectName(QStringLiteral("profileRemoveDelimiter"));
    m_remove->setAccessibleName(tr("Remove the delimiter that is selected"));
    m_remove->setAutoDefault(false);
    m_library->setObjectName(QStringLiteral("profileLibrary"));
    m_library->setAccessibleName(tr("Client library that wrote the values"));
    m_library->addItem(tr("Not known"), QString());
    for (const char *name : libraries)
        m_library->addItem(QLatin1String(name), QLatin1String(name));
    m_fault = new FaultRow(m_delimiters, this);
    auto *keysNote = new QLabel(tr("Keys such as user:17:name are shown as a tree, cut at these."), this);
    keysNote->setForegroundRole(QPalette::PlaceholderText);
    keysNote->setWordWrap(true);
    auto *valuesNote = new QLabel(tr("Each library has its own flags and encodings: knowing it helps to show the values."), this);
    valuesNote->setForegroundRole(QPalette::PlaceholderText);
    valuesNote->setWordWrap(true);

    auto *adding = new QHBoxLayout;
    adding->addWidget(m_delimiter, 1);
    adding->addWidget(m_add);
    adding->addWidget(m_remove);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->addRow(tr("Keys are grouped &by:"), m_delimiters);
    form->addRow(nullptr, m_fault);
    form->addRow(tr("Del&imiter:"), adding);
    static_cast<QLabel *>(form->labelForField(adding))->setBuddy(m_delimiter);
    form->addRow(nullptr, keysNote);
    form->addRow(tr("Values are &written by:"), m_library);
    form->addRow(nullptr, valuesNote);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addLayout(form);
    layout->addStretch(1);

    connect(m_add, &QPushButton::clicked, this, &KeysPage::addDelimiter);
    connect(m_delimiter, &QLineEdit::textChanged, this, &KeysPage::updateButtons);
    connect(m_remove, &QPushButton::clicked, this, &KeysPage::removeDelimiter);
    connect(m_delimiters, &QListWidget::currentRowChanged, this, &KeysPage::updateButtons);
    connect(m_library, &QComboBox::currentIndexChanged, this, &ProfilePage::changed);
    m_delimiter->installEventFilter(this);
    m_delimiters->installEventFilter(this);
    updateButtons();
}

/// Return adds what was typed instead of ending the dialog; Delete removes.
bool KeysPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return ProfilePage::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_delimiter && !m_delimiter->text().isEmpty() && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        addDelimiter();
        return true;
    }
    if (watched == m_delimiters && key == Qt::Key_Delete && m_remove->isEnabled()) {
        removeDelimiter();
        return true;
    }
    return ProfilePage::eventFilter(watched, event);
}

void KeysPage::fill(const Profile &profile)
{
    if (delimiters() != profile.delimiters)
        show(profile.delimiters);
    int index = m_library->findData(profile.clientLibrary);
    if (index < 0) {
        index = m_library->count();
        m_library->addItem(profile.clientLibrary, profile.clientLibrary);
    }
    m_library->setCurrentIndex(index);
}

void KeysPage::take(Profile &profile) const
{
    profile.delimiters = delimiters();
    profile.clientLibrary = m_library->currentData().toString();
}

QWidget *KeysPage::check()
{
    // What was typed and not yet added was meant.
    if (m_delimiters->count() == 0 && !m_delimiter->text().isEmpty())
        addDelimiter();
    const bool none = m_delimiters->count() == 0;
    return m_fault->setFault(none ? tr("Keys need at least one delimiter, such as “:”.") : QString()) ? m_delimiter : nullptr;
}

void KeysPage::addDelimiter()
{
    QStringList all = delimiters();
    const QString delimiter = m_delimiter->text();
    if (delimiter.isEmpty())
        return;
    if (!all.contains(delimiter))
        all.append(delimiter);
    m_delimiter->clear();
    show(all);
    m_delimiters->setCurrentRow(int(all.indexOf(delimiter)));
    emit changed();
}

void KeysPage::removeDelimiter()
{
    delete m_delimiters->takeItem(m_delimiters->currentRow());
    updateButtons();
    emit changed();
}

void KeysPage::updateButtons()
{
    m_add->setEnabled(!m_delimiter->text().isEmpty());
    m_remove->setEnabled(m_delimiters->currentRow() >= 0);
    if (m_delimiters->count() > 0)
        m_fault->setFault({});
}

void KeysPage::show(const QStringList &delimiters)
{
    m_delimiters->clear();
    for (const QString &delimiter : delimiters) {
        // Quoted, since one may be a blank.
        auto *item = new QListWidgetItem(tr("“%1”").arg(delimiter), m_delimiters);
        item->setData(Qt::UserRole, delimiter);
    }
    updateButtons();
}

QStringList KeysPage::delimiters() const
{
    QStringList all;
    for (int row = 0; row < m_delimiters->count(); ++row)
        all.append(m_delimiters->item(row)->data(Qt::UserRole).toString());
    return all;
}
