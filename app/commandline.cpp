#include "app/commandline.h"

#include <QCommandLineParser>
#include <QFile>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace std::chrono_literals;

namespace {

struct OptionText
{
    const char *name;
    const char *value; ///< nullptr: takes none
    const char *description;
    bool forRuns; ///< makes sense only without a window
};

constexpr std::array optionTexts{
    OptionText{"connect", QT_TRANSLATE_NOOP("CommandLine", "URL"),
               QT_TRANSLATE_NOOP("CommandLine",
                                 "The server: memcached://[user[:password]@]host[:port], memcacheds://… for TLS, "
                                 "memcached+unix:///path/to/socket, or host:port. SLABSCOPE_PASSWORD in the environment keeps a password "
                                 "out of the process list."),
               false},
    OptionText{"sandbox", nullptr, QT_TRANSLATE_NOOP("CommandLine", "Use a private memcached, started for this run only."), false},
    OptionText{
        "profile", QT_TRANSLATE_NOOP("CommandLine", "NAME"),
        QT_TRANSLATE_NOOP("CommandLine",
                          "The server of this profile. Its password comes from SLABSCOPE_PASSWORD in the environment (without a window), "
                          "else from the keyring."),
        false},
    OptionText{
        "confirm", QT_TRANSLATE_NOOP("CommandLine", "NAME"),
        QT_TRANSLATE_NOOP("CommandLine",
                          "Let commands that write through to the profile NAME, which is for production. Without it they end as refused."),
        true},
    OptionText{"execute", QT_TRANSLATE_NOOP("CommandLine", "FILE"),
               QT_TRANSLATE_NOOP("CommandLine", "Run the commands in FILE (- is standard input) without a window."), false},
    OptionText{"execute-line", QT_TRANSLATE_NOOP("CommandLine", "LINE"),
               QT_TRANSLATE_NOOP("CommandLine", "Run this command without a window; may be repeated."), false},
    OptionText{"format", "text|jsonl|csv", QT_TRANSLATE_NOOP("CommandLine", "How results are written (default: text)."), true},
    OptionText{"mode", "batch|each",
               QT_TRANSLATE_NOOP("CommandLine", "All commands as one stream (default), or one by one, each after the outcome of the last."),
               true},
    OptionText{"unchecked", nullptr,
               QT_TRANSLATE_NOOP("CommandLine", "Send keys and values of a wrong length too, to see what the server says."), true},
    OptionText{"timeout", QT_TRANSLATE_NOOP("CommandLine", "MS"),
               QT_TRANSLATE_NOOP("CommandLine", "How long the server may stay silent, in milliseconds (default: 5000; 0: for ever)."),
               true},
    OptionText{"connect-timeout", QT_TRANSLATE_NOOP("CommandLine", "MS"),
               QT_TRANSLATE_NOOP("CommandLine", "How long connecting may take, in milliseconds (default: 10000; 0: for ever)."), true},
    OptionText{"wait", QT_TRANSLATE_NOOP("CommandLine", "SECONDS"),
               QT_TRANSLATE_NOOP("CommandLine", "Keep trying to connect for so long (default: one attempt)."), true},
    OptionText{"ca", QT_TRANSLATE_NOOP("CommandLine", "FILE"),
               QT_TRANSLATE_NOOP("CommandLine", "TLS: trust the authorities in FILE (PEM or DER) instead of the system's."), true},
    OptionText{"cert", QT_TRANSLATE_NOOP("CommandLine", "FILE"),
               QT_TRANSLATE_NOOP("CommandLine", "TLS: a client certificate, with its chain (PEM), and with its key unless --key is given."),
               true},
    OptionText{"key", QT_TRANSLATE_NOOP("CommandLine", "FILE"),
               QT_TRANSLATE_NOOP("CommandLine",
                                 "TLS: the private key of the client certificate. The passphrase of an encrypted one is read from "
                                 "SLABSCOPE_KEY_PASSPHRASE in the environment."),
               true},
    OptionText{"server-name", QT_TRANSLATE_NOOP("CommandLine", "NAME"),
               QT_TRANSLATE_NOOP("CommandLine", "TLS: the name that the server's certificate must be for (default: the host)."), true},
    OptionText{"insecure", nullptr,
               QT_TRANSLATE_NOOP("CommandLine", "TLS: take any certificate. Anybody on the way could answer in the server's place."), true},
    OptionText{"log-file", QT_TRANSLATE_NOOP("CommandLine", "FILE"),
               QT_TRANSLATE_NOOP("CommandLine",
                                 "Write what happens to the connection, and other messages, to FILE; never keys, values or "
                                 "passwords."),
               false},
};

constexpr std::array tlsOptionNames{"ca", "cert", "key", "server-name", "insecure"};

Error invalid(const QString &text)
{
    return {.code = Error::Code::Invalid, .text = text};
}

/// Arguments are bytes, which pass through the parser unharmed as Latin-1.
QString carried(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

QString decoded(const QString &carriedText)
{
    return QFile::decodeName(carriedText.toLatin1());
}

void declareOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(CommandLine::tr("A fast native desktop inspector for memcached."));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, CommandLine::tr("Show this help.")});
    parser.addOption({{QStringLiteral("v"), QStringLiteral("version")}, CommandLine::tr("Show the version.")});
    for (const OptionText &text : optionTexts) {
        const QString value = text.value ? CommandLine::tr(text.value) : QString();
        parser.addOption({QString::fromLatin1(text.name), CommandLine::tr(text.description), value});
    }
    parser.addPositionalArgument(QStringLiteral("address"), CommandLine::tr("The same as --connect."), QStringLiteral("[address]"));
}

