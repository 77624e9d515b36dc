#include "db/reckoning.h"

#include "db/clock_changes.h"

#include <algorithm>
#include <utility>

namespace greenlight::db {
namespace {

using base::JsonPlace;
using Kind = base::JsonTape::Kind;

/// More attempts at work than any line has slots; a journal with more is looked at by who takes
/// less for granted.
constexpr std::size_t mostOpen = 1024;

/// The most units that a place in m_names can tell apart.
constexpr std::size_t mostUnits = UINT32_MAX - 1;

/// Reads what an attempt's entry must have; once something is missing it is `bad`.
class Data {
public:
    explicit Data(JsonPlace data) : m_data(data), m_hint(data.begin()) {}

    [[nodiscard]] bool isBad() const noexcept { return m_bad; }

    std::string_view text(std::string_view key) {
        const auto place = must(key);
        return place && check(place->is(Kind::Text)) ? place->value().text : std::string_view();
    }

    std::int64_t number(std::string_view key) {
        const auto place = must(key);
        return place && check(place->is(Kind::Integer) && place->value().number >= 0)
                   ? place->value().number
                   : 0;
    }

    bool flag(std::string_view key) {
        const auto place = must(key);
        return place && check(place->is(Kind::True) || place->is(Kind::False)) &&
               place->is(Kind::True);
    }

    /// Empty where there is none or no text.
    std::string_view textIfAny(std::string_view key) {
        const std::uint32_t found = m_data.find(key, m_hint);
        return found != 0 && m_data.in(found).is(Kind::Text) ? m_data.in(found).value().text
                                                             : std::string_view();
    }

    /// Nothing where there is none, or null.
    std::optional<JsonPlace> placeIfAny(std::string_view key) {
        const std::uint32_t found = m_data.find(key, m_hint);
        return found == 0 || m_data.in(found).is(Kind::Null) ? std::nullopt
                                                             : std::optional(m_data.in(found));
    }

private:
    std::optional<JsonPlace> must(std::string_view key) {
        const std::uint32_t found = m_data.find(key, m_hint);
        return check(found != 0) ? std::optional(m_data.in(found)) : std::nullopt;
    }

    bool check(bool good) {
        m_bad = m_bad || !good;
        return good;
    }

