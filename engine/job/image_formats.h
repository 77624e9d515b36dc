#pragma once

#include "engine/job/image_builder.h"

namespace greenlight::job {

/// One reader per format. Each puts a whole file into `builder`; `decoded` is memory for bytes that
/// the file holds as text, and must outlive the builder's finish(). The note of a fault names the
/// line or the segment, not the file: the caller does that.

/// Intel HEX (Intel, "Hexadecimal Object File Format Specification", Revision A, 1988): records
/// 00 to 05. The End of File record is demanded and must be the last.
[[nodiscard]] Result<void> readHex(std::span<const std::uint8_t> file, ImageBuilder& builder,
                                   std::vector<std::uint8_t>& decoded);

/// Motorola S-records (M68000 Family Programmer's Reference Manual, appendix C): S0 first, S1 to
/// S3, S5 and S6 with the right count, one of S7 to S9 demanded as the last.
[[nodiscard]] Result<void> readSrec(std::span<const std::uint8_t> file, ImageBuilder& builder,
                                    std::vector<std::uint8_t>& decoded);

/// ELF for the Arm architecture (32-bit, little-endian, executable): the file bytes of every
/// PT_LOAD segment at its physical address, which is where a linker puts what start-up code copies.
[[nodiscard]] Result<void> readElf(std::span<const std::uint8_t> file, ImageBuilder& builder);

/// Plain bytes for `address` and following. What is plainly a file of another format is refused.
[[nodiscard]] Result<void> readBin(std::span<const std::uint8_t> file, std::uint32_t address,
                                   ImageBuilder& builder);

/// Whether a file begins as an ELF file, or with a whole valid record of a text format.
[[nodiscard]] bool looksLikeElf(std::span<const std::uint8_t> file) noexcept;
[[nodiscard]] bool looksLikeHex(std::span<const std::uint8_t> file);
[[nodiscard]] bool looksLikeSrec(std::span<const std::uint8_t> file);

} // namespace greenlight::job