/// Reads one option; an empty text is success, another says what is wrong.
class OptionReader
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    explicit OptionReader(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    [[nodiscard]] const QString &problem() const { return m_problem; }

    template <typename Choice, size_t count>
    void readChoice(const QString &name, const std::array<std::pair<QLatin1String, Choice>, count> &choices, Choice &chosen)
    {
        if (!m_parser.isSet(name))
            return;
        const QString given = m_parser.value(name);
        for (const auto &[text, choice] : choices) {
            if (given == text) {
                chosen = choice;
                return;
            }
        }
        refuse(name, given);
    }

    template <typename Duration> void readDuration(const QString &name, double unitsPerSecond, Duration &duration)
    {
        if (!m_parser.isSet(name))
            return;
        const QString given = m_parser.value(name);
        bool ok = false;
        const double number = given.toDouble(&ok);
        const double milliseconds = number * 1000.0 / unitsPerSecond;
        if (ok && milliseconds >= 0.0 && milliseconds <= std::numeric_limits<int>::max())
            duration = std::chrono::milliseconds(qint64(std::ceil(milliseconds)));
        else
            refuse(name, given);
    }

    /// A name of a file, or another text that must not be empty.
    void readText(const QString &name, QString &text)
    {
        if (!m_parser.isSet(name))
            return;
        text = decoded(m_parser.value(name));
        if (text.isEmpty())
            refuse(name, {});
    }

private:
    void refuse(const QString &name, const QString &given) { m_problem = tr("“%1” is no value for --%2.").arg(decoded(given), name); }

    const QCommandLineParser &m_parser;
    QString m_problem;
};

} // namespace

bool CommandLine::needsNoDisplay(const QByteArrayList &arguments)
{
    return std::any_of(arguments.cbegin() + 1, arguments.cend(), [](const QByteArray &argument) {
        return argument == "--help" || argument == "-h" || argument == "--version" || argument == "-v" || argument == "--execute"
            || argument == "--execute-line" || argument.startsWith("--execute=") || argument.startsWith("--execute-line=");
    });
}

