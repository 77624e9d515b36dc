#include "engine/job/image_formats.h"
#include "engine/job/image_text.h"

#include <fmt/core.h>

namespace greenlight::job {
namespace {

struct Record {
    char type = '0';
    std::uint32_t address = 0; ///< in S5 and S6 the count, in S7 to S9 the entry point
    TextRecord content{};
    std::size_t addressSize = 0;

    [[nodiscard]] std::span<const std::uint8_t> payload() const noexcept {
        const auto bytes = content.bytes();
        return bytes.subspan(1 + addressSize, bytes.size() - addressSize - 2);
    }
};

/// How many bytes of address each type has, from S0 on; S4 is reserved.
constexpr std::array<std::size_t, 10> addressSizes{2, 2, 3, 4, 0, 2, 3, 4, 3, 2};

Result<Record> decodeRecord(const TextLine& line) {
    if (!line.text.starts_with('S')) {
        return lineFault(FaultCode::ImageSyntax, line, "does not begin with an S");
    }
    if (line.text.size() < 2) {
        return lineFault(line.terminated ? FaultCode::ImageSyntax : FaultCode::ImageTruncated, line,
                         "has no record type");
    }
    const char type = line.text[1];
    if (type < '0' || type > '9' || type == '4') {
        return lineFault(FaultCode::ImageSyntax, line, "unknown record type");
    }
    Record record{.type = type,
                  .content = TRY(TextRecord::decode(line, 2, 1)),
                  .addressSize = addressSizes.at(static_cast<std::size_t>(type - '0'))};
    const auto bytes = record.content.bytes();
    if (bytes.size() < record.addressSize + 2) {
        return lineFault(FaultCode::ImageSyntax, line, "too short for its address");
    }
    if (record.content.sum() != 0xFF) {
        const std::uint8_t found = bytes.back();
        return lineFault(
            FaultCode::ImageChecksum, line,
            fmt::format("checksum {:02X} where {:02X} is right", found,
                        static_cast<std::uint8_t>(found + 0xFF - record.content.sum())));
    }
    record.address = bigEndian(bytes.subspan(1, record.addressSize));
    return record;
}

class SrecReader {
public:
    SrecReader(ImageBuilder& builder, std::vector<std::uint8_t>& decoded)
        : m_builder(builder)
        , m_decoded(decoded) {}

    Result<void> take(const TextLine& line) {
        if (m_ended) {
            return lineFault(FaultCode::ImageSyntax, line, "follows the termination record");
        }
        const Record record = TRY(decodeRecord(line));
        ++m_records;
        switch (record.type) {
        case '0':
            return header(line);
        case '5':
        case '6':
            return count(line, record);
        case '7':
        case '8':
        case '9':
            m_ended = true;
            if (record.address != 0) { // Writers put 0 there when they know of no entry point.
                m_builder.setEntryPoint(record.address);
            }
            return expectNoPayload(line, record);
        default:
            return data(line, record);
        }
    }

    [[nodiscard]] bool ended() const noexcept { return m_ended; }

private:
    /// The checksum does not cover the type, so a header elsewhere may be a damaged data record.
    Result<void> header(const TextLine& line) const {
        if (m_records != 1) {
            return lineFault(FaultCode::ImageSyntax, line, "a header that is not the first record");
        }
        return {};
    }

    Result<void> count(const TextLine& line, const Record& record) const {
        TRY(expectNoPayload(line, record));
        if (record.address != m_dataRecords) {
            return lineFault(record.address > m_dataRecords ? FaultCode::ImageTruncated
                                                            : FaultCode::ImageSyntax,
                             line,
                             fmt::format("counts {} data records where {} came before it",
                                         record.address, m_dataRecords));
        }
        return {};
    }

    static Result<void> expectNoPayload(const TextLine& line, const Record& record) {
        if (!record.payload().empty()) {
            return lineFault(FaultCode::ImageSyntax, line, "data in a record that carries none");
        }
        return {};
    }

    Result<void> data(const TextLine& line, const Record& record) {
        ++m_dataRecords;
        const auto payload = record.payload();
        const std::uint64_t space = 1ULL << (8U * record.addressSize);
        if (record.addressSize < 4 && record.address + payload.size() > space) {
            Fault fault = lineFault(FaultCode::ImageSyntax, line,
                                    fmt::format("wraps around the end of its {}-bit addresses",
                                                8 * record.addressSize));
            fault.address = record.address;
            return fault;
        }
        CHECK(m_decoded.size() + payload.size() <= m_decoded.capacity());
        m_decoded.insert(m_decoded.end(), payload.begin(), payload.end());
        return m_builder.add(record.address, std::span(m_decoded).last(payload.size()),
                             line.number);
    }

    ImageBuilder& m_builder;
    std::vector<std::uint8_t>& m_decoded;
    std::uint32_t m_records = 0;
    std::uint32_t m_dataRecords = 0;
    bool m_ended = false;
};

} // namespace

Result<void> readSrec(std::span<const std::uint8_t> file, ImageBuilder& builder,
                      std::vector<std::uint8_t>& decoded) {
    decoded.reserve(file.size() / 2); // Never grows again: the builder keeps spans into it.
    SrecReader reader(builder, decoded);
    TextLines lines(file);
    while (const auto line = lines.next()) {
        TRY(reader.take(*line));
    }
    if (!reader.ended()) {
        return Fault{.code = FaultCode::ImageTruncated, .note = "there is no termination record"};
    }
    return {};
}

bool looksLikeSrec(std::span<const std::uint8_t> file) {
    const auto line = TextLines(file).next();
    return line && decodeRecord(*line).ok();
}

} // namespace greenlight::job
