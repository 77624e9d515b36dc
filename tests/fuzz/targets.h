#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// Everything that reads what it did not write itself, as functions of any bytes. Each must return,
// whatever the bytes are; what it promises about what it accepts is CHECKed. libFuzzer drives them
// in the build `fuzz`, and every build runs the bytes that are kept in corpus/.

namespace greenlight::fuzz {

using Bytes = std::span<const std::uint8_t>;

struct Target {
    std::string_view name; ///< and its folder in corpus/
    void (*run)(Bytes);
};

/// Every target, in the order of names.
[[nodiscard]] std::span<const Target> targets() noexcept;

void takeBody(Bytes bytes);
void takeChip(Bytes bytes);
void takeElf(Bytes bytes);
void takeEvidence(Bytes bytes);
void takeHex(Bytes bytes);
void takeNote(Bytes bytes);
void takeOptions(Bytes bytes);
void takeProbe(Bytes bytes);
void takeProof(Bytes bytes);
void takeRaw(Bytes bytes);
void takeRecipe(Bytes bytes);
void takeSerial(Bytes bytes);
void takeSettings(Bytes bytes);
void takeSignature(Bytes bytes);
void takeSrec(Bytes bytes);
void takeUsb(Bytes bytes);

} // namespace greenlight::fuzz
