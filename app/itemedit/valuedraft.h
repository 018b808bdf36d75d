#pragma once

#include "app/itemedit/onelinejson.h"
#include "app/values/valuereader.h"

#include <QObject>

#include <optional>

/// A value that is being changed: what it was when that began, what it is now, and how that is read. It is changed decoded, or as it is
/// stored; what one of them becomes in the other form is worked out when it is needed.
class ValueDraft : public QObject
{
    Q_OBJECT

public:
    enum class Stage { Decoded, Stored };

    struct Base
    {
        QByteArray key{};
        QByteArray stored{};
        SharedReading reading{}; ///< null: it could not be read, and then only stored bytes can be changed
        quint32 flags = 0;
        ClientLibrary library = ClientLibrary::Unknown;
    };

    explicit ValueDraft(QObject *parent = nullptr);

    void begin(const Base &base);
    /// Lets go of everything.
    void end();

    [[nodiscard]] const Base &base() const { return m_base; }
    /// What was read: decompressed bytes, or where it was not read the stored ones.
    [[nodiscard]] const QByteArray &decodedBase() const { return m_decodedBase; }
    /// Where decoded and stored bytes are the same, all counts as decoded.
    [[nodiscard]] bool hasOneStage() const;

    /// Which bytes were changed last.
    [[nodiscard]] Stage stage() const { return m_stage; }
    /// Those.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    /// The draft decoded, if that is known: while stored bytes that were changed are being read, and where they cannot be, it is not.
    [[nodiscard]] std::optional<QByteArray> decoded() const;
    /// Why it is not; empty: it is, or is still being read.
    [[nodiscard]] QString whyNotDecoded() const;
    /// `brokenOf`: what the bytes become once they are JSON again; until then they have the blanks and line ends that are for the eye.
    void setBytes(Stage stage, const QByteArray &bytes, const OneLineJson &brokenOf = {});
    /// Of the bytes as they are now.
    [[nodiscard]] const OneLineJson &brokenOf() const { return m_brokenOf; }
    /// As it was when it began.
    void reset();
    [[nodiscard]] bool isChanged() const { return m_isChanged; }

    /// The draft, read as the base was: what is wrong with it is in there. Null: not yet.
    [[nodiscard]] const SharedReading &reading() const { return m_isChanged ? m_reader.reading() : m_base.reading; }
    [[nodiscard]] bool isReading() const { return m_isChanged && m_reader.isBusy(); }

    /// Bytes of a value that can be changed at all, stored or decoded.
    static constexpr qsizetype mostBytes = qsizetype(16) * 1024 * 1024;

signals:
    /// It has other bytes. Its reading may be there already, or readingChanged() follows.
    void changed();
    void readingChanged();

private:
    Base m_base;
    QByteArray m_decodedBase;
    Stage m_stage = Stage::Decoded;
    QByteArray m_bytes;
    OneLineJson m_brokenOf;
    bool m_isChanged = false;
    ValueReader m_reader;
};
