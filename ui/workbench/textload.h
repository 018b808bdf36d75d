#pragma once

#include <QByteArrayView>

/// A text on its way into the ByteEditor that it was made for. What takes long about it, finding the lines and a place for millions of
/// bytes, can be done in any thread, one at a time.
class TextLoad
{
public:
    /// `loader`: what Scintilla's SCI_CREATELOADER answered (scintilla.org/ScintillaDoc.html, “Loading in the background”).
    explicit TextLoad(void *loader);
    ~TextLoad();
    Q_DISABLE_COPY_MOVE(TextLoad)

    /// Once, with all of it. False: there is no memory for it.
    [[nodiscard]] bool fill(QByteArrayView text);
    /// The document with the text, for SCI_SETDOCPOINTER; it belongs to the caller then. Null: it has been taken.
    [[nodiscard]] void *takeDocument();

private:
    struct Loader;

    Loader *m_loader;
};
