#include "engine/target/option_fields.h"

#include "engine/base/check.h"
#include "engine/target/options.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace greenlight::target {

namespace {

using Field = OptionField;

// OBR of PM0075 3.7.
constexpr std::array f1Fields{
    Field{"WDG_SW", 0x1C, 2},    Field{"nRST_STOP", 0x1C, 3}, Field{"nRST_STDBY", 0x1C, 4},
    Field{"DATA0", 0x1C, 10, 8}, Field{"DATA1", 0x1C, 18, 8},
};

// OBR of RM0091 3.5.7 and RM0316 4.5.7; who has no such bit reads a one.
constexpr std::array f0Fields{
    Field{"WDG_SW", 0x1C, 8},        Field{"nRST_STOP", 0x1C, 9},
    Field{"nRST_STDBY", 0x1C, 10},   Field{"nBOOT1", 0x1C, 12},
    Field{"VDDA_MONITOR", 0x1C, 13}, Field{"RAM_PARITY_CHECK", 0x1C, 14},
    Field{"DATA0", 0x1C, 16, 8},     Field{"DATA1", 0x1C, 24, 8},
};

// OPTCR of RM0033 3.8.5 and RM0090 3.9.10.
constexpr std::array f4Fields{
    Field{"BOR_LEV", 0x14, 2, 2},
    Field{"WDG_SW", 0x14, 5},
    Field{"nRST_STOP", 0x14, 6},
    Field{"nRST_STDBY", 0x14, 7},
};

// OPTCR and OPTCR1 of RM0385 3.7.6 and RM0410 3.7.6.
constexpr std::array f7Fields{
    Field{"BOR_LEV", 0x14, 2, 2}, Field{"WWDG_SW", 0x14, 4},       Field{"IWDG_SW", 0x14, 5},
    Field{"nRST_STOP", 0x14, 6},  Field{"nRST_STDBY", 0x14, 7},    Field{"IWDG_STDBY", 0x14, 30},
    Field{"IWDG_STOP", 0x14, 31}, Field{"BOOT_ADD0", 0x18, 0, 16}, Field{"BOOT_ADD1", 0x18, 16, 16},
};

// OPTR of RM0351 3.7.8 and RM0432 3.7.8.
constexpr std::array l4Fields{
    Field{"BOR_LEV", 0x20, 8, 3},  Field{"nRST_STOP", 0x20, 12}, Field{"nRST_STDBY", 0x20, 13},
    Field{"nRST_SHDW", 0x20, 14},  Field{"IWDG_SW", 0x20, 16},   Field{"IWDG_STOP", 0x20, 17},
    Field{"IWDG_STDBY", 0x20, 18}, Field{"WWDG_SW", 0x20, 19},   Field{"nBOOT1", 0x20, 23},
    Field{"SRAM2_PE", 0x20, 24},   Field{"SRAM2_RST", 0x20, 25}, Field{"nSWBOOT0", 0x20, 26},
    Field{"nBOOT0", 0x20, 27},
};

// OPTR of RM0440 3.7.8.
constexpr std::array g4Fields{
    Field{"BOR_LEV", 0x20, 8, 3},  Field{"nRST_STOP", 0x20, 12},    Field{"nRST_STDBY", 0x20, 13},
    Field{"nRST_SHDW", 0x20, 14},  Field{"IWDG_SW", 0x20, 16},      Field{"IWDG_STOP", 0x20, 17},
    Field{"IWDG_STDBY", 0x20, 18}, Field{"WWDG_SW", 0x20, 19},      Field{"nBOOT1", 0x20, 23},
    Field{"SRAM_PE", 0x20, 24},    Field{"CCMSRAM_RST", 0x20, 25},  Field{"nSWBOOT0", 0x20, 26},
    Field{"nBOOT0", 0x20, 27},     Field{"NRST_MODE", 0x20, 28, 2}, Field{"IRHEN", 0x20, 30},
};

// OPTR of RM0444 3.7.8 and RM0490 3.7.8. A U0 has the same names in the same places (FLASH_OPTR in
// ST's headers of the STM32U0), and two more that ST's HAL does not set either.
constexpr std::array g0Fields{
    Field{"BOR_EN", 0x20, 8},
    Field{"BORR_LEV", 0x20, 9, 2},
    Field{"BORF_LEV", 0x20, 11, 2},
    Field{"nRST_STOP", 0x20, 13},
    Field{"nRST_STDBY", 0x20, 14},
    Field{"nRST_SHDW", 0x20, 15},
    Field{"IWDG_SW", 0x20, 16},
    Field{"IWDG_STOP", 0x20, 17},
    Field{"IWDG_STDBY", 0x20, 18},
    Field{"WWDG_SW", 0x20, 19},
    Field{"RAM_PARITY_CHECK", 0x20, 22},
    Field{"nBOOT_SEL", 0x20, 24},
    Field{"nBOOT1", 0x20, 25},
    Field{"nBOOT0", 0x20, 26},
    Field{"NRST_MODE", 0x20, 27, 2},
    Field{"IRHEN", 0x20, 29},
};

// OPTR of RM0434 3.10.8 and RM0453 4.10.8.
constexpr std::array wbFields{
    Field{"BOR_LEV", 0x20, 9, 3},  Field{"nRST_STOP", 0x20, 12}, Field{"nRST_STDBY", 0x20, 13},
    Field{"nRST_SHDW", 0x20, 14},  Field{"IWDG_SW", 0x20, 16},   Field{"IWDG_STOP", 0x20, 17},
    Field{"IWDG_STDBY", 0x20, 18}, Field{"WWDG_SW", 0x20, 19},   Field{"nBOOT1", 0x20, 23},
    Field{"SRAM2_PE", 0x20, 24},   Field{"SRAM2_RST", 0x20, 25}, Field{"nSWBOOT0", 0x20, 26},
    Field{"nBOOT0", 0x20, 27},
};

// OPTR of RM0438 6.9.9 and RM0456 7.9.13.
constexpr std::array l5Fields{
    Field{"BOR_LEV", 0x40, 8, 3},  Field{"nRST_STOP", 0x40, 12}, Field{"nRST_STDBY", 0x40, 13},
    Field{"nRST_SHDW", 0x40, 14},  Field{"IWDG_SW", 0x40, 16},   Field{"IWDG_STOP", 0x40, 17},
    Field{"IWDG_STDBY", 0x40, 18}, Field{"WWDG_SW", 0x40, 19},   Field{"SRAM2_RST", 0x40, 25},
    Field{"nSWBOOT0", 0x40, 26},   Field{"nBOOT0", 0x40, 27},    Field{"PA15_PUPEN", 0x40, 28},
};

// OPTSR and BOOT of RM0433 4.9.10 and 4.9.23, RM0468 4.9.
constexpr std::array h7Fields{
    Field{"BOR_LEV", 0x1C, 2, 2},     Field{"IWDG1_SW", 0x1C, 4},
    Field{"nRST_STOP_D1", 0x1C, 6},   Field{"nRST_STBY_D1", 0x1C, 7},
    Field{"FZ_IWDG_STOP", 0x1C, 17},  Field{"FZ_IWDG_SDBY", 0x1C, 18},
    Field{"IO_HSLV", 0x1C, 29},       Field{"BOOT_ADD0", 0x40, 0, 16},
    Field{"BOOT_ADD1", 0x40, 16, 16},
};

// OPTR of RM0493, by its register file (embassy-rs/stm32-data, flash_wba.yaml).
constexpr std::array wbaFields{
    Field{"BOR_LEV", 0x40, 8, 3},  Field{"nRST_STOP", 0x40, 12}, Field{"nRST_STDBY", 0x40, 13},
    Field{"SRAM1_RST", 0x40, 15},  Field{"IWDG_SW", 0x40, 16},   Field{"IWDG_STOP", 0x40, 17},
    Field{"IWDG_STDBY", 0x40, 18}, Field{"WWDG_SW", 0x40, 19},   Field{"SRAM2_PE", 0x40, 24},
    Field{"SRAM2_RST", 0x40, 25},  Field{"nSWBOOT0", 0x40, 26},  Field{"nBOOT0", 0x40, 27},
};

// OPTR of RM0487, by its register file (embassy-rs/stm32-data, flash_u3.yaml). Not the speed of
// pins at low voltage, which may destroy them at another.
constexpr std::array u3Fields{
    Field{"BOR_LEV", 0x40, 8, 3}, Field{"nRST_STOP", 0x40, 12},  Field{"nRST_STDBY", 0x40, 13},
    Field{"nRST_SHDW", 0x40, 14}, Field{"SRAM1_RST", 0x40, 15},  Field{"IWDG_SW", 0x40, 16},
    Field{"IWDG_STOP", 0x40, 17}, Field{"IWDG_STDBY", 0x40, 18}, Field{"WWDG_SW", 0x40, 19},
    Field{"SRAM2_PE", 0x40, 24},  Field{"SRAM2_RST", 0x40, 25},  Field{"nSWBOOT0", 0x40, 26},
    Field{"nBOOT0", 0x40, 27},
};

// OBR of RM0367 3.7.8 and RM0376 3.7.8. The smallest dies have two more boot bits, which no source
// at hand tells apart by die.
constexpr std::array l0Fields{
    Field{"BOR_LEV", 0x1C, 16, 4}, Field{"WDG_SW", 0x1C, 20}, Field{"nRST_STOP", 0x1C, 21},
    Field{"nRST_STDBY", 0x1C, 22}, Field{"nBOOT1", 0x1C, 31},
};

// OBR of RM0038 3.9.8.
constexpr std::array l1Fields{
    Field{"BOR_LEV", 0x1C, 16, 4},
    Field{"IWDG_SW", 0x1C, 20},
    Field{"nRST_STOP", 0x1C, 21},
    Field{"nRST_STDBY", 0x1C, 22},
};

// OPTSR of RM0481 and RM0492, by the SVD files of the H563 and the H503. Only the H503 has
// nRST_SHDW, and the speed of pins at low voltage has no name.
constexpr std::array h5Fields{
    Field{"BOR_LEV", 0x50, 0, 2}, Field{"BORH_EN", 0x50, 2},     Field{"IWDG_SW", 0x50, 3},
    Field{"WWDG_SW", 0x50, 4},    Field{"nRST_STOP", 0x50, 6},   Field{"nRST_STDBY", 0x50, 7},
    Field{"IWDG_STOP", 0x50, 20}, Field{"IWDG_STDBY", 0x50, 21},
};

// OPTSR of RM0455, by the SVD file of the H7B0. Not the speed of pins at low voltage.
constexpr std::array h7abFields{
    Field{"BOR_LEV", 0x1C, 2, 2}, Field{"IWDG_SW", 0x1C, 4},       Field{"nRST_STOP", 0x1C, 6},
    Field{"nRST_STDBY", 0x1C, 7}, Field{"IWDG_FZ_STOP", 0x1C, 17}, Field{"IWDG_FZ_SDBY", 0x1C, 18},
};

std::span<const Field> ofFamily(Family family) noexcept {
    switch (family) {
    case Family::F1:
        return f1Fields;
    case Family::F0:
    case Family::F3:
        return f0Fields;
    case Family::F2:
    case Family::F4:
        return f4Fields;
    case Family::F7:
        return f7Fields;
    case Family::L4:
        return l4Fields;
    case Family::G4:
        return g4Fields;
    case Family::G0:
    case Family::C0:
    case Family::U0:
        return g0Fields;
    case Family::WB:
    case Family::WL:
        return wbFields;
    case Family::L5:
    case Family::U5:
        return l5Fields;
    case Family::WBA:
        return wbaFields;
    case Family::U3:
        return u3Fields;
    case Family::L0:
        return l0Fields;
    case Family::L1:
        return l1Fields;
    case Family::H5:
        return h5Fields;
    case Family::H7:
        return h7Fields;
    default:
        return {};
    }
}

bool sameLetters(char one, char other) {
    return std::tolower(static_cast<unsigned char>(one)) ==
           std::tolower(static_cast<unsigned char>(other));
}

} // namespace

std::span<const OptionField> optionFields(const Device& device) noexcept {
    // The H7A3 and H7B3 have other names.
    return device.flashKind == FlashKind::H7AB ? std::span<const Field>(h7abFields)
                                               : ofFamily(device.family);
}

const OptionField* optionFieldNamed(const Device& device, std::string_view name) noexcept {
    for (const Field& field : optionFields(device)) {
        if (std::ranges::equal(field.name, name, sameLetters)) {
            return &field;
        }
    }
    return nullptr;
}

OptionValue optionValue(const Device& device, const OptionField& field, std::uint32_t value) {
    CHECK(value <= field.largest());
    return {device.flashRegisters + field.offset, field.mask(), value << field.low};
}

std::optional<std::uint32_t> optionFound(const Device& device, const OptionField& field,
                                         std::span<const OptionWord> words) noexcept {
    const auto word = optionAt(words, device.flashRegisters + field.offset);
    return word ? std::optional((*word & field.mask()) >> field.low) : std::nullopt;
}

} // namespace greenlight::target
