#pragma once

#include <QtGlobal>

#include <memory>

/// A stretch of bytes as they came from a server, shared by all that refers to them. Written once, from its beginning on; bytes that were
/// handed out never change or move.
class ReadBlock
{
public:
    static constexpr qsizetype usualCapacity = 4 * 1024 * 1024;

    explicit ReadBlock(qsizetype capacity)
        : m_bytes(std::make_unique_for_overwrite<char[]>(size_t(capacity)))
        , m_capacity(capacity)
    {
    }

    [[nodiscard]] char *bytes() { return m_bytes.get(); }
    [[nodiscard]] const char *bytes() const { return m_bytes.get(); }
    [[nodiscard]] qsizetype capacity() const { return m_capacity; }

private:
    std::unique_ptr<char[]> m_bytes;
    qsizetype m_capacity;
};
