#include "tests/qml/line_feed.h"

#include "tests/job/good_evidence.h"

namespace greenlight::station::view {

Scratch::Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "greenlight-XXXXXX");
    CHECK(mkdtemp(pattern.data()) != nullptr);
    m_path = pattern;
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

ReceiptBook::ReceiptBook(Clock& clock) {
    auto journal = db::Journal::open(m_scratch.path() / "journal.db", "line1-st3", clock);
    CHECK(journal.ok());
    m_journal = std::move(journal).value();
}

job::Receipt ReceiptBook::passed(const std::string& serial) {
    job::Evidence evidence = job::goodEvidence();
    evidence.serial = serial;
    return close(serial, evidence);
}

job::Receipt ReceiptBook::notPassed(const std::string& serial, FaultCode code) {
    job::Evidence evidence = job::goodEvidence();
    evidence.serial = serial;
    evidence.latch({.code = code, .stage = Stage::Verify});
    return close(serial, evidence);
}

job::Receipt ReceiptBook::close(const std::string& serial, const job::Evidence& evidence) {
    job::Evidence ofChip = evidence;
    ofChip.before->uid.back() = ++m_chips;
    ofChip.after = ofChip.before;
    auto ticket = m_journal->begin({.slot = "1", .product = "TH-200", .serial = serial});
    CHECK(ticket.ok());
    CHECK(m_journal->identified(*ticket, *ofChip.before, serial).ok());
    auto receipt = m_journal->close(std::move(ticket).value(), ofChip);
    CHECK(receipt.ok());
    return *receipt;
}

Result<void> LineFeed::press(std::size_t slot, job::StartedBy origin) {
    presses.emplace_back(slot, origin);
    if (refusal) {
        ++picture.slots.at(slot).slot.refusals;
        picture.slots.at(slot).slot.refusal = refusal;
        return *refusal;
    }
    return {};
}

Result<unsigned> LineFeed::pressAll(job::StartedBy origin) {
    pressesForAll.push_back(origin);
    if (refusal) {
        return *refusal;
    }
    return 1U;
}

Result<std::optional<std::size_t>> LineFeed::scan(std::string_view label, bool scanned) {
    labels.emplace_back(label, scanned);
    if (refusal) {
        return *refusal;
    }
    return std::optional<std::size_t>(0);
}

Result<void> LineFeed::chooseSlot(std::size_t slot) {
    chosen.push_back(slot);
    picture.scanGoesTo = slot;
    return {};
}

Result<void> LineFeed::givePin(std::string_view pin) {
    const std::scoped_lock lock(m_mutex);
    pins.emplace_back(pin);
    pinThread = std::this_thread::get_id();
    if (refusal) {
        return *refusal;
    }
    picture.operatorName = std::exchange(picture.pinWantedOf, {});
    picture.role = "supervisor";
    picture.signInWanted = false;
    return {};
}

Result<void> LineFeed::done(std::string what, std::size_t slot, const Credentials& by,
                            std::string_view reason) {
    const std::scoped_lock lock(m_mutex);
    pinThread = std::this_thread::get_id();
    if (refusal) {
        return *refusal;
    }
    allowed.push_back(
        {.what = std::move(what), .slot = slot, .by = by, .reason = std::string(reason)});
    return {};
}

Result<void> LineFeed::activate(std::shared_ptr<const job::Recipe> recipe, const Credentials& by) {
    TRY(done("activate-recipe", 0, by, {}));
    const std::scoped_lock lock(m_mutex);
    picture.recipe = recipe->name;
    picture.recipeVersion = recipe->version;
    picture.recipeHash = base::toHex(recipe->digest).substr(0, 8);
    activated.push_back(std::move(recipe));
    return {};
}

Result<Actor> LineFeed::authorise(const Credentials& by, Act act) {
    TRY(done(std::string(name(act)), 0, by, {}));
    return Actor{.name = by.who, .person = 2, .role = Role::Engineer, .byPin = true};
}

Result<void> LineFeed::addPerson(const NewPerson& person, const Credentials& by) {
    TRY(done("add-person", 0, by, {}));
    added.push_back(person);
    return {};
}

