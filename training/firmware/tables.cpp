// Makes the tables of the training firmware: tables <bytes> <tables.h> <tables.c>
//
// Real firmware is mostly tables, so the training firmware is too: everything here is computed from
// its definition and used by the code beside it. <bytes> is the room there is; the last table, dew
// points by temperature and humidity, gets as many rows as fit.

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// Above this much room the tables have their full resolution.
constexpr std::size_t roomy = 100'000;

std::uint8_t byteOf(std::uint32_t value) { return static_cast<std::uint8_t>(value & 0xFFU); }

class Tables {
public:
    explicit Tables(std::size_t room) : m_room(room) {
        m_source << "#include \"tables.h\"\n";
        m_header << "#pragma once\n\n#include <stdint.h>\n";
    }

    void define(std::string_view name, std::size_t value) {
        m_header << "#define " << name << ' ' << value << "\n";
    }

    /// One array of numbers of the C type `type`, which has `width` bytes.
    template <typename T>
    void add(std::string_view type, std::string_view name, const std::vector<T>& values) {
        m_header << "extern const " << type << ' ' << name << '[' << values.size() << "];\n";
        m_source << "\nconst " << type << ' ' << name << '[' << values.size() << "] = {";
        for (std::size_t i = 0; i < values.size(); ++i) {
            m_source << (i % 12 == 0 ? "\n    " : " ") << +values[i] << ',';
        }
        m_source << "\n};\n";
        m_used += values.size() * sizeof(T);
    }

    [[nodiscard]] bool isRoomy() const { return m_room >= roomy; }

    [[nodiscard]] std::size_t room() const { return m_room; }

    [[nodiscard]] std::size_t left() const { return m_used < m_room ? m_room - m_used : 0; }

    [[nodiscard]] std::string header() const { return m_header.str(); }

    [[nodiscard]] std::string source() const { return m_source.str(); }

private:
    std::size_t m_room;
    std::size_t m_used = 0;
    std::ostringstream m_header;
    std::ostringstream m_source;
};

std::int16_t rounded(double value) { return static_cast<std::int16_t>(std::lround(value)); }

/// A full turn in Q15.
void addSine(Tables& tables) {
    const std::size_t size = tables.isRoomy() ? 16'384 : 1024;
    std::vector<std::int16_t> values;
    for (std::size_t i = 0; i < size; ++i) {
        const double turn = static_cast<double>(i) / static_cast<double>(size);
        values.push_back(rounded(32'767.0 * std::sin(2.0 * std::numbers::pi * turn)));
    }
    tables.define("SINE_SIZE", size);
    tables.add("int16_t", "sineTable", values);
}

/// CRC-32 of IEEE 802.3, reflected; table n advances a byte that has n more behind it.
void addCrc(Tables& tables) {
    constexpr std::uint32_t polynomial = 0xEDB88320;
    const std::size_t slices = tables.isRoomy() ? 8 : 1;
    std::vector<std::uint32_t> values(slices * 256);
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t crc = i;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? polynomial : 0U);
        }
        values[i] = crc;
    }
    for (std::size_t i = 256; i < values.size(); ++i) {
        const std::uint32_t previous = values[i - 256];
        values[i] = (previous >> 8U) ^ values[previous & 0xFFU];
    }
    tables.define("CRC_SLICES", slices);
    tables.add("uint32_t", "crcTable", values);
}

/// Product in the field of FIPS 197, 4.2.
std::uint8_t times(std::uint32_t a, std::uint32_t b) {
    std::uint32_t product = 0;
    for (; b != 0; b >>= 1U) {
        product ^= (b & 1U) != 0 ? a : 0U;
        a = (a << 1U) ^ ((a & 0x80U) != 0 ? 0x11BU : 0U);
    }
    return byteOf(product);
}

/// The S-box of FIPS 197, 5.1.1: the inverse in the field, then an affine map.
std::vector<std::uint8_t> substitution() {
    std::vector<std::uint8_t> box(256);
    for (std::uint32_t value = 0; value < 256; ++value) {
        std::uint32_t inverse = 0;
        for (std::uint32_t candidate = 1; value != 0 && candidate < 256; ++candidate) {
            if (times(value, candidate) == 1) {
                inverse = candidate;
            }
        }
        std::uint32_t result = 0x63;
        for (unsigned turn = 0; turn < 5; ++turn) {
            result ^= (inverse << turn) | (inverse >> (8 - turn));
        }
        box[value] = byteOf(result);
    }
    return box;
}