    JsonPlace m_data;
    std::uint32_t m_hint;
    bool m_bad = false;
};

std::string_view textBelow(std::optional<JsonPlace> place, std::string_view key) {
    return place ? Data(*place).textIfAny(key) : std::string_view();
}

void toUpper(std::string& text) {
    std::ranges::transform(text, text.begin(), [](char digit) {
        return digit >= 'a' && digit <= 'z' ? static_cast<char>(digit - 'a' + 'A') : digit;
    });
}

/// The quarter of an hour of a time as the journal writes it, where there is nothing to think
/// about: SQLite rounds to milliseconds, which may lead from one quarter into the next.
std::optional<std::int64_t> plainQuarter(std::string_view time) {
    constexpr std::int64_t microsOfQuarter = 900'000'000;
    constexpr std::int64_t lastSecond = 899'000'000;
    const auto wall = wallTimeOf(time);
    if (!wall || wall->unixMicros < 0 || wall->unixMicros % microsOfQuarter >= lastSecond) {
        return std::nullopt;
    }
    return wall->unixMicros / microsOfQuarter;
}

} // namespace

Reckoning::Reckoning(const RowHashes& hashes, SQLite::Database& calendar)
    : m_hashes(hashes)
    , m_quarter(calendar, "SELECT unixepoch(?) / 900") {}

bool Reckoning::begun(const EntryRow& row, JsonPlace data) {
    if (m_open.size() == mostOpen) {
        return false;
    }
    ++m_attempts;
    if (m_spare.empty()) {
        m_spare.emplace_back();
    }
    Open& open = m_open.emplace_back(std::move(m_spare.back()));
    m_spare.pop_back();
    Data from(data);
    open.attempt = static_cast<std::int64_t>(row.sequence);
    const std::string_view slot = from.text("slot");
    const std::string_view port = from.text("port");
    const std::string_view probe = from.text("probe_serial");
    const std::string_view recipe = from.text("recipe");
    const std::string_view version = from.text("recipe_version");
    const std::string_view digest = from.text("recipe_digest");
    const std::string_view product = from.text("product");
    std::string imageDigests;
    const bool imagesAreGood = images(open, data, imageDigests);
    open.serial = from.text("serial");
    const std::string_view person = from.text("operator");
    const std::string_view startedBy = from.text("started_by");
    const std::int64_t training = from.flag("training") ? 1 : 0;
    open.rework = !from.text("rework_reason").empty();
    open.workOrder = from.textIfAny("work_order");
    const bool drill = from.placeIfAny("drill") && from.flag("drill");
    const bool golden = from.placeIfAny("golden") && from.flag("golden");
    open.drill = drill || golden; // neither is about a product
    open.uid.clear();
    open.identified = 0;
    open.number = 0;
    open.realm = m_hashes.realm(product, training);
    open.row.clear();
    open.row.number(open.attempt);
    for (const std::string_view text : {row.time, slot, port, probe, product}) {
        open.row.text(text);
    }
    open.row.number(training);
    for (const std::string_view text : {recipe, version, digest, person, startedBy}) {
        open.row.text(text);
    }
    open.row.number(open.rework ? 1 : 0);
    open.group.clear();
    open.group.text(product);
    open.group.number(training);
    for (const std::string_view text : {recipe, version, std::string_view(imageDigests), slot,
                                        probe, person, std::string_view(open.workOrder)}) {
        open.group.text(text);
    }
    const auto quarter = quarterOf(row.time);
    open.quarter = quarter.value_or(0);
    return !from.isBad() && imagesAreGood && quarter && give(open, data);
}

bool Reckoning::images(Open& open, JsonPlace data, std::string& digests) {
    const std::uint32_t list = data.find("images");
    if (list == 0 || !data.in(list).is(Kind::List)) {
        return false;
    }
    std::int64_t place = 0;
    RowBytes row;
    for (std::uint32_t each = data.in(list).begin(); each < data.in(list).end();
         each = data.after(each)) {
        Data image(data.in(each));
        row.clear();
        row.number(open.attempt);
        row.number(place);
        row.text(image.text("name"));
        const std::string_view digest = image.text("sha256");
        row.text(digest);
        if (!data.in(each).is(Kind::Object) || image.isBad() || row.holdsZeroInText()) {
            return false;
        }
        m_sums.image.add(m_hashes.row(row, 'i'));
        digests += place++ == 0 ? "" : "+";
        digests += digest;
    }
    return true;
}

/// A number that was used is not remembered: given out again it would be two rows of one number,
/// which no table has.
bool Reckoning::give(Open& open, JsonPlace data) {
    Data from(data);
    const auto given = from.placeIfAny("serial_range");
    if (!given) {
        return true;
    }
    Data number(*given);
    const std::string_view series = number.text("series");
    const std::int64_t counted = number.number("number");
    if (number.isBad() || !given->is(Kind::Object)) {
        return false;
    }
    open.number = m_hashes.key(open.realm, 'n', series, counted);
    const auto [known, fresh] = m_numbers.try_emplace(open.number);
    if (!fresh) {
        if (known->second.out) {
            return false;
        }
        m_sums.number.remove(m_hashes.number(open.number, "free", known->second.attempt));
    }
    known->second = {.attempt = open.attempt, .out = true};
    m_sums.number.add(m_hashes.number(open.number, "out", open.attempt));
    return true;
}

/// The number of an attempt is used, or free again.
void Reckoning::settle(Open& open, bool used) {
    m_sums.number.remove(m_hashes.number(open.number, "out", open.attempt));
    m_sums.number.add(m_hashes.number(open.number, used ? "used" : "free", open.attempt));
    if (used) {
        m_numbers.erase(open.number);
    } else {
        m_numbers.at(open.number).out = false;
    }
    open.number = 0;
}

Reckoning::Open* Reckoning::find(std::int64_t attempt) {
    const auto found = std::ranges::find(m_open, attempt, &Open::attempt);
    return found == m_open.end() ? nullptr : &*found;
}

void Reckoning::forget(Open& open) {
    m_spare.push_back(std::move(open));
    if (&open != &m_open.back()) {
        open = std::move(m_open.back());
    }
    m_open.pop_back();
}

bool Reckoning::identified(const EntryRow& row, JsonPlace data) {
    Data from(data);
    Open* const open = find(from.number("attempt"));
    const std::string_view serial = from.text("serial");
    const std::string_view uid = from.text("uid");
    if (from.isBad() || open == nullptr || open->identified != 0) {
        return false;
    }
    if (open->number != 0 && open->serial != serial) {
        settle(*open, false);
    }
    open->serial = serial;
    open->uid = uid;
    open->identified = static_cast<std::int64_t>(row.sequence);
    return true;
}

bool Reckoning::ended(const EntryRow& row, JsonPlace data) {
    Data from(data);
    Open* const open = find(from.number("attempt"));
    const auto verdict = job::verdictNamed(from.text("verdict"));
    const auto fault = from.placeIfAny("fault");
    const auto evidence = from.placeIfAny("evidence");
    if (from.isBad() || open == nullptr || !verdict) {
        return false;
    }
    Ending ending{.open = *open,
                  .verdict = *verdict,
                  .fault = textBelow(fault, "name"),
                  .stage = textBelow(fault, "stage")};
    if (open->serial.empty()) {
        open->serial = textBelow(evidence, "serial");
    }
    if (open->uid.empty() && evidence) {
        open->uid = textBelow(Data(*evidence).placeIfAny("before"), "uid");
        toUpper(open->uid);
    }
    if (ending.passed() && (!ending.fault.empty() || open->identified == 0 || open->uid.empty())) {
        return false;
    }
    if (open->number != 0) {
        settle(*open, ending.passed());
        if (!ending.passed()) {
            open->serial.clear();
        }
    }
    ending.serial = m_hashes.text(open->serial);
    ending.uid = m_hashes.text(open->uid);
    ending.group = groupOf(*open);
    if ((ending.passed() && !bind(*open, ending.serial)) || m_units.size() >= mostUnits) {
        return false;
    }
    const Place place = count(ending);
    RowBytes& all = open->row;
    all.text(open->serial);
    all.text(open->uid);
    open->identified != 0 ? all.number(open->identified) : all.null();
    all.number(static_cast<std::int64_t>(row.sequence));
    all.text(row.time);
    all.text(job::name(*verdict));
    all.textOrNull(ending.fault);
    all.textOrNull(ending.stage);
    all.textOrNull(evidence ? textBelow(Data(*evidence).placeIfAny("plan"), "plan_sha256")
                            : std::string_view());
    all.text(open->serial.empty() ? open->uid : open->serial);
    all.text(open->workOrder);
    all.number(open->drill ? 1 : 0);
    place.unit != 0 ? all.number(place.unit) : all.null();
    place.unit != 0 ? all.number(place.ordinal) : all.null();
    m_sums.attempt.add(m_hashes.row(all, 'a'));
    const bool good = !all.holdsZeroInText() && !open->group.holdsZeroInText();
    forget(*open);
    return good;
}

void Reckoning::finish() {
    for (Open& open : m_open) {
        RowBytes& all = open.row;
        all.text(open.serial);
        all.text(open.uid);
        open.identified != 0 ? all.number(open.identified) : all.null();
        for (int column = 0; column < 6; ++column) {
            all.null();
        }
        all.text(open.serial.empty() ? open.uid : open.serial);
        all.text(open.workOrder);
        all.number(open.drill ? 1 : 0);
        all.null();
        all.null();
        m_sums.attempt.add(m_hashes.row(all, 'a'));
    }
}

/// What else could stand against a binding, a serial that two boards have, no table can hold.
bool Reckoning::bind(const Open& open, std::uint64_t serial) {
    const std::uint64_t key = m_hashes.key(open.realm, 'b', open.uid);
    Binding& binding = m_bindings.insert(key);
    if (binding.passed != 0) {
        m_sums.binding.remove(m_hashes.binding(key, binding.serial, binding.passed));
    }
    const bool keeps = binding.serial == 0 || serial == 0 || serial == binding.serial;
    binding.serial = serial == 0 ? binding.serial : serial;
    binding.passed = open.attempt;
    m_sums.binding.add(m_hashes.binding(key, binding.serial, binding.passed));
    return keeps;
}

std::uint32_t Reckoning::groupOf(const Open& open) {
    const auto [known, fresh] = m_groups.try_emplace(m_hashes.row(open.group, 'k'));
    if (fresh) {
        known->second = static_cast<std::uint32_t>(m_groups.size());
        RowBytes row = open.group;
        row.number(known->second);
        m_sums.group.add(m_hashes.row(row, 'g'));
    }
    return known->second;
}

std::optional<std::int64_t> Reckoning::quarterOf(std::string_view time) {
    std::optional<std::int64_t> quarter = plainQuarter(time);
    if (!quarter) {
        Use asked(m_quarter, std::string(time));
        if (asked.next() && !asked.isNull(0)) {
            quarter = static_cast<std::int64_t>(asked.number(0));
        }
    }
    // A unit keeps it in 32 bits: some sixty thousand years.
    return quarter && std::in_range<std::int32_t>(*quarter) ? quarter : std::nullopt;
}

} // namespace greenlight::db
