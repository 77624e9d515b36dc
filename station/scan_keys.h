#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace greenlight::station {

/// Makes labels out of the keys of a scanner that is read as a device: it types as a keyboard of
/// the United States does and ends each label with Enter. Values as linux/input.h has them.
class ScanKeys {
public:
    /// Longer ones are none; the rest of a flood is dropped until its Enter.
    static constexpr std::size_t mostCharacters = 128;

    /// Takes the next key event; gives the label that it ended, if it did.
    std::optional<std::string> take(std::uint16_t key, std::int32_t value);

    /// Forgets what was begun, as when the scanner is pulled out in the middle of a label.
    void clear();

private:
    std::string m_label;
    bool m_flood = false;
    bool m_leftShift = false;
    bool m_rightShift = false;
};

} // namespace greenlight::station
