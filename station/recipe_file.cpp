#include "station/recipe_file.h"

#include "engine/job/image.h"
#include "engine/job/read_file.h"
#include "engine/target/device.h"
#include "engine/target/option_fields.h"
#include "station/recipe_folder.h"
#include "station/recipe_loaders.h"
#include "station/recipe_patches.h"
#include "station/strict_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

namespace greenlight::station {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestRecipe = 256ULL * 1024;
constexpr std::uint64_t largestSignature = 256ULL * 1024;
constexpr std::size_t mostImages = 8;
constexpr std::size_t longestPattern = 256;

/// A device's supply may be anything STM32 parts run at (datasheets: 1.71 V to 3.6 V).
constexpr std::int64_t lowestSupply = 1600;
constexpr std::int64_t highestSupply = 3700;
constexpr std::int64_t longestBootMillis = 60'000;
constexpr std::int64_t shortestUsefulBootMillis = 1'000;
constexpr std::int64_t slowestSwd = 5;
constexpr std::int64_t fastestSwd = 24'000;

Fault valueFault(std::string note) {
    return {.code = FaultCode::RecipeValue, .note = std::move(note)};
}

std::string_view asText(const std::vector<std::uint8_t>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// One [[image]] of the file.
struct ImageEntry {
    ReleasedFile file;
    std::optional<std::uint32_t> address;
};

/// Reads the values of one recipe.toml; the folder's other files come later.
class RecipeText {
public:
    RecipeText(const toml::table& root, std::string fileName)
        : m_fileName(std::move(fileName))
        , m_top(table(&root, "")) {}

    Result<void> read() {
        TRY(readHead());
        TRY(readConnect());
        TRY(readProgram());
        TRY(readSerial());
        TRY(readBoot());
        TRY(readOptions());
        TRY(readProtect());
        for (const toml::table* image : m_top.tables("image", mostImages)) {
            images.push_back(TRY(readImage(*image)));
        }
        for (const toml::table* loader : m_top.tables("loader", mostLoaders)) {
            loaders.push_back(TRY(readLoaderEntry(table(loader, "loader"))));
        }
        for (const toml::table* patch : m_top.tables("patch", mostPatches)) {
            patches.push_back(TRY(readPatchEntry(table(patch, "patch"))));
        }
        if (images.empty()) {
            m_top.complain("image", "is missing: a recipe has at least one");
        }
        return m_top.close();
    }

    job::Recipe recipe{};
    std::vector<ImageEntry> images{};
    std::vector<LoaderEntry> loaders{};
    std::vector<PatchEntry> patches{};

private:
    StrictTable table(const toml::table* source, std::string name) const {
        return {source, std::move(name), m_fileName, FaultCode::RecipeValue};
    }

    Result<void> readHead() {
        StrictTable head = table(m_top.table("recipe"), "recipe");
        recipe.name = head.demandedName("name");
        recipe.version = head.demandedName("version");
        recipe.product = head.demandedName("product");
        recipe.device = head.demandedName("device");
        return head.close();
    }

    Result<void> readConnect() {
        StrictTable connect = table(m_top.table("connect"), "connect");
        recipe.connect = connect.word("mode", recipe.connect, job::connectModeNamed);
        recipe.swdKhz =
            static_cast<unsigned>(connect.number("swd_khz", slowestSwd, fastestSwd, recipe.swdKhz));
        const auto window = connect.numbers("voltage_mv", 2, lowestSupply, highestSupply);
        if (window.size() == 2) {
            recipe.lowMillivolts = static_cast<unsigned>(window[0]);
            recipe.highMillivolts = static_cast<unsigned>(window[1]);
        }
        if (recipe.lowMillivolts >= recipe.highMillivolts) {
            connect.complain("voltage_mv", "must be [lowest, highest]");
        }
        return connect.close();
    }

    Result<void> readProgram() {
        StrictTable program = table(m_top.table("program"), "program");
        recipe.erase = program.word("erase", recipe.erase, job::eraseModeNamed);
        recipe.rewrite = program.word("rewrite", recipe.rewrite, job::rewriteNamed);
        recipe.verify = program.word("verify", recipe.verify, job::verifyMethodNamed);
        return program.close();
    }

    Result<void> readSerial() {
        StrictTable serial = table(m_top.table("serial"), "serial");
        job::SerialRule& rule = recipe.serial;
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
        if (!isPattern(rule.pattern)) {
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
        job::BootRule& rule = recipe.boot.emplace();
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
            recipe.options.push_back(
                {.name = name,
                 .value = static_cast<std::uint32_t>(options.number(name, 0, 0xFFFF'FFFF, 0))});
        }
        return options.close();
    }

    Result<void> readProtect() {
        StrictTable protect = table(m_top.table("protect"), "protect");
        // Level 2 is for ever; a recipe cannot ask for it.
        recipe.rdp = static_cast<unsigned>(protect.number("rdp", 0, 1, recipe.rdp));
        recipe.mayUnprotect = protect.flag("may_unprotect", recipe.mayUnprotect);
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

    /// Only what is matched in polynomial time (libstdc++'s word for it): a label must not be able
    /// to stop the line.
    static bool isPattern(const std::string& pattern) {
        if (pattern.size() > longestPattern) {
            return false;
        }
        try {
            const std::regex compiled(pattern,
                                      std::regex::ECMAScript | std::regex_constants::__polynomial);
            return true;
        } catch (const std::regex_error&) {
            return false;
        }
    }

    std::string m_fileName;
    StrictTable m_top;
};

/// Reads the images as they were released: what is digested is what is parsed.
Result<std::shared_ptr<const job::Image>> readImages(const fs::path& folder,
                                                     const std::vector<ImageEntry>& entries,
                                                     std::vector<job::FileFact>& facts) {
    std::vector<job::Image> images;
    for (const ImageEntry& entry : entries) {
        const auto bytes = TRY(readReleased(folder, entry.file, job::ImageLimits{}.fileBytes));
        const std::string path = (folder / entry.file.name).string();
        images.push_back(TRY(job::parseImage(path, bytes, entry.address)));
        facts.push_back({entry.file.name, entry.file.sha256});
    }
    return std::make_shared<const job::Image>(TRY(job::combine(images)));
}

/// Where the parts that the recipe's device names may have flash, whatever their die: a part number
/// with a size letter says how much there is; without one the chip itself has the last word.
struct FlashSpan {
    std::uint32_t base = 0;
    std::uint64_t bytes = 0;
};

/// Nothing when no part has this name, or parts whose flash begins at different addresses.
std::optional<FlashSpan> flashOf(std::string_view named) {
    std::optional<FlashSpan> span;
    for (const target::Device& device : target::allDevices()) {
        for (const unsigned kb : device.flashSizes) {
            if (!device.isNamedBy(named, kb)) {
                continue;
            }
            const FlashSpan each{device.flashBase, device.flashEnd(kb) - device.flashBase};
            if (span && span->base != each.base) {
                return std::nullopt;
            }
            span = {each.base, std::max(each.bytes, span ? span->bytes : 0)};
        }
    }
    return span;
}

/// The least that a unit's serial number takes in the flash.
std::uint64_t leastSerialBytes(const job::SerialRule& rule) {
    constexpr std::uint64_t uidDigits = 24;
    switch (rule.format) {
    case job::SerialFormat::LittleEndian32:
    case job::SerialFormat::BigEndian32:
        return sizeof(std::uint32_t);
    case job::SerialFormat::LittleEndian64:
    case job::SerialFormat::BigEndian64:
        return sizeof(std::uint64_t);
    case job::SerialFormat::BinaryCodedDecimal:
    case job::SerialFormat::Hexadecimal:
    case job::SerialFormat::Ascii:
        break;
    }
    if (rule.source == job::SerialSource::Range) {
        const std::uint64_t characters = rule.range.serial(rule.range.first).size();
        return rule.format == job::SerialFormat::Ascii ? characters : (characters + 1) / 2;
    }
    return rule.source == job::SerialSource::ChipUid ? uidDigits : 1;
}

/// Every part that the recipe may meet must know every option it names.
Result<void> checkOptions(const job::Recipe& recipe) {
    for (const target::Device& device : target::allDevices()) {
        if (!device.isNamedBy(recipe.device)) {
            continue;
        }
        for (const job::OptionSetting& option : recipe.options) {
            const target::OptionField* field = target::optionFieldNamed(device, option.name);
            if (field != nullptr && option.value <= field->largest()) {
                continue;
            }
            std::string known;
            for (const target::OptionField& each : target::optionFields(device)) {
                known += fmt::format("{}{} up to {}", known.empty() ? "" : ", ", each.name,
                                     each.largest());
            }
            return valueFault(fmt::format("[options] {} = {}: an {} has {}", option.name,
                                          option.value, device.name,
                                          known.empty() ? "none that this station knows" : known));
        }
    }
    return {};
}

/// Everything that the device table can say about a recipe without a board.
Result<void> checkAgainstDevice(const job::Recipe& recipe) {
    const std::optional<FlashSpan> flash = flashOf(recipe.device);
    if (!flash) {
        return valueFault(fmt::format("[recipe] device \"{}\" names no part, or parts of more "
                                      "than one kind, that this station can program",
                                      recipe.device));
    }
    TRY(checkPlaces(recipe, flash->base, flash->bytes));
    TRY(checkOptions(recipe));
    if (recipe.serial.address) {
        const std::uint64_t from = *recipe.serial.address;
        if (from < flash->base ||
            from + leastSerialBytes(recipe.serial) > flash->base + flash->bytes) {
            return Fault{.code = FaultCode::ImageOutsideDevice,
                         .address = recipe.serial.address,
                         .note = "[serial] address"};
        }
    }
    return {};
}

/// The bytes of recipe.toml and who signed exactly these.
struct SignedText {
    std::vector<std::uint8_t> bytes;
    std::vector<std::string> signers;
};

Result<SignedText> readSigned(const fs::path& folder, const Trust& trust,
                              unsigned signaturesRequired, base::WallTime now) {
    SignedText text;
    text.bytes = TRY(job::readFile((folder / "recipe.toml").string(), largestRecipe));
    const std::string signatureFile = (folder / "recipe.toml.p7s").string();
    std::error_code error;
    if (fs::status(signatureFile, error).type() == fs::file_type::not_found) {
        return Fault{.code = FaultCode::RecipeUnsigned, .note = signatureFile + " is missing"};
    }
    const auto signature = TRY(job::readFile(signatureFile, largestSignature));
    text.signers = TRY(trust.signersOf(asText(text.bytes), signature, now));
    if (text.signers.size() < signaturesRequired) {
        return Fault{.code = FaultCode::RecipeSigners,
                     .note =
                         fmt::format("{} of {} needed", text.signers.size(), signaturesRequired)};
    }
    return text;
}

} // namespace

Result<std::shared_ptr<const job::Recipe>> readRecipe(const fs::path& folder, const Trust& trust,
                                                      unsigned signaturesRequired,
                                                      base::WallTime now) {
    const SignedText text = TRY(readSigned(folder, trust, signaturesRequired, now));
    const std::string fileName = (folder / "recipe.toml").string();
    const toml::table root = TRY(parseToml(asText(text.bytes), fileName, FaultCode::RecipeSyntax));
    RecipeText reader(root, fileName);
    TRY(reader.read());
    job::Recipe recipe = std::move(reader.recipe);
    recipe.digest = base::sha256(text.bytes);
    recipe.signers = text.signers;
    recipe.image = TRY(readImages(folder, reader.images, recipe.files));
    TRY(readPatches(folder, reader.patches, recipe));
    recipe.loaders = TRY(readLoaders(folder, reader.loaders));
    for (const job::ExternalLoader& loader : recipe.loaders) {
        recipe.files.push_back(loader.file);
    }
    TRY(checkAgainstDevice(recipe));
    return std::make_shared<const job::Recipe>(std::move(recipe));
}

} // namespace greenlight::station
