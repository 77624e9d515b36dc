#include "station/scan_keys.h"

#include <linux/input-event-codes.h>

#include <algorithm>
#include <array>
#include <utility>

namespace greenlight::station {

namespace {

constexpr std::int32_t released = 0;
constexpr std::int32_t pressed = 1; // 2 is a repetition of a key that is kept down

struct Key {
    std::uint16_t code;
    char plain;
    char shifted;
};

// The layout that scanners have when they leave the factory.
constexpr std::array keys{
    Key{KEY_1, '1', '!'},         Key{KEY_2, '2', '@'},           Key{KEY_3, '3', '#'},
    Key{KEY_4, '4', '$'},         Key{KEY_5, '5', '%'},           Key{KEY_6, '6', '^'},
    Key{KEY_7, '7', '&'},         Key{KEY_8, '8', '*'},           Key{KEY_9, '9', '('},
    Key{KEY_0, '0', ')'},         Key{KEY_A, 'a', 'A'},           Key{KEY_B, 'b', 'B'},
    Key{KEY_C, 'c', 'C'},         Key{KEY_D, 'd', 'D'},           Key{KEY_E, 'e', 'E'},
    Key{KEY_F, 'f', 'F'},         Key{KEY_G, 'g', 'G'},           Key{KEY_H, 'h', 'H'},
    Key{KEY_I, 'i', 'I'},         Key{KEY_J, 'j', 'J'},           Key{KEY_K, 'k', 'K'},
    Key{KEY_L, 'l', 'L'},         Key{KEY_M, 'm', 'M'},           Key{KEY_N, 'n', 'N'},
    Key{KEY_O, 'o', 'O'},         Key{KEY_P, 'p', 'P'},           Key{KEY_Q, 'q', 'Q'},
    Key{KEY_R, 'r', 'R'},         Key{KEY_S, 's', 'S'},           Key{KEY_T, 't', 'T'},
    Key{KEY_U, 'u', 'U'},         Key{KEY_V, 'v', 'V'},           Key{KEY_W, 'w', 'W'},
    Key{KEY_X, 'x', 'X'},         Key{KEY_Y, 'y', 'Y'},           Key{KEY_Z, 'z', 'Z'},
    Key{KEY_SPACE, ' ', ' '},     Key{KEY_MINUS, '-', '_'},       Key{KEY_EQUAL, '=', '+'},
    Key{KEY_LEFTBRACE, '[', '{'}, Key{KEY_RIGHTBRACE, ']', '}'},  Key{KEY_BACKSLASH, '\\', '|'},
    Key{KEY_SEMICOLON, ';', ':'}, Key{KEY_APOSTROPHE, '\'', '"'}, Key{KEY_GRAVE, '`', '~'},
    Key{KEY_COMMA, ',', '<'},     Key{KEY_DOT, '.', '>'},         Key{KEY_SLASH, '/', '?'},
    Key{KEY_KP0, '0', '0'},       Key{KEY_KP1, '1', '1'},         Key{KEY_KP2, '2', '2'},
    Key{KEY_KP3, '3', '3'},       Key{KEY_KP4, '4', '4'},         Key{KEY_KP5, '5', '5'},
    Key{KEY_KP6, '6', '6'},       Key{KEY_KP7, '7', '7'},         Key{KEY_KP8, '8', '8'},
    Key{KEY_KP9, '9', '9'},       Key{KEY_KPMINUS, '-', '-'},     Key{KEY_KPPLUS, '+', '+'},
    Key{KEY_KPDOT, '.', '.'},     Key{KEY_KPSLASH, '/', '/'},     Key{KEY_KPASTERISK, '*', '*'},
};

bool isEnd(std::uint16_t key) { return key == KEY_ENTER || key == KEY_KPENTER || key == KEY_TAB; }

} // namespace

std::optional<std::string> ScanKeys::take(std::uint16_t key, std::int32_t value) {
    if (key == KEY_LEFTSHIFT || key == KEY_RIGHTSHIFT) {
        (key == KEY_LEFTSHIFT ? m_leftShift : m_rightShift) = value != released;
        return std::nullopt;
    }
    if (value != pressed) {
        return std::nullopt;
    }
    if (isEnd(key)) {
        const bool whole = !m_flood && !m_label.empty();
        m_flood = false;
        std::string label = std::exchange(m_label, {});
        return whole ? std::optional(std::move(label)) : std::nullopt;
    }
    const auto* const found = std::ranges::find(keys, key, &Key::code);
    if (found == keys.end() || m_flood) {
        return std::nullopt;
    }
    m_label += m_leftShift || m_rightShift ? found->shifted : found->plain;
    if (m_label.size() > mostCharacters) {
        m_flood = true;
        m_label.clear();
    }
    return std::nullopt;
}

void ScanKeys::clear() {
    m_label.clear();
    m_flood = false;
    m_leftShift = false;
    m_rightShift = false;
}

} // namespace greenlight::station