/// SubBytes, ShiftRows and MixColumns in one look-up per byte (little-endian columns).
void addCipher(Tables& tables) {
    const std::vector<std::uint8_t> box = substitution();
    const std::size_t turns = tables.isRoomy() ? 4 : 1;
    std::vector<std::uint32_t> values;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        for (const std::uint8_t s : box) {
            const std::uint32_t column = times(s, 2) | (std::uint32_t{s} << 8U) |
                                         (std::uint32_t{s} << 16U) |
                                         (static_cast<std::uint32_t>(times(s, 3)) << 24U);
            const auto shift = static_cast<unsigned>(8 * turn);
            values.push_back(shift == 0 ? column : (column << shift) | (column >> (32 - shift)));
        }
    }
    tables.define("CIPHER_TURNS", turns);
    tables.add("uint8_t", "cipherBox", box);
    tables.add("uint32_t", "cipherRound", values);
}

/// Temperatures in hundredths of a degree by ADC code, for NTC thermistors under a pull-up: the
/// beta equation around 25 degrees.
void addThermistors(Tables& tables) {
    struct Thermistor {
        double ohms;
        double beta;
        double pullUpOhms;
    };

    constexpr std::array<Thermistor, 3> kinds{Thermistor{10'000, 3435, 10'000},
                                              Thermistor{10'000, 3950, 4700},
                                              Thermistor{100'000, 4250, 47'000}};
    const std::size_t codes = tables.isRoomy() ? 4096 : 1024;
    std::vector<std::int16_t> values;
    for (const Thermistor& kind : kinds) {
        for (std::size_t code = 0; code < codes; ++code) {
            // Half a code away from the ends, where the resistance would be 0 or infinite.
            const double ratio = (static_cast<double>(code) + 0.5) / static_cast<double>(codes);
            const double ohms = kind.pullUpOhms * ratio / (1.0 - ratio);
            const double kelvin = 1.0 / (1.0 / 298.15 + std::log(ohms / kind.ohms) / kind.beta);
            const double celsius = kelvin - 273.15;
            values.push_back(rounded(std::fmin(std::fmax(celsius, -80.0), 300.0) * 100.0));
        }
    }
    tables.define("THERMISTOR_KINDS", kinds.size());
    tables.define("THERMISTOR_CODES", codes);
    tables.add("int16_t", "thermistorTable", values);
}

struct Point {
    double x;
    double y;
};

struct Stroke {
    Point from;
    Point to;
};

/// The strokes of a fourteen-segment display in a box of 1 by 1, y downwards.
constexpr std::array<Stroke, 14> strokes{
    Stroke{{0.15, 0.10}, {0.85, 0.10}}, Stroke{{0.85, 0.10}, {0.85, 0.50}},
    Stroke{{0.85, 0.50}, {0.85, 0.90}}, Stroke{{0.15, 0.90}, {0.85, 0.90}},
    Stroke{{0.15, 0.50}, {0.15, 0.90}}, Stroke{{0.15, 0.10}, {0.15, 0.50}},
    Stroke{{0.15, 0.50}, {0.50, 0.50}}, Stroke{{0.50, 0.50}, {0.85, 0.50}},
    Stroke{{0.15, 0.10}, {0.50, 0.50}}, Stroke{{0.50, 0.10}, {0.50, 0.50}},
    Stroke{{0.85, 0.10}, {0.50, 0.50}}, Stroke{{0.50, 0.50}, {0.15, 0.90}},
    Stroke{{0.50, 0.50}, {0.50, 0.90}}, Stroke{{0.50, 0.50}, {0.85, 0.90}}};

/// Which strokes make 0 to 9 and A to Z; bit n is stroke n.
constexpr std::array<std::uint16_t, 36> glyphs{
    0x0C3F, 0x0406, 0x00DB, 0x008F, 0x00E6, 0x20E9, 0x00FD, 0x1401, 0x00FF, 0x00EF, 0x00F7, 0x128F,
    0x0039, 0x120F, 0x0079, 0x0071, 0x00BD, 0x00F6, 0x1209, 0x001E, 0x2470, 0x0038, 0x0536, 0x2136,
    0x003F, 0x00F3, 0x203F, 0x20F3, 0x00ED, 0x1201, 0x003E, 0x0C30, 0x2836, 0x2D00, 0x1500, 0x0C09};

double distance(const Point& point, const Stroke& stroke) {
    const double dx = stroke.to.x - stroke.from.x;
    const double dy = stroke.to.y - stroke.from.y;
    const double along =
        ((point.x - stroke.from.x) * dx + (point.y - stroke.from.y) * dy) / (dx * dx + dy * dy);
    const double t = std::fmin(std::fmax(along, 0.0), 1.0);
    return std::hypot(point.x - stroke.from.x - t * dx, point.y - stroke.from.y - t * dy);
}

/// How dark a pixel is, 0 to 15: a pen of constant width with a soft edge of one pixel.
std::uint8_t shade(std::uint16_t glyph, const Point& point, double pixel) {
    double nearest = 1.0;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        if ((glyph >> i & 1U) != 0) {
            nearest = std::fmin(nearest, distance(point, strokes.at(i)));
        }
    }
    const double cover = (0.06 - nearest) / pixel + 0.5;
    return static_cast<std::uint8_t>(std::lround(15.0 * std::fmin(std::fmax(cover, 0.0), 1.0)));
}

