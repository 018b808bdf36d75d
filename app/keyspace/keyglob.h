#pragma once

#include <QByteArrayView>

#include <vector>

/// A pattern for a whole key: bytes that stand for themselves, others for one byte whatever it is, or for any number of them.
class KeyGlob
{
public:
    void addLiteral(QByteArrayView bytes);
    void addAnyOne() { m_tokens.push_back(anyOne); }
    void addAnyMany();

    [[nodiscard]] bool matches(QByteArrayView key) const;
    bool operator==(const KeyGlob &) const = default;

private:
    static constexpr quint16 anyOne = 256;
    static constexpr quint16 anyMany = 257;

    std::vector<quint16> m_tokens; ///< up to 255: that byte
};
