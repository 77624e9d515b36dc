#include "station/recipe_text.h"

#include "engine/job/pattern.h"
#include "station/strict_toml.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::station {

namespace {

constexpr std::size_t mostImages = 8;

/// The word without which no recipe locks a chip for ever.
constexpr std::string_view foreverWord = "lock this chip for ever";

/// A device's supply may be anything STM32 parts run at (datasheets: 1.71 V to 3.6 V).
constexpr std::int64_t lowestSupply = 1600;
constexpr std::int64_t highestSupply = 3700;
constexpr std::int64_t longestBootMillis = 60'000;
constexpr std::int64_t shortestUsefulBootMillis = 1'000;
constexpr std::int64_t slowestSwd = 5;
constexpr std::int64_t fastestSwd = 24'000;

/// Reads the values of one recipe.toml; the folder's other files come later.
class Reader {
public:
    Reader(const toml::table& root, std::string fileName)
        : m_fileName(std::move(fileName))
        , m_top(table(&root, "")) {}

    Result<RecipeText> read() {
        TRY(readHead());
        TRY(readConnect());
        TRY(readProgram());
        TRY(readSerial());
        TRY(readBoot());
        TRY(readOptions());
        TRY(readProtect());
        if (m_top.has("part")) {
            m_text.part = TRY(readPart(table(m_top.table("part"), "part")));
        }
        for (const toml::table* image : m_top.tables("image", mostImages)) {
            m_text.images.push_back(TRY(readImage(*image)));
        }
        for (const toml::table* loader : m_top.tables("loader", mostLoaders)) {
            m_text.loaders.push_back(TRY(readLoaderEntry(table(loader, "loader"))));
        }
        for (const toml::table* patch : m_top.tables("patch", mostPatches)) {
            m_text.patches.push_back(TRY(readPatchEntry(table(patch, "patch"))));
        }
        if (m_text.images.empty()) {
            m_top.complain("image", "is missing: a recipe has at least one");
        }
        TRY(m_top.close());
        return std::move(m_text);
    }

private:
    StrictTable table(const toml::table* source, std::string name) const {
        return {source, std::move(name), m_fileName, FaultCode::RecipeValue};
    }

    Result<void> readHead() {
        StrictTable head = table(m_top.table("recipe"), "recipe");
        m_text.recipe.name = head.demandedName("name");
        m_text.recipe.version = head.demandedName("version");
        m_text.recipe.product = head.demandedName("product");
        m_text.recipe.device = head.demandedName("device");
        return head.close();
    }

    Result<void> readConnect() {
        StrictTable connect = table(m_top.table("connect"), "connect");
        m_text.recipe.connect = connect.word("mode", m_text.recipe.connect, job::connectModeNamed);
        m_text.recipe.swdKhz = static_cast<unsigned>(
            connect.number("swd_khz", slowestSwd, fastestSwd, m_text.recipe.swdKhz));
        const auto window = connect.numbers("voltage_mv", 2, lowestSupply, highestSupply);
        if (window.size() == 2) {
            m_text.recipe.lowMillivolts = static_cast<unsigned>(window[0]);
            m_text.recipe.highMillivolts = static_cast<unsigned>(window[1]);
        }
        if (m_text.recipe.lowMillivolts >= m_text.recipe.highMillivolts) {
            connect.complain("voltage_mv", "must be [lowest, highest]");
        }
        return connect.close();
    }

    Result<void> readProgram() {
        StrictTable program = table(m_top.table("program"), "program");
        m_text.recipe.erase = program.word("erase", m_text.recipe.erase, job::eraseModeNamed);
        m_text.recipe.rewrite = program.word("rewrite", m_text.recipe.rewrite, job::rewriteNamed);
        m_text.recipe.verify = program.word("verify", m_text.recipe.verify, job::verifyMethodNamed);
        return program.close();
    }

