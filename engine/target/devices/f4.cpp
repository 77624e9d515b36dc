#include "engine/target/devices/f2f4f7.h"

// STM32F4. Figures: DS8626 Rev 12; registers: RM0090 (F405 to F439), RM0368 (F401), RM0383 (F411),
// RM0390 (F446), RM0386 (F469), RM0401 (F410), RM0402 (F412), RM0430 (F413).

namespace greenlight::target::devices {

namespace {

using f2f4f7::optcr;
using f2f4f7::optcr1;

constexpr std::array f401cParts{PartLine{"STM32F401", "CB CC RB RC VB VC"}};
constexpr std::array f401eParts{PartLine{"STM32F401", "CD CE RD RE VD VE"}};
constexpr std::array f407Parts{
    PartLine{"STM32F405", "OE OG RG VG ZG"},
    PartLine{"STM32F407", "IE IG VE VG ZE ZG"},
    PartLine{"STM32F415", "OG RG VG ZG"},
    PartLine{"STM32F417", "IE IG VE VG ZE ZG"},
};
constexpr std::array f410Parts{PartLine{"STM32F410", "C8 CB R8 RB T8 TB"}};
constexpr std::array f411Parts{PartLine{"STM32F411", "CC CE RC RE VC VE"}};
constexpr std::array f412Parts{PartLine{"STM32F412", "CE CG RE RG VE VG ZE ZG"}};
constexpr std::array f413Parts{
    PartLine{"STM32F413", "CG CH MG MH RG RH VG VH ZG ZH"},
    PartLine{"STM32F423", "CH MH RH VH ZH"},
};
constexpr std::array f429Parts{
    PartLine{"STM32F427", "AG AI IG II VG VI ZG ZI"},
    PartLine{"STM32F429", "AG AI BE BG BI IE IG II NE NG NI VE VG VI ZE ZG ZI"},
    PartLine{"STM32F437", "AI IG II VG VI ZG ZI"},
    PartLine{"STM32F439", "AI BG BI IG II NG NI VG VI ZG ZI"},
};
constexpr std::array f446Parts{PartLine{"STM32F446", "MC ME RC RE VC VE ZC ZE"}};
constexpr std::array f469Parts{
    PartLine{"STM32F469", "AE AG AI BE BG BI IE IG II NE NG NI VE VG VI ZE ZG ZI"},
    PartLine{"STM32F479", "AG AI BG BI IG II NG NI VG VI ZG ZI"},
};

constexpr std::array<unsigned, 2> sizes64{64, 128};
constexpr std::array<unsigned, 2> sizes128{128, 256};
constexpr std::array<unsigned, 2> sizes256{256, 512};
constexpr std::array<unsigned, 2> sizes384{384, 512};
constexpr std::array<unsigned, 2> sizes512{512, 1024};
constexpr std::array<unsigned, 2> sizes1024{1024, 1536};
constexpr std::array<unsigned, 3> sizesDual{512, 1024, 2048};

constexpr std::array oneBank{Geometry{64, 1536, {}, 1, 0, f2f4f7::sectors16}};
// RM0090 tables 6 and 7: 2 MB are two banks, 1 MB are two when DB1M says so, 512 KB never are.
constexpr std::uint32_t db1m = 1U << 30;
constexpr OptionCondition undivided{optcr, db1m, 0};
constexpr OptionCondition divided{optcr, db1m, db1m};
constexpr std::array twoBanks{
    Geometry{2048, 2048, {}, 2, 0, f2f4f7::sectors16},
    Geometry{1024, 1024, divided, 2, 0, f2f4f7::sectors16},
    Geometry{1024, 1024, undivided, 1, 0, f2f4f7::sectors16},
    Geometry{512, 512, {}, 1, 0, f2f4f7::sectors16},
};
// The second bank's twelve bits stand in OPTCR1. Undivided flash has only the first bank.
constexpr std::array twoBankBits{
    WriteProtectionBits{.address = optcr, .firstBit = 16, .bits = 12, .bank = 0},
    WriteProtectionBits{.address = optcr1, .firstBit = 16, .bits = 12, .bank = 1},
};

constexpr std::uint32_t sprmod = 1U << 31;
constexpr std::string_view readOutProtected =
    "code read-out protection in the place of write protection";
constexpr std::array withReadOut{NormalField{optcr, sprmod, 0, readOutProtected}};
constexpr std::array withSecondBoot{NormalField{optcr, sprmod, 0, readOutProtected},
                                    NormalField{optcr, 1U << 4, 0, "a start from the second bank"}};

// CCM at 0x10000000 cannot execute code and is not on the list.
constexpr std::array ram32{RamRegion{0x20000000, 32 * kib}};
constexpr std::array ram64{RamRegion{0x20000000, 64 * kib}};
constexpr std::array ram96{RamRegion{0x20000000, 96 * kib}};
constexpr std::array ram128{RamRegion{0x20000000, 128 * kib}};
constexpr std::array ram192{RamRegion{0x20000000, 192 * kib}};
constexpr std::array ram256{RamRegion{0x20000000, 256 * kib}};
constexpr std::array ram320{RamRegion{0x20000000, 320 * kib}};

constexpr Device f407() {
    Device row = f2f4f7::rowOf({.devId = 0x413,
                                .name = "STM32F405/407/415/417",
                                .parts = f407Parts,
                                .sizes = sizes512,
                                .geometries = oneBank,
                                .ram = ram128,
                                .protection = f2f4f7::protectionOf(12, {}),
                                .fastClock = f2f4f7::fast168});
    // Revision A of the F405 answers with the id of an F2 (ES0182 2.1.1).
    row.earlyDevId = 0x411;
    return row;
}

/// One bank, one option register, code read-out protection by SPRMOD.
constexpr Device plain(std::uint16_t devId, std::string_view name, std::span<const PartLine> parts,
                       std::span<const unsigned> sizes, std::span<const RamRegion> ram,
                       unsigned protectedBits, const FastClock& clock = f2f4f7::fast84) {
    return f2f4f7::rowOf({.devId = devId,
                          .name = name,
                          .parts = parts,
                          .sizes = sizes,
                          .geometries = oneBank,
                          .ram = ram,
                          .protection = f2f4f7::protectionOf(protectedBits, withReadOut),
                          .fastClock = clock});
}

constexpr Device dual(std::uint16_t devId, std::string_view name, std::span<const PartLine> parts,
                      std::span<const RamRegion> ram) {
    return f2f4f7::rowOf({.devId = devId,
                          .name = name,
                          .parts = parts,
                          .sizes = sizesDual,
                          .geometries = twoBanks,
                          .ram = ram,
                          .options = f2f4f7::twoOptions,
                          .protection = f2f4f7::protectionOf(0, withSecondBoot, twoBankBits),
                          .fastClock = f2f4f7::fast168});
}

constexpr std::array rows{
    f407(),
    dual(0x419, "STM32F427/429/437/439", f429Parts, ram192),
    plain(0x421, "STM32F446", f446Parts, sizes256, ram128, 8, f2f4f7::fast168),
    plain(0x423, "STM32F401xB/C", f401cParts, sizes128, ram64, 6),
    plain(0x431, "STM32F411", f411Parts, sizes256, ram128, 8),
    plain(0x433, "STM32F401xD/E", f401eParts, sizes384, ram96, 8),
    dual(0x434, "STM32F469/479", f469Parts, ram320),
    plain(0x441, "STM32F412", f412Parts, sizes512, ram256, 12),
    plain(0x458, "STM32F410", f410Parts, sizes64, ram32, 5),
    // Sectors 14 and 15 share the last bit (RM0430 3.8.3).
    plain(0x463, "STM32F413/423", f413Parts, sizes1024, ram320, 15),
};

} // namespace

std::span<const Device> f4() noexcept { return rows; }

} // namespace greenlight::target::devices