std::variant<CommandLine, Error> CommandLine::parse(const QByteArrayList &arguments)
{
    QCommandLineParser parser;
    declareOptions(parser);
    QStringList texts;
    std::ranges::transform(arguments, std::back_inserter(texts), carried);
    const bool understood = parser.parse(texts);

    CommandLine line;
    if (parser.isSet(QStringLiteral("help")))
        line.action = Action::ShowHelp;
    else if (parser.isSet(QStringLiteral("version")))
        line.action = Action::ShowVersion;
    if (line.action != Action::Window)
        return line;
    if (!understood)
        return invalid(decoded(parser.errorText()));

    OptionReader reader(parser);
    using Format = ResultWriter::Format;
    reader.readChoice(QStringLiteral("format"),
                      std::array{std::pair{QLatin1String("text"), Format::Text}, std::pair{QLatin1String("jsonl"), Format::JsonLines},
                                 std::pair{QLatin1String("csv"), Format::Csv}},
                      line.format);
    reader.readChoice(
        QStringLiteral("mode"),
        std::array{std::pair{QLatin1String("batch"), ScriptRun::Mode::Batch}, std::pair{QLatin1String("each"), ScriptRun::Mode::Each}},
        line.run.mode);
    reader.readDuration(QStringLiteral("timeout"), 1000, line.requestTimeout);
    reader.readDuration(QStringLiteral("connect-timeout"), 1000, line.connectTimeout);
    reader.readDuration(QStringLiteral("wait"), 1, line.wait);
    reader.readText(QStringLiteral("ca"), line.tls.caFile);
    reader.readText(QStringLiteral("cert"), line.tls.certificateFile);
    reader.readText(QStringLiteral("key"), line.tls.keyFile);
    reader.readText(QStringLiteral("server-name"), line.tls.serverName);
    reader.readText(QStringLiteral("profile"), line.profile);
    reader.readText(QStringLiteral("confirm"), line.confirmed);
    if (!reader.problem().isEmpty())
        return invalid(reader.problem());
    if (!line.tls.keyFile.isEmpty() && line.tls.certificateFile.isEmpty())
        return invalid(tr("--key goes with --cert, the certificate that it belongs to."));
    if (parser.isSet(QStringLiteral("insecure")))
        line.tls.verification = TlsOptions::Verification::NotAtAll;
    line.tlsGiven = std::ranges::any_of(tlsOptionNames, [&](const char *name) { return parser.isSet(QString::fromLatin1(name)); });
    if (parser.isSet(QStringLiteral("unchecked")))
        line.run.checking = Checking::Unchecked;

    QStringList urls = parser.values(QStringLiteral("connect")) + parser.positionalArguments();
    line.sandbox = parser.isSet(QStringLiteral("sandbox"));
    if (parser.isSet(QStringLiteral("log-file")))
        line.logFile = decoded(parser.value(QStringLiteral("log-file")));
    if (parser.isSet(QStringLiteral("log-file")) && line.logFile.isEmpty())
        return invalid(tr("--log-file needs the name of a file."));
    if (urls.size() + parser.values(QStringLiteral("profile")).size() + (line.sandbox ? 1 : 0) > 1)
        return invalid(tr("Only one server can be given: --connect, --profile, --sandbox or an address."));
    if (!urls.isEmpty())
        line.url = decoded(urls.first());
    if (line.sandbox && line.tlsGiven)
        return invalid(tr("The sandbox speaks no TLS: --ca, --cert, --key, --server-name and --insecure go with memcacheds://."));

    if (!line.confirmed.isEmpty() && line.confirmed != line.profile)
        return invalid(tr("--confirm goes with --profile, and repeats its name."));
    if (!line.profile.isEmpty() && line.tlsGiven)
        return invalid(tr("The profile says how TLS is done: --ca, --cert, --key, --server-name and --insecure do not go with --profile."));

    const QStringList files = parser.values(QStringLiteral("execute"));
    const QStringList lines = parser.values(QStringLiteral("execute-line"));
    for (const QString &text : lines)
        line.lines.append(text.toLatin1());
    if (files.size() + (line.lines.isEmpty() ? 0 : 1) > 1)
        return invalid(tr("Either one --execute or any number of --execute-line can be given."));
    if (!files.isEmpty())
        line.file = decoded(files.first());
    if (line.file || !line.lines.isEmpty()) {
        line.action = Action::Run;
        if (line.url.isEmpty() && line.profile.isEmpty() && !line.sandbox)
            return invalid(tr("No server is given: add --connect URL, --profile NAME or --sandbox."));
        return line;
    }
    for (const OptionText &text : optionTexts) {
        if (text.forRuns && parser.isSet(QString::fromLatin1(text.name)))
            return invalid(tr("--%1 goes with --execute or --execute-line.").arg(QString::fromLatin1(text.name)));
    }
    return line;
}

QString CommandLine::helpText()
{
    QCommandLineParser parser;
    declareOptions(parser);
    return parser.helpText();
}
