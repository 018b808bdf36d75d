#pragma once

#include "app/commands/commandparser.h"
#include "connection/error.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

/// A line of a script that does not parse, or that parses and is probably not meant.
struct ScriptProblem
{
    enum class Severity : quint8 { Error, Warning };

    qint64 line = 0; ///< from 1
    ParseError error;
    Severity severity = Severity::Error;

    bool operator==(const ScriptProblem &) const = default;
};

/// The lines of a script one after the other, with their numbers: from a text, from a file (which can be read twice, and so can be checked
/// whole before it is run), or from a stream that is run as it comes. Reads in portions and never blocks on a stream.
class ScriptSource : public QObject
{
    Q_OBJECT

public:
    enum class Next {
        Line,    ///< the argument holds a line
        Waiting, ///< a stream is dry: readable() will tell
        End,
        Failed, ///< see error()
    };
    /// Bytes: no command needs more, and a stream without any line end must not fill the memory.
    static constexpr qsizetype longestLine = 256 * 1024 * 1024;

    /// `folder`: where relative `file:` paths begin. `firstLine`: the number of the first line, where the text is a part of a script.
    [[nodiscard]] static std::unique_ptr<ScriptSource> fromText(const QByteArray &text, const QString &folder, qint64 firstLine = 1);
    /// The first of `lines` is line 1; `file:` paths begin in the working folder.
    [[nodiscard]] static std::unique_ptr<ScriptSource> fromLines(const QList<QByteArray> &lines);
    /// Never null: one that cannot be opened has an error() (Unreadable). What is no regular file (a FIFO, /dev/fd/…) is a stream.
    [[nodiscard]] static std::unique_ptr<ScriptSource> fromFile(const QString &path);
    /// A stream, such as standard input (0); the descriptor stays the caller's. `file:` paths begin in the working folder.
    [[nodiscard]] static std::unique_ptr<ScriptSource> fromStream(int descriptor);
    ~ScriptSource() override;

    [[nodiscard]] bool isStream() const { return m_kind == Kind::Stream; }
    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// The whole text, shared, if it was made from one; otherwise empty.
    [[nodiscard]] QByteArray text() const { return m_kind == Kind::Text ? m_buffer : QByteArray(); }
    /// The number of its first line.
    [[nodiscard]] qint64 firstLine() const { return m_firstLine; }
    /// Why it cannot be read (Unreadable) or a line cannot be taken (Invalid); none otherwise.
    [[nodiscard]] const Error &error() const { return m_error; }

    /// Parses every line, and leaves the source at its beginning again: up to `atMost` lines that do not parse, in order. Not for a stream.
    [[nodiscard]] QList<ScriptProblem> check(qsizetype atMost = 100);

    /// The next line without its LF (a CR before it is left to the parser, a byte order mark is gone); its bytes live until the next call.
    [[nodiscard]] Next next(QByteArrayView &line);
    /// The number of the line that next() gave last.
    [[nodiscard]] qint64 lineNumber() const { return m_lineNumber; }
    /// Reads no more from a stream: what has come of it in whole lines is still given, then its End.
    void stop();

signals:
    /// After Waiting, once: next() is worth asking again.
    void readable();

private:
    enum class Kind { Text, File, Stream };
    enum class Filled { More, Waiting, End, Failed };

    ScriptSource(Kind kind, const QString &folder);
    void rewind();
    [[nodiscard]] Filled fill();
    [[nodiscard]] Filled fail(Error::Code code, const QString &text);
    void watch();

    Kind m_kind;
    QString m_folder;
    QString m_name; ///< for messages
    Error m_error;
    QByteArray m_buffer;      ///< the whole text, or what has been read and not been given yet
    qsizetype m_begin = 0;    ///< the next line begins here
    qsizetype m_end = 0;      ///< what has been read ends here
    qsizetype m_searched = 0; ///< no line end between m_begin and here
    qint64 m_lineNumber = 0;  ///< from 1
    qint64 m_firstLine = 1;
    int m_descriptor = -1;
    bool m_ownsDescriptor = false;
    bool m_endReached = false; ///< nothing comes behind m_end
    bool m_stopped = false;
    std::unique_ptr<QSocketNotifier> m_notifier;
};
