#include "engine/job/image_formats.h"
#include "engine/job/image_text.h"

#include <fmt/core.h>

namespace greenlight::job {
namespace {

/// Length, two bytes of address, type and checksum surround what the length counts.
constexpr std::size_t overhead = 5;
constexpr std::size_t headerSize = 4;

enum class RecordType : std::uint8_t {
    Data = 0,
    EndOfFile = 1,
    ExtendedSegmentAddress = 2,
    StartSegmentAddress = 3,
    ExtendedLinearAddress = 4,
    StartLinearAddress = 5,
};

Result<TextRecord> decodeRecord(const TextLine& line) {
    if (!line.text.starts_with(':')) {
        return lineFault(FaultCode::ImageSyntax, line, "does not begin with a colon");
    }
    const TextRecord record = TRY(TextRecord::decode(line, 1, overhead));
    if (record.sum() != 0) {
        const std::uint8_t found = record.bytes().back();
        return lineFault(FaultCode::ImageChecksum, line,
                         fmt::format("checksum {:02X} where {:02X} is right", found,
                                     static_cast<std::uint8_t>(found - record.sum())));
    }
    return record;
}

class HexReader {
public:
    HexReader(ImageBuilder& builder, std::vector<std::uint8_t>& decoded)
        : m_builder(builder)
        , m_decoded(decoded) {}

    Result<void> take(const TextLine& line) {
        if (m_ended) {
            return lineFault(FaultCode::ImageSyntax, line, "follows the End of File record");
        }
        const TextRecord record = TRY(decodeRecord(line));
        const auto offset = static_cast<std::uint16_t>(bigEndian(record.bytes().subspan(1, 2)));
        const auto payload = record.bytes().subspan(headerSize, record.bytes().front());
        switch (static_cast<RecordType>(record.bytes()[3])) {
        case RecordType::Data:
            return data(line, offset, payload);
        case RecordType::EndOfFile:
            m_ended = true;
            return expectSize(line, payload, 0);
        case RecordType::ExtendedSegmentAddress:
            TRY(expectSize(line, payload, 2));
            m_base = bigEndian(payload) << 4U;
            m_linear = false;
            return {};
        case RecordType::ExtendedLinearAddress:
            TRY(expectSize(line, payload, 2));
            m_base = bigEndian(payload) << 16U;
            m_linear = true;
            return {};
        case RecordType::StartSegmentAddress:
            TRY(expectSize(line, payload, 4));
            m_builder.setEntryPoint((bigEndian(payload.first(2)) << 4U) +
                                    bigEndian(payload.subspan(2)));
            return {};
        case RecordType::StartLinearAddress:
            TRY(expectSize(line, payload, 4));
            m_builder.setEntryPoint(bigEndian(payload));
            return {};
        }
        return lineFault(FaultCode::ImageSyntax, line,
                         fmt::format("unknown record type {:02X}", record.bytes()[3]));
    }

    [[nodiscard]] bool ended() const noexcept { return m_ended; }

private:
    static Result<void> expectSize(const TextLine& line, std::span<const std::uint8_t> payload,
                                   std::size_t size) {
        if (payload.size() != size) {
            return lineFault(FaultCode::ImageSyntax, line,
                             fmt::format("{} data bytes where this type of record has {}",
                                         payload.size(), size));
        }
        return {};
    }

    Result<void> data(const TextLine& line, std::uint16_t offset,
                      std::span<const std::uint8_t> payload) {
        // By the specification such a record continues at the start of its 64 KiB segment, and many
        // writers mean that it goes straight on: nobody can know what was meant.
        if (!m_linear && offset + payload.size() > 0x10000) {
            Fault fault = lineFault(FaultCode::ImageSyntax, line,
                                    "wraps around the end of its 64 KiB segment");
            fault.address = m_base + offset;
            return fault;
        }
        CHECK(m_decoded.size() + payload.size() <= m_decoded.capacity());
        m_decoded.insert(m_decoded.end(), payload.begin(), payload.end());
        return m_builder.add(m_base + offset, std::span(m_decoded).last(payload.size()),
                             line.number);
    }

    ImageBuilder& m_builder;
    std::vector<std::uint8_t>& m_decoded;
    std::uint32_t m_base = 0;
    bool m_linear = false;
    bool m_ended = false;
};

} // namespace

Result<void> readHex(std::span<const std::uint8_t> file, ImageBuilder& builder,
                     std::vector<std::uint8_t>& decoded) {
    decoded.reserve(file.size() / 2); // Never grows again: the builder keeps spans into it.
    HexReader reader(builder, decoded);
    TextLines lines(file);
    while (const auto line = lines.next()) {
        TRY(reader.take(*line));
    }
    if (!reader.ended()) {
        return Fault{.code = FaultCode::ImageTruncated, .note = "there is no End of File record"};
    }
    return {};
}

bool looksLikeHex(std::span<const std::uint8_t> file) {
    const auto line = TextLines(file).next();
    return line && decodeRecord(*line).ok();
}

} // namespace greenlight::job
