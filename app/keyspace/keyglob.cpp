#include "app/keyspace/keyglob.h"

void KeyGlob::addLiteral(QByteArrayView bytes)
{
    for (const char byte : bytes)
        m_tokens.push_back(uchar(byte));
}

void KeyGlob::addAnyMany()
{
    if (m_tokens.empty() || m_tokens.back() != anyMany)
        m_tokens.push_back(anyMany);
}

/// Only the last star that was passed has to be tried again further on: what an earlier one could reach, that one can too.
bool KeyGlob::matches(QByteArrayView key) const
{
    const size_t tokenCount = m_tokens.size();
    size_t token = 0;
    qsizetype at = 0;
    size_t behindStar = 0; // 0: there was none yet
    qsizetype starAt = 0;
    while (at < key.size()) {
        if (token < tokenCount && m_tokens[token] == anyMany) {
            behindStar = ++token;
            starAt = at;
        } else if (token < tokenCount && (m_tokens[token] == anyOne || m_tokens[token] == uchar(key[at]))) {
            ++token;
            ++at;
        } else if (behindStar != 0) {
            token = behindStar;
            at = ++starAt;
        } else {
            return false;
        }
    }
    while (token < tokenCount && m_tokens[token] == anyMany)
        ++token;
    return token == tokenCount;
}
