#include "connection/protocol/response.h"

#include <fuzzer/FuzzedDataProvider.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

struct Answer
{
    ResponseHeader header;
    std::vector<char> body;

    bool operator==(const Answer &) const = default;
};

struct Reading
{
    std::vector<Answer> answers;
    ParseState state = ParseState::Incomplete;
};

/// Parses a copy of its own, so that a sanitizer sees the first byte read behind its end.
ParseState parseAlone(const std::vector<char> &bytes, quint32 maximumBody, Reading &reading, qsizetype &length)
{
    const auto copy = std::make_unique<char[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.get());
    const QByteArrayView view(copy.get(), qsizetype(bytes.size()));
    Response response;
    ResponseHeader header;
    const ParseState state = parseResponse(view, maximumBody, response);
    const ParseState headerState = parseHeader(view, maximumBody, header);
    require((state == ParseState::Malformed) == (headerState == ParseState::Malformed));
    if (state != ParseState::Complete)
        return state;

    require(headerState == ParseState::Complete && header == response.header);
    require(header.bodyLength <= maximumBody);
    require(response.extras.size() == header.extrasLength && response.key.size() == header.keyLength);
    require(response.extras.size() + response.key.size() + response.value.size() == qsizetype(header.bodyLength));
    length = header.packetLength();
    Answer answer{header, {}};
    for (const QByteArrayView part : {response.extras, response.key, response.value})
        answer.body.insert(answer.body.end(), part.begin(), part.end());
    require(std::equal(answer.body.begin(), answer.body.end(), bytes.begin() + ResponseHeader::size));
    reading.answers.push_back(std::move(answer));
    return state;
}

/// Reads `stream` in slices of `next()` bytes.
template <typename Next> Reading read(const std::vector<char> &stream, quint32 maximumBody, Next next)
{
    Reading reading;
    std::vector<char> waiting;
    for (size_t at = 0; at < stream.size() && reading.state != ParseState::Malformed;) {
        const size_t count = std::min(next(), stream.size() - at);
        waiting.insert(waiting.end(), stream.begin() + qsizetype(at), stream.begin() + qsizetype(at + count));
        at += count;
        qsizetype length = 0;
        while ((reading.state = parseAlone(waiting, maximumBody, reading, length)) == ParseState::Complete)
            waiting.erase(waiting.begin(), waiting.begin() + length);
    }
    return reading;
}

} // namespace

/// However a stream is cut, the same answers come out of it, and what is malformed stays so.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    // The last bytes of the input choose how it is cut, so that the rest of it is the stream itself.
    FuzzedDataProvider input(bytes, size);
    constexpr std::array<quint32, 4> limits{64, 0, 128 * 1024 * 1024, 0xffffffff};
    const quint32 maximumBody = limits[input.ConsumeIntegralInRange<size_t>(0, limits.size() - 1)];
    const size_t longest = input.ConsumeIntegralInRange<size_t>(1, 64);
    quint32 random = input.ConsumeIntegral<quint32>();
    const std::vector<char> stream = input.ConsumeRemainingBytes<char>();

    const Reading whole = read(stream, maximumBody, [&] { return stream.size(); });
    const Reading sliced = read(stream, maximumBody, [&] {
        random = random * 1664525 + 1013904223; // any generator will do
        return 1 + (random >> 16) % longest;
    });
    require(whole.answers == sliced.answers);
    require(whole.state == sliced.state);
    return 0;
}
