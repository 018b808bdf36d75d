#include "ui/workbench/textload.h"

#include <utility>

/// Scintilla's ILoader, which QScintilla ships no header of: three functions in this order since Scintilla 3.0, no destructor.
struct TextLoad::Loader
{
    virtual int Release() = 0;
    virtual int AddData(const char *bytes, ptrdiff_t length) = 0; // 0: it is well
    virtual void *ConvertToDocument() = 0;

protected:
    ~Loader() = default;
};

TextLoad::TextLoad(void *loader)
    : m_loader(static_cast<Loader *>(loader))
{
}

TextLoad::~TextLoad()
{
    if (m_loader)
        m_loader->Release();
}

bool TextLoad::fill(QByteArrayView text)
{
    return text.isEmpty() || m_loader->AddData(text.data(), text.size()) == 0;
}

void *TextLoad::takeDocument()
{
    Loader *loader = std::exchange(m_loader, nullptr);
    return loader ? loader->ConvertToDocument() : nullptr;
}
