#include "engine/job/image_formats.h"

namespace greenlight::job {

Result<void> readBin(std::span<const std::uint8_t> file, std::uint32_t address,
                     ImageBuilder& builder) {
    // A renamed file would be programmed as text, verified byte by byte, and never start.
    const auto* const other = looksLikeElf(file)    ? "an ELF file"
                              : looksLikeHex(file)  ? "an Intel HEX file"
                              : looksLikeSrec(file) ? "an S-record file"
                                                    : nullptr;
    if (other != nullptr) {
        return Fault{.code = FaultCode::ImageSyntax,
                     .note = std::string("the content is that of ") + other};
    }
    return builder.add(address, file, 1);
}

} // namespace greenlight::job
