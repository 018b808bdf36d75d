#include "ui/keys/keydelimiterfield.h"

#include <QLineEdit>
#include <QRegularExpressionValidator>

using namespace std::chrono_literals;

namespace {

bool isTyped(char byte)
{
    return byte > 0x20 && byte < 0x7f;
}

} // namespace

KeyDelimiterField::KeyDelimiterField(QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(QStringLiteral("keyDelimiters"));
    setAccessibleName(tr("Delimiters that part keys into folders"));
    setToolTip(tr("Keys are parted into folders by these characters, each on its own: “:/” parts at colons and at slashes.\n"
                  "Empty: a list without folders."));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setCompleter(nullptr);
    addItem(tr(":   Colon"), QStringLiteral(":"));
    addItem(tr("/   Slash"), QStringLiteral("/"));
    addItem(tr(".   Dot"), QStringLiteral("."));
    addItem(tr("|   Bar"), QStringLiteral("|"));
    addItem(tr(":/.   Any of these"), QStringLiteral(":/."));
    addItem(tr("No folders"), QString());
    lineEdit()->setObjectName(QStringLiteral("keyDelimitersText"));
    lineEdit()->setAccessibleName(accessibleName());
    lineEdit()->setPlaceholderText(tr("No folders"));
    lineEdit()->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[\\x21-\\x7e]{0,%1}").arg(most)), this));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setDelimiters(":");
    m_delay.setSingleShot(true);
    m_delay.setInterval(300ms); // more may be typed

    // What an entry says is not what stands in the field once it is chosen.
    connect(this, &QComboBox::activated, this, [this](int entry) {
        setEditText(itemData(entry).toString());
        tell();
    });
    connect(this, &QComboBox::currentIndexChanged, this, [this](int entry) {
        if (entry >= 0)
            setEditText(itemData(entry).toString());
    });
    connect(lineEdit(), &QLineEdit::textEdited, &m_delay, qOverload<>(&QTimer::start));
    connect(lineEdit(), &QLineEdit::editingFinished, this, &KeyDelimiterField::tell);
    connect(&m_delay, &QTimer::timeout, this, &KeyDelimiterField::tell);
}

void KeyDelimiterField::setDelimiters(const QByteArray &delimiters)
{
    QByteArray typed;
    for (const char byte : delimiters) {
        if (isTyped(byte) && !typed.contains(byte) && typed.size() < most)
            typed.append(byte);
    }
    m_told = typed;
    setCurrentIndex(findData(QString::fromLatin1(typed)));
    setEditText(QString::fromLatin1(typed));
}

QByteArray KeyDelimiterField::delimiters() const
{
    return currentText().toLatin1();
}

void KeyDelimiterField::tell()
{
    m_delay.stop();
    if (delimiters() == m_told)
        return;
    m_told = delimiters();
    emit chosen(m_told);
}