/// 0 to 9 and A to Z with sixteen shades, two pixels a byte, at growing sizes.
void addFonts(Tables& tables) {
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint16_t> widths;
    std::vector<std::uint32_t> offsets;
    const std::size_t share = tables.room() * 2 / 5;
    for (std::size_t width = 8; width <= 64; width += 8) {
        const std::size_t height = width * 3 / 2;
        if (pixels.size() + glyphs.size() * width * height / 2 > share) {
            break;
        }
        widths.push_back(static_cast<std::uint16_t>(width));
        offsets.push_back(static_cast<std::uint32_t>(pixels.size()));
        const double pixel = 1.0 / static_cast<double>(width);
        for (const std::uint16_t glyph : glyphs) {
            for (std::size_t i = 0; i < width * height; i += 2) {
                const std::size_t row = i / width;
                const double y = (static_cast<double>(row) + 0.5) / static_cast<double>(height);
                const double x = (static_cast<double>(i % width) + 0.5) * pixel;
                pixels.push_back(byteOf(std::uint32_t{shade(glyph, {x, y}, pixel)} |
                                        std::uint32_t{shade(glyph, {x + pixel, y}, pixel)} << 4U));
            }
        }
    }
    tables.define("FONT_GLYPHS", glyphs.size());
    tables.define("FONT_SIZES", widths.size());
    tables.add("uint16_t", "fontWidths", widths);
    tables.add("uint32_t", "fontOffsets", offsets);
    tables.add("uint8_t", "fontPixels", pixels);
}

/// Dew points in hundredths of a degree by the Magnus formula: a row per temperature from -20 to
/// 60 degrees, a column per percent of relative humidity from 1 to 100.
void addDewPoints(Tables& tables) {
    constexpr std::size_t columns = 100;
    constexpr double a = 17.62;
    constexpr double b = 243.12;
    const std::size_t rows = tables.left() / (columns * sizeof(std::int16_t));
    std::vector<std::int16_t> values;
    for (std::size_t row = 0; row < rows; ++row) {
        const double celsius =
            -20.0 + 80.0 * static_cast<double>(row) / static_cast<double>(rows - 1);
        for (std::size_t percent = 1; percent <= columns; ++percent) {
            const double gamma =
                std::log(static_cast<double>(percent) / 100.0) + a * celsius / (b + celsius);
            values.push_back(rounded(100.0 * b * gamma / (a - gamma)));
        }
    }
    tables.define("DEW_ROWS", rows);
    tables.define("DEW_COLUMNS", columns);
    tables.add("int16_t", "dewPointTable", values);
}

bool write(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    return file.good();
}

} // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments, arguments + count);
    if (words.size() != 4) {
        std::fputs("usage: tables BYTES HEADER SOURCE\n", stderr);
        return 2;
    }
    Tables tables(std::strtoul(words[1].c_str(), nullptr, 10));
    addSine(tables);
    addCrc(tables);
    addCipher(tables);
    addThermistors(tables);
    addFonts(tables);
    addDewPoints(tables);
    return write(words[2], tables.header()) && write(words[3], tables.source()) ? 0 : 1;
}
