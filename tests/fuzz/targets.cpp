#include "tests/fuzz/targets.h"

#include <array>

namespace greenlight::fuzz {

namespace {

constexpr std::array all{
    Target{"body", takeBody},         Target{"chip", takeChip},
    Target{"elf", takeElf},           Target{"evidence", takeEvidence},
    Target{"hex", takeHex},           Target{"note", takeNote},
    Target{"options", takeOptions},   Target{"probe", takeProbe},
    Target{"proof", takeProof},       Target{"raw", takeRaw},
    Target{"recipe", takeRecipe},     Target{"serial", takeSerial},
    Target{"settings", takeSettings}, Target{"signature", takeSignature},
    Target{"srec", takeSrec},         Target{"usb", takeUsb},
};

} // namespace

std::span<const Target> targets() noexcept { return all; }

} // namespace greenlight::fuzz
