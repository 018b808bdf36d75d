#include "ui/itemedit/bytesfield.h"

#include "app/commands/encodings.h"
#include "app/commands/wordreader.h"
#include "ui/amounttext.h"
#include "ui/connection/filefield.h"
#include "ui/fixedfont.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"
#include "ui/workbench/pastefield.h"

#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <QtConcurrent>

BytesField::BytesField(const QString &name, Form form, QWidget *parent)
    : QWidget(parent)
    , m_form(new QComboBox(this))
    , m_text(new PasteField(this))
    , m_file(new FileField(name + QStringLiteral("File"), tr("Value"), this))
    , m_size(new ToneLabel(Tone::Muted, this))
    , m_fault(new NoticeRow(name + QStringLiteral("Fault"), this))
{
    m_form->setObjectName(name + QStringLiteral("Form"));
    m_form->setAccessibleName(tr("How the value is written"));
    m_form->addItem(tr("Text"), int(Form::Text));
    m_form->addItem(tr("Text with escapes"), int(Form::Escapes));
    m_form->addItem(tr("Hexadecimal"), int(Form::Hex));
    m_form->addItem(tr("A file"), int(Form::File));
    m_form->setCurrentIndex(m_form->findData(int(form)));
    m_text->setObjectName(name);
    m_text->setAccessibleName(tr("Value"));
    m_text->setFont(fixedFont());
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // a fault takes its room from it
    m_size->setObjectName(name + QStringLiteral("Size"));
    m_size->setAccessibleName(tr("Size of the value"));
    m_file->setNameFilters({tr("All files (*)")});
    layOut();
    setObjectName(name + QStringLiteral("Field"));
    setAccessibleName(tr("Value"));
    setFocusProxy(m_text);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here

    connect(m_form, &QComboBox::currentIndexChanged, this, &BytesField::followForm);
    connect(m_text, &QPlainTextEdit::textChanged, this, &BytesField::check);
    connect(m_text, &PasteField::longTextPasted, this, [this] {
        m_fault->tell(tr("The pasted text is too long, and was not taken: save it as a file, and choose that."), Tone::Bad);
    });
    connect(m_text, &PasteField::fileDropped, this, [this](const QString &path) {
        m_form->setCurrentIndex(m_form->findData(int(Form::File)));
        m_file->setPath(path);
    });
    connect(m_file, &FileField::changed, this, &BytesField::readFile);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &BytesField::takeFile);
    followForm();
}

BytesField::~BytesField() = default;

void BytesField::layOut()
{
    auto *row = new QHBoxLayout;
    row->addWidget(m_form);
    row->addWidget(m_size, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_file);
    layout->addWidget(m_fault);
}

void BytesField::setLargest(std::optional<quint64> bytes)
{
    m_largest = bytes;
    check();
}

bool BytesField::isTyped() const
{
    return form() == Form::File ? !m_file->path().isEmpty() : !m_text->document()->isEmpty();
}

BytesField::Form BytesField::form() const
{
    return Form(m_form->currentData().toInt());
}

void BytesField::followForm()
{
    const bool file = form() == Form::File;
    m_text->setVisible(!file);
    m_file->setVisible(file);
    setFocusProxy(file ? static_cast<QWidget *>(m_file) : m_text);
    m_text->setPlaceholderText(form() == Form::Hex           ? QStringLiteral("00 ff 1a")
                                   : form() == Form::Escapes ? QStringLiteral("two\\nlines, \\x00")
                                                             : QString());
    check();
}

void BytesField::check()
{
    if (form() == Form::File)
        readFile();
    else
        show(typedBytes());
}

BytesField::Read BytesField::typedBytes() const
{
    // Not toPlainText(), to which every no-break space is a space.
    QString text = m_text->document()->toRawText();
    for (QChar &character : text) {
        if (character == QChar::ParagraphSeparator || character == QChar::LineSeparator)
            character = u'\n';
    }
    switch (form()) {
    case Form::Escapes:
        return unescaped(text);
    case Form::Hex:
        return fromHex(text);
    default:
        return text.toUtf8();
    }
}

/// As a word in double quotes, in which a quote need not be escaped here.
BytesField::Read BytesField::unescaped(const QString &text)
{
    QByteArray quoted("\"");
    bool escape = false;
    const QByteArray typed = text.toUtf8();
    for (const char byte : typed) {
        if (byte == '\n')
            quoted += escape ? "\\\\n" : "\\n";
        else if (byte == '"' && !escape)
            quoted += "\\\"";
        else
            quoted += byte;
        escape = byte == '\\' && !escape;
    }
    quoted += '"';
    WordReader words;
    words.start(quoted);
    Word word;
    if (!words.toNextWord() || !words.read(word) || word.end != quoted.size())
        return Error{Error::Code::Invalid,
                     words.error().text.isEmpty() ? tr("A backslash begins an escape, such as \\n, \\x1f or \\\\.")
                                                  : words.error().text + u'.'};
    return word.bytes.toByteArray();
}

BytesField::Read BytesField::fromHex(const QString &text)
{
    QByteArray digits = text.toUtf8();
    digits.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    QByteArray bytes(digits.size(), Qt::Uninitialized);
    const qsizetype length = decodeHex(digits, bytes.data());
    if (length < 0)
        return Error{Error::Code::Invalid, tr("Hexadecimal bytes are two digits each, from 0 to 9 and a to f.")};
    bytes.truncate(length);
    return bytes;
}

void BytesField::readFile()
{
    if (form() != Form::File)
        return;
    if (m_file->path().isEmpty()) {
        m_reading.setFuture({});
        show(Error{Error::Code::Invalid, tr("Choose a file.")});
        return;
    }
    m_bytes.reset();
    m_size->setText(tr("Reading…"));
    m_fault->tell({});
    m_reading.setFuture(QtConcurrent::run([path = m_file->path()] { return contentsOf(path); }));
    emit changed();
}

BytesField::Read BytesField::contentsOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error{Error::Code::Unreadable, tr("There is no file of this name.")};
    if (!info.isFile())
        return Error{Error::Code::Unreadable, tr("This is not a file that can be read to its end.")};
    if (info.size() > largestFile)
        return Error{Error::Code::TooLarge,
                     tr("The file has %1, and at most %2 are taken.").arg(byteText(info.size()), byteText(largestFile))};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Code::Unreadable, tr("The file cannot be read: %1").arg(file.errorString())};
    return file.read(largestFile);
}

void BytesField::takeFile()
{
    if (form() == Form::File && m_reading.future().isValid() && m_reading.future().resultCount() > 0)
        show(m_reading.future().result());
}

void BytesField::show(const Read &read)
{
    m_bytes.reset();
    if (const auto *error = std::get_if<Error>(&read)) {
        m_size->clear();
        m_fault->tell(error->text, form() == Form::File && m_file->path().isEmpty() ? Tone::Muted : Tone::Bad);
    } else if (const auto &bytes = std::get<QByteArray>(read); m_largest && quint64(bytes.size()) >= *m_largest) {
        m_size->setText(byteText(bytes.size()));
        m_fault->tell(tr("This server takes items of at most %1, key and flags counted in.").arg(byteText(qint64(*m_largest))), Tone::Bad);
    } else {
        m_bytes = bytes;
        m_size->setText(bytes.isEmpty() ? tr("No bytes") : byteText(bytes.size()));
        m_fault->tell({});
    }
    emit changed();
}