Result<void> LineFeed::changePerson(std::string_view name, const PersonChange& change,
                                    const Credentials& by, std::string_view reason) {
    TRY(done("change-person", 0, by, reason));
    changedPeople.emplace_back(name, change);
    return {};
}

Result<SignIn::Step> LineFeed::signIn(const Credentials& who) {
    const std::scoped_lock lock(m_mutex);
    if (refusal) {
        return *refusal;
    }
    picture.pinWantedOf = who.who;
    return SignIn::Step::PinWanted;
}

void LineFeed::forgetPin() { picture.pinWantedOf.clear(); }

void LineFeed::signOut() {
    ++signOuts;
    picture.operatorName.clear();
    picture.role.clear();
    picture.signInWanted = true;
}

void LineFeed::empty(std::size_t count) {
    picture = {};
    picture.station = "line1-st3";
    picture.operatorName = "M. Okafor";
    picture.recipe = "thermostat-main";
    picture.recipeVersion = "1.4.2";
    picture.product = "TH-200";
    picture.recipeHash = "9f3ac1d2";
    picture.device = "STM32H725";
    picture.heartbeat = 1;
    for (std::size_t i = 0; i < count; ++i) {
        LineSlot slot;
        slot.slot.name = std::to_string(i + 1);
        slot.slot.looked = true;
        slot.nextStep = "insert-board";
        picture.slots.push_back(std::move(slot));
    }
}

void LineFeed::boardIn(std::size_t index) {
    LineSlot& shown = slot(index);
    shown.slot.state = job::Ready{};
    shown.slot.contact = true;
    ++shown.slot.boards;
    shown.mayStart = true;
    shown.nextStep = "press-start";
}

void LineFeed::working(std::size_t index, Stage stage, Duration gone,
                       std::optional<Duration> left) {
    boardIn(index);
    LineSlot& shown = slot(index);
    shown.slot.state =
        job::Working{.progress = {.stage = stage, .left = left}, .since = m_clock.now() - gone};
    ++shown.slot.attempts;
    shown.mayStart = false;
    shown.nextStep = "wait";
}

void LineFeed::finish(std::size_t index, const std::string& serial) {
    boardIn(index);
    LineSlot& shown = slot(index);
    shown.slot.serial = serial;
    ++shown.slot.attempts;
    shown.mayStart = false;
}

void LineFeed::passed(std::size_t index, const std::string& serial, ReceiptBook& book) {
    finish(index, serial);
    const job::Receipt receipt = book.passed(serial);
    slot(index).slot.state = job::Passed(receipt);
    slot(index).slot.boardOutWanted = true;
    slot(index).nextStep = "remove-board";
    ++picture.passed;
    picture.last.insert(picture.last.begin(), {.slot = slot(index).slot.name,
                                               .serial = serial,
                                               .verdict = job::Verdict::Pass,
                                               .receipt = receipt.sequence(),
                                               .ended = m_clock.wall()});
}

void LineFeed::failed(std::size_t index, const std::string& serial, const Fault& fault,
                      ReceiptBook& book) {
    finish(index, serial);
    const job::Receipt receipt = book.notPassed(serial, fault.code);
    slot(index).slot.state = job::Failed{receipt, fault};
    slot(index).nextStep = "red-bin";
    ++picture.notPassed;
    picture.last.insert(picture.last.begin(), {.slot = slot(index).slot.name,
                                               .serial = serial,
                                               .verdict = receipt.verdict(),
                                               .fault = fault,
                                               .receipt = receipt.sequence(),
                                               .ended = m_clock.wall()});
}

void LineFeed::unrecorded(std::size_t index, const std::string& serial) {
    finish(index, serial);
    slot(index).slot.state = job::Unrecorded{{.code = FaultCode::DiskFull, .stage = Stage::Record}};
    slot(index).nextStep = "call-supervisor";
    ++picture.notPassed;
    picture.last.insert(picture.last.begin(),
                        {.slot = slot(index).slot.name, .serial = serial, .ended = m_clock.wall()});
}

void LineFeed::trouble(std::size_t index, const Fault& fault) {
    slot(index).slot.state = job::Vacant{fault};
    slot(index).slot.trouble = fault;
    slot(index).nextStep = "call-supervisor";
}

} // namespace greenlight::station::view
