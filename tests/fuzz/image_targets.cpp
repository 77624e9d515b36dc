// Firmware files.
#include "engine/base/check.h"
#include "engine/job/image.h"
#include "tests/fuzz/reader.h"

namespace greenlight::fuzz {

namespace {

void takeImage(std::string_view name, Bytes file, std::optional<std::uint32_t> address = {}) {
    const job::ImageLimits limits{.fileBytes = 1U << 20U, .dataBytes = 1U << 20U, .segments = 1024};
    const auto image = job::parseImage(name, file, address, limits);
    if (!image) {
        CHECK(static_cast<unsigned>(image.fault().code) / 100 == 7);
        return;
    }
    std::uint64_t bytes = 0;
    std::uint64_t end = 0;
    bool first = true;
    for (const job::Segment& segment : image->segments()) {
        CHECK(!segment.bytes.empty());
        CHECK(first || segment.address > end);
        CHECK(segment.end() <= 1ULL << 32U);
        first = false;
        end = segment.end();
        bytes += segment.bytes.size();
    }
    CHECK(bytes == image->sizeBytes() && bytes > 0 && bytes <= limits.dataBytes);
    CHECK(image->segments().size() <= limits.segments);
    CHECK(image->files().size() == 1 && image->files()[0].sha256 == base::sha256(file));
    // It lies in the memory that it says it lies in, and its content is no accident.
    CHECK(image->checkAgainst(0, 1ULL << 32U).ok());
    CHECK(job::parseImage(name, file, address, limits)->digest() == image->digest());
}

} // namespace

void takeHex(Bytes bytes) { takeImage("a.hex", bytes); }

void takeSrec(Bytes bytes) { takeImage("a.srec", bytes); }

void takeElf(Bytes bytes) { takeImage("a.elf", bytes); }

void takeRaw(Bytes bytes) {
    Reader reader(bytes);
    const std::uint32_t address = reader.number();
    takeImage("a.bin", reader.rest(), address);
}

} // namespace greenlight::fuzz