    Result<void> readSerial() {
        StrictTable serial = table(m_top.table("serial"), "serial");
        job::SerialRule& rule = m_text.recipe.serial;
        rule.source = serial.word("source", rule.source, job::serialSourceNamed);
        rule.check = serial.word("check", rule.check, job::checkDigitNamed);
        rule.range.check = rule.check;
        readRange(serial, rule);
        const bool written = serial.has("address");
        if (written) {
            rule.address = static_cast<std::uint32_t>(serial.number("address", 0, 0xFFFF'FFFF, 0));
        }
        rule.pattern = serial.text("pattern");
        rule.format = serial.word("format", rule.format, job::serialFormatNamed);
        // What would have no effect is refused: whoever wrote it believes that it has one.
        if (serial.has("pattern") && rule.source != job::SerialSource::Scan) {
            serial.complain("pattern", "needs source = \"scan\"");
        }
        if (serial.has("check") && rule.source != job::SerialSource::Scan &&
            rule.source != job::SerialSource::Range) {
            serial.complain("check", "needs source = \"scan\" or \"range\"");
        }
        if (written && rule.source == job::SerialSource::None) {
            serial.complain("address", "needs a source");
        }
        if (serial.has("format") && !written) {
            serial.complain("format", "needs an address");
        }
        if (rule.source == job::SerialSource::ChipUid && rule.format != job::SerialFormat::Ascii) {
            serial.complain("format", "must be \"ascii\" for the chip's own 24 hexadecimal digits");
        }
        if (rule.source == job::SerialSource::Range && written && serial.fine() &&
            !job::encodeSerial(rule.format, rule.range.serial(rule.range.last)).ok()) {
            serial.complain("format", "cannot hold the serials of this range");
        }
        if (!job::isPattern(rule.pattern)) {
            serial.complain("pattern", "is not a regular expression of at most 256 characters, "
                                       "without back-references");
        }
        return serial.close();
    }

    /// The numbers that the station counts; without source = "range" their keys are unknown ones.
    static void readRange(StrictTable& serial, job::SerialRule& rule) {
        if (rule.source != job::SerialSource::Range) {
            return;
        }
        job::SerialRange& range = rule.range;
        range.prefix = serial.text("prefix");
        const auto printable = [](char letter) { return letter >= ' ' && letter <= '~'; };
        if (range.prefix.size() + job::mostRangeDigits > job::longestSerial ||
            !std::ranges::all_of(range.prefix, printable)) {
            serial.complain("prefix", "must be at most 46 printable ASCII characters");
        }
        for (const char* needed : {"digits", "first", "last"}) {
            if (!serial.has(needed)) {
                serial.complain(needed, "is missing: a range needs digits, first and last");
            }
        }
        range.digits = static_cast<unsigned>(serial.number("digits", 1, job::mostRangeDigits, 1));
        std::int64_t most = 1;
        for (unsigned i = 0; i < range.digits; ++i) {
            most *= 10;
        }
        range.first = static_cast<std::uint64_t>(serial.number("first", 0, most - 1, 0));
        range.last = static_cast<std::uint64_t>(serial.number("last", 0, most - 1, 0));
        if (range.last < range.first) {
            serial.complain("last", "comes before first");
        } else if (rule.check != job::CheckDigit::None &&
                   !job::endsInItsCheck(rule.check, range.serial(range.last))) {
            serial.complain("check", "cannot be computed of such serials");
        }
    }

    Result<void> readBoot() {
        if (!m_top.has("boot")) {
            return {};
        }
        StrictTable boot = table(m_top.table("boot"), "boot");
        job::BootRule& rule = m_text.recipe.boot.emplace();
        for (const char* needed : {"address", "value"}) {
            if (!boot.has(needed)) {
                boot.complain(needed, "is missing");
            }
        }
        rule.address = static_cast<std::uint32_t>(boot.number("address", 0, 0xFFFF'FFFC, 0));
        if (rule.address % 4 != 0) {
            boot.complain("address", "must be a multiple of 4");
        }
        rule.value = static_cast<std::uint32_t>(boot.number("value", 0, 0xFFFF'FFFF, 0));
        rule.mask = static_cast<std::uint32_t>(boot.number("mask", 1, 0xFFFF'FFFF, rule.mask));
        if ((rule.value & ~rule.mask) != 0) {
            boot.complain("value", "has bits outside of the mask");
        }
        rule.within = std::chrono::milliseconds(
            boot.number("within_ms", 1, longestBootMillis, shortestUsefulBootMillis));
        return boot.close();
    }

    /// Every key is a name; whether the parts of the recipe have it is checked with the others.
    Result<void> readOptions() {
        const toml::table* source = m_top.table("options");
        StrictTable options = table(source, "options");
        if (source == nullptr) {
            return {};
        }
        for (const auto& [key, value] : *source) {
            const std::string name(key.str());
            m_text.recipe.options.push_back(
                {.name = name,
                 .value = static_cast<std::uint32_t>(options.number(name, 0, 0xFFFF'FFFF, 0))});
        }
        return options.close();
    }

    Result<void> readProtect() {
        StrictTable protect = table(m_top.table("protect"), "protect");
        m_text.recipe.rdp = static_cast<unsigned>(protect.number("rdp", 0, 2, m_text.recipe.rdp));
        // Nobody gets there by a slip of one digit.
        if (m_text.recipe.rdp == 2 && protect.text("forever") != foreverWord) {
            protect.complain("rdp", fmt::format("= 2 locks every chip for ever, and is only taken "
                                                "with forever = \"{}\"",
                                                foreverWord));
        }
        if (m_text.recipe.rdp != 2 && protect.has("forever")) {
            protect.complain("forever", "says nothing without rdp = 2");
        }
        m_text.recipe.mayUnprotect = protect.flag("may_unprotect", m_text.recipe.mayUnprotect);
        return protect.close();
    }

    Result<ImageEntry> readImage(const toml::table& source) const {
        StrictTable image = table(&source, "image");
        ImageEntry entry;
        entry.file = takeReleasedFile(image);
        if (image.has("address")) {
            entry.address = static_cast<std::uint32_t>(image.number("address", 0, 0xFFFF'FFFF, 0));
        }
        TRY(image.close());
        return entry;
    }

    std::string m_fileName;
    StrictTable m_top;
    RecipeText m_text{};
};

} // namespace

Result<RecipeText> readRecipeText(std::string_view text, const std::string& fileName) {
    const toml::table root = TRY(parseToml(text, fileName, FaultCode::RecipeSyntax));
    return Reader(root, fileName).read();
}

} // namespace greenlight::station
